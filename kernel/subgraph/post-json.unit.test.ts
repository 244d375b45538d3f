import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { type Asked, getText, postJson } from '#kernel/subgraph/post-json.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function poolTo(answer: (response: ServerResponse, body: string) => void): Promise<Pool> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => answer(response, body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const pool = new Pool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  closing.push(
    () => pool.destroy(),
    () => server.close(),
  );
  return pool;
}

const post = (pool: Pool, timeoutMs?: number) =>
  postJson(pool, { path: '/', headers: { 'content-type': 'application/json' }, body: '{"a":"ж"}', timeoutMs });

it('getting text resolves with what is there', async () => {
  const pool = await poolTo((response, body) => response.end(`${response.req.method} ${response.req.url} ${body}.`));
  expect(await getText(pool, { path: '/things?id=1', headers: {} })).toBe('GET /things?id=1 .');
});

describe('posting JSON', () => {
  it('resolves with the whole text, also of a letter that comes in two pieces, whatever the status', async () => {
    const pool = await poolTo((response, body) => {
      const bytes = Buffer.from(`${body} жук`);
      response.writeHead(503);
      response.write(bytes.subarray(0, -5), () => response.end(bytes.subarray(-5)));
    });
    expect(await post(pool)).toBe('{"a":"ж"} жук');
  });

  it('resolves with nothing when nothing is answered', async () => {
    expect(await post(await poolTo((response) => response.end()))).toBe('');
  });

  it('tells the status of the answer, and its headers by their names', async () => {
    const pool = await poolTo((response) => response.writeHead(409, { Vary: ['a', 'b'] }).end());
    const told: unknown[] = [];
    const heard: Asked['heard'] = (header, status) => told.push(status, header('vary'), header('age'));
    await postJson(pool, { path: '/', headers: {}, body: '', heard });
    expect(told).toEqual([409, ['a', 'b'], []]);
  });

  it('rejects when the connection is cut', async () => {
    await expect(post(await poolTo((response) => response.destroy()))).rejects.toMatchObject({
      code: 'UND_ERR_SOCKET',
    });
  });

  it('rejects when no answer comes in time', async () => {
    await expect(post(await poolTo(() => {}), 50)).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' });
  });
});
