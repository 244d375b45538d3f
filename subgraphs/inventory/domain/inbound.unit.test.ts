import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrive, type Inbound, shortOf, underWay } from './inbound.ts';

const under = (status: Inbound['status'], ...expected: number[]): Inbound => ({
  status,
  lines: expected.map((quantity, index) => ({ variantId: `v${index}`, expected: quantity, received: 0, missing: 0 })),
});
const line = (index: number, quantity: number) => ({ variantId: `v${index}`, quantity });

describe('goods under way', () => {
  test('come in parts until all have come', () => {
    const part = arrive(under('EXPECTED', 5, 2), [line(0, 3)], false);
    expect(part).toMatchObject({ kind: 'ARRIVED', next: { status: 'PARTLY_RECEIVED' }, arrived: [line(0, 3)] });
    const rest = arrive((part as Extract<typeof part, { kind: 'ARRIVED' }>).next, undefined, false);
    expect(rest).toMatchObject({ next: { status: 'RECEIVED' }, arrived: [line(0, 2), line(1, 2)] });
  });

  test.each(['EXPECTED', 'DISPATCHED'] as const)('%s they stay while nothing comes', (status) => {
    expect(arrive(under(status, 5), [], false)).toMatchObject({ next: { status }, arrived: [] });
  });

  test('closed, what is missing is given up', () => {
    expect(arrive(under('DISPATCHED', 5, 2), [line(0, 4)], true)).toMatchObject({
      next: {
        status: 'CLOSED',
        lines: [
          { received: 4, missing: 1 },
          { received: 0, missing: 2 },
        ],
      },
    });
    expect(arrive(under('DISPATCHED', 5), undefined, true)).toMatchObject({ next: { status: 'RECEIVED' } });
  });

  test('leave a warehouse only as far as they are promised to nobody', () => {
    const level = () => ({ onHand: 5, reserved: 2 });
    expect(shortOf([line(0, 3)], level)).toEqual([]);
    expect(shortOf([line(0, 4), line(1, 1)], level)).toEqual([{ variantId: 'v0', requested: 4, available: 3 }]);
  });

  test.each(['RECEIVED', 'CLOSED'] as const)('are %s once', (status) => {
    expect(arrive(under(status, 5), [line(0, 1)], false)).toEqual({ kind: 'ENDED', status });
  });

  test('more than expected, or what was never expected, is named and nothing of it taken', () => {
    expect(arrive(under('EXPECTED', 5, 2), [line(0, 6), line(1, 1), line(7, 1)], false)).toEqual({
      kind: 'SURPLUS',
      lines: [
        { variantId: 'v0', arrived: 6, expected: 5 },
        { variantId: 'v7', arrived: 1, expected: 0 },
      ],
    });
  });

  test('whatever comes in whatever parts, all that came is received, and expected is what came, is missing or under way', () => {
    const parts = fc.array(fc.tuple(fc.array(fc.nat({ max: 6 }), { minLength: 2, maxLength: 2 }), fc.boolean()));
    fc.assert(
      fc.property(parts, (arrivals) => {
        let inbound = under('EXPECTED', 9, 4);
        const came = [0, 0];
        for (const [quantities, close] of arrivals) {
          const answer = arrive(
            inbound,
            quantities.map((quantity, index) => line(index, quantity)),
            close,
          );
          if (answer.kind !== 'ARRIVED') continue;
          inbound = answer.next;
          for (const { variantId, quantity } of answer.arrived) came[Number(variantId[1])]! += quantity;
        }
        expect(inbound.lines.map(({ received }) => received)).toEqual(came);
        for (const one of inbound.lines) expect(underWay(one)).toBeGreaterThanOrEqual(0);
        const ended = inbound.lines.every((one) => underWay(one) === 0);
        expect(['RECEIVED', 'CLOSED'].includes(inbound.status)).toBe(ended);
      }),
    );
  });
});
