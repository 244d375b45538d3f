import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { Fault } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import { API_KEY_HEADER } from '#router/identity/api-key.ts';
import { ANY_KEY } from '#router/registry/api/key-changes.ts';
import type { GoodKey, KeySource, PresentedKey } from '#router/registry/partners/known-keys.ts';

const ASK = `query PresentedKeys($keys: [PresentedKeyInput!]!) {
  presentedKeys(keys: $keys) { partnerId scopes contract quotaPerMinute expiresAt }
}`;
const ANSWER_MS = 5_000;
/** Without a word for so long, in ms, the connection is taken for lost; the registry says something every ten seconds. */
const SILENCE_MS = 30_000;
const RETRY_MS = 2_000;

const answerSchema = z.object({
  data: z.object({
    presentedKeys: z.array(
      z
        .object({
          partnerId: z.string(),
          scopes: z.array(z.string()),
          contract: z.string().nullable(),
          quotaPerMinute: z.number(),
          expiresAt: z.coerce.date().nullable(),
        })
        .nullable(),
    ),
  }),
});

export interface RemoteKeysOptions {
  /** A router that serves the registry's API. */
  url: string;
  /** An API key with the scope `registry:read`. */
  key?: string | undefined;
  log: Logger;
}

/** Partners' keys of a registry elsewhere. It is sent digests: a key's text stays with the router that was sent it. */
export function remoteKeys({ url, key, log }: RemoteKeysOptions): KeySource {
  const headers = key ? { [API_KEY_HEADER]: key } : undefined;

  const lookUp = async (keys: readonly PresentedKey[]): Promise<(GoodKey | undefined)[]> => {
    const variables = { keys: keys.map(({ id, digest }) => ({ id, digest: digest.toString('base64url') })) };
    try {
      const response = await fetch(new URL('/registry/graphql', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: ASK, variables }),
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const { presentedKeys } = answerSchema.parse(await response.json()).data;
      return presentedKeys.map((one) => (one && { ...one, contract: one.contract ?? undefined }) || undefined);
    } catch (cause) {
      log.warn({ err: cause }, 'the registry does not say what API keys stand for');
      throw new Fault('UNAVAILABLE', 'API keys cannot be checked; try again shortly.', { cause });
    }
  };

  const listen = async (changed: (id: string | undefined) => void, ending: AbortSignal): Promise<void> => {
    const silent = new AbortController();
    const timer = setTimeout(() => silent.abort(new Error('the registry fell silent')), SILENCE_MS);
    try {
      const signal = AbortSignal.any([ending, silent.signal]);
      const response = await fetch(new URL('/registry/keys/changes', url), { headers, signal });
      if (!response.ok || !response.body) throw new Error(`the registry answered ${response.status}`);
      // What changed while nobody listened is not known.
      changed(undefined);
      let unread = '';
      for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
        timer.refresh();
        const lines = (unread + part).split('\n');
        unread = lines.pop() ?? '';
        for (const line of lines)
          if (line.startsWith('data: ')) changed(line.slice(6) === ANY_KEY ? undefined : line.slice(6));
      }
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    lookUp,
    follow: (changed) => {
      const ending = new AbortController();
      void (async () => {
        while (!ending.signal.aborted) {
          await listen(changed, ending.signal).catch((error: unknown) => {
            if (!ending.signal.aborted) log.warn({ err: error }, 'the registry does not tell of API keys that change');
          });
          await delay(RETRY_MS, undefined, { signal: ending.signal }).catch(() => {});
        }
      })();
      return () => ending.abort();
    },
  };
}
