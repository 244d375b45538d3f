import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { EventDefinition, PayloadOf } from '#kernel/messages/event.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import {
  orderStatusChanged,
  paymentAuthorized,
  paymentRefunded,
  refundRequested,
  returnApproved,
  returnClosed,
  returnLabelIssued,
  returnReceived,
  returnRefused,
  returnRequested,
  shipmentMoved,
} from '#schema/events.ts';
import { asUser, type OrderUnderTest, startOrder } from '../testing/order-under-test.ts';

let house: OrderUnderTest;
beforeAll(async () => {
  house = await startOrder();
});
afterAll(() => house?.subgraph.stop());

const RETURN = 'id status refund { amount } explanation label { url } lines { quantity restocked writtenOff }';
const REQUEST = `mutation($input: RequestReturnInput!) {
  requestReturn(input: $input) {
    __typename
    ... on RequestedReturn { return { ${RETURN} } }
    ... on NotReturnable { status lines { orderLineId requested returnable } }
    ... on InvalidInput { field }
    ... on Refusal { code message }
  }
}`;
const decision = (field: string, input: string) => `mutation($input: ${input}!) {
  ${field}(input: $input) {
    __typename
    ... on DecidedReturn { return { ${RETURN} } }
    ... on ReturnAlreadyDecided { status }
    ... on Refusal { code message }
  }
}`;
const DECIDE = {
  approveReturn: decision('approveReturn', 'ApproveReturnInput'),
  refuseReturn: decision('refuseReturn', 'RefuseReturnInput'),
};
const ORDER = `query($id: ID!) {
  order(id: $id) { status lines { id variant { id } quantity } returns { ${RETURN} history { status } process { state } } }
}`;

interface Returned {
  id: string;
  status: string;
  refund: { amount: string } | null;
  explanation: string | null;
  label: { url: string } | null;
  lines: { quantity: number; restocked: number; writtenOff: number }[];
}
interface Answer {
  __typename: string;
  code?: string;
  field?: string;
  status?: string;
  return?: Returned;
  lines?: { requested: number; returnable: number }[];
}
interface Seen {
  status: string;
  lines: { id: string; variant: { id: string }; quantity: number }[];
  returns: (Returned & { history: { status: string }[]; process: { state: string } | null })[];
}

/** An order of 1 × 10.00 and 2 × 5.00 EUR, and what a test does with it. */
async function boughtOrder(steps: PayloadOf<typeof shipmentMoved>['status'][] = ['DELIVERED']) {
  const { userId, input } = house.peers.buyer();
  const { order } = await house.checkout(userId, input);
  const orderId = order!.id;
  const at = new Date().toISOString();
  const payment = { paymentId: newId(), orderId, amountMinor: 2000, currency: 'EUR', at };
  const seen = async (...roles: string[]): Promise<Seen> =>
    (await house.ask<{ order: Seen }>(asUser(userId, ...roles), ORDER, { id: orderId })).order;
  const becomes = (status: string) => eventually(async () => (await seen()).status === status);
  await house.subgraph.publish(paymentAuthorized, payment);
  await becomes('PAID');
  for (const status of steps) {
    const move = { shipmentId: orderId, orderId, userId, status, trackingEventId: newId(), at };
    await house.subgraph.publish(shipmentMoved, move);
    await becomes(status);
  }
  const { lines } = await seen();
  const [one, two] = lines as [(typeof lines)[0], (typeof lines)[0]];
  const ask = async (quantities: [number, number], extra: Record<string, unknown> = {}): Promise<Answer> => {
    const wanted = [one, two].map(({ id }, index) => ({ orderLineId: id, quantity: quantities[index]! }));
    const request = {
      orderId,
      lines: wanted.filter(({ quantity }) => quantity !== 0),
      reason: 'DEFECTIVE',
      idempotencyKey: newId(),
      ...extra,
    };
    const viewer = asUser(userId, 'buyer');
    return (await house.ask<{ requestReturn: Answer }>(viewer, REQUEST, { input: request })).requestReturn;
  };
  return {
    ...{ userId, orderId, payment, seen, becomes, ask },
    told: <E extends EventDefinition>(definition: E, count = 1) =>
      eventually(() => {
        const data = house.subgraph.published(definition).map((event) => event.data as PayloadOf<E>);
        const own = data.filter((payload) => (payload as { orderId?: string }).orderId === orderId);
        return own.length >= count && own;
      }),
    arrive: (returnId: string, [first, second]: [number, number], id?: string) => {
      const received = [one, two].map((line, index) => ({
        orderLineId: line.id,
        variantId: line.variant.id,
        restock: [first, second][index]!,
        writeOff: 0,
      }));
      const arrival = { returnId, orderId, warehouseId: newId(), lines: received, at };
      return house.subgraph.publish(returnReceived, arrival, id ? { id } : {});
    },
    refund: (refundRequestId: string | null, amountMinor: number, whole = false) =>
      house.subgraph.publish(paymentRefunded, {
        ...{ ...payment, amountMinor, refundId: newId(), refundRequestId, refundedMinor: amountMinor, whole },
      }),
    returnBecomes: (status: string) =>
      eventually(async () => (await seen()).returns.find((one) => one.status === status)),
  };
}

async function daysLater<T>(days: number, act: () => Promise<T>): Promise<T> {
  const ms = days * 24 * 3_600_000;
  house.turnClock(ms);
  try {
    return await act();
  } finally {
    house.turnClock(-ms);
  }
}

const staff = newId();
const decide = async (
  field: keyof typeof DECIDE,
  returnId: string,
  { idempotencyKey = newId(), ...extra }: { idempotencyKey?: string; explanation?: string } = {},
): Promise<Answer> => {
  const input = { returnId, idempotencyKey, ...extra };
  return (await house.ask<Record<string, Answer>>(asUser(staff, 'admin'), DECIDE[field], { input }))[field]!;
};

describe('a return', () => {
  it('of all goes from the request to the money, and takes the order with it', async () => {
    const order = await boughtOrder();
    const { return: asked } = await order.ask([1, 2], { photoKeys: ['a/b.jpg'], comment: 'dead on arrival' });
    expect(asked).toMatchObject({ status: 'REQUESTED', refund: null });
    expect(await order.told(returnRequested)).toMatchObject([{ returnId: asked!.id, reason: 'DEFECTIVE' }]);

    expect(await decide('approveReturn', asked!.id)).toMatchObject({ return: { status: 'APPROVED' } });
    const [approved] = await order.told(returnApproved);
    expect(approved).toMatchObject({
      returnId: asked!.id,
      userId: order.userId,
      lines: [{ quantity: 1 }, { quantity: 2 }],
      address: { city: 'Москва' },
    });

    const label = { carrier: 'sandbox', trackingNumber: 'R1', labelUrl: 'https://carrier.example/r1' };
    const at = new Date().toISOString();
    await house.subgraph.publish(returnLabelIssued, { returnId: asked!.id, orderId: order.orderId, ...label, at });
    expect(await order.returnBecomes('LABELLED')).toMatchObject({ label: { url: label.labelUrl } });

    await order.arrive(asked!.id, [1, 2]);
    await order.becomes('RETURNED');
    expect(await order.told(refundRequested)).toMatchObject([
      { refundRequestId: asked!.id, amount: { minor: 2000, currency: 'EUR' }, reason: 'RETURN:DEFECTIVE' },
    ]);
    await order.refund(asked!.id, 2000, true);
    await order.becomes('REFUNDED');
    expect(await order.returnBecomes('REFUNDED')).toMatchObject({ refund: { amount: '20.00' } });
    expect(await order.told(returnClosed)).toMatchObject([{ outcome: 'REFUNDED' }]);
    expect((await order.told(orderStatusChanged, 3)).map(({ status }) => status)).toEqual([
      'DELIVERED',
      'RETURNED',
      'REFUNDED',
    ]);
    const [shown] = (await order.seen('admin')).returns;
    expect(shown).toMatchObject({ process: { state: 'REFUNDED' } });
    expect(shown!.history.map(({ status }) => status)).toEqual([
      ...['REQUESTED', 'APPROVED', 'LABELLED', 'RECEIVED', 'REFUNDED'],
    ]);
    expect((await order.seen()).returns[0]!.process).toBeNull();
  });

  it('of a part leaves the order delivered; a message that comes twice counts once', async () => {
    const order = await boughtOrder();
    const { return: asked } = await order.ask([0, 2]);
    await decide('approveReturn', asked!.id);
    const message = newId();
    await order.arrive(asked!.id, [0, 1], message);
    await order.arrive(asked!.id, [0, 1], message);
    const counted = () =>
      eventually(async () => {
        const [shown] = (await order.seen()).returns;
        return shown!.lines[0]!.restocked > 0 && shown;
      });
    expect(await counted()).toMatchObject({ status: 'APPROVED', lines: [{ restocked: 1 }] });
    await order.arrive(asked!.id, [0, 1]);
    await order.returnBecomes('RECEIVED');
    expect(await order.told(refundRequested)).toMatchObject([{ amount: { minor: 1000 } }]);
    await order.refund(asked!.id, 1000);
    await order.returnBecomes('REFUNDED');
    expect((await order.seen()).status).toBe('DELIVERED');
    // The other line can still come back, and with it all is back.
    const { return: rest } = await order.ask([1, 0]);
    await decide('approveReturn', rest!.id);
    await order.arrive(rest!.id, [1, 0]);
    await order.becomes('RETURNED');
  });

  it('that staff refuse tells the buyer why, and the goods may be asked for again', async () => {
    const order = await boughtOrder();
    const { return: asked } = await order.ask([1, 2]);
    expect(await decide('refuseReturn', asked!.id, { explanation: 'Worn.' })).toMatchObject({
      return: { status: 'REFUSED', explanation: 'Worn.' },
    });
    expect(await order.told(returnRefused)).toMatchObject([{ explanation: 'Worn.' }]);
    expect(await decide('approveReturn', asked!.id)).toMatchObject({
      __typename: 'ReturnAlreadyDecided',
      status: 'REFUSED',
    });
    expect(await order.ask([1, 2])).toMatchObject({ __typename: 'RequestedReturn' });
  });

  it.each([
    ['approveReturn', {}],
    ['refuseReturn', { explanation: 'Worn.' }],
  ] as const)('decided by %s with one key is decided once, ten times at once and later', async (field, input) => {
    const order = await boughtOrder();
    const [one, other] = [await order.ask([1, 0]), await order.ask([0, 1])];
    const asked = { ...input, idempotencyKey: newId() };
    const byBuyer = { type: 'order.ReturnRequested', subject: order.orderId, actor: `user:${order.userId}` };
    await eventually(() => expect(house.subgraph.acts()).toContainEqual(expect.objectContaining(byBuyer)));
    const answers = await Promise.all(Array.from({ length: 10 }, () => decide(field, one.return!.id, asked)));
    answers.push(await decide(field, one.return!.id, asked));
    expect(answers.map((answer) => answer.return?.id)).toEqual(Array(11).fill(one.return!.id));
    const [decided] = await order.told(field === 'approveReturn' ? returnApproved : returnRefused);
    expect(decided).toMatchObject({ returnId: one.return!.id });
    const type = field === 'approveReturn' ? 'order.ReturnApproved' : 'order.ReturnRefused';
    expect(house.subgraph.acts()).toContainEqual(
      expect.objectContaining({ type, subject: order.orderId, actor: `user:${staff}` }),
    );
    expect(await decide(field, other.return!.id, asked)).toMatchObject({ __typename: 'IdempotencyConflict' });
    expect((await order.seen()).returns.filter(({ status }) => status === 'REQUESTED')).toHaveLength(1);
  });

  it('whose goods never come is closed by the clock', async () => {
    const order = await boughtOrder();
    const { return: asked } = await order.ask([1, 2]);
    await decide('approveReturn', asked!.id);
    await daysLater(31, () => order.returnBecomes('CLOSED'));
    expect(await order.told(returnClosed)).toMatchObject([{ outcome: 'EXPIRED' }]);
  });
});

describe('asking for a return', () => {
  it.each([
    ['paid', []],
    ['on its way', ['OUT_FOR_DELIVERY' as const]],
  ])('is refused while the order is %s', async (_, steps) => {
    const order = await boughtOrder(steps);
    const status = steps[0] ?? 'PAID';
    expect(await order.ask([1, 0])).toMatchObject({ __typename: 'NotReturnable', status, lines: [] });
  });

  it('is refused after 14 days', async () => {
    const order = await boughtOrder();
    expect(await daysLater(14, () => order.ask([1, 0]))).toMatchObject({
      __typename: 'NotReturnable',
      status: 'DELIVERED',
    });
  });

  it('is refused for more than was bought, ten at once included', async () => {
    const order = await boughtOrder();
    expect(await order.ask([1, 3])).toMatchObject({
      __typename: 'NotReturnable',
      lines: [{ requested: 3, returnable: 2 }],
    });
    const answers = await Promise.all(Array.from({ length: 10 }, () => order.ask([0, 1])));
    expect(answers.filter((answer) => answer.__typename === 'RequestedReturn')).toHaveLength(2);
  });

  it('with one key is one return, ten times at once and later; with other input a conflict', async () => {
    const order = await boughtOrder();
    const idempotencyKey = newId();
    const answers = await Promise.all(Array.from({ length: 10 }, () => order.ask([0, 1], { idempotencyKey })));
    expect(new Set(answers.map((answer) => answer.return!.id)).size).toBe(1);
    expect(await order.ask([0, 1], { idempotencyKey })).toMatchObject({ return: { id: answers[0]!.return!.id } });
    expect(await order.ask([0, 2], { idempotencyKey })).toMatchObject({ __typename: 'IdempotencyConflict' });
    expect((await order.seen()).returns).toHaveLength(1);
  });

  it.each([
    ['a key that is too short', { idempotencyKey: 'short' }, { code: 'INVALID_INPUT' }],
    ['no lines', { lines: [] }, { code: 'INVALID_INPUT', field: 'input.lines' }],
    ['a quantity of no goods', { lines: [{ orderLineId: newId(), quantity: 0 }] }, { code: 'INVALID_INPUT' }],
    ['a line of another order', { lines: [{ orderLineId: newId(), quantity: 1 }] }, { code: 'NOT_RETURNABLE' }],
    ['a line that is no id', { lines: [{ orderLineId: 'x', quantity: 1 }] }, { code: 'NOT_RETURNABLE' }],
    ['an order that is no id', { orderId: "'; --" }, { code: 'NOT_FOUND' }],
    ['an unknown order', { orderId: newId() }, { code: 'NOT_FOUND' }],
  ])('with %s is refused', async (_, extra, refusal) => {
    const order = await boughtOrder();
    expect(await order.ask([1, 0], extra)).toMatchObject(refusal);
    expect((await order.seen()).returns).toEqual([]);
  });

  it('is for the buyer, deciding is for staff', async () => {
    const [order, other] = [await boughtOrder(), await boughtOrder()];
    expect(await order.ask([1, 0], { orderId: other.orderId })).toMatchObject({ code: 'NOT_FOUND' });
    const { return: asked } = await order.ask([1, 0]);
    const input = { returnId: asked!.id, idempotencyKey: newId() };
    const asBuyer = house.ask(asUser(order.userId, 'buyer'), DECIDE.approveReturn, { input });
    await expect(asBuyer).rejects.toThrow('FORBIDDEN');
    const read = (userId: string, ...roles: string[]) =>
      house.ask(asUser(userId, ...roles), 'query($id: ID!) { return(id: $id) { id } }', { id: asked!.id });
    expect(await read(order.userId)).toEqual({ return: { id: asked!.id } });
    expect(await read(newId(), 'admin')).toEqual({ return: { id: asked!.id } });
    expect(await read(other.userId)).toEqual({ return: null });
  });

  it('may be named in capital letters, as some platforms write ids', async () => {
    const order = await boughtOrder();
    const lines = (await order.seen()).lines.map(({ id }) => ({ orderLineId: id.toUpperCase(), quantity: 1 }));
    const { return: asked } = await order.ask([1, 1], { orderId: order.orderId.toUpperCase(), lines });
    expect(await decide('approveReturn', asked!.id.toUpperCase())).toMatchObject({ return: { id: asked!.id } });
    expect(await order.told(returnApproved)).toMatchObject([{ returnId: asked!.id, lines: [{}, {}] }]);
  });

  it('waits in the list of staff, newest first', async () => {
    const order = await boughtOrder();
    const [first, second] = [await order.ask([1, 0]), await order.ask([0, 1])];
    const LIST = 'query { returns(status: REQUESTED, first: 2) { edges { node { id } } pageInfo { hasNextPage } } }';
    type List = { returns: { edges: { node: { id: string } }[] } };
    const { returns } = await house.ask<List>(asUser(staff, 'admin'), LIST);
    expect(returns.edges.map(({ node }) => node.id)).toEqual([second.return!.id, first.return!.id]);
    await expect(house.ask(asUser(order.userId, 'buyer'), LIST)).rejects.toThrow('FORBIDDEN');
  });
});
