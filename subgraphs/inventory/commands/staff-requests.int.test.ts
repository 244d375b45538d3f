import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import {
  ADJUST,
  ADMIN,
  BUYER,
  type InventoryHouse,
  NOVOSIBIRSK,
  RECEIVE,
  startInventory,
  UPSERT,
} from '../testing/inventory-house.ts';

describe('staff', () => {
  let house: InventoryHouse;
  beforeAll(async () => {
    house = await startInventory();
  });
  afterAll(() => house.stop());

  test('a warehouse keeps its id when it is changed, and is listed by code', async () => {
    const changed = await house.ask(UPSERT, { input: { code: 'NSK', name: 'Новосибирск-2', ...NOVOSIBIRSK } });
    expect(changed).toMatchObject({ id: house.nsk, name: 'Новосибирск-2' });
    expect(await house.ask(`query { warehouses { code } }`, {})).toEqual([{ code: 'MSK' }, { code: 'NSK' }]);
    const [entity] = await house.ask<object[]>(
      `query W($w: [_Any!]!) { _entities(representations: $w) { ... on Warehouse { code latitude } } }`,
      { w: [{ __typename: 'Warehouse', id: house.nsk }] },
    );
    expect(entity).toEqual({ code: 'NSK', latitude: NOVOSIBIRSK.latitude });
  });

  test('a thousand receipts are taken in at once, and repeating them with their key takes in nothing more', async () => {
    const variants = Array.from({ length: 500 }, () => newId());
    const input = ['MSK', 'NSK'].flatMap((warehouseCode) =>
      variants.map((variantId) => ({ variantId, warehouseCode, quantity: 3, reason: 'TTN-1' })),
    );
    const key = newId();
    const answers = await Promise.all([1, 2, 3].map(() => house.ask<{ levels: object[] }>(RECEIVE, { input, key })));
    expect(answers[0]!.levels).toHaveLength(1_000);
    expect(answers[1]).toEqual(answers[0]);
    expect(await house.left(variants[0]!)).toBe(6);
    expect(await house.ask(RECEIVE, { input: input.slice(1), key })).toEqual({ __typename: 'IdempotencyConflict' });
  });

  test('two receipts of the same thing add up, and each is a movement', async () => {
    const variantId = newId();
    await house.ask(RECEIVE, {
      input: [
        { variantId, warehouseCode: 'MSK', quantity: 1 },
        { variantId, warehouseId: house.msk, quantity: 2 },
      ],
      key: newId(),
    });
    expect(await house.left(variantId)).toBe(3);
    const movements = `query M($variantId: ID!, $first: Int, $after: String) { stockMovements(variantId: $variantId, first: $first, after: $after) {
      edges { node { kind onHandChange reservedChange warehouse { code } } } pageInfo { hasNextPage endCursor } } }`;
    const page = await house.ask<{ edges: object[]; pageInfo: { hasNextPage: boolean; endCursor: string } }>(
      movements,
      {
        variantId,
        first: 1,
      },
    );
    expect(page).toMatchObject({
      edges: [{ node: { kind: 'RECEIVED', onHandChange: 2, warehouse: { code: 'MSK' } } }],
      pageInfo: { hasNextPage: true },
    });
    expect(await house.ask(movements, { variantId, after: page.pageInfo.endCursor })).toMatchObject({
      edges: [{ node: { onHandChange: 1 } }],
      pageInfo: { hasNextPage: false },
    });
  });

  test('a correction never goes below what is held for orders', async () => {
    const variantId = await house.variantWith(5);
    await house.reserve(newId(), [{ variantId, quantity: 3 }]);
    const input = { variantId, warehouseCode: 'MSK', reason: 'broken' };
    expect(await house.ask(ADJUST, { input: { ...input, change: -3, idempotencyKey: newId() } })).toEqual({
      __typename: 'BelowReserved',
      onHand: 5,
      reserved: 3,
      message: '5 lie there and 3 are held, so at most 2 can be taken off.',
    });
    expect(await house.ask(ADJUST, { input: { ...input, change: -2, idempotencyKey: newId() } })).toMatchObject({
      level: { onHand: 3, reserved: 3, available: 0 },
    });
    const key = newId();
    await Promise.all([1, 2, 3].map(() => house.ask(ADJUST, { input: { ...input, change: 4, idempotencyKey: key } })));
    expect(await house.left(variantId)).toBe(4);
  });

  const variantId = newId();
  test.each([
    [
      'a receipt of none',
      RECEIVE,
      [{ variantId, warehouseCode: 'MSK', quantity: 0 }],
      { __typename: 'InvalidInput', field: 'input.0.quantity' },
    ],
    [
      'a negative receipt',
      RECEIVE,
      [{ variantId, warehouseCode: 'MSK', quantity: -5 }],
      { __typename: 'InvalidInput', field: 'input.0.quantity' },
    ],
    [
      'a huge receipt',
      RECEIVE,
      [{ variantId, warehouseCode: 'MSK', quantity: 2_000_000_000 }],
      { __typename: 'InvalidInput', field: 'input.0.quantity' },
    ],
    ['no receipts', RECEIVE, [], { __typename: 'InvalidInput', field: 'input' }],
    [
      'too many receipts',
      RECEIVE,
      Array.from({ length: 1_001 }, () => ({ variantId, warehouseCode: 'MSK', quantity: 1 })),
      { __typename: 'InvalidInput', field: 'input' },
    ],
    [
      'no variant’s id',
      RECEIVE,
      [{ variantId: 'bed', warehouseCode: 'MSK', quantity: 1 }],
      { __typename: 'InvalidInput', field: 'input.0.variantId' },
    ],
    [
      'a warehouse whose code is no text',
      RECEIVE,
      [{ variantId, warehouseCode: 'M\0', quantity: 1 }],
      { __typename: 'NotFound', message: 'There is no warehouse "M\0".' },
    ],
    [
      'a reason that is no text',
      RECEIVE,
      [{ variantId, warehouseCode: 'MSK', quantity: 1, reason: 'found\0' }],
      { __typename: 'InvalidInput', field: 'input.0.reason' },
    ],
    [
      'an unknown warehouse',
      RECEIVE,
      [{ variantId, warehouseCode: 'NIL', quantity: 1 }],
      { __typename: 'NotFound', message: 'There is no warehouse "NIL".' },
    ],
    [
      'a malformed warehouse id',
      RECEIVE,
      [{ variantId, warehouseId: 'x', quantity: 1 }],
      { __typename: 'NotFound', message: 'There is no warehouse "x".' },
    ],
    [
      'no warehouse',
      RECEIVE,
      [{ variantId, quantity: 1 }],
      { __typename: 'InvalidInput', field: 'input.0.warehouseId' },
    ],
    [
      'a correction by nothing',
      ADJUST,
      { variantId, warehouseCode: 'MSK', change: 0, reason: 'x', idempotencyKey: newId() },
      { __typename: 'InvalidInput', field: 'input.change' },
    ],
    [
      'a correction without a reason',
      ADJUST,
      { variantId, warehouseCode: 'MSK', change: 1, reason: ' ', idempotencyKey: newId() },
      { __typename: 'InvalidInput', field: 'input.reason' },
    ],
    [
      'a correction below nothing',
      ADJUST,
      { variantId, warehouseCode: 'MSK', change: -1, reason: 'x', idempotencyKey: newId() },
      {
        __typename: 'BelowReserved',
        onHand: 0,
        reserved: 0,
        message: '0 lie there and 0 are held, so at most 0 can be taken off.',
      },
    ],
    [
      'a correction beyond counting',
      ADJUST,
      { variantId, warehouseCode: 'MSK', change: 2_000_000_000, reason: 'x', idempotencyKey: newId() },
      { __typename: 'InvalidInput', field: 'input.change' },
    ],
    [
      'a warehouse beyond the pole',
      UPSERT,
      { code: 'P', name: 'P', latitude: 91, longitude: 0 },
      { __typename: 'InvalidInput', code: 'INVALID_INPUT', field: 'input.latitude' },
    ],
    [
      'a warehouse without a name',
      UPSERT,
      { code: 'P', name: ' ', latitude: 1, longitude: 0 },
      { __typename: 'InvalidInput', code: 'INVALID_INPUT', field: 'input.name' },
    ],
    [
      'a warehouse of a strange code',
      UPSERT,
      { code: 'п 1', name: 'P', latitude: 1, longitude: 0 },
      { __typename: 'InvalidInput', code: 'INVALID_INPUT', field: 'input.code' },
    ],
  ])('%s is refused and changes nothing', async (_title, mutation, input, refusal) => {
    expect(await house.ask(mutation, { input, key: newId() })).toEqual(refusal);
    const rows = await house.subgraph.db.sql`select 1 from movements where variant_id = ${variantId}`;
    expect(rows).toEqual([]);
  });

  test.each([
    ['query { warehouses { id } }', BUYER, 'FORBIDDEN'],
    ['query { warehouses { id } }', { kind: 'guest' } as const, 'UNAUTHENTICATED'],
    [`query { stock(variantId: "x") { onHand } }`, BUYER, 'FORBIDDEN'],
    [`query { stockMovements(variantId: "x") { edges { cursor } } }`, BUYER, 'FORBIDDEN'],
    [`query { stockMovements(variantId: "x", first: 101) { edges { cursor } } }`, ADMIN, 'BAD_USER_INPUT'],
    [`query { stockMovements(variantId: "x", after: "x") { edges { cursor } } }`, ADMIN, 'BAD_USER_INPUT'],
    [`mutation { receiveStock(input: [], idempotencyKey: "k") { __typename } }`, BUYER, 'FORBIDDEN'],
    [
      `mutation { adjustStock(input: { variantId: "x", change: 1, reason: "x", idempotencyKey: "k" }) { __typename } }`,
      BUYER,
      'FORBIDDEN',
    ],
    [
      `mutation { upsertWarehouse(input: { code: "x", name: "x", latitude: 1, longitude: 1 }) { __typename } }`,
      BUYER,
      'FORBIDDEN',
    ],
  ])('%s asked by the wrong people is refused', async (query, viewer, code) => {
    const { errors } = await house.subgraph.execute({ query }, viewer);
    expect(errors?.[0]?.extensions?.code).toBe(code);
  });
});
