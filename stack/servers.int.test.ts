import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { freePorts, type Ports } from './ports.ts';
import { identify, isRunning, readIdentity } from './process-identity.ts';
import { processesOf } from './servers/daemon.ts';
import { removeDataDirectory } from './servers/postgres-account.ts';
import { type Servers, type ServersOptions, startServers } from './servers.ts';
import { StartError } from './start-error.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function dataDirectory(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'marketplace-servers-'));
  cleanups.push(() => removeDataDirectory(dataDir));
  return dataDir;
}

// Servers of the user's own are not started, so a test starts only those it is about.
const onlyRedis = { KAFKA_BROKERS: '127.0.0.1:1', POSTGRES_URL: 'postgres://127.0.0.1:1/none' };
const withPostgres = { KAFKA_BROKERS: '127.0.0.1:1' };

async function start(options: Partial<ServersOptions> & { dataDir: string }): Promise<Servers> {
  const servers = await startServers({ ports: await freePorts(), env: onlyRedis, ...options });
  cleanups.push(() => servers.stop());
  return servers;
}

const identityOf = (dataDir: string, file: string) => readIdentity(join(processesOf(dataDir), `${file}.pid`))!;

describe('the servers of one data directory', () => {
  it('are not started for what is no number of partitions', async () => {
    const env = { POSTGRES_URL: onlyRedis.POSTGRES_URL, REDIS_URL: 'redis://127.0.0.1:1/0' };
    for (const given of ['0', '-1', '1.5', '1000', 'many'])
      await expect(start({ dataDir: await dataDirectory(), env: { ...env, KAFKA_PARTITIONS: given } })).rejects.toThrow(
        expect.objectContaining({ message: expect.stringContaining(given), mend: 'KAFKA_PARTITIONS=4 npm start' }),
      );
  });

  it('keep their data from one start to the next', async () => {
    const dataDir = await dataDirectory();
    const first = await start({ dataDir, env: withPostgres });
    const sql = postgres(first.postgresAdminUrl, { max: 1 });
    await sql`create table kept as select 42 as answer`;
    await sql.end();
    const redis = new Redis(first.redisUrl);
    await redis.set('kept', '42');
    redis.disconnect();
    await first.stop();

    const second = await start({ dataDir, env: withPostgres });
    const again = postgres(second.postgresAdminUrl, { max: 1 });
    expect(await again`select answer from kept`).toEqual([{ answer: 42 }]);
    await again.end();
    const redisAgain = new Redis(second.redisUrl);
    expect(await redisAgain.get('kept')).toBe('42');
    redisAgain.disconnect();
  });

  it('let nobody in without the password, which only the owner can read', async () => {
    const dataDir = await dataDirectory();
    const { postgresAdminUrl, redisUrl } = await start({ dataDir, env: withPostgres });
    const wrong = new URL(postgresAdminUrl);
    wrong.password = 'guess';
    const sql = postgres(wrong.href, { max: 1 });
    await expect(sql`select 1`).rejects.toThrow(/password authentication failed/);
    await sql.end();
    const guest = new Redis(redisUrl.replace(/:[^:@/]+@/, ''), { lazyConnect: true, retryStrategy: () => null });
    guest.on('error', () => {});
    await expect(guest.get('x')).rejects.toThrow(/NOAUTH/);
    guest.disconnect();
    expect((await stat(join(dataDir, 'secrets.json'))).mode & 0o777).toBe(0o600);
  });

  it('come back by themselves when they are killed, and say so', async () => {
    const dataDir = await dataDirectory();
    const told: string[] = [];
    const watch = { restarted: (name: string) => told.push(name), lost: (error: Error) => told.push(error.message) };
    const { redisUrl } = await start({ dataDir, watch });
    process.kill(identityOf(dataDir, 'redis').pid, 'SIGKILL');
    await eventually(() => expect(told).toEqual(['Redis']));
    const redis = new Redis(redisUrl);
    expect(await redis.ping()).toBe('PONG');
    redis.disconnect();
  });

  it('are given up with one sentence when they end again and again', async () => {
    const dataDir = await dataDirectory();
    const restarted: string[] = [];
    const lost: StartError[] = [];
    const watch = { restarted: (name: string) => restarted.push(name), lost: (error: StartError) => lost.push(error) };
    await start({ dataDir, watch });
    for (let round = 1; round <= 6; round++) {
      process.kill(identityOf(dataDir, 'redis').pid, 'SIGKILL');
      await eventually(() => expect(restarted.length + lost.length).toBe(round));
    }
    expect(restarted).toHaveLength(5);
    expect(lost[0]).toBeInstanceOf(StartError);
    expect(lost[0]?.message).toMatch(/^Redis ended by itself again and again/);
  });

  it('are refused to a second start, which names the first', async () => {
    const dataDir = await dataDirectory();
    await start({ dataDir });
    const second = start({ dataDir });
    await expect(second).rejects.toThrow(`It is running already (process ${process.pid})`);
  });

  it('end those of a run that was killed, and no other process', async () => {
    const dataDir = await dataDirectory();
    await (await start({ dataDir })).stop();
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    const left = spawn('sleep', ['60'], { stdio: 'ignore' });
    cleanups.push(async () => [stranger.kill(), left.kill()]);
    const leftover = identify(left.pid!)!;
    await writeFile(join(processesOf(dataDir), 'redis.pid'), JSON.stringify(leftover));
    // The pid was in use before, by a process that started at another time.
    const reused = { pid: stranger.pid!, startedAt: 'an earlier boot/1' };
    await writeFile(join(processesOf(dataDir), 'postgres.pid'), JSON.stringify(reused));
    await start({ dataDir });
    expect(isRunning(leftover)).toBe(false);
    expect(identify(stranger.pid!)).toBeDefined();
  });

  it('stop what they started when one of them cannot start, and name the port and who holds it', async () => {
    const dataDir = await dataDirectory();
    const ports: Ports = await freePorts();
    const holder = createServer().listen(ports.postgres, '127.0.0.1');
    await once(holder, 'listening');
    cleanups.push(async () => holder.close());
    const failure = await start({ dataDir, ports, env: withPostgres }).catch((error: unknown) => error as StartError);
    expect(failure).toBeInstanceOf(StartError);
    expect((failure as StartError).message).toContain(`Port ${ports.postgres} is taken by`);
    expect((failure as StartError).message).toContain(`(process ${process.pid})`);
    expect((failure as StartError).mend).toMatch(/^POSTGRES_PORT=\d+ npm start/);
    await expect(readFile(join(processesOf(dataDir), 'redis.pid'))).rejects.toThrow(/ENOENT/);
  });
});
