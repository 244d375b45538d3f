import type { CachePolicy } from '#router/cache/cache-policy.ts';

/** What a client wishes of caches on the way (RFC 9111 §5.2.1). */
export type CacheWish = 'no-store' | 'no-cache' | undefined;

/** @param header the request's `Cache-Control` */
export function cacheWish(header: string | undefined): CacheWish {
  if (header === undefined) return undefined;
  const directives = header.toLowerCase().split(/\s*,\s*/);
  if (directives.includes('no-store')) return 'no-store';
  return directives.includes('no-cache') || directives.includes('max-age=0') ? 'no-cache' : undefined;
}

/** What an answer tells caches on the way. */
export type CacheHeaders = Readonly<Record<string, string>>;

/** Who asks, and in which form, is part of what is asked. */
const VARIES = ['accept', 'authorization', 'x-api-key'];

/** What answers by GET depend on. @param forwarded the headers of clients that subgraphs are told */
export const variesBy = (forwarded: readonly string[]): string => [...new Set([...VARIES, ...forwarded])].join(', ');

/**
 * What caches on the way may do with an answer. Only what guests are told is everybody's: there, nobody knows who has
 * which rights.
 * @param ageMs how long ago it was found out
 */
export function cacheHeaders({ maxAge, scope }: CachePolicy, isGuest: boolean, ageMs = 0): CacheHeaders {
  const whose = scope === 'PUBLIC' && isGuest ? 'public' : 'private';
  const age = String(Math.max(0, Math.floor(ageMs / 1000)));
  return { 'cache-control': `max-age=${maxAge}, ${whose}`, age };
}

/** Of an answer by GET that nobody on the way may keep. */
export const NOT_CACHED: CacheHeaders = { 'cache-control': 'no-store' };
