import type { SubgraphDefinition } from '#kernel/subgraph/define.ts';

/** One subgraph of the house. Router, launcher, code generator and tests know subgraphs from here and nowhere else. */
export interface ManifestEntry {
  readonly name: string;
  /** Loads the subgraph's code; a process that runs one subgraph loads only that one. */
  load(): Promise<SubgraphDefinition>;
}

export const manifest: readonly ManifestEntry[] = [
  { name: 'accounts', load: async () => (await import('./accounts/subgraph.ts')).accounts },
  { name: 'catalog', load: async () => (await import('./catalog/subgraph.ts')).catalog },
  { name: 'cart', load: async () => (await import('./cart/subgraph.ts')).cart },
  { name: 'inventory', load: async () => (await import('./inventory/subgraph.ts')).inventory },
  { name: 'order', load: async () => (await import('./order/subgraph.ts')).order },
  { name: 'payment', load: async () => (await import('./payment/subgraph.ts')).payment },
  { name: 'logistics', load: async () => (await import('./logistics/subgraph.ts')).logistics },
  { name: 'operations', load: async () => (await import('./operations/subgraph.ts')).operations },
  { name: 'audit', load: async () => (await import('./audit/subgraph.ts')).audit },
];
