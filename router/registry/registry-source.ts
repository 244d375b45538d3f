import type { Logger } from '#kernel/log.ts';
import type { SupergraphVersion } from '#router/gateway/supergraph-source.ts';
import { graphOf } from '#router/registry/api/routes.ts';
import type { DocumentLists, DocumentsInUse } from '#router/registry/documents/document-lists.ts';
import { DEFAULT_VARIANT, type Registry } from '#router/registry/registry.ts';
import { listened, type Source } from '#router/registry/source.ts';

export interface RegistrySourceOptions {
  registry: Registry;
  /** The environment whose graph it is; `production` by default. */
  variant?: string | undefined;
  log: Logger;
}

/** The graph of a registry in this process: what runs now, and every later version. */
export const registrySource = ({
  registry,
  variant = DEFAULT_VARIANT,
  log,
}: RegistrySourceOptions): Source<SupergraphVersion> =>
  listened(
    async () => {
      const current = await registry.current(variant);
      if (!current) throw new Error('The registry has no graph yet: publish the subgraphs first.');
      return graphOf(current);
    },
    (changed, failed) => registry.watch((version) => changed(graphOf(version)), failed, variant),
    log,
  );

/** The documents that clients may name, of a registry in this process. */
export const documentsSource = (lists: DocumentLists, variant: string, log: Logger): Source<DocumentsInUse> =>
  listened(
    () => lists.inUse(variant),
    (changed, failed) => lists.watch(variant, changed, failed),
    log,
  );
