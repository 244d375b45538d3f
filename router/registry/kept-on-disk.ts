import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Logger } from '#kernel/log.ts';
import { makeFolder } from '#kernel/make-folder.ts';
import type { Source } from '#router/registry/source.ts';

/** Where something is kept. */
export interface Keep {
  readonly dir: string;
  /** What the registry is asked with. Who does not know it can write the file, but not one that is believed. */
  readonly secret: string;
}

/**
 * Keeps what a source had last in a file, so that a router starts and serves while the source is away. What is equal to
 * what was before is told once.
 * @param where without it nothing is kept
 * @param name of the file
 */
export function keptOnDisk<T extends { readonly id: string }>(
  source: Source<T>,
  where: Keep | undefined,
  log: Logger,
  name = 'supergraph.json',
): Source<T> {
  const file = where && join(where.dir, name);
  let loaded = '';

  const keep = async (now: T): Promise<T> => {
    loaded = now.id;
    if (!where || !file) return now;
    try {
      makeFolder(resolve(where.dir), 0o700);
      const content = JSON.stringify(now);
      // Renamed into place: a router that dies while writing leaves the last good one.
      const signed = JSON.stringify({ signature: signatureOf(where, name, content), content });
      await writeFile(`${file}.${process.pid}`, signed, { mode: 0o600 });
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
        const last = where && (await keptIn<T>(where, name));
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

const signatureOf = ({ secret }: Keep, name: string, content: string): string =>
  createHmac('sha256', secret).update(`${name}\n${content}`).digest('base64url');

/** @returns undefined for a file that is not there, is damaged, or was not written by who knows the secret */
async function keptIn<T>(where: Keep, name: string): Promise<T | undefined> {
  try {
    const { signature, content } = JSON.parse(await readFile(join(where.dir, name), 'utf8'));
    const [given, right] = [signature, signatureOf(where, name, content)].map((text) => Buffer.from(text));
    return given!.length === right!.length && timingSafeEqual(given!, right!) ? (JSON.parse(content) as T) : undefined;
  } catch {
    return undefined;
  }
}
