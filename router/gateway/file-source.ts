import { createHash } from 'node:crypto';
import { readFile, watch } from 'node:fs/promises';
import { ConfigError } from '#kernel/config.ts';
import type { SupergraphSource, SupergraphVersion } from '#router/gateway/supergraph-source.ts';

/** A supergraph in a file, read again whenever it is written. */
export function supergraphFile(file: string): SupergraphSource {
  const load = async (): Promise<SupergraphVersion> => {
    const supergraphSdl = await readFile(file, 'utf8').catch((error: Error) => {
      throw new ConfigError(`The supergraph ${file} cannot be read: ${error.message}.`);
    });
    return { id: createHash('sha256').update(supergraphSdl).digest('hex').slice(0, 12), supergraphSdl };
  };
  return {
    load,
    watch: async (changed) => {
      const ending = new AbortController();
      const watching = (async () => {
        let seen = (await load()).id;
        for await (const _change of watch(file, { signal: ending.signal })) {
          const version = await load().catch(() => undefined);
          // A file that is being written is empty for a moment; the write that ends it is seen as well.
          if (!version?.supergraphSdl || version.id === seen) continue;
          seen = version.id;
          changed(version);
        }
      })().catch(() => {});
      return async () => {
        ending.abort();
        await watching;
      };
    },
  };
}
