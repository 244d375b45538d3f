import { describe, expect, it } from 'vitest';
import { watchPause } from './watching.ts';

const MINUTE = 60_000;

/** The ages, in minutes, at which the bank is looked at. */
function looks(until: number): number[] {
  const ages: number[] = [];
  let ageMs = MINUTE;
  for (let attempts = 1; ageMs <= until * MINUTE; attempts += 1) {
    ages.push(ageMs / MINUTE);
    ageMs += watchPause({ attempts, watchMs: MINUTE, heldForMs: 15 * MINUTE - ageMs });
  }
  return ages;
}

describe('the bank is asked for a payment whose callback does not come', () => {
  it('soon, then less often, and once more just before the goods are held no longer', () => {
    expect(looks(15)).toEqual([1, 3, 7, 11, 14.5]);
  });

  it('ever less often afterwards, but at least every hour', () => {
    const later = looks(600).filter((age) => age > 15);
    const pauses = later.slice(1).map((age, index) => age - later[index]!);
    expect(pauses.slice(0, 2)).toEqual([60, 60]);
    expect(later[0]).toBe(14.5 + 32);
  });
});
