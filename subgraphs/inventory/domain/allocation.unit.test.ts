import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, distanceKm, type Line, type Shelf } from './allocation.ts';

const MOSCOW = { latitude: 55.75, longitude: 37.62 };
const KAZAN = { latitude: 55.79, longitude: 49.12 };
const TVER = { latitude: 56.86, longitude: 35.9 };
const TULA = { latitude: 54.19, longitude: 37.62 };
const NOVOSIBIRSK = { latitude: 55.03, longitude: 82.92 };

const shelf = (warehouseId: string, available: number, at = MOSCOW): Shelf => ({ warehouseId, available, ...at });
const stockOf = (shelves: Record<string, Shelf[]>) => (variantId: string) => shelves[variantId] ?? [];

describe('distance', () => {
  test('Moscow to Kazan is about 720 km, and nothing to itself', () => {
    expect(distanceKm(MOSCOW, KAZAN)).toBeCloseTo(718, -1);
    expect(distanceKm(MOSCOW, MOSCOW)).toBe(0);
  });
});

describe('allocation', () => {
  test('the nearest warehouse that has everything sends it in one parcel', () => {
    const stock = stockOf({
      bed: [shelf('nsk', 5, NOVOSIBIRSK), shelf('msk', 5, MOSCOW)],
      pillow: [shelf('nsk', 5, NOVOSIBIRSK), shelf('msk', 5, MOSCOW)],
    });
    const lines = [
      { variantId: 'bed', quantity: 1 },
      { variantId: 'pillow', quantity: 2 },
    ];
    expect(allocate(lines, stock, KAZAN)).toEqual({
      kind: 'ALLOCATED',
      allocations: lines.map((line) => ({ ...line, warehouseId: 'msk' })),
    });
  });

  const bedAndPillow = [
    { variantId: 'bed', quantity: 1 },
    { variantId: 'pillow', quantity: 1 },
  ];
  const sentFrom = (result: ReturnType<typeof allocate>) =>
    result.kind === 'ALLOCATED' ? result.allocations.map(({ warehouseId }) => warehouseId) : [];

  test('the nearest first: two parcels that come sooner are better than one from far', () => {
    const stock = stockOf({
      bed: [shelf('msk', 1, MOSCOW), shelf('nsk', 1, NOVOSIBIRSK)],
      pillow: [shelf('kzn', 1, KAZAN), shelf('nsk', 1, NOVOSIBIRSK)],
    });
    expect(sentFrom(allocate(bedAndPillow, stock, MOSCOW))).toEqual(['msk', 'kzn']);
  });

  test('then the fewest parcels: of those that come as soon, one is better than two', () => {
    const stock = stockOf({
      bed: [shelf('msk', 1, MOSCOW), shelf('tver', 1, TVER)],
      pillow: [shelf('tula', 1, TULA), shelf('tver', 1, TVER)],
    });
    expect(sentFrom(allocate(bedAndPillow, stock, MOSCOW))).toEqual(['tver', 'tver']);
  });

  test('a part is not sent from near when the rest comes from far anyway, and all of it can', () => {
    const stock = stockOf({ bed: [shelf('msk', 1, MOSCOW), shelf('nsk', 5, NOVOSIBIRSK)] });
    expect(sentFrom(allocate([{ variantId: 'bed', quantity: 2 }], stock, MOSCOW))).toEqual(['nsk']);
  });

  test('of as few parcels that come as soon, those with the least way', () => {
    const stock = stockOf({ bed: [shelf('tver', 9, TVER), shelf('msk', 1, MOSCOW)] });
    expect(sentFrom(allocate([{ variantId: 'bed', quantity: 1 }], stock, TULA))).toEqual(['msk']);
  });

  test('then the most stock: of warehouses in one place the fuller one sends it', () => {
    const stock = stockOf({ bed: [shelf('msk-1', 3, MOSCOW), shelf('msk-2', 9, MOSCOW), shelf('msk-3', 5, MOSCOW)] });
    expect(sentFrom(allocate([{ variantId: 'bed', quantity: 2 }], stock, KAZAN))).toEqual(['msk-2']);
  });

  test('without a destination the warehouse with the most stock sends it', () => {
    const stock = stockOf({ bed: [shelf('a', 3), shelf('b', 9), shelf('c', 5)] });
    expect(allocate([{ variantId: 'bed', quantity: 2 }], stock)).toMatchObject({ allocations: [{ warehouseId: 'b' }] });
  });

  test('a line that no warehouse has alone is split, the nearest giving first', () => {
    const stock = stockOf({ bed: [shelf('nsk', 4, NOVOSIBIRSK), shelf('msk', 3, MOSCOW), shelf('kzn', 1, KAZAN)] });
    expect(allocate([{ variantId: 'bed', quantity: 6 }], stock, MOSCOW)).toEqual({
      kind: 'ALLOCATED',
      allocations: [
        { variantId: 'bed', warehouseId: 'msk', quantity: 3 },
        { variantId: 'bed', warehouseId: 'nsk', quantity: 3 },
      ],
    });
  });

  test('when one line is short nothing is allocated, and every short line is named', () => {
    const stock = stockOf({ bed: [shelf('msk', 3)], pillow: [shelf('msk', 1), shelf('kzn', 1)] });
    const lines = [
      { variantId: 'bed', quantity: 3 },
      { variantId: 'pillow', quantity: 3 },
      { variantId: 'unknown', quantity: 1 },
    ];
    expect(allocate(lines, stock)).toEqual({
      kind: 'SHORT',
      shortages: [
        { variantId: 'pillow', requested: 3, available: 2 },
        { variantId: 'unknown', requested: 1, available: 0 },
      ],
    });
  });

  const world = fc.record({
    quantities: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }),
    shelves: fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 }), { maxLength: 12 }),
  });

  test('whatever the stock, exactly what was asked is taken and never more than a shelf has, or nothing when it is short', () => {
    fc.assert(
      fc.property(world, ({ quantities, shelves }) => {
        const lines: Line[] = quantities.map((quantity, index) => ({ variantId: `v${index}`, quantity }));
        const at = (variantId: string): Shelf[] =>
          shelves.map((row, index) =>
            shelf(`w${index}`, row[Number(variantId.slice(1))]!, { latitude: 0, longitude: index }),
          );
        const total = (variantId: string) => at(variantId).reduce((sum, { available }) => sum + available, 0);
        const result = allocate(lines, at, { latitude: 0, longitude: 0 });
        const possible = lines.every(({ variantId, quantity }) => total(variantId) >= quantity);
        expect(result.kind).toBe(possible ? 'ALLOCATED' : 'SHORT');
        if (result.kind === 'SHORT') return;
        for (const { variantId, quantity } of lines) {
          const parts = result.allocations.filter((one) => one.variantId === variantId);
          expect(parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(quantity);
          for (const part of parts)
            expect(part.quantity).toBeLessThanOrEqual(
              at(variantId).find((s) => s.warehouseId === part.warehouseId)!.available,
            );
        }
      }),
    );
  });

  test('no smaller number of parcels would have done', () => {
    fc.assert(
      fc.property(world, ({ quantities, shelves }) => {
        fc.pre(shelves.length <= 6);
        const lines: Line[] = quantities.map((quantity, index) => ({ variantId: `v${index}`, quantity }));
        const result = allocate(lines, (id) =>
          shelves.map((row, index) => shelf(`w${index}`, row[Number(id.slice(1))]!)),
        );
        fc.pre(result.kind === 'ALLOCATED');
        const used = new Set(
          (result as Extract<typeof result, { kind: 'ALLOCATED' }>).allocations.map((a) => a.warehouseId),
        ).size;
        for (let set = 1; set < 2 ** shelves.length; set += 1) {
          const members = shelves.filter((_, index) => set & (1 << index));
          const enough = lines.every(
            ({ quantity }, index) => members.reduce((sum, row) => sum + row[index]!, 0) >= quantity,
          );
          if (enough) expect(members.length).toBeGreaterThanOrEqual(used);
        }
      }),
    );
  });
});
