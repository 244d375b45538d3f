import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GUEST, type Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { orderPaid, paymentCaptureAccepted, paymentCaptured } from '#schema/events.ts';
import { ADMIN, type Order, roubles, type Stand, startStand } from './testing/stand.ts';

const CAPTURE = `mutation ($input: CapturePaymentInput!) { capturePayment(input: $input) { __typename
  ... on CaptureAccepted { payment { id status captured { amount } } }
  ... on CaptureTooLarge { available { amount } } ... on PaymentNotCapturable { status }
  ... on InvalidInput { field } ... on Refusal { code message } } }`;

let stand: Stand;
beforeAll(async () => {
  stand = await startStand({ PAYMENT_CAPTURE: 'manual' });
});
afterAll(() => stand.stop());

async function capture(input: Record<string, unknown>, viewer: Viewer = ADMIN): Promise<Record<string, unknown>> {
  const whole = { idempotencyKey: newId(), ...input };
  const answer = await stand.ask<{ capturePayment: Record<string, unknown> }>(CAPTURE, { input: whole }, viewer);
  return answer.capturePayment;
}

const told = ({ orderId }: Order) =>
  stand.subgraph.published(paymentCaptured).filter(({ data }) => data.orderId === orderId);

describe('where staff captures', () => {
  it('a part is taken once, the rest is released, and no more than the part can be refunded', async () => {
    const { id, order } = await stand.start('tok_frictionless');
    expect(await capture({ paymentId: id, amount: roubles('900.00') })).toMatchObject({
      payment: { status: 'CAPTURED', captured: { amount: '900.00' } },
    });
    expect(await stand.atBank(id)).toMatchObject([{ status: 'captured', capturedAmount: 90_000 }]);
    await eventually(() => expect(told(order)).toMatchObject([{ data: { amountMinor: 90_000 } }]));
    const accepted = stand.subgraph.published(paymentCaptureAccepted).filter(({ data }) => data.paymentId === id);
    expect(accepted).toMatchObject([{ data: { amountMinor: 90_000 } }]);
    expect(await capture({ paymentId: id, amount: roubles('1.00') })).toMatchObject({
      __typename: 'PaymentNotCapturable',
      status: 'CAPTURED',
    });
    const refund = `mutation ($id: ID!) { refundPayment(input: { paymentId: $id, reason: "late", idempotencyKey: "r",
      amount: { amount: "900.01", currency: "RUB" } }) { ... on RefundTooLarge { available { amount } } } }`;
    expect(await stand.ask(refund, { id })).toEqual({ refundPayment: { available: { amount: '900.00' } } });
  });

  it('a paid order is left to them', async () => {
    const { id, order } = await stand.start('tok_frictionless');
    const { orderId, userId } = order;
    const address = { recipient: 'A', phone: null, country: 'RU', region: null, city: 'Moscow', street: 'S' };
    await stand.subgraph.publish(orderPaid, {
      ...{ orderId, userId, status: 'PAID', at: new Date().toISOString(), number: '1', paymentId: id, lines: [] },
      ...{ totalMinor: 129_900, currency: 'RUB', deliverySlotId: null },
      address: { ...address, postalCode: null, latitude: null, longitude: null },
    });
    expect(await capture({ paymentId: id })).toMatchObject({ payment: { captured: { amount: '1299.00' } } });
    await eventually(() => expect(told(order)).toHaveLength(1));
  });

  it('ten requests with one key and input are one capture and one answer', async () => {
    const { id } = await stand.start('tok_frictionless');
    const input = { paymentId: id, amount: roubles('10.00'), idempotencyKey: newId() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => capture(input)));
    expect(new Set(answers.map(({ __typename }) => __typename))).toEqual(new Set(['CaptureAccepted']));
    await eventually(async () =>
      expect(await stand.atBank(id)).toMatchObject([{ status: 'captured', capturedAmount: 1_000 }]),
    );
    expect(await capture(input)).toMatchObject({ payment: { status: 'CAPTURED', captured: { amount: '10.00' } } });
    expect(await capture({ ...input, amount: roubles('11.00') })).toMatchObject({ __typename: 'IdempotencyConflict' });
  });

  it('a key is its user’s own, and good for one kind of request', async () => {
    const [one, two] = [await stand.start('tok_frictionless'), await stand.start('tok_frictionless')];
    const idempotencyKey = newId();
    await capture({ paymentId: one.id, idempotencyKey });
    const other: Viewer = { ...ADMIN, id: newId() } as Viewer;
    expect(await capture({ paymentId: two.id, idempotencyKey }, other)).toMatchObject({ payment: { id: two.id } });
    const refund = `mutation ($id: ID!, $key: ID!) {
      refundPayment(input: { paymentId: $id, reason: "late", idempotencyKey: $key }) { __typename } }`;
    expect(await stand.ask(refund, { id: one.id, key: idempotencyKey })).toEqual({
      refundPayment: { __typename: 'IdempotencyConflict' },
    });
  });

  it.each([
    ['more than is held', { amount: roubles('1299.01') }, 'CaptureTooLarge', { available: { amount: '1299.00' } }],
    ['nothing', { amount: roubles('0.00') }, 'InvalidInput', { field: 'input.amount' }],
    ['less than nothing', { amount: roubles('-1.00') }, 'InvalidInput', { field: 'input.amount' }],
    [
      'another currency',
      { amount: { amount: '1.00', currency: 'EUR' } },
      'InvalidInput',
      { field: 'input.amount.currency' },
    ],
    ['with an empty key', { idempotencyKey: '' }, 'InvalidInput', { field: 'input.idempotencyKey' }],
    ['with an endless key', { idempotencyKey: 'k'.repeat(201) }, 'InvalidInput', { field: 'input.idempotencyKey' }],
    ['an unknown payment', { paymentId: newId() }, 'NotFound', {}],
    ['a malformed id', { paymentId: 'x' }, 'NotFound', {}],
  ])('%s is not captured', async (_what, input, __typename, facts) => {
    const { id } = await stand.start('tok_frictionless');
    expect(await capture({ paymentId: id, ...input })).toMatchObject({ __typename, ...facts });
    expect(await stand.atBank(id)).toMatchObject([{ status: 'authorized' }]);
  });

  it.each([
    ['a guest', GUEST, 'UNAUTHENTICATED'],
    ['a seller', { kind: 'user', id: newId(), roles: ['seller'], sessionId: 's' } as const, 'FORBIDDEN'],
  ])('%s captures nothing', async (_who, viewer, code) => {
    const { id } = await stand.start('tok_frictionless');
    await expect(capture({ paymentId: id }, viewer)).rejects.toMatchObject({ extensions: { code } });
  });
});
