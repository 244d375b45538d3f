import { Redis } from 'ioredis';
import { type Database, openDatabase } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import { intoOutbox, Outbox } from '#kernel/messages/outbox.ts';
import { cloneDatabase } from '#kernel/testing/database.ts';
import { ReservationDesk } from '#subgraphs/inventory/commands/reservation-desk.ts';
import { reserveStock } from '#subgraphs/inventory/commands/reserve-stock.ts';
import { stockChanged } from '#subgraphs/inventory/events.ts';
import { AvailabilityBoard } from '#subgraphs/inventory/store/availability.ts';
import { inventoryLaws } from '#subgraphs/inventory/store/laws.ts';
import type { Report } from './report.ts';

/** Buyers that wait for an answer at any moment. */
const WAITING = 2_000;
/** Connections of the transactions per buyer. */
const CONNECTIONS = 16;
const SPREAD = 1_000;
const PLENTY = 1_000_000_000;
const MINUTES = 15;

interface Line {
  readonly variantId: string;
  readonly quantity: number;
}

/** Holds an order's lines or not. @returns whether they are held */
type Reserve = (orderId: string, lines: readonly Line[]) => Promise<boolean>;

interface Stand {
  readonly db: Database;
  readonly warehouseId: string;
  /** The house's own command: all who wait are decided together. */
  readonly together: Reserve;
  /** New variants of which so many lie in the warehouse. */
  stocked(variants: number, quantity: number): Promise<string[]>;
  close(): Promise<void>;
}

/**
 * Decisions a second at inventory's reserve command, and those of a transaction per buyer on the same tables in the same
 * minutes: of one SKU and of a thousand, with one line and with three.
 * @param adminUrl a PostgreSQL role that may create databases
 * @param forMs of each measurement
 */
export async function measureReserve(adminUrl: string, forMs: number, report: Report): Promise<void> {
  const stand = await open(adminUrl);
  try {
    const { db, together } = stand;
    const alone = transactionPerBuyer(stand);
    // Nobody's first decisions count: connections are opened and code is compiled.
    for (const way of [together, alone]) await rateOf(way, await stand.stocked(SPREAD, PLENTY), 3, 1_000);
    for (const lines of [1, 3]) {
      const rates: Record<string, number> = {};
      for (const variants of [lines, SPREAD]) {
        const ofWhat = `${variants === lines ? 'hot' : 'spread'}, ${lines} ${lines === 1 ? 'line' : 'lines'}`;
        const name = `reserve.${variants === lines ? 'hot' : 'spread'}.${lines}`;
        const batched = await rateOf(together, await stand.stocked(variants, PLENTY), lines, forMs);
        const single = await rateOf(alone, await stand.stocked(variants, PLENTY), lines, forMs);
        rates[name] = batched;
        report.add({ name: `${name}.rate`, title: `reserve, ${ofWhat}: decisions`, value: batched, unit: '/s' });
        report.add({ name: `${name}.alone`, title: `a transaction per buyer, ${ofWhat}`, value: single, unit: '/s' });
        report.add({
          name: `${name}.ratio`,
          title: `reserve, ${ofWhat}: ÷ a transaction per buyer`,
          value: batched / single,
          unit: '',
          goal: { atLeast: 10 },
        });
      }
      report.add({
        name: `reserve.hot-to-spread.${lines}`,
        title: `reserve, ${lines} ${lines === 1 ? 'line' : 'lines'}: one SKU ÷ spread over ${SPREAD}`,
        value: rates[`reserve.hot.${lines}`]! / rates[`reserve.spread.${lines}`]!,
        unit: '',
        goal: { atLeast: 1 },
      });
    }
    await sellOut(stand, together, report);
    const broken = await Promise.all(inventoryLaws.map(({ violations }) => db.sql.unsafe(violations)));
    report.add({
      name: 'reserve.broken-laws',
      title: 'reserve: stock that breaks a law afterwards',
      value: broken.flat().length,
      unit: '',
      goal: { exactly: 0 },
    });
  } finally {
    await stand.close();
  }
}

/**
 * What finished orders cost a new one: decisions a second beside none of them and beside many, taken in turns.
 * @param orders how many
 */
export async function measureCrowd(adminUrl: string, orders: number, forMs: number, report: Report): Promise<void> {
  const stands = [await open(adminUrl), await open(adminUrl)] as const;
  try {
    await crowd(stands[1], orders);
    const rates: number[][] = [[], []];
    for (let round = 0; round < 5; round += 1)
      for (const [index, { together, stocked }] of stands.entries())
        rates[index]!.push(await rateOf(together, await stocked(SPREAD, PLENTY), 3, forMs));
    const [empty, full] = rates.map((each) => each.toSorted((a, b) => a - b)[2]!);
    report.add({
      name: 'reserve.crowd',
      title: `reserve beside ${orders.toLocaleString('en')} finished orders: time ÷ beside none`,
      value: empty! / full!,
      unit: '',
      goal: { atMost: 1.3 },
    });
  } finally {
    for (const stand of stands) await stand.close();
  }
}

/** Orders that were sold, a thousand variants among them, and their movements. */
async function crowd({ db, warehouseId, stocked }: Stand, orders: number): Promise<void> {
  const variants = await stocked(SPREAD, PLENTY);
  const each = 100_000;
  for (let made = 0; made < orders; made += each)
    await db.sql`
      with made as materialized (
        select gen_random_uuid() as order_id, (${variants}::uuid[])[1 + n % ${SPREAD}] as variant_id
        from generate_series(1, ${Math.min(each, orders - made)}::int) as n
      ), sold as (
        insert into reservations (order_id, status, expires_at, allocations)
        select order_id, 'SOLD', now(), jsonb_build_array(
          jsonb_build_object('variantId', variant_id, 'warehouseId', ${warehouseId}::text, 'quantity', 1))
        from made
      ), moved as (
        insert into movements (variant_id, warehouse_id, kind, on_hand_change, reserved_change, order_id)
        select variant_id, ${warehouseId}, kind, on_hand, reserved, order_id
        from made, (values ('RESERVED', 0, 1), ('SOLD', -1, -1)) as step(kind, on_hand, reserved)
      )
      update stock s set on_hand = on_hand - m.sold
      from (select variant_id, count(*)::int as sold from made group by variant_id) m where s.variant_id = m.variant_id`;
  await db.sql`analyze reservations`.catch(() => {});
}

/** An inventory of its own, and its reserve command. */
async function open(adminUrl: string): Promise<Stand> {
  const migrations = new URL('../../subgraphs/inventory/migrations/', import.meta.url);
  const database = await cloneDatabase(adminUrl, [{ name: 'inventory', migrations }]);
  const db = openDatabase(database.urlFor('inventory'), { owner: 'inventory', max: CONNECTIONS, plansOnce: true });
  const redis = new Redis({ lazyConnect: true });
  const warehouseId = newId();
  await db.sql`
    insert into warehouses (id, code, name, latitude, longitude) values (${warehouseId}, 'MSK', 'Moscow', 55.75, 37.62)`;
  const outbox = new Outbox('inventory', { leading: true, nudge: () => {} });
  const desk = new ReservationDesk(db, outbox, new AvailabilityBoard(db, redis), MINUTES * 60_000);
  const reserve = reserveStock(db, desk);
  return {
    db,
    warehouseId,
    together: async (orderId, lines) => (await reserve({ kind: 'HOLD', orderId, lines })).outcome === 'HELD',
    stocked: async (variants, quantity) => {
      const ids = Array.from({ length: variants }, () => newId());
      await db.sql`
        with received as (
          insert into stock (variant_id, warehouse_id, on_hand)
          select id, ${warehouseId}, ${quantity}::int from unnest(${ids}::uuid[]) as id
        )
        insert into movements (variant_id, warehouse_id, kind, on_hand_change, reserved_change)
        select id, ${warehouseId}, 'RECEIVED', ${quantity}::int, 0 from unnest(${ids}::uuid[]) as id`;
      return ids;
    },
    close: async () => {
      redis.disconnect();
      await db.close();
      await database.drop();
    },
  };
}

/** Decisions a second while so many buyers wait at any moment, each for so many of the variants. */
async function rateOf(reserve: Reserve, variantIds: readonly string[], lines: number, forMs: number): Promise<number> {
  let decided = 0;
  const began = performance.now();
  const buyer = async (number: number): Promise<void> => {
    for (let order = number; performance.now() - began < forMs; order += WAITING) {
      // Neighbours in a list of variants: different ones, and every buyer others than the one before.
      const wanted = Array.from({ length: lines }, (_, line) => variantIds[(order * 7 + line) % variantIds.length]!);
      const held = await reserve(
        newId(),
        wanted.map((variantId) => ({ variantId, quantity: 1 })),
      );
      if (!held) throw new Error('there was plenty, and a hold was refused');
      decided += 1;
    }
  };
  await Promise.all(Array.from({ length: WAITING }, (_, number) => buyer(number)));
  return (decided / (performance.now() - began)) * 1_000;
}

/** The same rows written by each buyer's own transaction, repeats known, as most shops do it: lock, check, write, commit. */
function transactionPerBuyer({ db, warehouseId }: Stand): Reserve {
  return async (orderId, lines) => {
    const wanted = lines.toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1));
    const variantIds = wanted.map(({ variantId }) => variantId);
    const quantities = wanted.map(({ quantity }) => quantity);
    const allocations = JSON.stringify(wanted.map((line) => ({ ...line, warehouseId })));
    return db.transaction(async (tx) => {
      const { sql } = tx;
      const rows = await sql<{ variantId: string; available: number; repeated: boolean }[]>`
        select variant_id as "variantId", on_hand - reserved as available,
          exists (select from reservations where order_id = ${orderId}) as repeated
        from stock
        where variant_id = any(${variantIds}::uuid[]) order by variant_id for no key update`;
      if (rows[0]?.repeated) return true;
      const available = new Map(rows.map((row) => [row.variantId, row.available]));
      if (wanted.some(({ variantId, quantity }) => (available.get(variantId) ?? 0) < quantity)) return false;
      await sql`
        update stock s set reserved = s.reserved + w.quantity
        from unnest(${variantIds}::uuid[], ${quantities}::int[]) as w(variant_id, quantity)
        where s.variant_id = w.variant_id and s.warehouse_id = ${warehouseId}`;
      const at = new Date().toISOString();
      const events = rows.map(({ variantId, available }) =>
        toOutgoing(stockChanged, { variantId, available: available - 1, at }),
      );
      await sql`
        with told as (${intoOutbox(tx, events)}), held as (
          insert into reservations (order_id, status, expires_at, allocations)
          values (${orderId}, 'HELD', now() + ${MINUTES} * interval '1 minute', ${allocations}::text::jsonb)
        )
        insert into movements (variant_id, warehouse_id, kind, on_hand_change, reserved_change, order_id)
        select variant_id, ${warehouseId}, 'RESERVED', 0, quantity, ${orderId}
        from unnest(${variantIds}::uuid[], ${quantities}::int[]) as w(variant_id, quantity)`;
      return true;
    });
  };
}

/** 1,000 in stock, 10,000 buyers at once. */
async function sellOut(stand: Stand, reserve: Reserve, report: Report): Promise<void> {
  const [variantId] = await stand.stocked(1, 1_000);
  const began = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 10_000 }, () => reserve(newId(), [{ variantId: variantId!, quantity: 1 }])),
  );
  const tookMs = performance.now() - began;
  report.add({
    name: 'reserve.sold-out.held',
    title: '1,000 in stock, 10,000 buyers at once: hold one',
    value: answers.filter((held) => held).length,
    unit: '',
    goal: { exactly: 1_000 },
  });
  report.add({
    name: 'reserve.sold-out.rate',
    title: '1,000 in stock, 10,000 buyers at once: decisions',
    value: (answers.length / tookMs) * 1_000,
    unit: '/s',
  });
}
