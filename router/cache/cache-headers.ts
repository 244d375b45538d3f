import type { CachePolicy } from '#router/cache/cache-policy.ts';
import type { Answer } from '#router/http/door.ts';

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
export type CacheHeaders = Required<Pick<Answer, 'headers' | 'varies'>>;

/** Who asks, and in which form, is part of what is asked. */
const VARIES = 'Accept, Authorization, X-API-Key';

/**
 * What caches on the way may do with an answer. Only what guests are told is everybody's: there, nobody knows who has
 * which rights.
 * @param ageMs how long ago it was found out
 */
export function cacheHeaders({ maxAge, scope }: CachePolicy, isGuest: boolean, ageMs = 0): CacheHeaders {
  const whose = scope === 'PUBLIC' && isGuest ? 'public' : 'private';
  const age = String(Math.max(0, Math.floor(ageMs / 1000)));
  return { headers: { 'cache-control': `max-age=${maxAge}, ${whose}`, age }, varies: VARIES };
}

/** Of an answer by GET that nobody on the way may keep. */
export const NOT_CACHED: CacheHeaders = { headers: { 'cache-control': 'no-store' }, varies: VARIES };
