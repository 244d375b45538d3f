import type { PostgresJsDatabase as DrizzleDatabase } from 'drizzle-orm/postgres-js';
import type pg from 'postgres';
import { Counter } from 'prom-client';
import { PgDialect, PostgresJsDatabase, PostgresJsSession } from '#kernel/db/drizzle.ts';
import postgres from '#kernel/db/postgres.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { tracedSql } from '#kernel/telemetry/traced-sql.ts';
import { tracing } from '#kernel/telemetry/tracing.ts';

const statements = new Counter({
  name: 'sql_statements_total',
  help: 'SQL statements sent to PostgreSQL, BEGIN and COMMIT included',
  labelNames: ['owner'],
  registers: [metrics],
});

/** Numbers for int8, so that minor units and sequences are numbers; beyond 2^53 is refused rather than rounded. */
const int8AsNumber = {
  to: 20,
  from: [20],
  serialize: (value: number | string) => String(value),
  parse: (text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a number`);
    return value;
  },
};

/** Longest pause between two tries to connect, in seconds. */
const LONGEST_PAUSE_S = 1;

type Types = { int8: number };
export type Sql = pg.Sql<Types>;
export type Orm = DrizzleDatabase<Record<string, never>>;

/**
 * What runs statements: `sql` is postgres.js for hand-written statements (arrays as parameters: `${ids}::uuid[]`),
 * `orm` is drizzle over the same connection. Timestamps are `Date`, int8 is `number`, json is parsed, in both.
 */
export interface Queryable {
  readonly sql: pg.ISql<Types>;
  readonly orm: Orm;
}

/** A transaction. `afterCommit` work runs once the commit has been acknowledged, never after a rollback. */
export interface Tx extends Queryable {
  afterCommit(work: () => void): void;
}

export interface Database extends Queryable {
  readonly sql: Sql;
  /** Runs work in one READ COMMITTED transaction; a throw rolls back. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A connection of its own, for session state such as advisory locks. */
  session(): Session;
  close(): Promise<void>;
}

/**
 * One connection that is never replaced: when it ends, so has all that the session held, and whoever leads by a lock of
 * it must know. (postgres.js' own `reserve` leaves statements on a connection that has ended unanswered for ever, and
 * gives such a connection back to the pool.)
 */
export interface Session {
  /** Runs one statement; rejects when the connection ends before its answer, or has ended already. */
  ask<T>(statement: (sql: Sql) => PromiseLike<T>): Promise<T>;
  close(): Promise<void>;
}

const dialect = new PgDialect();

/** drizzle over a connection without its constructor, which would change the client's date parsers under `sql`. */
const ormOver = (client: unknown): Orm =>
  new PostgresJsDatabase(
    dialect,
    new PostgresJsSession(client as Sql, dialect, undefined, {}) as never,
    undefined,
  ) as Orm;

/**
 * Opens a pool of connections.
 * @param url a PostgreSQL URL whose role owns nothing and can touch one schema only
 * @param options `owner` is the schema, and labels metrics and `application_name`; `max` is connections, each used by one transaction at a time;
 *   `plansOnce` keeps the plan of a statement for its connection, whatever it is asked for: planning a statement that finds
 *   rows by key costs more than running it, and PostgreSQL plans anew where it guesses few rows and might have guessed many
 */
export function openDatabase(url: string, options: { owner: string; max?: number; plansOnce?: boolean }): Database {
  const counted = statements.labels(options.owner);
  const settings = {
    max: options.max ?? 6,
    idle_timeout: 0,
    connect_timeout: 10,
    // As published it pauses for up to 20 s, and so long a server that is back again is away for us.
    backoff: (tries: number) => (0.5 + Math.random() / 2) * Math.min(3 ** tries / 100, LONGEST_PAUSE_S),
    onnotice: () => {},
    debug: () => counted.inc(),
    connection: {
      ...{ application_name: options.owner, jit: 'off', search_path: `${options.owner},public` },
      ...(options.plansOnce ? { plan_cache_mode: 'force_generic_plan' } : {}),
    },
    types: { int8: int8AsNumber },
  };
  const sql = postgres(url, settings) as unknown as Sql;
  const traced = <S extends object>(client: S): S => (tracing() ? tracedSql(client, options.owner) : client);
  const pool = traced(sql);
  return {
    sql: pool,
    orm: ormOver(pool),
    transaction: async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      const committed: (() => void)[] = [];
      const result = await sql.begin((client) => {
        const txSql = traced(client);
        let orm: Orm | undefined;
        return work({
          sql: txSql,
          get orm() {
            orm ??= ormOver(txSql);
            return orm;
          },
          afterCommit: (task) => committed.push(task),
        });
      });
      for (const task of committed) task();
      return result as T;
    },
    session: () => openSession(url, settings),
    close: () => sql.end({ timeout: 5 }),
  };
}

function openSession(url: string, settings: pg.Options<Record<string, pg.PostgresType>>): Session {
  const lost = Object.assign(new Error('the database connection of the session has ended'), {
    code: 'CONNECTION_ENDED',
  });
  // Who waits for an answer now. Not one promise that all of them race with: it would keep every answer there ever was.
  const waiting = new Set<(reason: Error) => void>();
  let ended = false;
  const sql = postgres(url, {
    ...settings,
    max: 1,
    max_lifetime: null,
    onclose: () => {
      ended = true;
      for (const reject of waiting) reject(lost);
    },
  }) as unknown as Sql;
  return {
    ask: <T>(statement: (sql: Sql) => PromiseLike<T>): Promise<T> => {
      if (ended) return Promise.reject(lost);
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      waiting.add(reject);
      statement(sql).then(resolve, reject);
      return promise.finally(() => waiting.delete(reject));
    },
    close: () => sql.end({ timeout: 1 }),
  };
}
