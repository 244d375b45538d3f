import { createHash } from 'node:crypto';
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { ConfigError } from '#kernel/config.ts';
import type { SupergraphSource, SupergraphVersion } from '#router/gateway/supergraph-source.ts';

/** A supergraph in a file, read again whenever it is written or replaced. */
export function supergraphFile(file: string): SupergraphSource {
  // The folder is watched, for a file that is replaced is another file; `..data` is what Kubernetes replaces.
  const names = new Set<string | null>([basename(file), '..data', null]);
  let seen: string | undefined;
  const read = async (): Promise<SupergraphVersion> => {
    const supergraphSdl = await readFile(file, 'utf8').catch((error: Error) => {
      throw new ConfigError(`The supergraph ${file} cannot be read: ${error.message}.`);
    });
    return { id: createHash('sha256').update(supergraphSdl).digest('hex').slice(0, 12), supergraphSdl };
  };
  return {
    load: async () => {
      const version = await read();
      seen = version.id;
      return version;
    },
    watch: async (changed) => {
      const look = async (): Promise<void> => {
        const version = await read().catch(() => undefined);
        // A file that is being written is empty for a moment; the write that ends it is seen as well.
        if (!version?.supergraphSdl || version.id === seen) return;
        seen = version.id;
        changed(version);
      };
      let looking = Promise.resolve();
      const watcher = watch(dirname(file), (_event, name) => {
        if (names.has(name)) looking = looking.then(look);
      });
      watcher.on('error', () => {});
      // What was written since it was loaded.
      looking = looking.then(look);
      return async () => {
        watcher.close();
        await looking;
      };
    },
  };
}
