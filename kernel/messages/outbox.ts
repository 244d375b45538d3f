import { NEXT, spliced } from '#kernel/db/columns.ts';
import type { Queryable, Tx } from '#kernel/db/database.ts';
import type { OutgoingEvent } from '#kernel/messages/event.ts';

/**
 * Most characters of events that share a row: of two bytes each they still fit a page, where PostgreSQL keeps them in one piece.
 * An event that is longer has a row of its own, in pieces.
 */
const ROW_CHARACTERS = 3_500;

/** Events as they lie in the outbox, row by row. */
function rowsOf(events: readonly OutgoingEvent[]): string[][] {
  const rows: string[][] = [];
  let room = 0;
  for (const { topic, key, headers, payload } of events) {
    const text = JSON.stringify([topic, key, headers, payload]);
    room -= text.length;
    if (room < 0) {
      rows.push([]);
      room = ROW_CHARACTERS - text.length;
    }
    rows.at(-1)!.push(text);
  }
  return rows;
}

/** The events of a row, in their order. */
export const eventsOf = (row: string): OutgoingEvent[] =>
  (JSON.parse(row) as [string, string, Record<string, string>, string][]).map(([topic, key, headers, payload]) => {
    return { topic, key, headers, payload };
  });

/** A statement, or a part of one, that puts events into the outbox. A condition may follow it: `where …`. */
export const intoOutbox = ({ sql }: Pick<Queryable, 'sql'>, events: readonly OutgoingEvent[]) => sql`
  insert into outbox (events)
  select row from unnest(string_to_array(${spliced(rowsOf(events).map((row) => `[${row.join()}]`))}, ${NEXT})) as row`;

/**
 * The same for events that are told only if a part of the statement says so.
 * @param ids what each event is told of
 * @param those selects the ids that are told of
 */
export function intoOutboxOf(
  { sql }: Pick<Queryable, 'sql'>,
  events: readonly OutgoingEvent[],
  ids: readonly string[],
  those: ReturnType<typeof intoOutbox>,
) {
  const rows = rowsOf(events);
  return sql`
    insert into outbox (events)
    select '[' || string_agg(e.event, ',' order by e.place) || ']'
    from unnest(
      ${`{${ids.join()}}`}::text::uuid[],
      ${`{${rows.flatMap((row, number) => row.map(() => number)).join()}}`}::text::int[],
      string_to_array(${spliced(rows.flat())}, ${NEXT})
    ) with ordinality as e(id, row, event, place)
    where e.id in (${those})
    group by e.row order by e.row`;
}

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
    await intoOutbox(tx, events);
    if (this.#relay.leading) tx.afterCommit(() => this.#relay.nudge());
    else await tx.sql`select pg_notify(${outboxChannel(this.#owner)}, '')`;
  }
  /** Tells the relay of events that a statement of the caller's own has put into `outbox`, once it is committed. */
  async announce(db: Queryable): Promise<void> {
    if (this.#relay.leading) this.#relay.nudge();
    else await db.sql`select pg_notify(${outboxChannel(this.#owner)}, '')`;
  }
}
