import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { EventDefinition } from '#kernel/messages/event.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { looksLikeCardNumber } from '#schema/card-token.ts';
import {
  orderCancelled,
  orderPaid,
  paymentAuthorized,
  paymentCaptured,
  paymentDeclined,
  paymentRefunded,
  paymentVoided,
} from '#schema/events.ts';
import { type Order, type Stand, startStand } from './testing/stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.stop());

const told = (definition: EventDefinition, { orderId }: Order) =>
  stand.subgraph.published(definition).filter(({ data }) => data.orderId === orderId);

const about = ({ orderId, userId }: Order, status: string) => ({
  orderId,
  userId,
  status,
  at: new Date().toISOString(),
});

/** Calls of the bank for one kind of work so far, answered or not. */
async function bankCalls(work: string): Promise<number> {
  const { values } = await metrics.getSingleMetric('payment_bank_calls_total')!.get();
  return values.filter(({ labels }) => labels.work === work).reduce((sum, { value }) => sum + value, 0);
}

const tellPaid = (order: Order, id = newId()) =>
  stand.subgraph.publish(
    orderPaid,
    {
      ...about(order, 'PAID'),
      number: '1',
      paymentId: newId(),
      lines: [],
      totalMinor: 129900,
      currency: 'RUB',
      deliverySlotId: null,
      address: {
        recipient: 'A',
        phone: null,
        country: 'RU',
        region: null,
        city: 'Moscow',
        street: 'S',
        postalCode: null,
        latitude: null,
        longitude: null,
      },
    },
    { id },
  );

const tellCancelled = (order: Order) =>
  stand.subgraph.publish(orderCancelled, { ...about(order, 'CANCELLED'), reason: 'BUYER', paymentId: null });

describe('a payment', () => {
  it('is confirmed by the buyer, authorized by callback, and captured once the order is paid', async () => {
    const started = await stand.start('tok_visa');
    expect(started).toMatchObject({ status: 'REQUIRES_ACTION', redirectUrl: expect.stringContaining('/3ds/') });
    await stand.press(started);
    await stand.reaches(started.order.orderId, 'AUTHORIZED');
    const authorized = { correlationId: started.order.orderId, data: { paymentId: started.id, amountMinor: 129900 } };
    await eventually(() => expect(told(paymentAuthorized, started.order)).toMatchObject([authorized]));
    const eventId = newId();
    for (let i = 0; i < 3; i += 1) await tellPaid(started.order, eventId);
    await tellPaid(started.order);
    const captured = await stand.reaches(started.order.orderId, 'CAPTURED');
    expect(captured).toMatchObject({ captured: { amount: '1299.00' }, redirectUrl: null });
    await eventually(() => expect(told(paymentCaptured, started.order)).toHaveLength(1));
    expect(await stand.atBank(started.id)).toMatchObject([{ status: 'captured', capturedAmount: 129900 }]);
  });

  it.each([
    ['tok_frictionless', 'AUTHORIZED', null],
    ['tok_declined', 'DECLINED', 'card_declined'],
    ['tok_insufficient_funds', 'DECLINED', 'insufficient_funds'],
    ['tok_nobody_has_this', 'DECLINED', 'unknown_token'],
    ['tok_error', 'REQUIRES_ACTION', null],
    ['tok_timeout', 'REQUIRES_ACTION', null],
    ['tok_callback_first', 'AUTHORIZED', null],
  ])('started with %s is %s at once', async (token, status, declineReason) => {
    const started = await stand.start(token);
    expect(started).toMatchObject({ status, declineReason });
    const events = status === 'AUTHORIZED' ? paymentAuthorized : paymentDeclined;
    if (status !== 'REQUIRES_ACTION') await eventually(() => expect(told(events, started.order)).toHaveLength(1));
    expect(await stand.atBank(started.id)).toHaveLength(declineReason === 'unknown_token' ? 0 : 1);
  });

  it.each([
    ['tok_mir', 'AUTHORIZED'],
    ['tok_duplicate_callback', 'AUTHORIZED'],
    ['tok_late_callback', 'AUTHORIZED'],
    ['tok_bad_signature', 'AUTHORIZED'],
    ['tok_declined_after_3ds', 'DECLINED'],
  ])('confirmed with %s becomes %s, told once', async (token, status) => {
    const started = await stand.start(token);
    await stand.press(started);
    await stand.reaches(started.order.orderId, status);
    const definition = status === 'AUTHORIZED' ? paymentAuthorized : paymentDeclined;
    await eventually(() => expect(told(definition, started.order)).toHaveLength(1));
    const noted = await stand.subgraph.db.sql`select kind from provider_event where payment_id = ${started.id}`;
    expect(noted).toHaveLength(1);
  });

  it('is declined when the buyer declines at the bank', async () => {
    const started = await stand.start('tok_visa');
    await stand.press(started, 'decline');
    const { declineReason } = await stand.reaches(started.order.orderId, 'DECLINED');
    expect(declineReason).toBe('authentication_rejected');
  });

  it('whose capture the bank refuses is declined, and its hold is given back', async () => {
    const started = await stand.start('tok_capture_declined');
    await stand.press(started);
    await stand.reaches(started.order.orderId, 'AUTHORIZED');
    await tellPaid(started.order);
    await stand.reaches(started.order.orderId, 'DECLINED');
    await eventually(async () => expect(await stand.atBank(started.id)).toMatchObject([{ status: 'voided' }]));
    await eventually(() => expect(told(paymentVoided, started.order)).toHaveLength(1));
    expect(told(paymentDeclined, started.order)).toHaveLength(1);
  });

  it('of an order begun ten times at the same time is one call of the bank, whose answer is for all', async () => {
    const order = { orderId: newId(), userId: newId() };
    const clicks = (count: number) => Array.from({ length: count }, () => stand.start('tok_visa', order));
    const callsBefore = await bankCalls('start');
    await stand.setFaults({ latencyMs: 300 });
    const early = clicks(5);
    // The other five come while the bank is being asked.
    await eventually(async () => (await stand.see(order.orderId))?.status === 'STARTING');
    const all = await Promise.all([...early, ...clicks(5)]).finally(() => stand.setFaults({ latencyMs: 0 }));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(new Set(all.map(({ redirectUrl }) => redirectUrl))).toEqual(new Set([expect.stringContaining('/3ds/')]));
    expect((await bankCalls('start')) - callsBefore).toBe(1);
    expect(await stand.atBank(all[0]!.id)).toHaveLength(1);
    await expect(stand.start('tok_visa', { ...order, amount: { amount: '1', currency: 'RUB' } })).rejects.toThrow(
      'another amount',
    );
  });
});

describe('a cancelled order', () => {
  it('gets an authorized payment voided', async () => {
    const started = await stand.start('tok_frictionless');
    await tellCancelled(started.order);
    await stand.reaches(started.order.orderId, 'VOIDED');
    await eventually(() => expect(told(paymentVoided, started.order)).toHaveLength(1));
    expect(await stand.atBank(started.id)).toMatchObject([{ status: 'voided' }]);
  });

  it('gets a captured payment refunded whole', async () => {
    const started = await stand.start('tok_frictionless');
    await tellPaid(started.order);
    await stand.reaches(started.order.orderId, 'CAPTURED');
    await tellCancelled(started.order);
    const refunded = await stand.reaches(started.order.orderId, 'REFUNDED');
    expect(refunded).toMatchObject({ refunded: { amount: '1299.00' }, refunds: [{ reason: 'ORDER_CANCELLED' }] });
    await eventually(() => expect(told(paymentRefunded, started.order)).toMatchObject([{ data: { whole: true } }]));
    expect(await stand.atBank(started.id)).toMatchObject([{ refundedAmount: 129900 }]);
  });

  it('closes the page its buyer is at: who presses there pays nothing', async () => {
    const started = await stand.start('tok_visa');
    await tellCancelled(started.order);
    await stand.reaches(started.order.orderId, 'VOIDED');
    expect(await stand.atBank(started.id)).toMatchObject([{ status: 'voided' }]);
    await stand.press(started);
    expect(await stand.atBank(started.id)).toMatchObject([{ status: 'voided' }]);
    expect(told(paymentVoided, started.order)).toEqual([]);
    const [{ count } = { count: 0 }] = await stand.subgraph.db.sql<{ count: number }[]>`
      select count(*)::int as count from ledger_transfer where payment_id = ${started.id}`;
    expect(count).toBe(0);
  });

  it('whose buyer has paid, which is not known here yet, gives the money back, and no word of an authorization', async () => {
    const started = await stand.start('tok_no_callback');
    await stand.press(started);
    expect(await stand.atBank(started.id)).toMatchObject([{ status: 'authorized' }]);
    await tellCancelled(started.order);
    await stand.reaches(started.order.orderId, 'VOIDED');
    expect(await stand.atBank(started.id)).toMatchObject([{ status: 'voided' }]);
    expect(told(paymentAuthorized, started.order)).toEqual([]);
  });

  it('whose paid comes late stays cancelled', async () => {
    const started = await stand.start('tok_frictionless');
    await tellCancelled(started.order);
    await tellPaid(started.order);
    await stand.reaches(started.order.orderId, 'VOIDED');
    expect(told(paymentCaptured, started.order)).toEqual([]);
  });

  it('cancelled before its payment was begun gives back what is begun then', async () => {
    const order = { orderId: newId(), userId: newId(), amount: { amount: '5.00', currency: 'RUB' } };
    await tellCancelled(order);
    await eventually(async () => {
      const rows = await stand.subgraph.db.sql`select 1 from cancelled_order where order_id = ${order.orderId}`;
      return rows.length === 1;
    });
    const started = await stand.start('tok_frictionless', order);
    await stand.reaches(order.orderId, 'VOIDED');
    expect(await stand.atBank(started.id)).toEqual([]);
  });
});

describe('with the bank ill', () => {
  it('a payment stays STARTING and is begun, once, when the bank is well again', async () => {
    await stand.setFaults({ errorRate: 1 });
    const started = await stand.start('tok_frictionless');
    expect(started.status).toBe('STARTING');
    await stand.setFaults({ errorRate: 0 });
    await stand.reaches(started.order.orderId, 'AUTHORIZED');
    expect(await stand.atBank(started.id)).toHaveLength(1);
  });

  it('a payment whose answer was lost is found at the bank, not begun again', async () => {
    await stand.setFaults({ lostAnswerRate: 1 });
    const started = await stand.start('tok_frictionless');
    await stand.setFaults({ lostAnswerRate: 0 });
    await stand.reaches(started.order.orderId, 'AUTHORIZED');
    expect(await stand.atBank(started.id)).toHaveLength(1);
  });

  it('captures are tried again until they succeed, and money is taken once', async () => {
    const started = await stand.start('tok_frictionless');
    await stand.setFaults({ lostAnswerRate: 0.5, errorRate: 0.5 });
    await tellPaid(started.order);
    await eventually(async () => (await stand.see(started.order.orderId))?.status === 'CAPTURED').finally(() =>
      stand.setFaults({ lostAnswerRate: 0, errorRate: 0 }),
    );
    expect(await stand.atBank(started.id)).toMatchObject([{ status: 'captured', capturedAmount: 129900 }]);
    await eventually(() => expect(told(paymentCaptured, started.order)).toHaveLength(1));
  });
});

describe('card data', () => {
  it.each(['4242424242424242', '4242 4242 4242 4242', '5555-5555-5555-4444'])(
    'is refused in place of a token: %s',
    async (number) => {
      const order = { orderId: newId() };
      await expect(stand.start(number, order)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
      expect(await stand.see(order.orderId)).toBeNull();
    },
  );

  it('is not in the database: no number, and no token once the bank has answered', async () => {
    await stand.start('tok_visa');
    const tables = ['payment', 'refund', 'provider_event', 'outbox'];
    for (const table of tables) {
      const rows = await stand.subgraph.db.sql`select to_jsonb(t)::text as text from ${stand.subgraph.db.sql(table)} t`;
      for (const { text } of rows) {
        expect(text).not.toContain('tok_visa');
        expect(looksLikeCardNumber(text)).toBe(false);
      }
    }
  });
});
