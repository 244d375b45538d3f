import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server } from 'node:net';
import { text as bodyOf } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { ANSWER_TIMEOUT, CONNECT_TIMEOUT, KeptConnections } from '#kernel/subgraph/kept-connections.ts';
import type { Asked } from '#kernel/subgraph/post-json.ts';
import { eventually } from '#kernel/testing/eventually.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Connections to a server, which are at most two, and what the server has seen. */
async function connectionsTo(server: Server, options: { answerMs?: number; connectMs?: number } = {}) {
  const seen = { connections: 0, open: 0 };
  server.on('connection', (socket) => {
    seen.connections += 1;
    seen.open += 1;
    socket.once('close', () => {
      seen.open -= 1;
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connections = new KeptConnections(origin, { most: 2, answerMs: 10_000, connectMs: 10_000, ...options });
  closing.push(
    () => connections.close(),
    () => server.close(),
  );
  const post = (body: string, timeoutMs?: number) =>
    connections.post({ path: '/graphql', headers: { 'x-viewer': 'v' }, body, timeoutMs });
  return { connections, seen, post };
}

/** Answers with what it was sent. */
const echo: RequestListener = async (request, response) => {
  response.end(`${request.method} ${request.url} ${request.headers['x-viewer']} ${await bodyOf(request)}`);
};

describe('kept connections', () => {
  it('send what they are given and resolve with what is answered', async () => {
    const { post } = await connectionsTo(createServer(echo));
    expect(await post('{"a":"ascii"}')).toBe('POST /graphql v {"a":"ascii"}');
    expect(await post('{"a":"жук €"}')).toBe('POST /graphql v {"a":"жук €"}');
    const long = 'ж'.repeat(500_000);
    expect(await post(long)).toBe(`POST /graphql v ${long}`);
  });

  it('get what is there', async () => {
    const { connections, post } = await connectionsTo(createServer(echo));
    expect(await post('a')).toBe('POST /graphql v a');
    expect(await connections.get({ path: '/things?id=1', headers: { 'x-viewer': 'v' } })).toBe('GET /things?id=1 v ');
  });

  it('tell the status and the headers of an answer', async () => {
    const { connections } = await connectionsTo(
      createServer((_request, response) => response.writeHead(303, { location: '/paid' }).end()),
    );
    const told: unknown[] = [];
    const heard: Asked['heard'] = (header, status) => told.push(status, header('location'));
    await connections.get({ path: '/', headers: {}, heard });
    expect(told).toEqual([303, ['/paid']]);
  });

  it('are used again, and no more of them are opened than may be', async () => {
    const { post, seen } = await connectionsTo(createServer(echo));
    const bodies = Array.from({ length: 20 }, (_, index) => `${index}`);
    expect(await Promise.all(bodies.map((body) => post(body)))).toEqual(
      bodies.map((body) => `POST /graphql v ${body}`),
    );
    await post('one more');
    expect(seen.connections).toBe(2);
  });

  it.each<[string, RequestListener]>([
    ['says that it closes', (_request, response) => response.setHeader('connection', 'close').end('ok')],
    [
      'keeps them for less than a request may take',
      (_request, response) => response.setHeader('keep-alive', 'timeout=1').end('ok'),
    ],
  ])('are not used again when the server %s', async (_what, answer) => {
    const { post, seen } = await connectionsTo(createServer(answer));
    expect([await post('a'), await post('b')]).toEqual(['ok', 'ok']);
    expect(seen.connections).toBe(2);
  });

  it('that the server has closed are replaced', async () => {
    const server = createServer(echo);
    const { post, seen } = await connectionsTo(server);
    await post('a');
    server.closeAllConnections();
    await eventually(() => expect(seen.open).toBe(0));
    expect(await post('b')).toContain('b');
  });

  it('give up on an answer that is late, and go on', async () => {
    const server = createServer(async (request, response) => {
      if ((await bodyOf(request)) !== 'late') response.end('ok');
    });
    const { post } = await connectionsTo(server);
    const late = [post('late', 50), post('late', 50)].map((one) => one.catch(({ code }) => code));
    expect(await post('waits for one of these')).toBe('ok');
    expect(await Promise.all(late)).toEqual([ANSWER_TIMEOUT, ANSWER_TIMEOUT]);
  });

  it('give up on a request for which none is free in time', async () => {
    const { post } = await connectionsTo(createServer(() => {}));
    for (const body of ['a', 'b']) post(body).catch(() => {});
    await expect(post('c', 50)).rejects.toMatchObject({ code: ANSWER_TIMEOUT });
  });

  it('give up on a server that lets nobody in', async () => {
    // Nothing listens there: addresses for documentation (RFC 5737) are routed nowhere.
    const nowhere = new KeptConnections('http://192.0.2.1', { most: 1, answerMs: 10_000, connectMs: 50 });
    closing.push(() => nowhere.close());
    const { code } = await nowhere.post({ path: '/', headers: {}, body: '' }).catch((error) => error);
    expect([CONNECT_TIMEOUT, 'ENETUNREACH', 'EHOSTUNREACH', 'ECONNREFUSED']).toContain(code);
  });

  it.each<[string, string | undefined, string]>([
    ['is cut', undefined, 'ECONNRESET'],
    ['ends too early', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf', 'ECONNRESET'],
  ])('reject when the answer %s', async (_what, answer, code) => {
    const server = createSocketServer((socket) =>
      socket.once('data', () => (answer ? socket.end(answer) : socket.destroy())),
    );
    const { post } = await connectionsTo(server);
    await expect(post('a')).rejects.toMatchObject({ code });
  });

  it('resolve with an answer that ends with its connection', async () => {
    const server = createSocketServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n\r\nall')));
    const { post } = await connectionsTo(server);
    expect(await post('a')).toBe('all');
  });

  it('reject when nobody listens', async () => {
    const server = createServer(echo);
    const { post, seen } = await connectionsTo(server);
    await post('a');
    await new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    });
    await eventually(() => expect(seen.open).toBe(0));
    await expect(post('b')).rejects.toMatchObject({ code: expect.stringMatching(/ECONNREFUSED|ECONNRESET/) });
  });

  it('reject what was under way when they are closed', async () => {
    const { connections, post } = await connectionsTo(createServer(() => {}));
    const asked = [post('a'), post('b'), post('c')].map((one) => one.catch(({ code }) => code));
    await connections.close();
    expect(await Promise.all(asked)).toEqual(['ECONNRESET', 'ECONNRESET', 'ECONNRESET']);
  });

  it('send no header that would be two', async () => {
    const { connections } = await connectionsTo(createServer(echo));
    const headers = { 'x-viewer': 'v\r\nx-viewer: admin' };
    await expect(connections.post({ path: '/', headers, body: '' })).rejects.toThrow('more than one line');
  });

  it.each(['/a b', '/a\r\nx-viewer: admin', '/ж'])('ask for no path that would be more: %j', async (path) => {
    const { connections } = await connectionsTo(createServer(echo));
    await expect(connections.get({ path, headers: {} })).rejects.toThrow('one word');
  });
});
