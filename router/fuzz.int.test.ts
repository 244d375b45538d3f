import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Pool } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutate, randomFrom, type WireRequest } from '#router/testing/mutations.ts';
import { startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';

/** How many requests; `npm run test:fuzz` sends 100,000. The same seed sends the same. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 3_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_121);
const AT_ONCE = 16;
/** What may stay after all requests beyond what stayed after the first third, in MiB: bounded caches that fill. */
const KEPT_MIB = 48;

/** What tells how the house is built. */
const INTERNALS =
  /node_modules|\.ts\b[:)]|\bat \w.*\(|file:\/\/|ECONN|TypeError|RangeError|ReferenceError|is not a function|undefined \(|Cannot read prop|postgres|hunter2|serviceName|stacktrace/;

/** Failures that a busy machine may have. */
const MAY_FAIL = new Set(['OVERLOADED', 'TIMEOUT', 'UNAVAILABLE']);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const heapMiB = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

describe(`mutated requests (seed ${SEED})`, () => {
  let router: TestRouter;
  let pool: Pool;
  beforeAll(async () => {
    router = await startTestRouter();
    pool = new Pool(router.url, { connections: AT_ONCE });
  });
  afterAll(async () => {
    await pool?.destroy();
    await router?.stop();
  });

  /** What is wrong with an answer; undefined for one that is as it should be. */
  async function wrong(request: WireRequest): Promise<object | undefined> {
    const { statusCode, body } = await pool.request(request as never);
    const text = await body.text();
    if (INTERNALS.test(text)) return { request, text };
    // A toy that throws a bug is answered within data, by an id.
    const codes = [...text.matchAll(/"code":"(\w+)"/g)].map(([, code]) => code);
    if (statusCode >= 400 && request.method !== 'HEAD' && codes.length === 0) return { request, statusCode, text };
    if (statusCode >= 500 && !codes.some((code) => MAY_FAIL.has(code!))) return { request, statusCode, text };
    return undefined;
  }

  it(`are answered, ${REQUESTS} of them: no crash, no failure of ours, no internals, nothing kept`, async () => {
    const random = randomFrom(SEED);
    const faults: object[] = [];
    let sent = 0;
    const sendUpTo = async (last: number): Promise<void> => {
      const client = async (): Promise<void> => {
        while (sent < last && faults.length < 5) {
          sent += 1;
          const fault = await wrong(mutate(random));
          if (fault) faults.push(fault);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, client));
    };
    await sendUpTo(Math.ceil(REQUESTS / 3));
    const before = heapMiB();
    await sendUpTo(REQUESTS);
    expect(faults).toEqual([]);
    expect(heapMiB() - before).toBeLessThan(KEPT_MIB);
    expect((await router.ask('{ whoAmI }')).data).toEqual({ whoAmI: 'guest' });
  }, 900_000);

  it.each([
    ['nonsense', 'nonsense\r\n\r\n', '400', 'BAD_REQUEST'],
    ['a method there is not', 'BREW /graphql HTTP/1.1\r\nhost: x\r\n\r\n', '400', 'BAD_REQUEST'],
    ['a length that is none', 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: x\r\n\r\n', '400', 'BAD_REQUEST'],
    ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\na: ${'a'.repeat(40_000)}\r\n\r\n`, '431', 'TOO_LARGE'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n',
      '400',
      'BAD_REQUEST',
    ],
  ])('are refused with a code when they are not even HTTP: %s', async (_what, bytes, status, code) => {
    const { hostname, port } = new URL(router.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (data) => {
      answer += String(data);
    });
    socket.write(bytes);
    await new Promise((resolve) => socket.once('close', resolve));
    expect(answer).toContain(` ${status} `);
    expect(answer).toContain(`"code":"${code}"`);
  });
});
