import { LRUCache } from 'lru-cache';

/**
 * A map of at most `limit` entries, from which the one that was set longest ago goes; `peek` leaves that order alone. Not a `Map`
 * whose first key is deleted: what is deleted leaves a gap there, and whoever looks for the first key passes over thousands.
 */
export const boundedMap = <Value extends object>(limit: number) =>
  new LRUCache<string, Value>({ maxSize: limit, sizeCalculation: () => 1 });
