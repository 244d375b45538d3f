import { expect } from 'vitest';
import type { Viewer } from '#kernel/auth/viewer.ts';
import type { Database } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { startTestSubgraph, type TestSubgraph, type TestSubgraphOptions } from '#kernel/testing/test-subgraph.ts';
import { shared } from '#schema/shared.ts';
import { inventoryLaws } from '../store/laws.ts';
import { inventory } from '../subgraph.ts';

export const ADMIN = { kind: 'user', id: newId(), roles: ['admin'], sessionId: newId() } as const;
export const BUYER = { kind: 'user', id: newId(), roles: ['buyer'], sessionId: newId() } as const;
export const ORDER = { kind: 'service', name: 'order' } as const;

export const MOSCOW = { latitude: 55.75, longitude: 37.62 };
export const NOVOSIBIRSK = { latitude: 55.03, longitude: 82.92 };

export const UPSERT = `mutation Upsert($input: UpsertWarehouseInput!) { upsertWarehouse(input: $input) {
  __typename ... on Warehouse { id code name latitude longitude } ... on InvalidInput { code field } } }`;
export const RECEIVE = `mutation Receive($input: [StockReceiptInput!]!, $key: ID!) { receiveStock(input: $input, idempotencyKey: $key) {
  __typename ... on StockReceived { levels { variant { id } warehouse { code } onHand reserved available } }
  ... on InvalidInput { field } ... on NotFound { message } } }`;
export const ADJUST = `mutation Adjust($input: AdjustStockInput!) { adjustStock(input: $input) {
  __typename ... on StockAdjusted { level { onHand reserved available } } ... on BelowReserved { onHand reserved message }
  ... on InvalidInput { field } ... on NotFound { id } } }`;
export const RESERVE = `mutation Reserve($input: ReserveStockInput!) { reserveStock(input: $input) {
  __typename ... on StockHeld { expiresAt } ... on HoldRefused { reason lines { variantId requested available } } } }`;
export const RELEASE = `mutation Release($orderId: ID!) { releaseStock(orderId: $orderId) }`;
export const AVAILABLE = `query Available($variants: [_Any!]!) { _entities(representations: $variants) {
  ... on Variant { id availability { inStock quantityLeft } } ... on Product { availability { inStock quantityLeft } } } }`;
export const LEVELS = `query Levels($variantId: ID!) { stock(variantId: $variantId) { warehouse { code } onHand reserved available } }`;

const INBOUND = `... on InboundShipment { id status from { code } to { code } endedAt lines { variant { id } expected received missing } }
  ... on InvalidInput { field } ... on NotFound { unknown: id }`;
const SHORT = '... on StockShort { lines { variant { id } requested available } }';
export const EXPECT_DELIVERY = `mutation E($input: ExpectDeliveryInput!) { expectDelivery(input: $input) { __typename ${INBOUND} } }`;
export const DISPATCH = `mutation D($input: DispatchTransferInput!) { dispatchTransfer(input: $input) { __typename ${INBOUND} ${SHORT} } }`;
export const RECEIVE_INBOUND = `mutation R($input: ReceiveInboundInput!) { receiveInbound(input: $input) { __typename ${INBOUND}
  ... on MoreThanExpected { lines { variant { id } arrived expected } } ... on InboundEnded { ended: status } } }`;
const COUNT = `... on StockCount { id status complete warehouse { code } lineCount differenceCount decidedAt
    differences { edges { node { variant { id } counted expected change } } } }
  ... on InvalidInput { field } ... on NotFound { unknown: id }`;
export const REPORT = `mutation R($input: ReportCountInput!) { reportCount(input: $input) { __typename ${COUNT} } }`;
export const DECIDE = (mutation: 'approveCount' | 'discardCount'): string =>
  `mutation D($input: DecideCountInput!) { ${mutation}(input: $input) { __typename ${COUNT} ${SHORT} ... on CountDecided { decided: status } } }`;

export type Lines = { variantId: string; quantity: number }[];

export interface Reserved {
  __typename: string;
  expiresAt?: string;
  reason?: string;
  lines?: { variantId: string; requested: number; available: number }[];
}

const about = (orderId: string) => ({
  orderId,
  userId: BUYER.id,
  at: new Date().toISOString(),
});
const line = ({ variantId, quantity }: Lines[number]) => ({ variantId, quantity, sku: 'SKU', unitPriceMinor: 100 });
export const paid = (orderId: string, lines: Lines) => ({
  ...about(orderId),
  status: 'PAID',
  number: '1',
  paymentId: newId(),
  lines: lines.map(line),
  totalMinor: 100,
  currency: 'RUB',
  deliverySlotId: null,
  address: {
    recipient: 'A',
    phone: null,
    country: 'RU',
    region: null,
    city: 'Москва',
    street: 'Тверская, 1',
    postalCode: null,
    ...MOSCOW,
  },
});
export const cancelled = (orderId: string) => ({
  ...about(orderId),
  status: 'CANCELLED',
  reason: 'BUYER' as const,
  paymentId: null,
});
export const requested = (orderId: string, lines: Lines) => ({
  ...about(orderId),
  status: 'PENDING_PAYMENT',
  lines: lines.map(line),
});

/** What breaks the laws, by law. */
export async function brokenLaws(db: Database): Promise<Record<string, readonly object[]>> {
  const checked = await Promise.all(
    inventoryLaws.map(
      async ({ name, violations }) => [name, [...(await db.sql.unsafe<object[]>(violations))]] as const,
    ),
  );
  return Object.fromEntries(checked.filter(([, found]) => found.length > 0));
}

/** The laws that hold whatever happened. */
export const expectTheLaws = async (db: Database): Promise<void> => expect(await brokenLaws(db)).toEqual({});

/** Inventory on real servers, with warehouses MSK in Moscow and NSK in Novosibirsk, and the words its tests speak in. */
export interface InventoryHouse {
  readonly subgraph: TestSubgraph;
  /** Ids of the warehouses. */
  readonly msk: string;
  readonly nsk: string;
  /** The operation's only field. @throws Error with the answer's errors */
  ask<T>(query: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<T>;
  reserve(orderId: string, lines: Lines, destination?: object): Promise<Reserved>;
  /** A new variant with some stock; Moscow when no warehouse is named. */
  variantWith(quantity: number, warehouseCode?: string): Promise<string>;
  /** How many of a variant the storefront says can be had. */
  left(variantId: string): Promise<number>;
  /** On hand and reserved of a variant in a warehouse. */
  levelOf(variantId: string, warehouseCode?: string): Promise<{ onHand: number; reserved: number; incoming: number }>;
  /** The kinds and changes of a variant's movements, in the order they happened. */
  movementsOf(variantId: string): Promise<[string, number][]>;
  /** The status of an order's reservation. */
  statusOf(orderId: string): Promise<string | undefined>;
  /** Checks the laws, then stops. */
  stop(): Promise<void>;
}

/** @param place its region and topics, where there are others */
export async function startInventory(
  settings: Record<string, string> = {},
  place: Pick<TestSubgraphOptions, 'regions' | 'topicPrefix' | 'peers'> = {},
): Promise<InventoryHouse> {
  const env = { RESERVATION_SWEEP_MS: '50', RESERVATION_GRACE_SECONDS: '0', ...settings };
  const subgraph = await startTestSubgraph(inventory, { shared, env, ...place });
  async function ask<T>(query: string, variables: Record<string, unknown> = {}, viewer: Viewer = ADMIN): Promise<T> {
    const { data, errors } = await subgraph.execute<Record<string, T>>({ query, variables }, viewer);
    if (errors) throw new Error(JSON.stringify(errors));
    return Object.values(data!)[0] as T;
  }
  const warehouse = async (input: object): Promise<string> => (await ask<{ id: string }>(UPSERT, { input })).id;
  return {
    subgraph,
    ask,
    msk: await warehouse({ code: 'MSK', name: 'Москва', ...MOSCOW }),
    nsk: await warehouse({ code: 'NSK', name: 'Новосибирск', ...NOVOSIBIRSK }),
    reserve: (orderId, lines, destination = {}) => ask(RESERVE, { input: { orderId, lines, ...destination } }, ORDER),
    variantWith: async (quantity, warehouseCode = 'MSK') => {
      const variantId = newId();
      await ask(RECEIVE, { input: [{ variantId, warehouseCode, quantity }], key: newId() });
      return variantId;
    },
    left: async (variantId) => {
      const variants = [{ __typename: 'Variant', id: variantId }];
      const [entity] = await ask<{ availability: { inStock: boolean; quantityLeft: number } }[]>(AVAILABLE, {
        variants,
      });
      const { inStock, quantityLeft } = entity!.availability;
      expect(inStock).toBe(quantityLeft > 0);
      return quantityLeft;
    },
    levelOf: async (variantId, warehouseCode = 'MSK') => {
      const query =
        'query L($variantId: ID!) { stock(variantId: $variantId) { warehouse { code } onHand reserved incoming } }';
      type Level = { warehouse: { code: string }; onHand: number; reserved: number; incoming: number };
      const levels = await ask<Level[]>(query, { variantId });
      const { onHand = 0, reserved = 0, incoming = 0 } = levels.find((l) => l.warehouse.code === warehouseCode) ?? {};
      return { onHand, reserved, incoming };
    },
    movementsOf: async (variantId) => {
      const rows = await subgraph.db.sql<{ kind: string; change: number }[]>`
        select kind, on_hand_change as change from movements where variant_id = ${variantId} order by seq`;
      return rows.map(({ kind, change }) => [kind, change]);
    },
    statusOf: async (orderId) => {
      const [row] = await subgraph.db.sql<{ status: string }[]>`
        select status from reservations where order_id = ${orderId}`;
      return row?.status;
    },
    stop: async () => {
      await expectTheLaws(subgraph.db);
      await subgraph.stop();
    },
  };
}
