import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import type { Logger } from '#kernel/log.ts';
import { API_KEY_HEADER } from '#router/identity/api-key.ts';

/** Something of the registry that routers follow; equal ids mean equal contents. */
export interface Source<T extends { readonly id: string }> {
  /** What there is now. Rejects when there is nothing, or its keeper does not answer. */
  load(): Promise<T>;
  /**
   * Tells of what is newer until stopped.
   * @returns how to stop
   */
  watch?(changed: (now: T) => void): Promise<() => Promise<void>>;
}

/** How long to wait before a registry that is away is asked again, in ms. */
const RETRY_MS = 2_000;
/** Longer than the registry holds a question, so that a lost connection is noticed. */
const ANSWER_MS = 45_000;

/**
 * A source with its database here.
 * @param listen tells of changes, and how to stop
 */
export const listened = <T extends { readonly id: string }>(
  load: () => Promise<T>,
  listen: (changed: (now: T) => void, failed: (error: unknown) => void) => Promise<() => Promise<void>>,
  log: Logger,
): Source<T> => ({
  load,
  watch: async (changed) => {
    let stopped = false;
    let timer: NodeJS.Timeout | undefined;
    let unlisten: (() => Promise<void>) | undefined;
    const start = async (): Promise<void> => {
      try {
        unlisten = await listen(changed, (error) => log.warn({ err: error }, 'the registry does not answer'));
        if (stopped) await unlisten();
      } catch (error) {
        log.debug({ err: error }, 'the registry cannot be listened to yet');
        if (!stopped) timer = setTimeout(() => void start(), RETRY_MS);
      }
    };
    void start();
    return async () => {
      stopped = true;
      clearTimeout(timer);
      await unlisten?.();
    };
  },
});

export interface RemoteOptions {
  /** A router that serves the registry's API. */
  url: string;
  /** An API key with the scope `registry:read`. */
  key?: string | undefined;
  log: Logger;
}

/**
 * A source of a registry elsewhere: asked over HTTP; each question is held there until there is something new.
 * @param path where it is asked
 */
export function held<T extends { readonly id: string }>(
  path: string,
  schema: z.ZodType<T>,
  { url, key, log }: RemoteOptions,
): Source<T> {
  let seen: string | undefined;

  const ask = async (signal: AbortSignal, have?: string): Promise<T | undefined> => {
    const response = await fetch(new URL(path, url), {
      headers: { ...(key ? { [API_KEY_HEADER]: key } : {}), ...(have ? { 'if-none-match': `"${have}"` } : {}) },
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    if (response.status === 304) return undefined;
    if (!response.ok)
      throw new Error(`the registry answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    return schema.parse(await response.json());
  };

  return {
    load: async () => {
      const now = await ask(AbortSignal.timeout(ANSWER_MS));
      if (!now) throw new Error('the registry answered nothing');
      seen = now.id;
      return now;
    },
    watch: async (changed) => {
      const ending = new AbortController();
      const watching = (async () => {
        while (!ending.signal.aborted) {
          try {
            const now = await ask(ending.signal, seen);
            if (!now || now.id === seen) continue;
            seen = now.id;
            changed(now);
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
