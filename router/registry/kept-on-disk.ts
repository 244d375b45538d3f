import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '#kernel/log.ts';
import type { Source } from '#router/registry/source.ts';

/**
 * Keeps what a source had last in a file, so that a router starts and serves while the source is away. What is equal to
 * what was before is told once.
 * @param cacheDir where; without one nothing is kept
 * @param name of the file
 */
export function keptOnDisk<T extends { readonly id: string }>(
  source: Source<T>,
  cacheDir: string | undefined,
  log: Logger,
  name = 'supergraph.json',
): Source<T> {
  const file = cacheDir && join(cacheDir, name);
  let loaded = '';

  const keep = async (now: T): Promise<T> => {
    loaded = now.id;
    if (!cacheDir || !file) return now;
    try {
      await mkdir(cacheDir, { recursive: true });
      // Renamed into place: a router that dies while writing leaves the last good one.
      await writeFile(`${file}.${process.pid}`, JSON.stringify(now));
      await rename(`${file}.${process.pid}`, file);
    } catch (error) {
      log.warn({ err: error, file }, 'what the registry has could not be kept on disk');
    }
    return now;
  };

  return {
    load: async () => {
      try {
        return await keep(await source.load());
      } catch (error) {
        const last = file && (await keptIn<T>(file));
        if (!last) throw error;
        log.warn({ err: error, file }, 'the registry does not answer; what was kept on disk last is used');
        loaded = last.id;
        return last;
      }
    },
    ...(source.watch
      ? {
          watch: (changed) =>
            source.watch!((now) => {
              if (now.id !== loaded) void keep(now).then(changed);
            }),
        }
      : {}),
  };
}

/** @returns undefined for a file that is not there or is damaged */
async function keptIn<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
