import { type ContractDefinition, contractSupergraph } from '#router/registry/contract.ts';

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

/** A source that several follow: loaded once, watched once, and its contracts can be followed by themselves. */
export class SharedSource implements SupergraphSource {
  readonly #source: SupergraphSource;
  readonly #listeners = new Set<(version: SupergraphVersion) => void>();
  #newest: SupergraphVersion | undefined;
  #stop: Promise<(() => Promise<void>) | undefined> | undefined;

  constructor(source: SupergraphSource) {
    this.#source = source;
  }

  /** What was told last. */
  get newest(): SupergraphVersion | undefined {
    return this.#newest;
  }

  async load(): Promise<SupergraphVersion> {
    this.#newest ??= await this.#source.load();
    return this.#newest;
  }

  async watch(changed: (version: SupergraphVersion) => void): Promise<() => Promise<void>> {
    this.#listeners.add(changed);
    this.#stop ??= Promise.resolve(
      this.#source.watch?.((version) => {
        this.#newest = version;
        for (const listener of this.#listeners) listener(version);
      }),
    );
    await this.#stop;
    return async () => {
      this.#listeners.delete(changed);
      if (this.#listeners.size > 0) return;
      const stop = await this.#stop;
      this.#stop = undefined;
      await stop?.();
    };
  }

  /** One slice of it. A version that has no such contract is passed over. @throws Error when there is none to begin with */
  contract(name: string): SupergraphSource {
    const cut = (version: SupergraphVersion): SupergraphVersion | undefined => {
      const definition = version.contracts?.find((contract) => contract.name === name);
      return definition && { id: version.id, supergraphSdl: contractSupergraph(version.supergraphSdl, definition) };
    };
    let loaded: SupergraphVersion | undefined;
    return {
      load: async () => {
        loaded = cut(await this.load());
        if (!loaded) throw new Error(`the graph has no contract ${name}`);
        return loaded;
      },
      watch: async (changed) => {
        const tell = (version: SupergraphVersion): void => {
          const slice = cut(version);
          if (slice) changed(slice);
        };
        const stop = await this.watch(tell);
        // What came between loading and watching.
        if (this.#newest && this.#newest.id !== loaded?.id) tell(this.#newest);
        return stop;
      },
    };
  }
}
