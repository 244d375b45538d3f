import { z } from 'zod';
import { defineSubgraph } from '#kernel/subgraph/define.ts';
import { knownOrders } from './commands/advance-orders.ts';
import { cancelOrder } from './commands/cancel-order.ts';
import { orderInserter } from './commands/insert-orders.ts';
import { PlaceOrder } from './commands/place-order.ts';
import { embeddedRunner } from './commands/process-runner.ts';
import { decideOnReturn, requestReturn } from './commands/return-goods.ts';
import { abandonedJob, forgetKeysJob, returnDeadlineJob } from './commands/sweep.ts';
import { lookConsumer, processConsumer } from './consumers/peers.ts';
import { returnsConsumer } from './consumers/returns.ts';
import type { Context } from './context.ts';
import { ORDER_CRASH_POINTS } from './crash-points.ts';
import { orderEvents } from './events.ts';
import type { Resolvers } from './generated.ts';
import { createLoaders } from './loaders.ts';
import { CheckoutPeers } from './peers.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Order, OrderProcess, OrderStatusEntry } from './resolvers/Order.ts';
import { OrderLine, OutOfStockLine, PriceChangedLine } from './resolvers/OrderLine.ts';
import { Query } from './resolvers/Query.ts';
import { Return, ReturnLine, ReturnStatusEntry } from './resolvers/Return.ts';
import { User } from './resolvers/User.ts';
import { Checkouts } from './store/checkouts.ts';
import { orderLaws, orderTestimonies } from './store/laws.ts';

const resolvers: Resolvers<Context> = {
  Query,
  Mutation,
  User,
  Order,
  OrderLine,
  OrderProcess,
  OrderStatusEntry,
  OutOfStockLine,
  PriceChangedLine,
  Return,
  ReturnLine,
  ReturnStatusEntry,
};

/** How many orders the process remembers between their events: those of some seconds at full load. */
const KNOWN_ORDERS = 4_000;

export const order = defineSubgraph({
  name: 'order',
  schema: new URL('./schema.graphql', import.meta.url),
  migrations: new URL('./migrations/', import.meta.url),
  events: orderEvents,
  laws: orderLaws,
  testimonies: orderTestimonies,
  crashPoints: ORDER_CRASH_POINTS,
  async start(runtime) {
    const { db, outbox, clock, log } = runtime;
    const settings = runtime.config({
      /** How long after its hold lapsed an order still waits for its payment. */
      ORDER_PAYMENT_GRACE_SECONDS: z.coerce.number().int().min(0).default(60),
      /** How often orders whose time ran out are looked for. */
      ORDER_SWEEP_MS: z.coerce.number().int().min(10).default(1_000),
      /** Who runs the order process: this process and its tables, or Temporal. */
      WORKFLOWS: z.enum(['embedded', 'temporal']).default('embedded'),
      TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
      TEMPORAL_NAMESPACE: z.string().default('default'),
      /** Names the installation among those that share a Temporal. */
      TEMPORAL_TASK_QUEUE: z.string().default('marketplace-orders'),
    });
    const loaders = createLoaders(db);
    const known = knownOrders(KNOWN_ORDERS);
    const runner =
      settings.WORKFLOWS === 'temporal'
        ? await (await import('./temporal/temporal-runner.ts')).temporalRunner(runtime, {
            address: settings.TEMPORAL_ADDRESS,
            namespace: settings.TEMPORAL_NAMESPACE,
            taskQueue: settings.TEMPORAL_TASK_QUEUE,
          })
        : embeddedRunner(runtime, known, settings.ORDER_SWEEP_MS);
    const checkouts = new Checkouts(db);
    const placeOrder = new PlaceOrder({
      clock,
      log,
      checkouts,
      peers: new CheckoutPeers(runtime.peers),
      inserter: orderInserter(runtime, known),
      orderOf: loaders.order,
      paymentGraceMs: settings.ORDER_PAYMENT_GRACE_SECONDS * 1_000,
    });
    const parts = { db, outbox, clock, orderOf: loaders.order };
    const shared = {
      loaders,
      db,
      clock,
      placeOrder,
      cancelOrder: (...[actor, input]: Parameters<Context['cancelOrder']>) => cancelOrder(parts, actor, input),
      requestReturn: (...[actor, input]: Parameters<Context['requestReturn']>) => requestReturn(parts, actor, input),
      decideOnReturn: (...[asker, input]: Parameters<Context['decideOnReturn']>) => decideOnReturn(parts, asker, input),
    };
    return {
      resolvers,
      context: (viewer): Context => ({ viewer, ...shared }),
      consumers: [
        processConsumer(runner),
        returnsConsumer(runtime),
        ...(runner.look ? [lookConsumer(runner.look)] : []),
      ],
      jobs: [
        ...runner.jobs,
        returnDeadlineJob(runtime, settings.ORDER_SWEEP_MS * 60),
        forgetKeysJob(runtime, settings.ORDER_SWEEP_MS * 600),
        abandonedJob(checkouts, placeOrder, settings.ORDER_SWEEP_MS * 10),
      ],
      stop: () => runner.stop(),
    };
  },
});
