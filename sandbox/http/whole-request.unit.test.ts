import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { json, text } from './answer.ts';
import { type RunningServer, startServer } from './server.ts';
import { readWhole } from './whole-request.ts';

const request = (head: string, body = '') => `${head.replaceAll('\n', '\r\n')}\r\n\r\n${body}`;

describe('a request that comes as usual', () => {
  it('is read in one go', () => {
    const body = '{"merchant":"жук €"}';
    const length = Buffer.byteLength(body);
    const whole = request(`POST /payments?a=1 HTTP/1.1\nHost: bank\nX-Key: \t a b \ncontent-length:${length}`, body);
    expect(readWhole(Buffer.from(whole))).toEqual({
      method: 'POST',
      target: '/payments?a=1',
      headers: Object.assign(Object.create(null), { host: 'bank', 'x-key': 'a b', 'content-length': String(length) }),
      body,
    });
  });

  it('may have a header by any name', () => {
    const whole = request('GET / HTTP/1.1\nhost: bank\n__proto__: a\nconnection: Keep-Alive');
    expect(Object.entries(readWhole(Buffer.from(whole))!.headers)).toContainEqual(['__proto__', 'a']);
  });

  it.each([
    ['of another version', 'GET / HTTP/1.0\nhost: bank'],
    ['of another method', 'HEAD / HTTP/1.1\nhost: bank'],
    ['of a whole address', 'GET http://bank/ HTTP/1.1\nhost: bank'],
    ['to nobody', 'GET / HTTP/1.1\naccept: */*'],
    ['for once', 'GET / HTTP/1.1\nhost: bank\nconnection: close'],
    ['for more than HTTP', 'GET / HTTP/1.1\nhost: bank\nupgrade: websocket'],
    ['that waits to go on', 'POST / HTTP/1.1\nhost: bank\nexpect: 100-continue\ncontent-length: 0'],
    ['in chunks', 'POST / HTTP/1.1\nhost: bank\ntransfer-encoding: chunked'],
    ['whose body is to come', 'POST / HTTP/1.1\nhost: bank\ncontent-length: 2'],
    ['whose length is no number', 'POST / HTTP/1.1\nhost: bank\ncontent-length: +0'],
    ['that says a thing twice', 'GET / HTTP/1.1\nhost: bank\nHost: shop'],
    ['with a folded header', 'GET / HTTP/1.1\nhost: bank\nx-key: a\n b'],
    ['with a space in a name', 'GET / HTTP/1.1\nhost: bank\nx-key : a'],
    ['with letters that are none of ASCII', 'GET / HTTP/1.1\nhost: bank\nx-key: ж'],
    ['with too much to say', `GET / HTTP/1.1\nhost: bank\nx-key: ${'a'.repeat(20_000)}`],
    ['without a first line', 'host: bank'],
  ])('is not one %s', (_which, head) => {
    expect(readWhole(Buffer.from(request(head)))).toBeUndefined();
  });

  it('is not one with another behind it, nor one that lacks its end', () => {
    const one = request('GET / HTTP/1.1\nhost: bank');
    expect(readWhole(Buffer.from(one + one))).toBeUndefined();
    expect(readWhole(Buffer.from(one.slice(0, -1)))).toBeUndefined();
    expect(readWhole(Buffer.from(one.replaceAll('\r\n', '\n')))).toBeUndefined();
  });
});

describe('a server', () => {
  let server: RunningServer;
  let goOn = () => {};
  beforeAll(async () => {
    server = await startServer({
      host: '127.0.0.1',
      port: 0,
      log: pino({ level: 'silent' }),
      routes: {
        'POST /echo': ({ body, headers }) => ({
          ...json(200, { body, key: headers['x-key'] }),
          headers: { etag: '"1"' },
        }),
        'GET /page': () => text(200, 'жук €'),
        'GET /slow': () => {
          const { promise, resolve } = Promise.withResolvers<void>();
          goOn = resolve;
          return { ...text(200, 'late'), holdBack: promise };
        },
        'GET /lost': () => ({ ...text(200, ''), lost: true }),
      },
    });
  });
  afterAll(() => server.stop());

  const echo = request('POST /echo HTTP/1.1\nhost: a\nx-key: k\ncontent-length: 7', 'жук!');
  const page = request('GET /page HTTP/1.1\nhost: a');

  const slow = request('GET /slow HTTP/1.1\nhost: a');

  /** What is answered to these pieces, each sent or done when the server has read the one before, until the connection ends. */
  async function told(pieces: (string | ((socket: Socket) => void))[], { close = true } = {}): Promise<string> {
    const address = { host: '127.0.0.1', port: Number(new URL(server.url).port) };
    const socket = connect({ ...address, noDelay: true, allowHalfOpen: true });
    const ended = once(socket, 'end');
    let heard = '';
    socket.on('data', (bytes) => {
      heard += bytes;
    });
    await once(socket, 'connect');
    for (const [index, piece] of pieces.entries()) {
      // Who is answered meanwhile came later.
      if (index > 0) await told([page]);
      if (typeof piece === 'string') socket.write(piece);
      else piece(socket);
    }
    if (close) socket.end();
    await ended;
    socket.destroy();
    return heard.replaceAll(/date: .*\r\n/gi, '');
  }

  const bodiesOf = (answers: string) => answers.split(/HTTP\/1\.1 200 OK\r\n(?:.+\r\n)*\r\n/).slice(1);

  it.each([
    ['a body', echo],
    ['a page', page],
    ['what is nowhere', request('GET /nothing HTTP/1.1\nhost: a')],
    ['what is not offered', request('GET /echo HTTP/1.1\nhost: a')],
  ])('answers %s alike whether it comes at once or in pieces', async (_what, whole) => {
    const atOnce = await told([whole]);
    // Names of headers may be in either case.
    expect(atOnce.toLowerCase()).toBe((await told([whole.slice(0, 9), whole.slice(9)])).toLowerCase());
    expect(atOnce).toMatch(/^HTTP\/1\.1 (200|404|405) /);
  });

  it('answers what comes before its turn, in that order', async () => {
    const expected = ['жук €', '{"body":"жук!","key":"k"}', 'жук €'];
    expect(bodiesOf(await told([page, echo, page]))).toEqual(expected);
    expect(bodiesOf(await told([page + echo + page]))).toEqual(expected);
    expect(bodiesOf(await told([page, echo.slice(0, -3), echo.slice(-3) + page]))).toEqual(expected);
  });

  it('answers late what it holds back, then what came meanwhile', async () => {
    expect(bodiesOf(await told([slow, page, () => goOn()]))).toEqual(['late', 'жук €']);
  });

  it('answers late also who has said all', async () => {
    expect(bodiesOf(await told([slow, (socket) => socket.end(), () => goOn()]))).toEqual(['late']);
  });

  it('refuses what is no HTTP, and ends the connection', async () => {
    expect(await told(['nonsense\r\n\r\n'], { close: false })).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('reads a body in chunks, and refuses one that is too long', async () => {
    const chunks = 'POST /echo HTTP/1.1\nhost: a\ntransfer-encoding: chunked';
    expect(bodiesOf(await told([request(chunks, '3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n')]))).toEqual(['{"body":"abcd"}']);
    const long = request('POST /echo HTTP/1.1\nhost: a\ncontent-length: 70000', 'a'.repeat(70_000));
    expect(await told([long])).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('answers HEAD without a body', async () => {
    expect(await told([request('HEAD /page HTTP/1.1\nhost: a')])).toMatch(/^HTTP\/1\.1 405 .*\r\n(?:.+\r\n)*\r\n$/);
  });

  it('cuts the connection when its answer is to be lost', async () => {
    expect(await told([request('GET /lost HTTP/1.1\nhost: a')], { close: false })).toBe('');
  });
});
