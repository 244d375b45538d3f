import { describe, expect, it } from 'vitest';
import { CircuitBreaker } from '#router/protection/circuit-breaker.ts';

/** Ends calls in order, as `+` for answered and `-` for failed. */
function breakerAfter(outcomes: string, now = 0): CircuitBreaker {
  const breaker = new CircuitBreaker();
  for (const outcome of outcomes) {
    expect(breaker.admits(now)).toBe(true);
    breaker.ended(outcome === '-', now);
  }
  return breaker;
}

describe('a circuit breaker', () => {
  it.each([
    ['few calls', '-'.repeat(19)],
    ['failures that are few among many', '+'.repeat(11) + '-'.repeat(9)],
    ['failures of long ago', '-'.repeat(9) + '+'.repeat(20) + '-'.repeat(9)],
  ])('is not opened by %s', (_what, outcomes) => {
    expect(breakerAfter(outcomes).open).toBe(false);
  });

  it('lets nobody through for a while when half of the calls fail', () => {
    const breaker = breakerAfter('+-'.repeat(10));
    expect(breaker.admits(0)).toBe(false);
    expect(breaker.admits(1_999)).toBe(false);
  });

  it('sends one call to try, and all when it succeeds', () => {
    const breaker = breakerAfter('-'.repeat(20));
    expect(breaker.admits(2_000)).toBe(true);
    expect(breaker.admits(2_000)).toBe(false);
    breaker.ended(false, 2_100);
    expect([breaker.admits(2_100), breaker.admits(2_100), breaker.open]).toEqual([true, true, false]);
  });

  it('waits again when the try fails', () => {
    const breaker = breakerAfter('-'.repeat(20));
    breaker.admits(2_000);
    breaker.ended(true, 2_500);
    expect([breaker.admits(4_499), breaker.admits(4_500)]).toEqual([false, true]);
  });

  it('does not close for answers to calls of before', () => {
    const breaker = breakerAfter('-'.repeat(20));
    breaker.ended(false, 100);
    expect(breaker.admits(200)).toBe(false);
  });
});
