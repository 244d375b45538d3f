import { defineSubgraph } from '#kernel/subgraph/define.ts';
import { orderConsumer } from './consumers/order.ts';
import { createContext } from './context.ts';
import { cartEvents } from './events.ts';
import type { Resolvers } from './generated.ts';
import { offersFrom } from './peers/catalog.ts';
import { stockFrom } from './peers/inventory.ts';
import { Cart } from './resolvers/Cart.ts';
import { CartLine } from './resolvers/CartLine.ts';
import { CheckoutLine } from './resolvers/CheckoutLine.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Query } from './resolvers/Query.ts';
import { Carts } from './store/carts.ts';

/** What buyers mean to buy, in Redis. */
export const cart = defineSubgraph({
  name: 'cart',
  schema: new URL('./schema.graphql', import.meta.url),
  events: cartEvents,
  start({ redis, clock, peers, log }) {
    const carts = new Carts(redis, clock);
    const services = { carts, offers: offersFrom(peers), stock: stockFrom(peers, log) };
    const resolvers: Resolvers = { Query, Mutation, Cart, CartLine, CheckoutLine };
    return {
      resolvers,
      context: (viewer) => createContext(services, viewer),
      consumers: [orderConsumer(carts)],
    };
  },
});
