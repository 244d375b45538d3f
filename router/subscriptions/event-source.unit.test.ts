import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { followEventSource } from '#router/subscriptions/event-source.ts';

const log = createLogger('event-source-test');

const events = (response: ServerResponse, ...parts: (string | Buffer)[]): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  const [part, ...others] = parts;
  if (part === undefined) return;
  response.write(part, () => setImmediate(() => write(response, others)));
};

/** One part at a time, so that each may arrive by itself. */
function write(response: ServerResponse, [part, ...others]: readonly (string | Buffer)[]): void {
  if (part !== undefined) response.write(part, () => setImmediate(() => write(response, others)));
}

describe('a subscription over server-sent events', () => {
  let server: Server;
  let leave = (): void => {};
  afterEach(() => {
    leave();
    server.closeAllConnections();
    server.close();
  });

  /** Follows a server that answers one way after the other. */
  async function followed(...answers: ((response: ServerResponse) => void)[]) {
    let asked = 0;
    server = createServer((_request, response) => answers[Math.min(asked++, answers.length - 1)]!(response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const told: unknown[] = [];
    const ended: unknown[] = [];
    leave = followEventSource({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      body: '{}',
      headers: () => ({}),
      next: (result) => told.push(result),
      end: (errors) => ended.push(errors),
      pauseAfter: (failures) => (failures > 3 ? undefined : 1),
      log,
    });
    return { told, ended, asked: () => asked };
  }

  const complete = (response: ServerResponse) => events(response, 'event: complete\ndata:\n\n');

  it('is read however its lines end and wherever they are cut', async () => {
    const letter = Buffer.from('event:next\ndata:{"data":"ж"}\n\n');
    const { told, ended } = await followed((response) =>
      events(
        response,
        ':\n\n',
        'event: next\r',
        '\ndata: {"data":\r\ndata: 1}\r\n',
        '\r\n: still here\n\nid: 3\nevent: ping\n\nevent: next\ndata: {"data":2}\n\n',
        letter.subarray(0, -5),
        letter.subarray(-5),
        'event: complete\n\n',
      ),
    );
    await eventually(() => ended.length === 1);
    expect(told).toEqual([{ data: 1 }, { data: 2 }, { data: 'ж' }]);
    expect(ended).toEqual([[]]);
  });

  it('is opened again when it is lost, until the server says that it is over', async () => {
    const { told, ended, asked } = await followed(
      (response) => void response.writeHead(503).end('<html>'),
      (response) => {
        events(response, 'event: next\ndata: {"data":1}\n\n');
        setImmediate(() => response.end());
      },
      (response) => response.destroy(),
      complete,
    );
    await eventually(() => ended.length === 1);
    expect([told, ended, asked()]).toEqual([[{ data: 1 }], [[]], 4]);
  });

  it('is lost when the server is away for too long', async () => {
    const { ended, asked } = await followed((response) => response.destroy());
    await eventually(() => ended.length === 1);
    expect([ended, asked()]).toEqual([[undefined], 4]);
  });

  it('ends with the errors of a server that refuses it', async () => {
    const errors = [{ message: 'no', extensions: { code: 'FORBIDDEN' } }];
    const { ended } = await followed((response) =>
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ errors })),
    );
    await eventually(() => ended.length === 1);
    expect(ended).toEqual([errors]);
  });

  it('tells nothing more once it is left', async () => {
    let open: ServerResponse | undefined;
    const { told, ended } = await followed((response) => {
      open = response;
      events(response, 'event: next\ndata: {"data":1}\n\n');
    });
    await eventually(() => told.length === 1);
    leave();
    await eventually(() => open!.destroyed);
    expect(ended).toEqual([]);
  });
});
