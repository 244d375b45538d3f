import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { TrackOrderDocument, TrackParcelsDocument } from '#schema/operations.generated.ts';
import type { Buyer } from '#stack/demo/buyer.ts';
import { GraphError } from '#stack/demo/graph-endpoint.ts';
import { buyerWith, guest, newGoods, orderBecomes, pay } from '#test/harness/shop.ts';

/** Somebody with an order on its way, a cart and an address; and somebody else, who knows every id of theirs. */
let owner: Buyer;
let stranger: Buyer;
let orderId: string;
let paymentId: string;
let shipmentId: string;
let cartId: string;

beforeAll(async () => {
  const goods = await newGoods();
  [owner, stranger] = await Promise.all([buyerWith(goods), buyerWith(goods)]);
  orderId = await pay(owner);
  const order = await orderBecomes(owner, orderId, 'PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY', 'DELIVERED');
  paymentId = order.payment!.id;
  shipmentId = order.shipments[0]!.id;
  cartId = await owner.add(goods.variantId);
});

/** The same question about an id that exists and about one that does not. */
async function sameAsUnknown(ask: (id: string) => Promise<unknown>, id: string): Promise<void> {
  const unknown = randomUUID();
  const [about, aboutNothing] = await Promise.all([ask(id), ask(unknown)]);
  expect(JSON.stringify(about).replaceAll(id, '…')).toBe(JSON.stringify(aboutNothing).replaceAll(unknown, '…'));
}

describe("somebody else's", () => {
  test('order cannot be seen', async () => {
    expect(await stranger.order(orderId)).toBeNull();
    const { data } = await guest.post({
      query: 'query ($id: ID!) { order(id: $id) { id } }',
      variables: { id: orderId },
    });
    expect(data).toEqual({ order: null });
    expect((await stranger.orders()).map(({ id }) => id)).not.toContain(orderId);
  });

  test('order cannot be called off', async () => {
    const key = randomUUID();
    await sameAsUnknown((id) => stranger.cancel(id, key + id), orderId);
    expect(await stranger.cancel(orderId)).toMatchObject({ __typename: 'NotFound' });
  });

  test.each([
    { field: 'orderStatusChanged', document: TrackOrderDocument },
    { field: 'shipmentMoved', document: TrackParcelsDocument },
  ])('order cannot be followed by $field', async ({ document }) => {
    for (const graph of [stranger.graph, guest]) {
      const refused = await graph
        .follow(document as typeof TrackOrderDocument, { orderId })
        .next()
        .then(
          () => 'followed',
          (error: unknown) => (error instanceof GraphError ? error.codes : error),
        );
      expect(refused).toEqual(['NOT_FOUND']);
    }
  });

  test('shipment cannot be seen', async () => {
    const query = 'query ($id: ID!) { shipment(id: $id) { id status trackingNumber } }';
    for (const graph of [stranger.graph, guest])
      expect((await graph.post({ query, variables: { id: shipmentId } })).data).toEqual({ shipment: null });
  });

  test('payment cannot be refunded', async () => {
    const query = 'mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) { __typename } }';
    const input = { paymentId, reason: 'mine now', idempotencyKey: randomUUID() };
    const { errors } = await stranger.graph.post({ query, variables: { input } });
    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
    expect((await owner.order(orderId))?.payment?.refunded.amount).toBe('0.00');
  });

  test('cart cannot be bought, whatever is known of it', async () => {
    expect(await stranger.tryToCheckOut({ cartId })).toMatchObject({ __typename: 'NotFound' });
    const { data } = await stranger.graph.post({ query: `{ cart(token: "${cartId}") { id } }` });
    expect(data).toEqual({ cart: { id: (await stranger.cart()).id } });
    const seen = await guest.post({ query: `{ cart(token: "${cartId}") { id } }` });
    expect(seen.data).toEqual({ cart: null });
    expect((await owner.cart()).lines).toHaveLength(1);
  });

  test('address cannot be delivered to, changed or removed', async () => {
    const addressId = await owner.home();
    expect(await stranger.tryToCheckOut({ addressId })).toMatchObject({ __typename: 'NotFound' });
    const query = 'mutation ($id: ID!) { removeAddress(id: $id) { __typename } }';
    const { data } = await stranger.graph.post({ query, variables: { id: addressId } });
    expect(data).toEqual({ removeAddress: { __typename: 'NotFound' } });
  });

  test('account cannot be looked up', async () => {
    const query = 'query ($id: ID!) { user(id: $id) { id email } }';
    const { data, errors } = await stranger.graph.post({ query, variables: { id: owner.id } });
    expect({ user: (data as { user: unknown } | null)?.user ?? null, code: errors?.[0]?.extensions?.code }).toEqual({
      user: null,
      code: 'UNAUTHORIZED_FIELD_OR_TYPE',
    });
  });
});

test.each([
  'mutation { setPrices(input: []) { refused { index } } }',
  'mutation { receiveStock(input: [], idempotencyKey: "k") { __typename } }',
  'mutation { createCategory(input: { slug: "mine", name: { en: "Mine" } }) { __typename } }',
  'mutation { setRoles(userId: "me", roles: [ADMIN]) { __typename } }',
  'query { warehouses { id } }',
  'query { shipments { edges { cursor } } }',
])('what is for staff is refused to buyers and to guests: %s', async (query) => {
  for (const graph of [stranger.graph, guest])
    expect((await graph.post({ query })).errors?.[0]?.extensions?.code).toBe('UNAUTHORIZED_FIELD_OR_TYPE');
});

test('what subgraphs ask each other does not exist for clients', async () => {
  for (const query of [
    'mutation { releaseStock(orderId: "x") }',
    'mutation { endCheckout(cartId: "x", key: "y") }',
    '{ _entities(representations: []) { __typename } }',
    '{ _service { sdl } }',
  ])
    expect((await stranger.graph.post({ query })).errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
});
