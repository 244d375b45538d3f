import { setTimeout as delay } from 'node:timers/promises';
import { Counter, Gauge, Histogram } from 'prom-client';
import { crashPoint } from '#kernel/crash-points.ts';
import type { Database, Session } from '#kernel/db/database.ts';
import type { Publisher } from '#kernel/kafka/publisher.ts';
import type { Logger } from '#kernel/log.ts';
import { backOff } from '#kernel/messages/back-off.ts';
import { eventsOf, outboxChannel } from '#kernel/messages/outbox.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';

const published = new Counter({
  name: 'outbox_published_total',
  help: 'Events published from the outbox',
  labelNames: ['owner'],
  registers: [metrics],
});
const lag = new Histogram({
  name: 'outbox_lag_seconds',
  help: 'Age of the oldest event of a batch when it was published',
  labelNames: ['owner'],
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
  registers: [metrics],
});

/** The relays of this process that lead: whoever reads the metrics is told how much their outboxes hold. */
const leaders = new Set<{ readonly owner: string; readonly db: Database }>();
const waitingRows = new Gauge({
  name: 'outbox_rows',
  help: 'Rows of the outbox that wait to be published, each of some events, counted to 10,000',
  labelNames: ['owner'],
  registers: [metrics],
  collect: () => lookAtOutboxes(),
});
const oldest = new Gauge({
  name: 'outbox_oldest_seconds',
  help: 'Age of the oldest event that waits to be published, 0 when none does',
  labelNames: ['owner'],
  registers: [metrics],
  collect: () => lookAtOutboxes(),
});

/**
 * Rows that are counted at most. By the index, like the relay's own look: a busy outbox is mostly pages of rows that are
 * gone, and counting over all of them took PostgreSQL 200 ms a scrape.
 */
const MAX_COUNTED = 10_000;

/** One look at the outboxes for both gauges, which are read at the same time. */
let looking: Promise<void> | undefined;
function lookAtOutboxes(): Promise<void> {
  looking ??= (async () => {
    waitingRows.reset();
    oldest.reset();
    await Promise.allSettled(
      [...leaders].map(async ({ owner, db }) => {
        const [row] = await db.sql<{ rows: number; age: number }[]>`
          select count(*) as rows, coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as age
          from (select created_at from outbox order by seq limit ${MAX_COUNTED}) as waiting`;
        waitingRows.set({ owner }, row!.rows);
        oldest.set({ owner }, row!.age);
      }),
    );
    looking = undefined;
  })();
  return looking;
}

interface Row {
  seq: number;
  events: string;
  age: number;
}

/**
 * Pause after a publication, in ms. The first event goes at once; those of the next milliseconds share a statement and a
 * request instead of having their own.
 */
const GATHER_MS = 16;

export interface RelayOptions {
  owner: string;
  db: Database;
  publisher: Publisher;
  topicPrefix: string;
  log: Logger;
  /** Most rows in one batch; default 200. */
  batch?: number;
  /** How long to wait without a nudge before looking anyway, in ms; default 1,000. */
  pollMs?: number;
}

/**
 * Publishes the outbox in order, in batches, at least once. Of all processes one leads, by a session advisory lock that
 * PostgreSQL frees when that process dies. Nudges make it quick, polling makes it sure.
 *
 * Order per aggregate holds without looking at transaction ids: an aggregate's later event is inserted under its row's
 * lock, after the earlier one committed, so what is visible of one aggregate is always a prefix; and rows are deleted,
 * not passed by a cursor, so nothing can be skipped.
 */
export class Relay {
  readonly #options: RelayOptions;
  #stopping = new AbortController();
  #loop: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #nudged = false;
  #listening: { unlisten(): Promise<void> } | undefined;
  leading = false;

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  nudge(): void {
    this.#nudged = true;
    this.#wake?.();
  }

  async start(): Promise<void> {
    this.#listening = await this.#options.db.sql.listen(outboxChannel(this.#options.owner), () => this.nudge());
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake?.();
    await this.#loop;
    await this.#listening?.unlisten().catch(() => {});
  }

  async #run(): Promise<void> {
    const { owner, log } = this.#options;
    let session: Session | undefined;
    for (let failures = 0; !this.#stopping.signal.aborted; ) {
      session ??= this.#options.db.session();
      try {
        await this.#lead(session, () => {
          failures = 0;
        });
      } catch (error) {
        failures += 1;
        this.#leads(false);
        log.warn({ err: error, owner, failures }, 'the outbox relay failed and will try again');
        // Frees the lock, and with it the lead, if this process still has it.
        await session.close();
        session = undefined;
      }
      this.#leads(false);
      await this.#rest(backOff(failures, 100));
    }
    await session?.close();
  }

  #leads(leading: boolean): void {
    this.leading = leading;
    if (leading) leaders.add(this.#options);
    else leaders.delete(this.#options);
  }

  /** Publishes for as long as this process holds the lock; returns at once when another process holds it. */
  async #lead(session: Session, onProgress: () => void): Promise<void> {
    const lock = `${this.#options.owner}:relay`;
    const [row] = await session.ask(
      (sql) => sql<{ led: boolean }[]>`
          select pg_try_advisory_lock(hashtextextended(current_schema() || ${lock}::text, 0)) as led`,
    );
    if (!row?.led) return;
    // Right after a vacuum the table is a page or none, which is quickest read whole, and that plan is kept while a minute's rows that
    // are gone pile up: at 128 buyers each look took 20 ms by then, and all relays half of PostgreSQL's CPU.
    await session.ask((sql) => sql`set enable_seqscan = off`);
    this.#leads(true);
    let done: number[] = [];
    const batch = this.#options.batch ?? 200;
    while (!this.#stopping.signal.aborted || done.length > 0) {
      this.#nudged = false;
      // One statement clears what was published and reads what comes next.
      const gone = done;
      const rows = await session.ask(
        (sql) => sql<Row[]>`
            with gone as (delete from outbox where seq = any(${gone}::bigint[]))
            select seq, coalesce(events, json_build_array(json_build_array(topic, key, headers, payload))::text) as events,
              extract(epoch from clock_timestamp() - created_at)::float8 as age
            from outbox where seq <> all(${gone}::bigint[]) order by seq limit ${batch}`,
      );
      done = [];
      onProgress();
      if (this.#stopping.signal.aborted) break;
      if (rows.length > 0) {
        await this.#publish(rows);
        done = rows.map(({ seq }) => seq);
      }
      // What was published goes with the next look, so that an event that comes alone costs one statement, not two.
      if (rows.length < batch) {
        if (rows.length > 0) await delay(GATHER_MS);
        await this.#rest(this.#options.pollMs ?? 1_000);
      }
    }
  }

  async #publish(rows: Row[]): Promise<void> {
    const { owner, publisher, topicPrefix } = this.#options;
    crashPoint('outbox.read-not-published');
    const events = rows.flatMap((row) => eventsOf(row.events));
    const byTopic = Map.groupBy(events, ({ topic }) => topic);
    await publisher.publish(
      [...byTopic].map(([topic, messages]) => ({
        topic: topicPrefix + topic,
        messages: messages.map(({ key, headers, payload }) => ({ key, headers, value: payload })),
      })),
    );
    crashPoint('outbox.published-not-marked');
    published.inc({ owner }, events.length);
    lag.observe({ owner }, rows[0]!.age);
  }

  async #rest(ms: number): Promise<void> {
    if (this.#nudged || this.#stopping.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}
