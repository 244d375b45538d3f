import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DueQueue } from './due-queue.ts';

it('gives what is due, earliest first, and nothing that is not due, whatever the order it came in', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100)), fc.nat(100), (times, now) => {
      const queue = new DueQueue<number>();
      for (const time of times) queue.push(time, time);
      const given: number[] = [];
      for (let next = queue.popDue(now); next !== undefined; next = queue.popDue(now)) given.push(next);
      expect(given).toEqual(times.filter((time) => time <= now).sort((a, b) => a - b));
      expect(queue.size).toBe(times.filter((time) => time > now).length);
    }),
  );
});
