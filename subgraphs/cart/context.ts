import type DataLoader from 'dataloader';
import type { Viewer } from '#kernel/auth/viewer.ts';
import type { Offer } from './domain/cart.ts';
import { remembering } from './loaders.ts';
import type { Offers } from './peers/catalog.ts';
import type { Stock } from './peers/inventory.ts';
import type { Carts } from './store/carts.ts';

/** What lives as long as the subgraph. */
export interface Services {
  readonly carts: Carts;
  readonly offers: Offers;
  readonly stock: Stock;
}

/** One request. What it has read of a variant stays the same until its end. */
export interface Context extends Services {
  readonly viewer: Viewer;
  readonly seenOffers: DataLoader<string, Offer | undefined>;
  readonly seenStock: DataLoader<string, number | undefined>;
}

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
