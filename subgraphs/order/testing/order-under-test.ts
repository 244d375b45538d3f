import type { Viewer } from '#kernel/auth/viewer.ts';
import { type Clock, systemClock } from '#kernel/clock.ts';
import { createLogger } from '#kernel/log.ts';
import { Outbox } from '#kernel/messages/outbox.ts';
import { createPeers } from '#kernel/subgraph/peers.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { shared } from '#schema/shared.ts';
import { knownOrders } from '../commands/advance-orders.ts';
import { orderInserter } from '../commands/insert-orders.ts';
import { PlaceOrder } from '../commands/place-order.ts';
import { createLoaders } from '../loaders.ts';
import { CheckoutPeers } from '../peers.ts';
import { Checkouts } from '../store/checkouts.ts';
import { order } from '../subgraph.ts';
import { ScriptedPeers } from './scripted-peers.ts';

// The client's document names fields of other subgraphs; this one is asked what the router asks of it.
const CHECKOUT = `mutation Checkout($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    __typename
    ... on PlacedOrder {
      order { id number status holdExpiresAt total { amount currency } }
      payment { id status redirectUrl }
    }
    ... on OutOfStock { available lines { variant { id } requested available } }
    ... on PriceChanged { was { amount } now { amount } lines { variant { id } was { amount } now { amount } } }
    ... on InvalidInput { field }
    ... on NotFound { id }
    ... on Refusal { code message }
  }
}`;

/** What a checkout answered: the members of the union laid over each other. */
export interface CheckoutAnswer {
  __typename: string;
  code?: string;
  field?: string;
  id?: string;
  available?: number;
  lines?: { variant: { id: string }; requested?: number; available?: number }[];
  was?: { amount: string };
  now?: { amount: string };
  order?: { id: string; number: string; status: string; holdExpiresAt: string; total: { amount: string } };
  payment?: { id: string; status: string; redirectUrl: string } | null;
}

export interface OrderUnderTest {
  readonly subgraph: TestSubgraph;
  readonly peers: ScriptedPeers;
  /** Turns the subgraph's clock; its jobs are quick. */
  turnClock(ms: number): void;
  /** @throws the first error's code, when the answer has errors */
  checkout(userId: string, input: Record<string, unknown>): Promise<CheckoutAnswer>;
  /** Ids of a user's orders. */
  ordersOf(userId: string): Promise<string[]>;
  /** A user's claims of idempotency keys. */
  claimsOf(userId: string): Promise<{ orderId: string; placed: boolean }[]>;
  /** The command of a process that shares nothing with this one but servers and peers. */
  anotherProcess(): PlaceOrder;
  /** Asks anything. @throws the first error's code, when the answer has errors */
  ask<T>(viewer: Viewer, query: string, variables?: Record<string, unknown>): Promise<T>;
}

export const asUser = (id: string, ...roles: string[]): Viewer => ({ kind: 'user', id, roles, sessionId: 'session' });

/** The order subgraph on real servers with scripted peers. */
export async function startOrder(env: Record<string, string> = {}): Promise<OrderUnderTest> {
  const peers = new ScriptedPeers();
  let ahead = 0;
  const clock: Clock = () => new Date(systemClock().getTime() + ahead);
  const subgraph = await startTestSubgraph(order, {
    shared,
    clock,
    peers: peers.transports(),
    env: { ORDER_SWEEP_MS: '25', ...env },
  });
  const ask = async <T>(viewer: Viewer, query: string, variables: Record<string, unknown> = {}): Promise<T> => {
    const { data, errors } = await subgraph.execute({ query, variables }, viewer);
    if (errors?.[0]) throw new Error(`${errors[0].extensions?.code}: ${errors[0].message}`);
    return data as T;
  };
  const { db } = subgraph;
  return {
    subgraph,
    peers,
    ordersOf: async (userId) =>
      (await db.sql<{ id: string }[]>`select id from orders where user_id = ${userId}`).map(({ id }) => id),
    claimsOf: (userId) =>
      db.sql<{ orderId: string; placed: boolean }[]>`
        select order_id as "orderId", placed_at is not null as placed from checkouts where user_id = ${userId}`,
    anotherProcess: () => {
      const transports = peers.transports();
      const outbox = new Outbox('order', { leading: false, nudge: () => {} });
      return new PlaceOrder({
        clock: systemClock,
        log: createLogger('test'),
        checkouts: new Checkouts(db),
        peers: new CheckoutPeers(createPeers((name) => transports[name])),
        inserter: orderInserter({ db, outbox }, knownOrders(10)),
        orderOf: createLoaders(db).order,
        paymentGraceMs: 0,
      });
    },
    turnClock: (ms) => {
      ahead += ms;
    },
    ask,
    checkout: async (userId, input) =>
      (await ask<{ placeOrder: CheckoutAnswer }>(asUser(userId, 'buyer'), CHECKOUT, { input })).placeOrder,
  };
}

/** SQL statements this process has sent for the subgraph, its relay's among them. */
export async function statements(): Promise<number> {
  const counter = await metrics.getSingleMetric('sql_statements_total')!.get();
  return counter.values.find(({ labels }) => labels.owner === 'order')?.value ?? 0;
}
