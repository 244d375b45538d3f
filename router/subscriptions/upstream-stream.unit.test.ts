import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { followStream } from '#router/subscriptions/upstream-stream.ts';
import { multipart, serverSentEvents, type Wire } from '#router/subscriptions/upstream-wires.ts';

const log = createLogger('upstream-stream-test');

const events = (response: ServerResponse, ...parts: (string | Buffer)[]): void => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  write(response, parts);
};

const parts = (boundary: string, ...written: (string | Buffer)[]) => {
  return (response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': `multipart/mixed;boundary=${boundary};subscriptionSpec=1.0` });
    write(response, written);
  };
};

/** One part at a time, so that each may arrive by itself. */
function write(response: ServerResponse, [part, ...others]: readonly (string | Buffer)[]): void {
  if (part !== undefined) response.write(part, () => setImmediate(() => write(response, others)));
}

let server: Server;
let leave = (): void => {};
afterEach(() => {
  leave();
  server.closeAllConnections();
  server.close();
});

/** Follows a server that answers one way after the other. */
const follows =
  (wire: Wire) =>
  async (...answers: ((response: ServerResponse) => void)[]) => {
    let asked = 0;
    server = createServer((_request, response) => answers[Math.min(asked++, answers.length - 1)]!(response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const told: unknown[] = [];
    const ended: unknown[] = [];
    leave = followStream({
      wire,
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      body: '{}',
      headers: () => ({}),
      next: (result) => told.push(result),
      end: (errors) => ended.push(errors),
      pauseAfter: (failures) => (failures > 3 ? undefined : 1),
      log,
    });
    return { told, ended, asked: () => asked };
  };

describe('a subscription over server-sent events', () => {
  const followed = follows(serverSentEvents);

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

describe('a subscription over multipart HTTP', () => {
  const followed = follows(multipart);
  const part = (json: string) => `content-type: application/json\r\n\r\n${json}`;

  it('is read wherever its parts are cut', async () => {
    const letter = Buffer.from('{"payload":{"data":"ж --graphql"}}');
    const { told, ended } = await followed(
      parts(
        '"graphql"',
        '\r\n--graphql\r\n',
        `${part('{}')}\r\n--gra`,
        `phql\r\n${part('{"payload":{"data":1}}')}\r\n--graphql\r\nContent-Type: application/json\r\nx: y\r`,
        '\n\r\n',
        letter.subarray(0, 23),
        letter.subarray(23),
        '\r\n--graphql-',
        '-\r\n',
      ),
    );
    await eventually(() => ended.length === 1);
    expect(told).toEqual([{ data: 1 }, { data: 'ж --graphql' }]);
    expect(ended).toEqual([[]]);
  });

  it('is told at once, of servers too that send the delimiter before each part and bare line feeds', async () => {
    const { told, ended } = await followed(
      parts('-', '---\n', part('{"payload":{"data":1}}').replaceAll('\r', ''), '\n'),
    );
    await eventually(() => told.length === 1);
    expect([told, ended]).toEqual([[{ data: 1 }], []]);
  });

  it('ends with the errors that are its own, and goes on with those of an answer', async () => {
    const errors = [{ message: 'no', extensions: { code: 'FORBIDDEN' } }];
    const answer = { data: null, errors };
    const { told, ended } = await followed(
      parts(
        'b',
        `--b\r\n${part(JSON.stringify({ payload: answer }))}\r\n--b\r\n${part(JSON.stringify({ payload: null, errors }))}\r\n--b--`,
      ),
    );
    await eventually(() => ended.length === 1);
    expect([told, ended]).toEqual([[answer], [errors]]);
  });

  it('is opened again when it ends without the last delimiter, or says what is no JSON', async () => {
    const { told, ended, asked } = await followed(
      (response) => {
        parts('b', `--b\r\n${part('{"payload":{"data":1}}')}\r\n--b`)(response);
        setImmediate(() => response.end());
      },
      parts('b', `--b\r\n${part('{"payload":')}\r\n--b\r\n`),
      parts('b', '--b--'),
    );
    await eventually(() => ended.length === 1);
    expect([told, ended, asked()]).toEqual([[{ data: 1 }], [[]], 3]);
  });
});
