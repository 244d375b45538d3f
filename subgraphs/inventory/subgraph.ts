import { z } from 'zod';
import { defineSubgraph } from '#kernel/subgraph/define.ts';
import { CountDesk } from './commands/count-desk.ts';
import { expireHolds } from './commands/expire-holds.ts';
import { RegionalDesk } from './commands/regional-desk.ts';
import { ReservationDesk } from './commands/reservation-desk.ts';
import { reserveStock } from './commands/reserve-stock.ts';
import { retention } from './commands/retention.ts';
import { StockDesk } from './commands/stock-desk.ts';
import { orderConsumer } from './consumers/order.ts';
import { regionalAnswersConsumer, regionalRequestsConsumer, regionalStockConsumer } from './consumers/regions.ts';
import { ownWarehouses, returnsConsumer } from './consumers/returns.ts';
import { stockConsumer } from './consumers/stock.ts';
import { createContext, type Services } from './context.ts';
import { INVENTORY_CRASH_POINTS } from './crash-points.ts';
import { inventoryEvents } from './events.ts';
import type { Resolvers } from './generated.ts';
import { Product, Variant } from './resolvers/availability.ts';
import * as documents from './resolvers/documents.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Query } from './resolvers/Query.ts';
import { StockLevel, StockMovement, Warehouse } from './resolvers/stock.ts';
import { countRoutes } from './routes.ts';
import { AvailabilityBoard } from './store/availability.ts';
import { inventoryLaws, inventoryTestimonies } from './store/laws.ts';
import { RegionalStock } from './store/regional-stock.ts';

/** How often what is too old is summed up or forgotten, in ms. */
const RETENTION_MS = 10 * 60_000;

/** How often other regions are asked where their goods leave from, in ms. */
const WAREHOUSES_MS = 5_000;

/** What lies in the warehouses, what of it is promised, and to whom. */
export const inventory = defineSubgraph({
  name: 'inventory',
  schema: new URL('./schema.graphql', import.meta.url),
  migrations: new URL('./migrations/', import.meta.url),
  plansOnce: true,
  events: inventoryEvents,
  laws: inventoryLaws,
  testimonies: inventoryTestimonies,
  crashPoints: INVENTORY_CRASH_POINTS,
  async start({ db, outbox, redis, clock, log, config, peers, regions }) {
    const settings = config({
      /** How long a hold lasts. */
      RESERVATION_MINUTES: z.coerce.number().positive().default(15),
      /** How long a hold outlives what was told, so that an order paid in its last second finds it. */
      RESERVATION_GRACE_SECONDS: z.coerce.number().nonnegative().default(30),
      /** How often overdue holds are looked for. */
      RESERVATION_SWEEP_MS: z.coerce.number().int().positive().default(1_000),
      /** With which warehouses' own systems sign their counts; without it they have no way in. */
      WAREHOUSE_WEBHOOK_SECRET: z.string().startsWith('whsec_').optional(),
      /** How long movements are kept one by one, and reservations that ended at all. */
      STOCK_KEEP_DAYS: z.coerce.number().int().min(15).default(90),
    });
    const board = new AvailabilityBoard(db, redis);
    await board.start();
    const desk = new ReservationDesk(db, outbox, board, settings.RESERVATION_MINUTES * 60_000);
    const stockDesk = new StockDesk(db, outbox, board);
    const counts = new CountDesk(db, stockDesk);
    const reserveHere = reserveStock(db, desk);
    const elsewhere = regions && new RegionalStock(db);
    const regional =
      regions && elsewhere && new RegionalDesk({ db, outbox, peers, log, regions, stock: elsewhere, reserveHere });
    const services: Services = {
      ...{ db, board, elsewhere, reserveHere, counts },
      reserveStock: regional?.reserve ?? reserveHere,
      desk: stockDesk,
    };
    const resolvers: Resolvers = {
      ...{ Query, Mutation, Variant, Product, Warehouse, StockLevel, StockMovement },
      ...documents,
    };
    return {
      resolvers,
      context: (viewer) => createContext(services, viewer),
      consumers: [
        orderConsumer(desk, log, regional),
        returnsConsumer(stockDesk, regional ? { own: ownWarehouses } : {}),
        stockConsumer(board),
        ...(regional
          ? [
              returnsConsumer(stockDesk, { others: true, own: ownWarehouses }),
              regionalRequestsConsumer(desk, regions.here),
              regionalAnswersConsumer(regional, regions.here),
              regionalStockConsumer(elsewhere),
            ]
          : []),
      ],
      jobs: [
        ...(regional
          ? [{ name: 'regional warehouses', everyMs: WAREHOUSES_MS, run: () => regional.learnWarehouses() }]
          : []),
        {
          name: 'expire holds',
          everyMs: settings.RESERVATION_SWEEP_MS,
          run: expireHolds(db, desk, settings.RESERVATION_GRACE_SECONDS * 1_000),
        },
        { name: 'stock retention', everyMs: RETENTION_MS, run: retention(db, clock, settings.STOCK_KEEP_DAYS) },
      ],
      routes: (app) => {
        const secret = settings.WAREHOUSE_WEBHOOK_SECRET;
        if (secret) countRoutes(app, { db, counts, secret });
      },
      stop: async () => board.stop(),
    };
  },
});
