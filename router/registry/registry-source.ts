import type { Logger } from '#kernel/log.ts';
import type { SupergraphSource, SupergraphVersion } from '#router/gateway/supergraph-source.ts';
import { graphOf } from '#router/registry/api/routes.ts';
import { DEFAULT_VARIANT, type Registry } from '#router/registry/registry.ts';

export interface RegistrySourceOptions {
  registry: Registry;
  /** The environment whose graph it is; `production` by default. */
  variant?: string;
  log: Logger;
}

/** How long to wait before listening to a registry that is away, in ms. */
const RETRY_MS = 2_000;

/** The graph of a registry in this process: what runs now, and every later version. */
export function registrySource({ registry, variant = DEFAULT_VARIANT, log }: RegistrySourceOptions): SupergraphSource {
  return {
    load: async () => {
      const current = await registry.current(variant);
      if (!current) throw new Error('The registry has no graph yet: publish the subgraphs first.');
      return graphOf(current);
    },
    watch: async (changed: (version: SupergraphVersion) => void): Promise<() => Promise<void>> => {
      let stopped = false;
      let timer: NodeJS.Timeout | undefined;
      let unwatch: (() => Promise<void>) | undefined;
      const start = async (): Promise<void> => {
        try {
          const failed = (error: unknown): void => log.warn({ err: error }, 'the registry does not answer');
          unwatch = await registry.watch((version) => changed(graphOf(version)), failed, variant);
          if (stopped) await unwatch();
        } catch (error) {
          log.debug({ err: error }, 'the registry cannot be listened to yet');
          if (!stopped) timer = setTimeout(() => void start(), RETRY_MS);
        }
      };
      void start();
      return async () => {
        stopped = true;
        clearTimeout(timer);
        await unwatch?.();
      };
    },
  };
}
