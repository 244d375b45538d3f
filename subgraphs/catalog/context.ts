import type { Viewer } from '#kernel/auth/viewer.ts';
import type { CommandScope } from './commands/command-scope.ts';
import type { Dictionary } from './store/dictionary.ts';
import type { ProductDocument } from './store/documents.ts';
import type { CatalogReads, Soon } from './store/reads.ts';

/** What lasts as long as the subgraph. */
export interface Services {
  readonly reads: CatalogReads;
  readonly scope: CommandScope;
  /** The catalogue's one currency. */
  readonly currency: string;
  /** Where clients reach the router, without a slash at the end. */
  readonly publicUrl: string;
}

/** The GraphQL context of one request. */
export interface Context extends Services {
  readonly viewer: Viewer;
  /** Whether the viewer sees what is not published. */
  readonly staff: boolean;
  /** What attributes are called, looked up once per request. */
  names?: Soon<Dictionary>;
}

/** What attributes are called. */
export const namesOf = (context: Context): Soon<Dictionary> => {
  context.names ??= context.reads.dictionary();
  return context.names;
};

export const createContext = (services: Services, viewer: Viewer): Context => ({
  ...services,
  viewer,
  staff:
    viewer.kind === 'service' ||
    (viewer.kind === 'user' && (viewer.roles.includes('admin') || viewer.roles.includes('seller'))),
});

/** Who may see a product that a client asks for by itself. */
export const mayBrowse = ({ staff }: Context, product: ProductDocument): boolean => product.published || staff;

/** Who may see a product that another subgraph refers to: an order shows what it bought, also when that is hidden now. */
export const mayFollow = ({ staff }: Context, product: ProductDocument): boolean =>
  product.publishedAt !== null || staff;
