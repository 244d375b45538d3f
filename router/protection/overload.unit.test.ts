import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_OVERLOAD, Overload } from '#router/protection/overload.ts';

const TICK_MS = 50;

describe('overload, as it is set by default', () => {
  let now = 0;
  let overload: Overload;
  beforeEach(() => {
    now = 1_000;
    overload = new Overload(DEFAULT_OVERLOAD, () => now);
    // Looks are made by the test.
    overload.stop();
  });
  afterEach(() => overload.stop());

  const begin = (count: number): number => {
    let admitted = 0;
    for (let index = 0; index < count; index += 1) if (overload.begins()) admitted += 1;
    return admitted;
  };
  /** The event loop goes on for so long, each turn late by so much, and so many requests are answered each second. */
  const goOn = (ms: number, lateMs: number, perSecond = 0): void => {
    let owed = 0;
    for (const until = now + ms; now < until; ) {
      now += TICK_MS + lateMs;
      owed += ((TICK_MS + lateMs) / 1_000) * perSecond;
      for (; owed >= 1; owed -= 1) overload.ended();
      overload.look();
    }
  };

  it('lets in all of a crowd that comes at once, also where its work keeps the event loop for a while', () => {
    expect(begin(1_500)).toBe(1_500);
    goOn(1_500, 350, 100);
    expect(begin(1_500)).toBe(1_500);
  });

  it('sheds nothing on a machine that stalls now and then, however many wait', () => {
    expect(begin(2_000)).toBe(2_000);
    for (let round = 0; round < 50; round += 1) {
      goOn(800, 700);
      goOn(200, 0);
    }
    expect(begin(1_000)).toBe(1_000);
  });

  it('lets in what is answered within a second when the event loop stays late, and all once it has caught up', () => {
    begin(3_000);
    goOn(4_000, 350, 700);
    // 200 are left of those that came before.
    expect(begin(1_000)).toBeGreaterThan(400);
    expect(begin(1)).toBe(0);
    goOn(500, 0, 700);
    expect(begin(1_000)).toBe(1_000);
  });

  it('lets in some hundreds however slow it is, since few that wait are no overload', () => {
    goOn(60_000, 2_000);
    expect(begin(1_000)).toBe(DEFAULT_OVERLOAD.least);
  });

  it('never has more under way than memory is meant for', () => {
    expect(begin(10_000)).toBe(DEFAULT_OVERLOAD.most);
  });

  it('excuses what happens once', () => {
    begin(1_000);
    goOn(3_000, 500);
    expect(begin(1)).toBe(0);
    overload.excuse();
    expect(begin(1)).toBe(1);
    goOn(1_000, 500);
    expect(begin(1)).toBe(1);
  });
});
