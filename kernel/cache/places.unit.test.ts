import { LRUCache } from 'lru-cache';
import { expect, it } from 'vitest';
import { upTo } from '#kernel/cache/places.ts';

it('keeps so many entries, those that were used last, and tells of each that makes room', () => {
  const gone: string[] = [];
  const cache = new LRUCache<string, number>({ ...upTo(2), dispose: (_, key, why) => gone.push(`${key} ${why}`) });
  cache.set('one', 1);
  cache.set('two', 2);
  expect(cache.get('one')).toBe(1);
  cache.set('three', 3);
  expect([...cache.keys()].sort()).toEqual(['one', 'three']);
  expect(gone).toEqual(['two evict']);
});
