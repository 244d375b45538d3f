import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { GUEST } from '#kernel/auth/viewer.ts';
import { systemClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { Outbox } from '#kernel/messages/outbox.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { paymentRefundAccepted, paymentRefunded } from '#schema/events.ts';
import { Decisions } from './commands/decisions.ts';
import { createStaffRequests } from './commands/staff-requests.ts';
import { ADMIN, roubles, type Stand, startStand } from './testing/stand.ts';

const REFUND = `mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) { __typename
  ... on RefundAccepted { payment { status refunded { amount } } refund { id status amount { amount currency } } }
  ... on RefundTooLarge { available { amount } } ... on PaymentNotRefundable { status }
  ... on InvalidInput { field } ... on Refusal { code message } } }`;

interface Result {
  __typename: string;
  refund?: { id: string; status: string; amount: { amount: string } };
  payment?: { status: string; refunded: { amount: string } };
  available?: { amount: string };
  field?: string;
}

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.stop());

async function refund(input: Record<string, unknown>, viewer: Viewer = ADMIN): Promise<Result> {
  const whole = { reason: 'damaged', idempotencyKey: newId(), ...input };
  return (await stand.ask<{ refundPayment: Result }>(REFUND, { input: whole }, viewer)).refundPayment;
}

describe('a refund', () => {
  it('goes back in parts and then whole, each part told with the sum so far', async () => {
    const { id, order } = await stand.captured();
    const part = await refund({ paymentId: id, amount: roubles('99.00') });
    expect(part).toMatchObject({
      refund: { status: 'SUCCEEDED', amount: { amount: '99.00' } },
      payment: { status: 'PARTIALLY_REFUNDED', refunded: { amount: '99.00' } },
    });
    const rest = await refund({ paymentId: id });
    expect(rest).toMatchObject({
      refund: { status: 'SUCCEEDED', amount: { amount: '1200.00' } },
      payment: { status: 'REFUNDED', refunded: { amount: '1299.00' } },
    });
    expect(await stand.atBank(id)).toMatchObject([{ refundedAmount: 129900 }]);
    const told = () => stand.subgraph.published(paymentRefunded).filter(({ data }) => data.orderId === order.orderId);
    await eventually(() => told().length === 2);
    expect(told().map(({ data }) => [data.amountMinor, data.refundedMinor, data.whole])).toEqual([
      [9_900, 9_900, false],
      [120_000, 129_900, true],
    ]);
  });

  it('never exceeds what was captured, however many are asked for at once', async () => {
    const { id } = await stand.captured();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => refund({ paymentId: id, amount: roubles('100.00') })),
    );
    expect(results.filter(({ __typename }) => __typename === 'RefundAccepted')).toHaveLength(12);
    expect(results.filter(({ __typename }) => __typename === 'RefundTooLarge')).toHaveLength(8);
    expect(await stand.atBank(id)).toMatchObject([{ refundedAmount: 120_000 }]);
  });

  it('asked for many times with one key and input is one refund', async () => {
    const { id } = await stand.captured();
    const input = { paymentId: id, idempotencyKey: newId() };
    const results = await Promise.all(Array.from({ length: 10 }, () => refund(input)));
    expect(new Set(results.map((result) => result.refund?.id)).size).toBe(1);
    expect(await refund({ ...input })).toMatchObject({ refund: { id: results[0]!.refund!.id, status: 'SUCCEEDED' } });
    expect(await stand.atBank(id)).toMatchObject([{ refundedAmount: 129_900 }]);
  });

  it.each([
    ['another amount', async (id: string) => ({ paymentId: id, amount: roubles('2.00') })],
    ['another reason', async (id: string) => ({ paymentId: id, amount: roubles('1.00'), reason: 'another' })],
    ['another payment', async () => ({ paymentId: (await stand.captured()).id, amount: roubles('1.00') })],
  ])('whose key comes with %s is refused', async (_what, other) => {
    const { id } = await stand.captured();
    const idempotencyKey = newId();
    await refund({ paymentId: id, amount: roubles('1.00'), idempotencyKey });
    expect(await refund({ ...(await other(id)), idempotencyKey })).toMatchObject({ __typename: 'IdempotencyConflict' });
    expect(await stand.atBank(id)).toMatchObject([{ refundedAmount: 100 }]);
  });

  it('of two payments at the same time with one key is one refund and one conflict', async () => {
    const payments = [await stand.captured(), await stand.captured()];
    const idempotencyKey = newId();
    const results = await Promise.all(payments.map(({ id }) => refund({ paymentId: id, idempotencyKey })));
    expect(results.map(({ __typename }) => __typename).sort()).toEqual(['IdempotencyConflict', 'RefundAccepted']);
  });

  it.each([
    ['more than was captured', { amount: roubles('1299.01') }, 'RefundTooLarge', { available: { amount: '1299.00' } }],
    ['nothing', { amount: roubles('0.00') }, 'InvalidInput', { field: 'input.amount' }],
    ['less than nothing', { amount: roubles('-1.00') }, 'InvalidInput', { field: 'input.amount' }],
    [
      'another currency',
      { amount: { amount: '1.00', currency: 'EUR' } },
      'InvalidInput',
      { field: 'input.amount.currency' },
    ],
    ['no reason', { reason: ' ' }, 'InvalidInput', { field: 'input.reason' }],
    ['a reason that is no text', { reason: 'torn\0' }, 'InvalidInput', { field: 'input.reason' }],
    ['a key that is no text', { idempotencyKey: 'key\0' }, 'InvalidInput', { field: 'input.idempotencyKey' }],
    ['a reason without end', { reason: 'x'.repeat(501) }, 'InvalidInput', { field: 'input.reason' }],
    ['a card number for a reason', { reason: 'card 4242 4242 4242 4242' }, 'InvalidInput', { field: 'input.reason' }],
    ['an empty key', { idempotencyKey: '' }, 'InvalidInput', { field: 'input.idempotencyKey' }],
    ['an unknown payment', { paymentId: newId() }, 'NotFound', {}],
    ['a malformed id', { paymentId: 'x' }, 'NotFound', {}],
  ])('of %s is refused', async (_what, input, __typename, facts) => {
    const { id } = await stand.captured();
    expect(await refund({ paymentId: id, ...input })).toMatchObject({ __typename, ...facts });
    expect(await stand.atBank(id)).toMatchObject([{ refundedAmount: 0 }]);
  });

  it('of money that was not taken, or is back already, is refused with where the payment stands', async () => {
    const authorized = await stand.start('tok_frictionless');
    expect(await refund({ paymentId: authorized.id })).toMatchObject({
      __typename: 'PaymentNotRefundable',
      status: 'AUTHORIZED',
    });
    const { id } = await stand.captured();
    await refund({ paymentId: id });
    expect(await refund({ paymentId: id })).toMatchObject({ __typename: 'PaymentNotRefundable', status: 'REFUNDED' });
  });

  it('accepted by a process that died before it asked the bank is made by another, and the key still answers', async () => {
    const { id, order } = await stand.captured();
    const { db } = stand.subgraph;
    const outbox = new Outbox('payment', { leading: false, nudge: () => {} });
    const dying = createStaffRequests({
      db,
      decisions: new Decisions({ db, outbox, clock: systemClock, leaseMs: 200, watchMs: 1_000 }),
      worker: { work: () => Promise.reject(new Error('killed')) },
    });
    const input = { paymentId: id, amount: roubles('7.00'), reason: 'damaged', idempotencyKey: newId() };
    await expect(dying.refund(input, (ADMIN as { id: string }).id)).rejects.toThrow('killed');
    const answer = await refund(input);
    await stand.reaches(order.orderId, 'PARTIALLY_REFUNDED');
    expect(await refund(input)).toMatchObject({ refund: { id: answer.refund!.id, status: 'SUCCEEDED' } });
    expect(await refund({ ...input, amount: roubles('8.00') })).toMatchObject({ __typename: 'IdempotencyConflict' });
    expect(await stand.atBank(id)).toMatchObject([{ refundedAmount: 700 }]);
  });

  it('accepted while the bank is ill goes through when it is well again', async () => {
    const { id, order } = await stand.captured();
    await stand.setFaults({ errorRate: 1 });
    const pending = await refund({ paymentId: id });
    const accepted = () => stand.subgraph.published(paymentRefundAccepted).filter(({ data }) => data.paymentId === id);
    await eventually(() => accepted().length > 0);
    expect(accepted()).toMatchObject([
      { data: { refundId: pending.refund!.id, amountMinor: 129_900, reason: 'damaged' } },
    ]);
    expect(pending).toMatchObject({ refund: { status: 'PENDING' }, payment: { status: 'CAPTURED' } });
    expect(await refund({ paymentId: id })).toMatchObject({
      __typename: 'RefundTooLarge',
      available: { amount: '0.00' },
    });
    await stand.setFaults({ errorRate: 0 });
    await stand.reaches(order.orderId, 'REFUNDED');
    expect(await stand.atBank(id)).toMatchObject([{ refundedAmount: 129_900 }]);
  });

  it.each([
    ['a guest', GUEST, 'UNAUTHENTICATED'],
    ['a buyer', { kind: 'user', id: newId(), roles: ['buyer'], sessionId: 's' } as const, 'FORBIDDEN'],
  ])('is not for %s', async (_who, viewer, code) => {
    const { id } = await stand.captured();
    await expect(refund({ paymentId: id }, viewer)).rejects.toMatchObject({ extensions: { code } });
  });
});

describe('the payment of an order', () => {
  it.each([
    ['its buyer', (userId: string): Viewer => ({ kind: 'user', id: userId, roles: ['buyer'], sessionId: 's' }), true],
    ['staff', () => ADMIN, true],
    ['another buyer', (): Viewer => ({ kind: 'user', id: newId(), roles: ['buyer'], sessionId: 's' }), false],
    ['a guest', () => GUEST, false],
  ])('is shown to %s: %s', async (_who, viewerOf, shown) => {
    const { id, order } = await stand.start('tok_visa');
    const viewer = viewerOf(order.userId);
    expect((await stand.see(order.orderId, viewer)) !== null).toBe(shown);
    const { data } = await stand.subgraph.execute(
      {
        query: 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Payment { id amount { amount } } } }',
        variables: { of: [{ __typename: 'Payment', id }] },
      },
      viewer,
    );
    expect(data).toEqual({ _entities: [shown ? { id, amount: { amount: '1299.00' } } : null] });
  });

  it('is begun by other subgraphs only', async () => {
    const start = (viewer: Viewer) =>
      stand.subgraph.execute(
        {
          query: 'mutation ($input: StartPaymentInput!) { startPayment(input: $input) { id } }',
          variables: {
            input: { orderId: newId(), userId: newId(), amount: roubles('1.00'), cardToken: 'tok_visa' },
          },
        },
        viewer,
      );
    expect((await start(ADMIN)).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });

  it.each(['0.00', '-1.00', '1.005', '99999999999999999999.00'])('is not begun for %s', async (amount) => {
    await expect(stand.start('tok_visa', { amount: roubles(amount) })).rejects.toThrow();
  });
});
