import type { Queryable } from '#kernel/db/database.ts';
import { type ConsumerDefinition, defineIdempotentConsumer } from '#kernel/messages/consumer.ts';
import { catalogEvents } from '../events.ts';
import { readPlaces } from '../store/products.ts';
import type { CatalogReads } from '../store/reads.ts';

/**
 * Makes changes visible whose command could not: it forgot the same things right after its commit, unless its process
 * died in between or Redis was away. Forgetting twice is harmless.
 */
export const cacheInvalidation = (db: Queryable, reads: CatalogReads): ConsumerDefinition =>
  defineIdempotentConsumer({
    name: 'cache-invalidation',
    events: catalogEvents,
    handle: async (events) => {
      const ofProducts = events.filter((event) => event.type !== 'catalog.StructureChanged');
      if (ofProducts.length < events.length) await reads.structureChanged();
      if (ofProducts.length === 0) return;
      const productIds = [...new Set(ofProducts.map(({ data }) => data.productId))];
      const places = await readPlaces(db, productIds);
      await reads.changed({
        productIds,
        categoryIds: places.map(({ categoryId }) => categoryId),
        slugs: places.map(({ slug }) => slug),
        skus: places.flatMap(({ skus }) => skus),
      });
    },
  });
