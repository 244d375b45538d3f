import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Logger } from '#kernel/log.ts';
import type { SupergraphSource, SupergraphVersion } from '#router/gateway/supergraph-source.ts';
import { API_KEY_HEADER } from '#router/identity/api-key.ts';
import { DEFAULT_VARIANT } from '#router/registry/registry.ts';

export interface RemoteSourceOptions {
  /** A router that serves the registry's API. */
  url: string;
  /** An API key with the scope `registry:read`. */
  key?: string | undefined;
  variant?: string;
  log: Logger;
}

const versionSchema = z.object({
  id: z.string(),
  supergraphSdl: z.string(),
  contracts: z
    .array(
      z.object({
        name: z.string(),
        description: z.string().optional(),
        include: z.array(z.string()),
        exclude: z.array(z.string()),
      }),
    )
    .default([]),
});

/** Longer than the registry holds a question, so that a lost connection is noticed. */
const ANSWER_MS = 45_000;
const RETRY_MS = 2_000;

/** The graph of a registry elsewhere: asked over HTTP; each question is held there until there is a new version. */
export function remoteSource({ url, key, variant = DEFAULT_VARIANT, log }: RemoteSourceOptions): SupergraphSource {
  const address = new URL(`/registry/variants/${encodeURIComponent(variant)}/supergraph`, url);
  let seen: string | undefined;

  const ask = async (signal: AbortSignal, have?: string): Promise<SupergraphVersion | undefined> => {
    const response = await fetch(address, {
      headers: { ...(key ? { [API_KEY_HEADER]: key } : {}), ...(have ? { 'if-none-match': `"${have}"` } : {}) },
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    if (response.status === 304) return undefined;
    if (!response.ok)
      throw new Error(`the registry answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    return versionSchema.parse(await response.json());
  };

  return {
    load: async () => {
      const version = await ask(AbortSignal.timeout(ANSWER_MS));
      if (!version) throw new Error('the registry answered nothing');
      seen = version.id;
      return version;
    },
    watch: async (changed) => {
      const ending = new AbortController();
      const watching = (async () => {
        while (!ending.signal.aborted) {
          try {
            const version = await ask(ending.signal, seen);
            if (!version || version.id === seen) continue;
            seen = version.id;
            changed(version);
          } catch (error) {
            if (ending.signal.aborted) return;
            log.warn({ err: error }, 'the registry does not answer');
            await delay(RETRY_MS, undefined, { signal: ending.signal }).catch(() => {});
          }
        }
      })();
      return async () => {
        ending.abort();
        await watching;
      };
    },
  };
}
