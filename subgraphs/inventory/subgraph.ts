import { z } from 'zod';
import { defineSubgraph } from '#kernel/subgraph/define.ts';
import { expireHolds } from './commands/expire-holds.ts';
import { ReservationDesk } from './commands/reservation-desk.ts';
import { reserveStock } from './commands/reserve-stock.ts';
import { StockDesk } from './commands/stock-desk.ts';
import { orderConsumer } from './consumers/order.ts';
import { stockConsumer } from './consumers/stock.ts';
import { createContext, type Services } from './context.ts';
import { inventoryEvents } from './events.ts';
import type { Resolvers } from './generated.ts';
import { Product, Variant } from './resolvers/availability.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Query } from './resolvers/Query.ts';
import { StockLevel, StockMovement, Warehouse } from './resolvers/stock.ts';
import { AvailabilityBoard } from './store/availability.ts';

/** What lies in the warehouses, what of it is promised, and to whom. */
export const inventory = defineSubgraph({
  name: 'inventory',
  schema: new URL('./schema.graphql', import.meta.url),
  migrations: new URL('./migrations/', import.meta.url),
  events: inventoryEvents,
  async start({ db, outbox, redis, log, config }) {
    const settings = config({
      /** How long a hold lasts. */
      RESERVATION_MINUTES: z.coerce.number().positive().default(15),
      /** How long a hold outlives what was told, so that an order paid in its last second finds it. */
      RESERVATION_GRACE_SECONDS: z.coerce.number().nonnegative().default(30),
      /** How often overdue holds are looked for. */
      RESERVATION_SWEEP_MS: z.coerce.number().int().positive().default(1_000),
    });
    const board = new AvailabilityBoard(db, redis);
    await board.start();
    const desk = new ReservationDesk(db, outbox, board, settings.RESERVATION_MINUTES * 60_000);
    const services: Services = {
      db,
      board,
      reserveStock: reserveStock(db, desk),
      desk: new StockDesk(db, outbox, board),
    };
    const resolvers: Resolvers = { Query, Mutation, Variant, Product, Warehouse, StockLevel, StockMovement };
    return {
      resolvers,
      context: (viewer) => createContext(services, viewer),
      consumers: [orderConsumer(desk, log), stockConsumer(board)],
      jobs: [
        {
          name: 'expire holds',
          everyMs: settings.RESERVATION_SWEEP_MS,
          run: expireHolds(db, desk, settings.RESERVATION_GRACE_SECONDS * 1_000),
        },
      ],
      stop: async () => board.stop(),
    };
  },
});
