import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputField,
  getNamedType,
  isInputObjectType,
  isNonNullType,
} from 'graphql';
import { expect, it } from 'vitest';

/** Mutations that move money or goods, by what shows that a key of theirs has one answer. */
const KEYED: Record<string, string> = {
  placeOrder: 'subgraphs/order/commands/place-order.int.test.ts',
  cancelOrder: 'subgraphs/order/consumers/peers.int.test.ts',
  requestReturn: 'test/e2e/returns/returns.e2e.test.ts',
  approveReturn: 'subgraphs/order/commands/return-goods.int.test.ts',
  refuseReturn: 'subgraphs/order/commands/return-goods.int.test.ts',
  capturePayment: 'subgraphs/payment/captures.int.test.ts',
  refundPayment: 'subgraphs/payment/refunds.int.test.ts',
  receiveReturn: 'subgraphs/logistics/consumers/returns.int.test.ts',
  ...Object.fromEntries(
    [
      ...['receiveStock', 'adjustStock', 'expectDelivery', 'dispatchTransfer', 'receiveInbound'],
      ...['reportCount', 'approveCount', 'discardCount'],
    ].map((mutation) => [mutation, 'subgraphs/inventory/commands/idempotency.int.test.ts']),
  ),
};

/** Mutations without a key, by why they need none. */
const KEYLESS: Record<string, readonly string[]> = {
  'a shipment takes each step once; who asks again gets it as it is': [
    ...['startPicking', 'packShipment', 'handOver', 'trackShipment', 'deliverShipment', 'returnShipment'],
  ],
  'a day imported again takes the place of what was imported before': ['importStatement'],
  'each dead letter takes effect once however often it is sent': ['replayDeadLetters', 'discardDeadLetters'],
  'nothing moves before checkout': [
    ...['addToCart', 'setCartLineQuantity', 'removeCartLine', 'clearCart', 'acceptCartPrices', 'mergeCart'],
  ],
  'it says how something is to be, by its name': [
    ...[
      'upsertWarehouse',
      'setRoles',
      'setPrices',
      'publishProduct',
      'unpublishProduct',
      'updateProduct',
      'updateVariant',
    ],
    ...['createCategory', 'createProduct', 'importCategories', 'importAttributes', 'importProducts'],
    ...['updateProfile', 'addAddress', 'updateAddress', 'removeAddress'],
  ],
  'it is about a session or a log': [
    ...['register', 'login', 'refresh', 'logout', 'logoutEverywhere', 'eraseAuditOrigins'],
  ],
};

const mutations = Object.values(
  buildSchema(readFileSync('schema/api.graphql', 'utf8'), { assumeValidSDL: true }).getMutationType()!.getFields(),
);

/** Whether a client has to give a key. */
function isKeyed({ args }: GraphQLField<unknown, unknown>): boolean {
  const given = args.flatMap(({ name, type }): Pick<GraphQLInputField, 'name' | 'type'>[] => {
    const input = getNamedType(type);
    return isInputObjectType(input) ? Object.values(input.getFields()) : [{ name, type }];
  });
  return given.some(({ name, type }) => name === 'idempotencyKey' && isNonNullType(type));
}

it('every mutation has to be given a key, or says why it needs none', () => {
  const names = mutations.map(({ name }) => name);
  expect(
    mutations
      .filter(isKeyed)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(KEYED).sort());
  expect([...Object.keys(KEYED), ...Object.values(KEYLESS).flat()].sort()).toEqual(names.sort());
});

it.each(Object.entries(KEYED))('what a used key of %s comes to is shown by a test', (_mutation, file) => {
  expect(readFileSync(file, 'utf8')).toContain('IdempotencyConflict');
});
