import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Tx } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { crossing } from '#kernel/testing/crossing.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { WorkingSet } from '../domain/working-set.ts';
import { stockChanged } from '../events.ts';
import { AvailabilityBoard } from '../store/availability.ts';
import { loadForDecision, saveDecisions } from '../store/reservations.ts';
import {
  BUYER,
  expectTheLaws,
  type InventoryHouse,
  LEVELS,
  NOVOSIBIRSK,
  ORDER,
  RECEIVE,
  RELEASE,
  RESERVE,
  startInventory,
} from '../testing/inventory-house.ts';
import { ReservationDesk } from './reservation-desk.ts';
import { reserveStock } from './reserve-stock.ts';

describe('holding stock', () => {
  let house: InventoryHouse;
  beforeAll(async () => {
    house = await startInventory();
  });
  afterAll(() => house.stop());

  test('100 in stock and 400 buyers at once: exactly 100 hold one', async () => {
    const variantId = await house.variantWith(100);
    const answers = await Promise.all(
      Array.from({ length: 400 }, () => house.reserve(newId(), [{ variantId, quantity: 1 }])),
    );
    expect(answers.filter(({ __typename }) => __typename === 'StockHeld')).toHaveLength(100);
    for (const answer of answers.filter((one) => one.__typename === 'HoldRefused'))
      expect(answer).toMatchObject({ reason: 'OUT_OF_STOCK', lines: [{ variantId, requested: 1, available: 0 }] });
    expect(await house.left(variantId)).toBe(0);
    await eventually(
      () =>
        house.subgraph.published(stockChanged).findLast(({ data }) => data.variantId === variantId)?.data.available ===
        0,
    );
  });

  test('two processes that promise the same stock at once never promise it twice, nor an order two holds', async () => {
    const { db, redis } = house.subgraph;
    const outbox = { announce: async () => {} } as unknown as Outbox;
    const elsewhere = reserveStock(db, new ReservationDesk(db, outbox, new AvailabilityBoard(db, redis), 900_000));
    const [scarce, plenty] = [await house.variantWith(100), await house.variantWith(10_000)];
    const orders = Array.from({ length: 200 }, () => newId());
    const lines = (variantId: string) => [{ variantId, quantity: 1 }];
    const [here, there] = await Promise.all([
      Promise.all(Array.from({ length: 200 }, () => house.reserve(newId(), lines(scarce)))),
      Promise.all(
        Array.from({ length: 200 }, () => elsewhere({ kind: 'HOLD', orderId: newId(), lines: lines(scarce) })),
      ),
      Promise.all(orders.map((orderId) => house.reserve(orderId, lines(plenty)))),
      Promise.all(orders.map((orderId) => elsewhere({ kind: 'HOLD', orderId, lines: lines(plenty) }))),
    ]);
    const held = here.filter(({ __typename }) => __typename === 'StockHeld').length;
    expect(held + there.filter(({ outcome }) => outcome === 'HELD').length).toBe(100);
    const levels = await house.ask<{ available: number }[]>(LEVELS, { variantId: plenty });
    expect(levels).toMatchObject([{ onHand: 10_000, reserved: 200 }]);
    await expectTheLaws(db);
  });

  test('orders of several lines, named in any order, are held, sold and called off by three processes at once', async () => {
    const { db, redis } = house.subgraph;
    const outbox = { announce: async () => {} } as unknown as Outbox;
    const desk = () => new ReservationDesk(db, outbox, new AvailabilityBoard(db, redis), 900_000);
    const [one, other, events] = [reserveStock(db, desk()), reserveStock(db, desk()), desk()];
    const variants = await Promise.all(Array.from({ length: 6 }, () => house.variantWith(150)));
    const orders = Array.from({ length: 300 }, (_, n) => {
      const lines = [0, 1, 2].map((k) => ({ variantId: variants[(n * 5 + k * (n % 2 ? 1 : 5)) % 6]!, quantity: 1 }));
      return { orderId: newId(), lines };
    });
    const told = (part: typeof orders, offset: number) =>
      part.map(({ orderId, lines }, n) =>
        (n + offset) % 3 ? { kind: 'CANCEL' as const, orderId } : { kind: 'SELL' as const, orderId, lines },
      );
    const batches = Array.from({ length: 10 }, (_, n) => orders.slice(n * 30, n * 30 + 30));
    // None of it may fail: who waits in a circle with somebody is one of the two that PostgreSQL ends.
    const [held, heldToo] = await Promise.all([
      Promise.all(orders.map((order) => one({ kind: 'HOLD', ...order }))),
      Promise.all(orders.toReversed().map((order) => other({ kind: 'HOLD', ...order }))),
      Promise.all(batches.map((batch, n) => db.transaction((tx) => events.settle(tx, told(batch.toReversed(), n))))),
    ]);
    const outcomes = ({ outcome }: { outcome: string }) => outcome;
    expect(new Set([...held, ...heldToo].map(outcomes))).toEqual(new Set(['HELD', 'REFUSED']));
    await expectTheLaws(db);
  });

  test('orders that another process decides too are written in one order, so that nobody waits in a circle', async () => {
    const { db, redis } = house.subgraph;
    const outbox = { announce: async () => {} } as unknown as Outbox;
    const desk = new ReservationDesk(db, outbox, new AvailabilityBoard(db, redis), 900_000);
    const [first, second] = [newId(), newId()];
    const variantId = await house.variantWith(5);
    const hold = (orderId: string) => ({ kind: 'HOLD' as const, orderId, lines: [{ variantId, quantity: 1 }] });
    const cancelled = (orderId: string) => (tx: Tx) => desk.settle(tx, [{ kind: 'CANCEL', orderId }]);
    const answers = await crossing(db, {
      first: cancelled(first),
      act: () => desk.trySettle([hold(second), hold(first)]),
      second: cancelled(second),
    });
    // What it decided on is not so any more: it is to be decided again.
    expect(answers).toBeUndefined();
    expect(await house.left(variantId)).toBe(5);
  });

  test('a decision on stock that has changed since it was read is not saved, not even in part', async () => {
    const { db } = house.subgraph;
    const [still, moved] = [await house.variantWith(5), await house.variantWith(5)];
    const decided = async (orderId: string) => {
      const { now, reservations, rows } = await loadForDecision(db, [orderId], [still, moved], false);
      const work = new WorkingSet(rows, reservations, now, 900_000);
      const lines = [still, moved].map((variantId) => ({ variantId, quantity: 1 }));
      work.take({ kind: 'HOLD', orderId, lines });
      const event = toOutgoing(stockChanged, { variantId: still, available: 4, at: now.toISOString() });
      return { rows, decisions: { ...work.changedReservations, movements: work.movements, events: [event] } };
    };
    const [first, second] = [newId(), newId()];
    const overtaken = await decided(first);
    await house.reserve(newId(), [{ variantId: moved, quantity: 1 }]);
    expect(await saveDecisions(db, overtaken.decisions, overtaken.rows)).toBe(false);
    expect(await house.statusOf(first)).toBeUndefined();
    expect(await house.ask(LEVELS, { variantId: still })).toMatchObject([{ reserved: 0 }]);
    const current = await decided(second);
    expect(await saveDecisions(db, current.decisions, current.rows)).toBe(true);
    expect(await house.statusOf(second)).toBe('HELD');
    await eventually(() =>
      house.subgraph.published(stockChanged).some(({ data }) => data.variantId === still && data.available === 4),
    );
    expect(
      house.subgraph.published(stockChanged).filter(({ data }) => data.variantId === still && data.available === 4),
    ).toHaveLength(1);
  });

  test('a batch that is decided while the one before is saved counts on it, and falls with it', async () => {
    const { db, redis } = house.subgraph;
    const variantId = await house.variantWith(4);
    const board = new AvailabilityBoard(db, redis);
    const decided = vi.spyOn(board, 'nextVersion');
    const desk = new ReservationDesk(db, { announce: async () => {} } as unknown as Outbox, board, 900_000);
    const hold = (quantity: number) => ({ kind: 'HOLD' as const, orderId: newId(), lines: [{ variantId, quantity }] });
    /** Two batches; the first cannot be saved until the second is decided and something else has happened. */
    const batches = async (meanwhile: (tx: Tx) => Promise<unknown>) => {
      decided.mockClear();
      const answers: Promise<{ outcome: string }[] | undefined>[] = [];
      await db.transaction(async (tx) => {
        await tx.sql`select 1 from stock where variant_id = ${variantId} for update`;
        await new Promise<void>((resolve) => {
          answers.push(desk.trySettle([hold(1)], resolve));
        });
        answers.push(desk.trySettle([hold(1), hold(4)]));
        await eventually(() => decided.mock.calls.length === 2);
        await meanwhile(tx);
      });
      return (await Promise.all(answers)).map((batch) => batch?.map(({ outcome }) => outcome));
    };
    expect(await batches(async () => {})).toEqual([['HELD'], ['HELD', 'REFUSED']]);
    const lost = (tx: Tx) => tx.sql`
      with lost as (
        update stock set on_hand = on_hand - 1 where variant_id = ${variantId} returning variant_id, warehouse_id
      )
      insert into movements (variant_id, warehouse_id, kind, on_hand_change, reserved_change)
      select variant_id, warehouse_id, 'ADJUSTED', -1, 0 from lost`;
    expect(await batches(lost)).toEqual([undefined, undefined]);
    expect(await house.ask(LEVELS, { variantId })).toMatchObject([{ onHand: 3, reserved: 2 }]);
  });

  test('orders of several lines are held whole or not at all, whatever they compete for', async () => {
    const variants = await Promise.all([30, 40, 50].map((quantity) => house.variantWith(quantity)));
    const orders = Array.from({ length: 300 }, (_, index) => ({
      orderId: newId(),
      lines: variants
        .map((variantId, at) => ({ variantId, quantity: 1 + ((index + at) % 3) }))
        .filter((_, at) => (index + at) % 4 !== 0),
    }));
    const answers = await Promise.all(orders.map(({ orderId, lines }) => house.reserve(orderId, lines)));
    const held = new Map(variants.map((variantId) => [variantId, 0]));
    for (const [index, { lines }] of orders.entries())
      if (answers[index]!.__typename === 'StockHeld')
        for (const { variantId, quantity } of lines) held.set(variantId, held.get(variantId)! + quantity);
    for (const [index, variantId] of variants.entries()) {
      expect(held.get(variantId)).toBeLessThanOrEqual([30, 40, 50][index]!);
      expect(await house.left(variantId)).toBe([30, 40, 50][index]! - held.get(variantId)!);
    }
    expect(answers.some(({ __typename }) => __typename === 'HoldRefused')).toBe(true);
    await expectTheLaws(house.subgraph.db);
  });

  test('the same order asked for many times at once holds once, and everybody gets that answer', async () => {
    const variantId = await house.variantWith(10);
    const orderId = newId();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => house.reserve(orderId, [{ variantId, quantity: 3 }])),
    );
    expect(new Set(answers.map(({ expiresAt }) => expiresAt)).size).toBe(1);
    expect(await house.reserve(orderId, [{ variantId, quantity: 3 }])).toEqual(answers[0]);
    expect(await house.left(variantId)).toBe(7);
  });

  test('a hold lasts 15 minutes by the database’s clock', async () => {
    const { expiresAt } = await house.reserve(newId(), [{ variantId: await house.variantWith(1), quantity: 1 }]);
    const [row] = await house.subgraph.db.sql<{ now: Date }[]>`select now() as now`;
    expect((Date.parse(expiresAt!) - row!.now.getTime()) / 60_000).toBeCloseTo(15, 1);
  });

  test('the nearest warehouse to the destination gives', async () => {
    const variantId = await house.variantWith(5, 'MSK');
    await house.ask(RECEIVE, { input: [{ variantId, warehouseCode: 'NSK', quantity: 5 }], key: newId() });
    await house.reserve(newId(), [{ variantId, quantity: 2 }], NOVOSIBIRSK);
    expect(await house.ask(LEVELS, { variantId })).toEqual(
      expect.arrayContaining([
        { warehouse: { code: 'MSK' }, onHand: 5, reserved: 0, available: 5 },
        { warehouse: { code: 'NSK' }, onHand: 5, reserved: 2, available: 3 },
      ]),
    );
  });

  test('a released hold gives its stock back, once, and the order may be held again', async () => {
    const variantId = await house.variantWith(4);
    const orderId = newId();
    await house.reserve(orderId, [{ variantId, quantity: 4 }]);
    expect(await house.left(variantId)).toBe(0);
    expect(await house.ask(RELEASE, { orderId }, ORDER)).toBe(true);
    expect(await house.ask(RELEASE, { orderId }, ORDER)).toBe(false);
    expect(await house.left(variantId)).toBe(4);
    expect((await house.reserve(orderId, [{ variantId, quantity: 4 }])).__typename).toBe('StockHeld');
    expect(await house.left(variantId)).toBe(0);
  });

  const lines = [{ variantId: newId(), quantity: 1 }];
  test.each([
    ['a client', { orderId: newId(), lines }, BUYER, 'FORBIDDEN'],
    ['no lines', { orderId: newId(), lines: [] }, ORDER, 'BAD_USER_INPUT'],
    ['an order that has no id', { orderId: 'order', lines }, ORDER, 'BAD_USER_INPUT'],
    ['none of a thing', { orderId: newId(), lines: [{ variantId: newId(), quantity: 0 }] }, ORDER, 'BAD_USER_INPUT'],
    ['fewer than none', { orderId: newId(), lines: [{ variantId: newId(), quantity: -1 }] }, ORDER, 'BAD_USER_INPUT'],
  ])('%s is refused with a code', async (_title, input, viewer, code) => {
    const { errors } = await house.subgraph.execute({ query: RESERVE, variables: { input } }, viewer);
    expect(errors?.[0]?.extensions?.code).toBe(code);
  });

  test('an unknown variant and a malformed one are out of stock', async () => {
    const variantId = newId();
    expect(
      await house.reserve(newId(), [
        { variantId, quantity: 2_000_000 },
        { variantId, quantity: 1 },
      ]),
    ).toMatchObject({
      lines: [{ variantId, requested: 2_000_001, available: 0 }],
    });
    expect(await house.reserve(newId(), [{ variantId: 'x', quantity: 1 }])).toMatchObject({
      reason: 'OUT_OF_STOCK',
      lines: [{ variantId: 'x' }],
    });
  });
});
