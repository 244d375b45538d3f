import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { assertGivenServers } from './given-servers.ts';

async function listening(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('servers of the user’s own', () => {
  it('are used when somebody answers there, of several brokers at one', async () => {
    const there = await listening();
    await assertGivenServers({
      POSTGRES_URL: `postgres://me@${there}/db`,
      REDIS_URL: `redis://${there}/0`,
      KAFKA_BROKERS: `127.0.0.1:1,${there}`,
    });
  });

  it('need not be given, and sockets in folders are left to their client', async () => {
    await assertGivenServers({ POSTGRES_URL: 'postgres:///db?host=/run/postgresql', REDIS_URL: '' });
  });

  it.each([
    [{ POSTGRES_URL: 'nonsense' }, 'POSTGRES_URL is no address', 'POSTGRES_URL=postgres://'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL is no address', 'REDIS_URL=redis://'],
    [{ KAFKA_BROKERS: 'localhost' }, 'KAFKA_BROKERS is no address', 'KAFKA_BROKERS=127'],
    [{ KAFKA_BROKERS: 'localhost:99999' }, 'KAFKA_BROKERS is no address', 'KAFKA_BROKERS=127'],
    [
      { POSTGRES_URL: 'postgres://127.0.0.1:1/db' },
      'Nobody answers at POSTGRES_URL: 127.0.0.1:1.',
      'unset POSTGRES_URL',
    ],
    [
      { KAFKA_BROKERS: '127.0.0.1:1,127.0.0.1:2' },
      'Nobody answers at KAFKA_BROKERS: 127.0.0.1:1, 127.0.0.1:2.',
      'unset',
    ],
    [{ SERVERS: 'foo' }, 'SERVERS is "foo"', 'SERVERS=native npm start'],
  ])('%o are refused with a sentence that names no password', async (env, message, mend) => {
    await expect(assertGivenServers(env)).rejects.toMatchObject({
      message: expect.stringContaining(message),
      mend: expect.stringContaining(mend),
    });
  });
});
