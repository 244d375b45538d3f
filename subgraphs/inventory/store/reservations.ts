import { NEXT, spliced } from '#kernel/db/columns.ts';
import type { Queryable, Tx } from '#kernel/db/database.ts';
import type { OutgoingEvent } from '#kernel/messages/event.ts';
import { intoOutbox } from '#kernel/messages/outbox.ts';
import type { Reservation } from '../domain/reservation.ts';
import type { Movement, StockRow } from '../domain/working-set.ts';

/** What a batch decides upon. */
export interface Loaded {
  /** By the database's clock. */
  readonly now: Date;
  readonly reservations: Reservation[];
  readonly rows: StockRow[];
}

/** Ids, numbers and words as an array's text: none of them needs the escaping that an array parameter does to all. */
const listed = (values: readonly (string | number)[]): string => `{${values.join()}}`;

type ReservationJson = Omit<Reservation, 'expiresAt'> & { expiresAt: number };

interface LoadedTexts {
  readonly now: Date;
  readonly reservations: ReservationJson[] | null;
  readonly levels: string | null;
  readonly places: Record<string, [latitude: number, longitude: number]> | null;
}

/**
 * Reads, in one statement, what a batch decides upon: the orders' reservations, and the stock of every variant the batch
 * names or those reservations hold. The lateral join makes it an index lookup per variant, in order, whatever the
 * planner guesses. Levels come as one text: as JSON they took PostgreSQL three times as long to write.
 * @param lock also locks the rows, in order of their keys, reservations before stock, so that nobody waits in a circle
 */
export async function loadForDecision(
  { sql }: Queryable,
  orderIds: readonly string[],
  variantIds: readonly string[],
  lock: boolean,
): Promise<Loaded> {
  const locking = lock ? sql`for no key update` : sql``;
  const [row] = await sql<LoadedTexts[]>`
    with held as materialized (
      select order_id, status, expires_at, allocations from reservations
      where order_id = any(${listed(orderIds)}::text::uuid[]) order by order_id ${locking}
    ), named as materialized (
      select unnest(${listed(variantIds)}::text::uuid[]) as variant_id
      union
      select (allocation ->> 'variantId')::uuid from held, jsonb_array_elements(held.allocations) as allocation
      order by variant_id
    ), levels as materialized (
      select locked.*
      from named
      cross join lateral (
        select s.variant_id, s.warehouse_id, s.on_hand, s.reserved from stock s
        where s.variant_id = named.variant_id order by s.warehouse_id ${locking}
      ) as locked
    )
    select clock_timestamp() as now,
      (select json_agg(json_build_object('orderId', order_id, 'status', status,
        'expiresAt', extract(epoch from expires_at) * 1000, 'allocations', allocations)) from held) as reservations,
      (select string_agg(concat_ws(' ', variant_id, warehouse_id, on_hand, reserved), ',') from levels) as levels,
      (select json_object_agg(id, json_build_array(latitude, longitude)) from warehouses
        where id in (select warehouse_id from levels)) as places`;
  const { now, reservations, levels, places } = row!;
  return {
    now,
    reservations: (reservations ?? []).map((one) => ({ ...one, expiresAt: new Date(one.expiresAt) })),
    rows: (levels?.split(',') ?? []).map((level) => {
      const [variantId, warehouseId, onHand, reserved] = level.split(' ') as [string, string, string, string];
      const [latitude, longitude] = places![warehouseId]!;
      return { variantId, warehouseId, latitude, longitude, onHand: Number(onHand), reserved: Number(reserved) };
    }),
  };
}

/** What a batch decided. */
export interface Decisions {
  readonly fresh: readonly Reservation[];
  readonly changed: readonly Reservation[];
  readonly movements: readonly Movement[];
  readonly events: readonly OutgoingEvent[];
}

/** Ids that a statement names many times, as one list of them and their places in it: a place is read more quickly. */
class Ids {
  readonly #places = new Map<string, number>();

  /** @returns the id's place, from 1 */
  readonly placeOf = (id: string): number => {
    const place = this.#places.get(id) ?? this.#places.size + 1;
    this.#places.set(id, place);
    return place;
  };

  get list(): string {
    return listed([...this.#places.keys()]);
  }
}

/** A change of a level, with the places of its ids. */
interface Move {
  readonly variant: number;
  readonly warehouse: number;
  readonly onHand: number;
  readonly reserved: number;
}

/** What the moves of each level come to. */
function summed(moves: readonly Move[]): Move[] {
  const sums = new Map<string, Move>();
  for (const { variant, warehouse, onHand, reserved } of moves) {
    const level = `${variant} ${warehouse}`;
    const sum = sums.get(level) ?? { onHand: 0, reserved: 0 };
    sums.set(level, { variant, warehouse, onHand: sum.onHand + onHand, reserved: sum.reserved + reserved });
  }
  return [...sums.values()];
}

/**
 * Saves what a batch decided, events included, in one statement; movements of one variant in their order, and those of one
 * after those of another, which is how their index lies. A fresh reservation that another process made meanwhile
 * is a key violation.
 * @param unchanged stock that was read without a lock: unless all of it is as it was, nothing is saved. In order of key
 * @returns whether it was saved
 */
export async function saveDecisions(
  db: Queryable,
  { fresh, changed, movements, events }: Decisions,
  unchanged: readonly StockRow[] = [],
): Promise<boolean> {
  if (fresh.length + changed.length + movements.length + events.length === 0) return true;
  const { sql } = db;
  const ids = new Ids();
  // Before the statement is put together: its list of ids stands before their places.
  const places = (of: readonly string[]) => numbers(of.map(ids.placeOf));
  const numbers = (of: readonly number[]) => sql`${listed(of)}::text::int[]`;
  const columns = {
    variants: places(unchanged.map(({ variantId }) => variantId)),
    warehouses: places(unchanged.map(({ warehouseId }) => warehouseId)),
  };
  const rowsOf = (reservations: readonly Reservation[]) => sql`
    unnest(
      ${places(reservations.map(({ orderId }) => orderId))},
      ${listed(reservations.map(({ status }) => status))}::text::text[],
      ${listed(reservations.map(({ expiresAt }) => expiresAt.toISOString()))}::text::timestamptz[],
      string_to_array(${spliced(reservations.map(({ allocations }) => JSON.stringify(allocations)))}, ${NEXT})
    ) as c(number, status, expires_at, allocations)`;
  const [created, kept] = [rowsOf(fresh), rowsOf(changed)];
  const moves = movements
    .map(({ variantId, warehouseId, orderId, ...move }) => ({
      ...move,
      variant: ids.placeOf(variantId),
      warehouse: ids.placeOf(warehouseId),
      order: ids.placeOf(orderId),
    }))
    .sort((a, b) => a.variant - b.variant);
  const levels = summed(moves);
  const id = (place: string) => sql`((select ids from named))[${sql.unsafe(place)}]`;
  const [row] = await sql<{ ok: boolean }[]>`
    with named as materialized (
      select ${ids.list}::text::uuid[] as ids
    ), checked as materialized (
      select 1 from unnest(
        ${columns.variants},
        ${columns.warehouses},
        ${numbers(unchanged.map(({ onHand }) => onHand))},
        ${numbers(unchanged.map(({ reserved }) => reserved))}
      ) as was(variant, warehouse, on_hand, reserved)
      cross join lateral (
        select 1 from stock s where s.variant_id = ${id('was.variant')} and s.warehouse_id = ${id('was.warehouse')}
          and s.on_hand = was.on_hand and s.reserved = was.reserved for no key update
      ) as still
    ), guard as materialized (
      select count(*) = ${unchanged.length} as ok from checked
    ), created as (
      insert into reservations (order_id, status, expires_at, allocations)
      select ${id('number')}, status, expires_at, allocations::jsonb from ${created} where (select ok from guard)
    ), kept as (
      update reservations r
      set status = c.status, expires_at = c.expires_at, allocations = c.allocations::jsonb, updated_at = now()
      from ${kept} where r.order_id = ${id('c.number')} and (select ok from guard)
    ), recorded as (
      insert into movements (variant_id, warehouse_id, kind, on_hand_change, reserved_change, order_id)
      select ${id('variant')}, ${id('warehouse')}, kind, on_hand, reserved, ${id('number')} from unnest(
        ${numbers(moves.map(({ variant }) => variant))},
        ${numbers(moves.map(({ warehouse }) => warehouse))},
        ${listed(moves.map(({ kind }) => kind))}::text::text[],
        ${numbers(moves.map(({ onHand }) => onHand))},
        ${numbers(moves.map(({ reserved }) => reserved))},
        ${numbers(moves.map(({ order }) => order))}
      ) as m(variant, warehouse, kind, on_hand, reserved, number)
      where (select ok from guard)
    ), counted as (
      update stock s set on_hand = s.on_hand + d.on_hand, reserved = s.reserved + d.reserved
      from unnest(
        ${numbers(levels.map(({ variant }) => variant))},
        ${numbers(levels.map(({ warehouse }) => warehouse))},
        ${numbers(levels.map(({ onHand }) => onHand))},
        ${numbers(levels.map(({ reserved }) => reserved))}
      ) as d(variant, warehouse, on_hand, reserved)
      where s.variant_id = ${id('d.variant')} and s.warehouse_id = ${id('d.warehouse')} and (select ok from guard)
    ), told as (${intoOutbox(db, events)} where (select ok from guard))
    select ok from guard`;
  return row!.ok;
}

/**
 * Locks holds whose time is up by the database's clock, the longest overdue first, leaving those others work on. By the
 * time of the statement: of a clock that goes on meanwhile no index can be asked, and every hold was looked at.
 */
export async function lockOverdue(tx: Tx, graceMs: number, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ order_id: string }[]>`
    select order_id from reservations
    where status = 'HELD' and expires_at < statement_timestamp() - ${graceMs} * interval '1 millisecond'
    order by expires_at limit ${limit} for no key update skip locked`;
  return rows.map(({ order_id }) => order_id);
}
