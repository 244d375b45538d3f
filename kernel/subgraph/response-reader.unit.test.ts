import { describe, expect, it } from 'vitest';
import { ResponseReader } from '#kernel/subgraph/response-reader.ts';

const OK = 'HTTP/1.1 200 OK\r\n';

/** Reads bytes that come in pieces, and then the end. */
function readIn(pieces: readonly Buffer[]): { text: string | undefined; keptForMs: number | undefined } {
  const reader = new ResponseReader();
  let text: string | undefined;
  for (const piece of pieces) text = reader.read(piece);
  return { text: text ?? reader.end(), keptForMs: reader.keptForMs };
}

describe('reading a response', () => {
  it.each<[what: string, response: string, text: string | undefined, keptForMs: number | undefined]>([
    ['with a length', `${OK}Content-Length: 10\r\n\r\n{"a":"ж€"}`.replace('10', '13'), '{"a":"ж€"}', undefined],
    ['with nothing in it', `${OK}content-length: 0\r\n\r\n`, '', undefined],
    [
      'in chunks, with extensions and trailers',
      `${OK}transfer-encoding: chunked\r\nkeep-alive: timeout=5\r\n\r\n3;a=b\r\n{"a\r\nB\r\n":"0123456"\r\n01\r\n}\r\n0\r\nx: y\r\n\r\n`,
      '{"a":"0123456"}',
      5_000,
    ],
    [
      'in chunks whatever length it says',
      `${OK}content-length: 9\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
      '',
      undefined,
    ],
    ['until the end', `${OK}content-type: text/plain\r\n\r\nhello`, 'hello', 0],
    ['of a server that closes', `${OK}Connection: close\r\ncontent-length: 2\r\n\r\nhi`, 'hi', 0],
    ['of the version before', 'HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nhi', 'hi', 0],
    ['after one that says to go on', `HTTP/1.1 100 Continue\r\n\r\n${OK}content-length: 2\r\n\r\nhi`, 'hi', undefined],
    ['of a status that has no body', 'HTTP/1.1 204 No Content\r\n\r\n', '', undefined],
    ['of a failure', 'HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\n\r\nno', 'no', undefined],
    ['that is cut', `${OK}content-length: 20\r\n\r\nhi`, undefined, undefined],
    ['that is cut between chunks', `${OK}transfer-encoding: chunked\r\n\r\n2\r\nhi\r\n`, undefined, undefined],
  ])('%s gives its body, wherever it is divided', (_what, response, text, keptForMs) => {
    const bytes = Buffer.from(response);
    const wanted = { text, keptForMs };
    expect(readIn([bytes])).toEqual(wanted);
    expect(readIn([...bytes].map((byte) => Buffer.of(byte)))).toEqual(wanted);
    for (let at = 1; at < bytes.length; at += 1)
      expect(readIn([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(wanted);
  });

  it('tells headers by their names', () => {
    const reader = new ResponseReader();
    reader.read(Buffer.from(`${OK}Vary: a\r\nx-vary: no\r\nvary:\tb \r\nempty:\r\ncontent-length: 0\r\n\r\n`));
    expect(['vary', 'age', 'empty', 'content-length'].map(reader.header)).toEqual([['a', 'b'], [], [''], ['0']]);
  });

  it('keeps nothing of the bytes it is given, which are used again', () => {
    const bytes = Buffer.from(`${OK}content-length: 4\r\n\r\nab`);
    const reader = new ResponseReader();
    reader.read(bytes);
    bytes.fill(0);
    expect(reader.read(Buffer.from('cd'))).toBe('abcd');
  });

  it.each([
    ['another protocol', 'SSH-2.0-OpenSSH\r\n\r\n'],
    ['a length that is no number', `${OK}content-length: -1\r\n\r\n`],
    ['an encoding that was not asked for', `${OK}transfer-encoding: gzip, chunked\r\n\r\n`],
    ['more than it says', `${OK}content-length: 1\r\n\r\nhi`],
    ['more after the last chunk', `${OK}transfer-encoding: chunked\r\n\r\n0\r\n\r\nhi`],
    ['a chunk whose size is no number', `${OK}transfer-encoding: chunked\r\n\r\nzz\r\n`],
    ['a chunk that is longer than it says', `${OK}transfer-encoding: chunked\r\n\r\n1\r\nhi\r\n`],
    ['a head without an end', `${OK}${'x: y\r\n'.repeat(20_000)}`],
    ['a line without an end', `${OK}transfer-encoding: chunked\r\n\r\n${'1'.repeat(70_000)}`],
  ])('refuses %s', (_what, response) => {
    expect(() => new ResponseReader().read(Buffer.from(response))).toThrow();
  });
});
