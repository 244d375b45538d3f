import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '#kernel/log.ts';
import type { SupergraphSource, SupergraphVersion } from '#router/gateway/supergraph-source.ts';

/**
 * Keeps the last good graph of a source in a file, so that a router starts and serves while the source is away. Versions
 * that are equal to the one before are told once.
 * @param cacheDir where; without one nothing is kept
 */
export function keptOnDisk(source: SupergraphSource, cacheDir: string | undefined, log: Logger): SupergraphSource {
  const file = cacheDir && join(cacheDir, 'supergraph.json');
  let loaded = '';

  const keep = async (version: SupergraphVersion): Promise<SupergraphVersion> => {
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
  };

  return {
    load: async () => {
      try {
        return await keep(await source.load());
      } catch (error) {
        const version = file && (await keptIn(file));
        if (!version) throw error;
        log.warn({ err: error }, 'the registry does not answer; the last graph kept on disk is used');
        loaded = version.id;
        return version;
      }
    },
    ...(source.watch
      ? {
          watch: (changed) =>
            source.watch!((version) => {
              if (version.id !== loaded) void keep(version).then(changed);
            }),
        }
      : {}),
  };
}

/** @returns undefined for a file that is not there or is damaged */
async function keptIn(file: string): Promise<SupergraphVersion | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as SupergraphVersion;
  } catch {
    return undefined;
  }
}
