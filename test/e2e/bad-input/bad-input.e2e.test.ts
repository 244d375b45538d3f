import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { Buyer } from '#stack/demo/buyer.ts';
import type { GraphEndpoint } from '#stack/demo/graph-endpoint.ts';
import { asAdmin, buyerWith, type Goods, guest, newGoods, pay, stockOf } from '#test/harness/shop.ts';

/** Codes a client may be given for a request of its own making; INTERNAL is never one of them. */
const CLIENT_CODES = [
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'UNAUTHORIZED_FIELD_OR_TYPE',
  'NOT_FOUND',
  'CONFLICT',
  'RATE_LIMITED',
  'TOO_LARGE',
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
];

/** Ids that are none, and ids of nothing. */
const NO_IDS = [
  '',
  ' ',
  'x',
  '0',
  '-1',
  'null',
  '../../etc/passwd',
  "' or 1=1 --",
  '💥',
  '\u0000',
  'a'.repeat(5_000),
  randomUUID(),
];
const NO_QUANTITIES = [0, -1, 100, 2_147_483_647, -2_147_483_648];

let goods: Goods;
let buyer: Buyer;
let cartId: string;
let addressId: string;
let admin: GraphEndpoint;

beforeAll(async () => {
  goods = await newGoods({ stock: 200 });
  buyer = await buyerWith(goods, 2);
  cartId = (await buyer.cart()).id;
  addressId = await buyer.home();
  admin = await asAdmin();
});

/** What a request came to: names of refusals, codes of errors, or `data`. */
async function outcome(graph: GraphEndpoint, query: string, variables: object = {}): Promise<string> {
  const { status, data, errors } = await graph.post({ query, variables });
  expect(status, JSON.stringify(errors)).toBeLessThan(500);
  if (errors?.length) {
    for (const { extensions } of errors) expect(CLIENT_CODES, JSON.stringify(errors)).toContain(extensions?.code);
    return errors[0]!.extensions!.code!;
  }
  const [answer] = Object.values(data as Record<string, { __typename?: string } | null>);
  return answer === null ? 'null' : (answer?.__typename ?? 'data');
}

const nameOf = (value: unknown): string => JSON.stringify(value).slice(0, 40);

describe('ids that are none and ids of nothing are unknown:', () => {
  const reads: [string, string][] = [
    ['order', 'query ($id: ID!) { order(id: $id) { id } }'],
    ['product', 'query ($id: ID!) { product(id: $id) { id } }'],
    ['productBySlug', 'query ($id: String!) { productBySlug(slug: $id) { id } }'],
    ['variant', 'query ($id: ID!) { variant(id: $id) { id } }'],
    ['variantBySku', 'query ($id: String!) { variantBySku(sku: $id) { id } }'],
    ['category', 'query ($id: String!) { category(slug: $id) { id } }'],
    ['shipment', 'query ($id: ID!) { shipment(id: $id) { id } }'],
    ['cart of a guest', 'query ($id: ID!) { cart(token: $id) { id } }'],
  ];
  test.each(reads)('%s', async (name, query) => {
    const graph = name === 'cart of a guest' ? guest : buyer.graph;
    for (const id of NO_IDS) expect([id, await outcome(graph, query, { id })]).toEqual([id, 'null']);
  });

  const writes: [string, (id: string) => object, string[]][] = [
    ['addToCart(input: $input)', (id) => ({ input: { variantId: id } }), ['NotFound']],
    ['setCartLineQuantity(input: $input)', (id) => ({ input: { lineId: id, quantity: 1 } }), ['NotFound']],
    ['cancelOrder(input: $input)', (id) => ({ input: { orderId: id, idempotencyKey: randomUUID() } }), ['NotFound']],
    ['placeOrder(input: $input)', (id) => ({ input: purchase({ cartId: id }) }), ['NotFound']],
    ['placeOrder(input: $input)', (id) => ({ input: purchase({ addressId: id }) }), ['NotFound']],
    ['removeAddress(id: $id)', (id) => ({ id }), ['NotFound']],
    ['mergeCart(token: $id)', (id) => ({ id }), ['NotFound']],
  ];
  test.each(writes)('%s', async (field, variables, expected) => {
    for (const id of NO_IDS) {
      const got = await outcome(buyer.graph, mutation(field), variables(id));
      expect([id, expected.includes(got) ? 'as expected' : got]).toEqual([id, 'as expected']);
    }
  });

  test('a line that is not there is out already, or unknown', async () => {
    for (const id of NO_IDS)
      expect(['Cart', 'NotFound']).toContain(
        await outcome(buyer.graph, mutation('removeCartLine(input: $input)'), { input: { lineId: id } }),
      );
    expect((await buyer.cart()).lines).toHaveLength(1);
  });
});

/** A complete purchase of the buyer's cart, with something else in it. */
const purchase = (other: object): object => ({
  cartId,
  addressId,
  paymentMethod: { cardToken: 'tok_visa' },
  idempotencyKey: randomUUID(),
  ...other,
});

/** A mutation with one variable, named as its field's argument is. */
function mutation(field: string): string {
  const name = /\$(\w+)/.exec(field)![1]!;
  const mutationName = field.slice(0, field.indexOf('('));
  const type =
    name === 'id'
      ? 'ID!'
      : `${INPUTS[mutationName] ?? `${mutationName[0]!.toUpperCase()}${mutationName.slice(1)}Input!`}`;
  return `mutation ($${name}: ${type}) { ${field} { __typename } }`;
}

const INPUTS: Record<string, string> = {
  receiveStock: '[StockReceiptInput!]!',
  setPrices: '[SetPriceInput!]!',
};

test.each(NO_QUANTITIES)('a quantity of %i is refused wherever one is given', async (quantity) => {
  expect(['InvalidInput', 'OutOfStock']).toContain(
    await outcome(buyer.graph, mutation('addToCart(input: $input)'), {
      input: { variantId: goods.variantId, quantity },
    }),
  );
  const lineId = (await buyer.cart()).lines[0]!.id;
  expect(['InvalidInput', 'OutOfStock']).toContain(
    await outcome(buyer.graph, mutation('setCartLineQuantity(input: $input)'), { input: { lineId, quantity } }),
  );
  expect((await buyer.cart()).lines[0]!.quantity).toBe(2);
});

test.each([1.5, '2', 2 ** 31, null, [], {}, true])('a quantity of %j is no quantity', async (quantity) => {
  const input = { variantId: goods.variantId, quantity };
  const expected = quantity === null ? ['BAD_USER_INPUT', 'InvalidInput', 'Cart'] : ['BAD_USER_INPUT'];
  const fresh = await Buyer.register(guest);
  expect(expected).toContain(await outcome(fresh.graph, mutation('addToCart(input: $input)'), { input }));
});

test('stock is received and corrected in whole, bounded numbers only', async () => {
  for (const quantity of [0, -1, 1_000_001, 2_147_483_647]) {
    const input = [{ variantId: goods.variantId, warehouseCode: 'nowhere', quantity }];
    expect(['InvalidInput', 'NotFound']).toContain(
      await outcome(admin, mutation('receiveStock(input: $input, idempotencyKey: "k")'), { input }),
    );
  }
  for (const change of [0, -1_000_000_000])
    expect(['InvalidInput', 'NotFound', 'BelowReserved']).toContain(
      await outcome(admin, mutation('adjustStock(input: $input)'), {
        input: {
          variantId: goods.variantId,
          warehouseCode: 'nowhere',
          change,
          reason: 'counted',
          idempotencyKey: randomUUID(),
        },
      }),
    );
});

describe('a purchase that cannot be is refused and holds nothing:', () => {
  test.each<[string, object, string[]]>([
    ['a key that is too short', { idempotencyKey: 'x' }, ['InvalidInput']],
    ['a key that is too long', { idempotencyKey: 'x'.repeat(5_000) }, ['InvalidInput']],
    ['no card', { paymentMethod: { cardToken: '' } }, ['InvalidInput']],
    ["a card's number in place of its token", { paymentMethod: { cardToken: '4242424242424242' } }, ['InvalidInput']],
    [
      'a total in another currency',
      { expectedTotal: { amount: '10.00', currency: 'EUR' } },
      ['PriceChanged', 'InvalidInput'],
    ],
    [
      'a total that is no number',
      { expectedTotal: { amount: 'much', currency: 'RUB' } },
      ['InvalidInput', 'BAD_USER_INPUT'],
    ],
    [
      'a total with too many digits',
      { expectedTotal: { amount: '10.001', currency: 'RUB' } },
      ['InvalidInput', 'BAD_USER_INPUT'],
    ],
    [
      'a total of an unknown currency',
      { expectedTotal: { amount: '1.00', currency: 'XXXX' } },
      ['InvalidInput', 'BAD_USER_INPUT'],
    ],
    [
      'a negative total',
      { expectedTotal: { amount: '-1980.00', currency: 'RUB' } },
      ['PriceChanged', 'InvalidInput', 'BAD_USER_INPUT'],
    ],
    [
      'a total larger than any',
      { expectedTotal: { amount: '9'.repeat(40), currency: 'RUB' } },
      ['InvalidInput', 'BAD_USER_INPUT'],
    ],
    ['an unknown delivery slot', { deliverySlotId: randomUUID() }, ['NotFound', 'DeliverySlotFull']],
    ['a delivery slot that is none', { deliverySlotId: 'tomorrow' }, ['NotFound', 'DeliverySlotFull']],
  ])('%s', async (_what, other, expected) => {
    expect(expected).toContain(
      await outcome(buyer.graph, mutation('placeOrder(input: $input)'), { input: purchase(other) }),
    );
    expect(await buyer.orders()).toEqual([]);
    await eventually(async () => expect(await stockOf(goods.variantId)).toMatchObject({ reserved: 0 }));
    // Whatever was refused, the cart is still open.
    expect(await buyer.tryToAdd(goods.variantId, 1)).toMatchObject({ __typename: 'Cart' });
  });

  test('an empty cart, and a guest', async () => {
    const other = await buyerWith(goods);
    await pay(other);
    // The cart hears of the order from Kafka; until then it is closed, not empty.
    const cart = await eventually(async () => {
      const now = await other.cart();
      return now.lines.length === 0 && now;
    });
    const again = { input: purchase({ cartId: cart.id, addressId: await other.home() }) };
    expect(await outcome(other.graph, mutation('placeOrder(input: $input)'), again)).toBe('CartEmpty');
    expect(await outcome(guest, mutation('placeOrder(input: $input)'), { input: purchase({}) })).toBe(
      'UNAUTHENTICATED',
    );
  });

  test('a card the bank does not know is declined', async () => {
    const other = await buyerWith(goods);
    const { order, payment } = await other.checkOut({ card: 'tok_of_nobody' });
    expect(payment).toMatchObject({ status: 'DECLINED', redirectUrl: null });
    await eventually(async () => expect((await other.order(order.id))?.status).toBe('CANCELLED'));
  });
});

test.each<[string, object]>([
  ['neither e-mail nor phone', {}],
  ['an e-mail that is none', { email: 'vera' }],
  ['an e-mail that is too long', { email: `${'v'.repeat(500)}@demo.example` }],
  ['a phone that is none', { phone: '12' }],
  ['a short password', { email: `${randomUUID()}@demo.example`, password: '1' }],
  ['a password too long to hash', { email: `${randomUUID()}@demo.example`, password: 'x'.repeat(100_000) }],
  ['a name too long to show', { email: `${randomUUID()}@demo.example`, displayName: 'V'.repeat(1_000) }],
])('nobody registers with %s', async (_what, who) => {
  const input = { password: 'correct horse', ...who };
  expect(await outcome(guest, mutation('register(input: $input)'), { input })).toBe('InvalidInput');
});

test.each<[string, object]>([
  ['a country that is none', { country: 'Narnia' }],
  ['no recipient', { recipient: '' }],
  ['a street too long to print', { street: 'ы'.repeat(2_000) }],
  ['a latitude off the Earth', { latitude: 91, longitude: 0 }],
  ['half a position', { latitude: 10, longitude: null }],
])('no parcel goes to an address with %s', async (_what, other) => {
  const input = { recipient: 'Vera', country: 'RU', city: 'Москва', street: 'Тверская, 1', ...other };
  expect(
    await outcome(buyer.graph, 'mutation ($input: AddressInput!) { addAddress(input: $input) { __typename } }', {
      input,
    }),
  ).toBe('InvalidInput');
});

test('pages of lists have bounds, and cursors are taken from answers only', async () => {
  const counted = 'query ($first: Int!) { products(first: $first) { totalCount } }';
  const listed = 'query ($first: Int!) { me { orders(first: $first) { edges { cursor } } } }';
  for (const first of [0, -1, 101])
    for (const query of [counted, listed])
      expect([first, await outcome(buyer.graph, query, { first })]).toEqual([first, 'BAD_USER_INPUT']);
  const huge = { first: 2_147_483_647 };
  expect(await outcome(buyer.graph, counted, huge)).toBe('BAD_USER_INPUT');
  // What it would cost is known before anybody is asked.
  expect(await outcome(buyer.graph, listed, huge)).toBe('TOO_LARGE');
  for (const after of ['x', 'bm9uc2Vuc2U=', '💥', 'a'.repeat(10_000)])
    for (const query of [
      'query ($after: String!) { products(after: $after) { totalCount } }',
      'query ($after: String!) { products(query: "матрас", after: $after) { totalCount } }',
      'query ($after: String!) { me { orders(after: $after) { edges { cursor } } } }',
    ])
      expect([nameOf(after), await outcome(buyer.graph, query, { after })]).toEqual([nameOf(after), 'BAD_USER_INPUT']);
});

test.each([
  '',
  ' ',
  '%',
  '*',
  "'; drop table products; --",
  '"',
  '\\',
  ':*&|!()',
  'ы'.repeat(200),
  'x'.repeat(201),
  '🛏️',
  '\u0000',
])('a search for %j is answered', async (query) => {
  const search = 'query ($query: String!) { products(query: $query, first: 1) { totalCount } }';
  expect(['data', 'BAD_USER_INPUT']).toContain(await outcome(guest, search, { query }));
});
