import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { paymentRefunded, paymentRefundRefused, refundRequested } from '#schema/events.ts';
import { type Order, type Stand, startStand } from './testing/stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await startStand();
});
afterAll(() => stand.stop());

/** An order asks for money back, as often as it likes. */
const askBack = ({ orderId, userId }: Order, refundRequestId: string, minor: number, more: object = {}) =>
  stand.subgraph.publish(refundRequested, {
    ...{ orderId, userId, status: 'DELIVERED', at: new Date().toISOString(), refundRequestId },
    ...{ amount: { minor, currency: 'RUB' }, reason: 'DAMAGED' },
    ...more,
  });

const of = <E extends { data: { orderId: string } }>(events: E[], { orderId }: Order) =>
  events.filter(({ data }) => data.orderId === orderId);
const refunded = (order: Order) => of(stand.subgraph.published(paymentRefunded), order);
const refused = (order: Order) => of(stand.subgraph.published(paymentRefundRefused), order);

describe('money an order asks back', () => {
  it('goes back once however often it asks, and it is told every time', async () => {
    const { id, order } = await stand.captured();
    const request = newId();
    await Promise.all(Array.from({ length: 5 }, () => askBack(order, request, 29_900)));
    await eventually(() => expect(refunded(order).length).toBeGreaterThan(0));
    await askBack(order, request, 29_900);
    await eventually(() => expect(refunded(order).length).toBeGreaterThan(1));
    const said = refunded(order).map(({ data }) => [data.refundRequestId, data.amountMinor, data.refundedMinor]);
    expect(new Set(said.map((one) => one.join()))).toEqual(new Set([[request, 29_900, 29_900].join()]));
    expect(await stand.see(order.orderId)).toMatchObject({
      status: 'PARTIALLY_REFUNDED',
      refunded: { amount: '299.00' },
      refunds: [{ reason: 'DAMAGED', status: 'SUCCEEDED' }],
    });
    expect(await stand.atBank(id)).toMatchObject([{ refundedAmount: 29_900 }]);
  });

  it('of two requests is two refunds, the last of which is the whole', async () => {
    const { id, order } = await stand.captured();
    const requests = [newId(), newId()];
    await askBack(order, requests[0]!, 100_000);
    await askBack(order, requests[1]!, 29_900);
    await stand.reaches(order.orderId, 'REFUNDED');
    await eventually(() => refunded(order).length === 2);
    expect(
      refunded(order)
        .map(({ data }) => data.refundRequestId)
        .sort(),
    ).toEqual(requests.sort());
    expect(refunded(order).map(({ data }) => data.whole)).toEqual([false, true]);
    expect(await stand.atBank(id)).toMatchObject([{ refundedAmount: 129_900 }]);
  });

  it.each([
    ['more than was captured', 129_901, {}, 'more_than_captured'],
    ['another currency', 100, { amount: { minor: 100, currency: 'EUR' } }, 'other_currency'],
  ])('that is %s does not, and the order is told why', async (_what, minor, more, reason) => {
    const { id, order } = await stand.captured();
    const request = newId();
    await askBack(order, request, minor, more);
    await eventually(() =>
      expect(refused(order)).toMatchObject([{ data: { refundRequestId: request, amountMinor: minor, reason } }]),
    );
    expect(await stand.atBank(id)).toMatchObject([{ refundedAmount: 0 }]);
  });

  it('was never taken: the order is told', async () => {
    const { order } = await stand.start('tok_declined');
    await askBack(order, newId(), 100);
    await eventually(() => expect(refused(order)).toMatchObject([{ data: { reason: 'nothing_to_refund' } }]));
  });

  it('goes back when the bank is well again', async () => {
    const { order } = await stand.captured();
    await stand.setFaults({ errorRate: 1 });
    await askBack(order, newId(), 100);
    await eventually(async () =>
      expect((await stand.see(order.orderId))?.refunds).toMatchObject([{ status: 'PENDING' }]),
    );
    await stand.setFaults({ errorRate: 0 });
    await stand.reaches(order.orderId, 'PARTIALLY_REFUNDED');
  });

  it('takes no card number along that a buyer wrote into the reason', async () => {
    const { order } = await stand.captured();
    await askBack(order, newId(), 100, { reason: 'pay it to 4242 4242 4242 4242' });
    const { refunds } = await stand.reaches(order.orderId, 'PARTIALLY_REFUNDED');
    expect(refunds).toMatchObject([{ reason: '—' }]);
  });
});
