import type { ContractDefinition } from '#router/registry/contract.ts';

/** One version of the composed graph. */
export interface SupergraphVersion {
  /** Equal ids mean equal graphs. */
  readonly id: string;
  readonly supergraphSdl: string;
  /** Slices of it that are served at addresses of their own. */
  readonly contracts?: readonly ContractDefinition[];
}

/** Where a router gets its graph from: the registry, a file, or a constant. */
export interface SupergraphSource {
  /** The newest version. Rejects when there is none, or its keeper does not answer. */
  load(): Promise<SupergraphVersion>;
  /**
   * Tells of newer versions until stopped. A source that never changes has no `watch`.
   * @returns how to stop
   */
  watch?(changed: (version: SupergraphVersion) => void): Promise<() => Promise<void>>;
}

/** A graph that is known already and does not change. */
export const fixedSupergraph = (supergraphSdl: string): SupergraphSource => ({
  load: async () => ({ id: 'fixed', supergraphSdl }),
});
