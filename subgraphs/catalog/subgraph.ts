import { z } from 'zod';
import { defineSubgraph } from '#kernel/subgraph/define.ts';
import { cacheInvalidation } from './consumers/cache-invalidation.ts';
import { createContext, type Services } from './context.ts';
import { catalogEvents } from './events.ts';
import { mediaRoutes } from './media-routes.ts';
import { resolvers } from './resolvers/resolvers.ts';
import { CatalogReads } from './store/reads.ts';

/** Products, their variants, categories and brands: what is for sale, and what it costs. */
export const catalog = defineSubgraph({
  name: 'catalog',
  schema: new URL('./schema.graphql', import.meta.url),
  migrations: new URL('./migrations/', import.meta.url),
  events: catalogEvents,
  async start({ db, outbox, redis, clock, log, config }) {
    const settings = config({
      PUBLIC_URL: z.url().default('http://127.0.0.1:4000'),
      CATALOG_CURRENCY: z
        .string()
        .regex(/^[A-Z]{3}$/)
        .default('RUB'),
    });
    const currency = settings.CATALOG_CURRENCY;
    const reads = new CatalogReads(db, redis, { log, currency });
    await reads.start();
    const services: Services = {
      reads,
      scope: { db, outbox, reads, clock, log, currency },
      currency,
      publicUrl: settings.PUBLIC_URL.replace(/\/+$/, ''),
    };
    return {
      resolvers,
      context: (viewer) => createContext(services, viewer),
      consumers: [cacheInvalidation(db, reads)],
      routes: mediaRoutes,
      stop: async () => reads.stop(),
    };
  },
});
