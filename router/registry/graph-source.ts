import { ConfigError } from '#kernel/config.ts';
import { openDatabase } from '#kernel/db/database.ts';
import type { Logger } from '#kernel/log.ts';
import { supergraphFile } from '#router/gateway/file-source.ts';
import type { SupergraphSource } from '#router/gateway/supergraph-source.ts';
import { keptOnDisk } from '#router/registry/kept-on-disk.ts';
import { KnownKeys } from '#router/registry/partners/known-keys.ts';
import { remoteKeys } from '#router/registry/partners/remote-keys.ts';
import { DOCUMENTS_FILE, RegistryHouse } from '#router/registry/registry-house.ts';
import { registrySource } from '#router/registry/registry-source.ts';
import { remoteDocuments, remoteSource } from '#router/registry/remote-source.ts';
import type { Kept } from '#router/registry/store/versions.ts';
import { remoteUsage } from '#router/registry/usage/remote-usage.ts';
import { UsageRecorder } from '#router/registry/usage/usage-recorder.ts';

export interface GraphSourceOptions {
  /** A supergraph; needs no registry. */
  file?: string | undefined;
  /** The registry's database (`postgres://…`), or a router that serves its API (`https://…`). */
  registry?: string | undefined;
  /** An API key, for a registry over HTTP. */
  key?: string | undefined;
  variant?: string | undefined;
  /** Where the last good graph is kept. */
  cacheDir?: string | undefined;
  allowPrivateWebhooks?: boolean | undefined;
  /** How often usage is reported, in ms. */
  usageEveryMs?: number;
  /** Of requests, about one in so many is counted, for all of them. */
  usageSample?: number | undefined;
  /** How much of each environment's past can be gone back to. */
  keep?: Kept | undefined;
  log: Logger;
}

/** Where a router's graph comes from, and what stands beside the router because of it. */
export interface GraphSource {
  readonly source: SupergraphSource;
  /** The registry itself with its database here; with one elsewhere, only its partners and the reports to it. */
  readonly registry?: Partial<RegistryHouse>;
  close(): Promise<void>;
}

/** @throws ConfigError when nothing says where the graph is */
export function openGraphSource(options: GraphSourceOptions): GraphSource {
  const { file, registry, key, variant, cacheDir, allowPrivateWebhooks, usageEveryMs, usageSample, keep, log } =
    options;
  if (file) return { source: supergraphFile(file), close: async () => {} };
  if (!registry || !URL.canParse(registry))
    throw new ConfigError(
      'There is no graph: give --supergraph, or --registry with the address of one (REGISTRY_DATABASE_URL).',
    );
  const kept = cacheDir ? { dir: cacheDir, secret: key ?? (new URL(registry).password || registry) } : undefined;
  if (/^https?:/.test(registry)) {
    const usage = new UsageRecorder({
      report: remoteUsage({ url: registry, key, variant }),
      everyMs: usageEveryMs,
      sample: usageSample,
      log,
    });
    const remote = { url: registry, key, variant, log };
    const keys = new KnownKeys(remoteKeys({ url: registry, key, log }));
    return {
      source: keptOnDisk(remoteSource(remote), kept, log),
      registry: {
        used: (operation) => usage.record(operation),
        findApiKey: keys.find,
        documents: keptOnDisk(remoteDocuments(remote), kept, log, DOCUMENTS_FILE),
      },
      close: async () => {
        keys.stop();
        await usage.stop();
      },
    };
  }
  const db = openDatabase(registry, { owner: 'registry', max: 2 });
  const house = new RegistryHouse({
    db,
    variant,
    kept,
    allowPrivateWebhooks,
    usageEveryMs,
    usageSample,
    keep,
    log,
  });
  return {
    source: keptOnDisk(registrySource({ registry: house.registry, variant, log }), kept, log),
    registry: house,
    close: async () => {
      await house.stop();
      await db.close();
    },
  };
}
