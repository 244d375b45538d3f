import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { asUser, type OrderUnderTest, startOrder, statements } from '../testing/order-under-test.ts';

let house: OrderUnderTest;
beforeAll(async () => {
  house = await startOrder();
});
afterAll(() => house?.subgraph.stop());

/** Orders of one buyer, oldest first. */
async function placed(count: number): Promise<{ userId: string; ids: string[] }> {
  const userId = newId();
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { input } = house.peers.buyer(userId);
    ids.push((await house.checkout(userId, input)).order!.id);
  }
  return { userId, ids };
}

const ORDERS = `query($of: [_Any!]!, $first: Int, $after: String) {
  _entities(representations: $of) {
    ... on User { orders(first: $first, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } }
  }
}`;
interface Page {
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
}
const page = async (
  viewerId: string,
  userId: string,
  args: { first?: number; after?: string | null },
): Promise<Page> => {
  const of = [{ __typename: 'User', id: userId }];
  const answer = await house.ask<{ _entities: [{ orders: Page }] }>(asUser(viewerId), ORDERS, { of, ...args });
  return answer._entities[0].orders;
};

describe('a user’s orders', () => {
  it('come newest first, page by page, each once', async () => {
    const { userId, ids } = await placed(5);
    const first = await page(userId, userId, { first: 2 });
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    // One more arrives while the buyer turns the page: nothing is skipped or seen twice.
    await house.checkout(userId, house.peers.buyer(userId).input);
    const second = await page(userId, userId, { first: 2, after: first.pageInfo.endCursor });
    const third = await page(userId, userId, { first: 2, after: second.pageInfo.endCursor });
    const seen = [first, second, third].flatMap(({ edges }) => edges.map(({ node }) => node.id));
    expect(seen).toEqual(ids.toReversed());
    expect(third.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('are none for a user without orders', async () => {
    const userId = newId();
    expect(await page(userId, userId, {})).toEqual({
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null },
    });
  });

  it('are nobody else’s to see', async () => {
    const { userId } = await placed(1);
    await expect(page(newId(), userId, {})).rejects.toThrow('FORBIDDEN');
  });

  it.each([
    ['no order at all', { first: 0 }],
    ['fewer than none', { first: -1 }],
    ['too many', { first: 101 }],
    ['a cursor of another list', { after: 'bm9wZQ' }],
    ['a cursor that holds no id', { after: Buffer.from('["x"]').toString('base64url') }],
  ])('refuse %s', async (_, args) => {
    const userId = newId();
    await expect(page(userId, userId, args)).rejects.toThrow('BAD_USER_INPUT');
  });
});

describe('one order', () => {
  const ORDER = `query($id: ID!) { order(id: $id) { id buyer { id } number placedAt total { amount currency }
    deliveryAddress { recipient city } process { state }
    lines { id quantity sku title unitPrice { amount currency } total { amount } variant { id } } } }`;
  const seenBy = async (viewer: Parameters<OrderUnderTest['ask']>[0], id: string) =>
    (await house.ask<{ order: Record<string, never> | null }>(viewer, ORDER, { id })).order;

  it('shows what was bought at which price', async () => {
    const { userId, ids } = await placed(1);
    expect(await seenBy(asUser(userId), ids[0]!)).toMatchObject({
      id: ids[0],
      buyer: { id: userId },
      total: { amount: '20.00', currency: 'EUR' },
      deliveryAddress: { recipient: 'Anna Petrova', city: 'Москва' },
      process: null,
      lines: [
        { quantity: 1, title: 'Mattress', unitPrice: { amount: '10.00', currency: 'EUR' }, total: { amount: '10.00' } },
        { quantity: 2, unitPrice: { amount: '5.00' }, total: { amount: '10.00' } },
      ],
    });
  });

  it('is seen by its buyer, by staff and by peers, and by nobody else', async () => {
    const { userId, ids } = await placed(1);
    const id = ids[0]!;
    for (const viewer of [asUser(userId), asUser(newId(), 'admin'), { kind: 'service', name: 'payment' } as const])
      expect(await seenBy(viewer, id)).toMatchObject({ id });
    for (const viewer of [asUser(newId(), 'buyer', 'seller'), { kind: 'guest' } as const])
      expect(await seenBy(viewer, id)).toBeNull();
  });

  it.each(['', '42', newId(), 'null', 'x'.repeat(5_000)])('is null for the id %.40j', async (id) => {
    expect(await seenBy(asUser(newId(), 'admin'), id)).toBeNull();
  });

  it('may be named in capital letters, as some platforms write ids', async () => {
    const { userId, input } = house.peers.buyer();
    const capital = (id: unknown) => String(id).toUpperCase();
    const { order } = await house.checkout(userId, {
      ...{ ...input, cartId: capital(input.cartId), addressId: capital(input.addressId) },
    });
    const { id } = order!;
    expect(await seenBy(asUser(userId), capital(id))).toMatchObject({ id });
    const cancel = `mutation($input: CancelOrderInput!) {
      cancelOrder(input: $input) { ... on CancelledOrder { order { id status } } } }`;
    const asked = { orderId: capital(id), idempotencyKey: newId() };
    expect(await house.ask(asUser(userId), cancel, { input: asked })).toEqual({
      cancelOrder: { order: { id, status: 'CANCELLED' } },
    });
  });

  it('and its lines as entities are only their owner’s', async () => {
    const { userId, ids } = await placed(1);
    const [line] = await house.subgraph.db.sql<{ id: string }[]>`
      select id from order_lines where order_id = ${ids[0]!} order by position`;
    const of = [
      { __typename: 'Order', id: ids[0] },
      { __typename: 'OrderLine', id: line!.id },
      { __typename: 'Order', id: 'nonsense' },
    ];
    const ENTITIES = `query($of: [_Any!]!) {
      _entities(representations: $of) { ... on Order { id status } ... on OrderLine { id quantity } } }`;
    expect(await house.ask(asUser(userId), ENTITIES, { of })).toEqual({
      _entities: [{ id: ids[0], status: 'PENDING_PAYMENT' }, { id: line!.id, quantity: 1 }, null],
    });
    expect(await house.ask(asUser(newId()), ENTITIES, { of })).toEqual({ _entities: [null, null, null] });
  });

  it('is read by one statement for all who ask at the same time', async () => {
    const { userId, ids } = await placed(1);
    const before = await statements();
    await Promise.all(
      Array.from({ length: 100 }, () =>
        house.ask(asUser(userId), 'query($id: ID!) { order(id: $id) { status } }', { id: ids[0] }),
      ),
    );
    expect((await statements()) - before).toBeLessThan(10);
  });
});
