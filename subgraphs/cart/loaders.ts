import DataLoader from 'dataloader';
import type { Viewer } from '#kernel/auth/viewer.ts';
import type { Batcher } from '#kernel/commands/batcher.ts';
import type { Context, Services } from './context.ts';

/** Remembers for one request what a batcher, which serves all requests, answered. */
const remembering = <V>(batcher: Batcher<string, V>): DataLoader<string, V> =>
  new DataLoader((ids) => Promise.all(ids.map((id) => batcher.submit(id).catch((error: Error) => error))), {
    maxBatchSize: 200,
  });

/** The loaders are made when first asked for: most mutations need none. */
export function createContext(services: Services, viewer: Viewer): Context {
  let offers: Context['seenOffers'] | undefined;
  let stock: Context['seenStock'] | undefined;
  return {
    ...services,
    viewer,
    get seenOffers() {
      offers ??= remembering(services.offers);
      return offers;
    },
    get seenStock() {
      stock ??= remembering(services.stock);
      return stock;
    },
  };
}
