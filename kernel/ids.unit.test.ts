import { describe, expect, it } from 'vitest';
import { isId, newId } from '#kernel/ids.ts';

describe('a new id', () => {
  it('is an id like no other, and comes after all before it, also within a millisecond', () => {
    const ids = Array.from({ length: 20_000 }, newId);
    expect(ids.every(isId)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(ids);
    // Version 7, variant 10.
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('tells when it was made', () => {
    const before = Date.now();
    const madeAt = Number.parseInt(newId().replaceAll('-', '').slice(0, 12), 16);
    expect(madeAt).toBeGreaterThanOrEqual(before);
  });

  it('is not told by the one before it', () => {
    const tails = Array.from({ length: 1_000 }, () => newId().slice(-10));
    expect(new Set(tails).size).toBe(tails.length);
  });
});
