import type { Queryable, Tx } from '#kernel/db/database.ts';
import type { OutgoingEvent } from '#kernel/messages/event.ts';

/** Something that publishes what the outbox holds; told after each commit that there is more. */
export interface Nudged {
  /** Whether this process publishes for the schema now, so that no notification has to travel. */
  readonly leading: boolean;
  nudge(): void;
}

/** The channel on which processes that do not lead tell the one that does. */
export const outboxChannel = (owner: string): string => `${owner}_outbox`;

/** Puts events into the subgraph's outbox within the transaction that changes the state they tell of: one statement. */
export class Outbox {
  readonly #owner: string;
  readonly #relay: Nudged;

  constructor(owner: string, relay: Nudged) {
    this.#owner = owner;
    this.#relay = relay;
  }

  async append(tx: Tx, events: readonly OutgoingEvent[]): Promise<void> {
    if (events.length === 0) return;
    await tx.sql`
      insert into outbox (topic, key, headers, payload)
      select * from unnest(
        ${events.map(({ topic }) => topic)}::text[],
        ${events.map(({ key }) => key)}::text[],
        ${events.map(({ headers }) => JSON.stringify(headers))}::text[]::json[],
        ${events.map(({ payload }) => payload)}::text[])`;
    if (this.#relay.leading) tx.afterCommit(() => this.#relay.nudge());
    else await tx.sql`select pg_notify(${outboxChannel(this.#owner)}, '')`;
  }
  /** Tells the relay of events that a statement of the caller's own has put into `outbox`, once it is committed. */
  async announce(db: Queryable): Promise<void> {
    if (this.#relay.leading) this.#relay.nudge();
    else await db.sql`select pg_notify(${outboxChannel(this.#owner)}, '')`;
  }
}
