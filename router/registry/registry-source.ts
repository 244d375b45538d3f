import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '#kernel/log.ts';
import type { SupergraphSource, SupergraphVersion } from '#router/gateway/supergraph-source.ts';
import { DEFAULT_VARIANT, type Registry } from '#router/registry/registry.ts';
import type { Version } from '#router/registry/store/versions.ts';

export interface RegistrySourceOptions {
  registry: Registry;
  /** The environment whose graph it is; `production` by default. */
  variant?: string;
  /** Where the last good graph is kept, so that a router starts while the registry is down. */
  cacheDir?: string;
  log: Logger;
}

/** How long to wait before listening to a registry that is away, in ms. */
const RETRY_MS = 2_000;

/** The graph of a registry: its newest version, every later one, and without a registry the last one seen. */
export function registrySource({
  registry,
  variant = DEFAULT_VARIANT,
  cacheDir,
  log,
}: RegistrySourceOptions): SupergraphSource {
  const file = cacheDir && join(cacheDir, 'supergraph.json');
  let loaded = '';

  async function keep(version: SupergraphVersion): Promise<SupergraphVersion> {
    loaded = version.id;
    if (!cacheDir || !file) return version;
    try {
      await mkdir(cacheDir, { recursive: true });
      // Renamed into place: a router that dies while writing leaves the last good one.
      await writeFile(`${file}.${process.pid}`, JSON.stringify(version));
      await rename(`${file}.${process.pid}`, file);
    } catch (error) {
      log.warn({ err: error, file }, 'the graph could not be kept on disk');
    }
    return version;
  }

  async function load(): Promise<SupergraphVersion> {
    try {
      const current = await registry.current(variant);
      if (current) return await keep(toSupergraph(current));
    } catch (error) {
      if (!file) throw error;
      log.warn({ err: error }, 'the registry does not answer; the last graph kept on disk is used');
    }
    const kept = file && (await readFile(file, 'utf8').catch(() => undefined));
    if (!kept) throw new Error('The registry has no graph yet: publish the subgraphs first.');
    const version = JSON.parse(kept) as SupergraphVersion;
    loaded = version.id;
    return version;
  }

  async function watch(changed: (version: SupergraphVersion) => void): Promise<() => Promise<void>> {
    let stopped = false;
    let timer: NodeJS.Timeout | undefined;
    let unwatch: (() => Promise<void>) | undefined;
    const tell = (version: Version): void => {
      const next = toSupergraph(version);
      if (next.id === loaded) return;
      void keep(next).then(changed);
    };
    const start = async (): Promise<void> => {
      try {
        unwatch = await registry.watch(
          tell,
          (error) => log.warn({ err: error }, 'the registry does not answer'),
          variant,
        );
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
  }

  return { load, watch };
}

const toSupergraph = ({ id, supergraphSdl, contracts }: Version): SupergraphVersion => ({
  id: String(id),
  supergraphSdl,
  contracts: contracts.map(({ apiSdl: _derived, ...definition }) => definition),
});
