import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CRASH_POINTS, type CrashPoint } from '#kernel/crash-points.ts';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { createKafka, ensureTopics, topicOffsets } from '#kernel/kafka/client.ts';
import { createLogger } from '#kernel/log.ts';
import { cloneDatabase, type TestDatabase } from '#kernel/testing/database.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { toy } from '#kernel/testing/toy/toy-subgraph.ts';

const kafka = createKafka(testServers().kafkaBrokers, 'test', createLogger('test'));
const program = join(import.meta.dirname, '../testing/toy/toy-process.ts');

/** A toy process on a database and topics of its own. */
class Toy {
  readonly counter = newId();
  readonly prefix = `t${newId().replaceAll('-', '')}.`;
  readonly #folder: string;
  readonly #database: TestDatabase;
  readonly db: Database;
  readonly #children: ChildProcess[] = [];

  constructor(folder: string, database: TestDatabase) {
    this.#folder = folder;
    this.#database = database;
    this.db = openDatabase(database.urlFor('toy'), { owner: 'toy', max: 1 });
  }

  static async create(): Promise<Toy> {
    const database = await cloneDatabase(testServers().postgresAdminUrl, [
      { name: 'toy', migrations: toy.migrations! },
    ]);
    const made = new Toy(await mkdtemp(join(tmpdir(), 'crash-')), database);
    await ensureTopics(kafka, [`${made.prefix}toy.events`, `${made.prefix}toy.bumps.dlq`], 2);
    return made;
  }

  arm(point: CrashPoint): Promise<void> {
    return writeFile(join(this.#folder, point), '');
  }

  isArmed(point: CrashPoint): boolean {
    return existsSync(join(this.#folder, point));
  }

  /** @returns the signal that ended it, when it ends */
  run(bumps: number, by: number): Promise<string | null> {
    const { redisUrl, kafkaBrokers } = testServers();
    const child = spawn(process.execPath, [program], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        TOY_DATABASE_URL: this.#database.urlFor('toy'),
        REDIS_URL: redisUrl,
        KAFKA_BROKERS: kafkaBrokers,
        TOPIC_PREFIX: this.prefix,
        VIEWER_SECRET: newId(),
        COUNTER: this.counter,
        BUMPS: String(bumps),
        BY: String(by),
        CRASH_POINTS: this.#folder,
      },
    });
    this.#children.push(child);
    return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  }

  async deadLetters(): Promise<number> {
    const admin = kafka.admin();
    await admin.connect();
    const offsets = await topicOffsets(admin, `${this.prefix}toy.bumps.dlq`);
    await admin.disconnect();
    return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.#children.map((child) => {
        if (child.exitCode !== null || child.signalCode) return undefined;
        const exited = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        return exited;
      }),
    );
    await this.db.close();
    await this.#database.drop();
    await rm(this.#folder, { recursive: true });
  }
}

describe('a process that is killed', () => {
  const toys = new Map<CrashPoint, Toy>();
  beforeAll(async () => {
    for (const point of Object.keys(CRASH_POINTS) as CrashPoint[]) toys.set(point, await Toy.create());
  });
  afterAll(() => Promise.all([...toys.values()].map((toy) => toy.stop())));

  it.concurrent.each(Object.entries(CRASH_POINTS) as [CrashPoint, string][])(
    'at %s (%s) loses and doubles nothing once it runs again',
    { timeout: 150_000 },
    async (point) => {
      const subject = toys.get(point)!;
      // 666 is what the toy's consumer always refuses.
      const poison = point.startsWith('dead-letter');
      await subject.arm(point);
      expect(await subject.run(20, poison ? 666 : 1)).toBe('SIGKILL');
      expect(subject.isArmed(point)).toBe(false);
      const [before] = await subject.db.sql<{ value: number }[]>`select value from counters`;
      void subject.run(3, 1);
      const total = (before?.value ?? 0) + 3;
      await eventually(
        async () => {
          const [counter] = await subject.db.sql<{ value: number }[]>`select value from counters`;
          const [seen] = await subject.db.sql<{ total: number }[]>`select total from seen`;
          expect(counter?.value).toBe(total);
          expect(seen?.total).toBe(poison ? 3 : total);
          expect(await subject.db.sql`select from outbox`).toHaveLength(0);
          return true;
        },
        { timeoutMs: 100_000 },
      );
      if (poison) expect(await subject.deadLetters()).toBeGreaterThanOrEqual(20);
      else expect(await subject.deadLetters()).toBe(0);
    },
  );
});
