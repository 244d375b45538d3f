import { describe, expect, it } from 'vitest';
import { HeardCaching } from '#router/cache/heard-caching.ts';

const kept = (...responses: Record<string, string>[]) => {
  const heard = new HeardCaching();
  heard.hear(undefined);
  for (const headers of responses) heard.hear((name) => (name in headers ? [headers[name]!] : []));
  return heard.restrict({ maxAge: 60, scope: 'PUBLIC' });
};

describe('what the graph lets be kept', () => {
  it.each<[said: string, maxAge: number, scope?: string]>([
    ['public', 60],
    ['max-age=5', 5],
    ['Max-Age="5", must-revalidate', 5],
    ['max-age=600', 60],
    ['max-age=5, s-maxage=10', 10],
    ['private', 60, 'PRIVATE'],
    ['private="x-me", max-age=7', 7, 'PRIVATE'],
  ])('is kept for as long, and for whom, a subgraph says: %s', (said, maxAge, scope = 'PUBLIC') => {
    expect(kept({ 'cache-control': said })).toEqual({ maxAge, scope });
  });

  it.each(['no-store', 'no-cache', 'max-age=0', 'max-age=soon', 'public, max-age=60, no-store'])(
    'is not kept when a subgraph says %s',
    (said) => expect(kept({ 'cache-control': said })).toBeUndefined(),
  );

  it('is kept as the strictest of all says, and less what it was old already', () => {
    expect(kept({}, { 'cache-control': 'max-age=30', age: '10' }, { 'cache-control': 'max-age=25' })).toEqual({
      maxAge: 20,
      scope: 'PUBLIC',
    });
    expect(kept({ 'cache-control': 'max-age=30', age: '30' })).toBeUndefined();
    expect(kept({ 'cache-control': 'private' }, { 'cache-control': 'max-age=3' })).toEqual({
      maxAge: 3,
      scope: 'PRIVATE',
    });
  });

  it('is what the graph says when no subgraph says anything', () => {
    expect(kept()).toEqual({ maxAge: 60, scope: 'PUBLIC' });
    expect(kept({ age: '5' })).toEqual({ maxAge: 60, scope: 'PUBLIC' });
  });
});
