import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '#kernel/ids.ts';
import { quickCheck } from '#kernel/messages/quick-check.ts';

const at = '2026-11-21T20:00:00.000Z';

/** Schemas, each with what it is quick to let through. */
const QUICK: [z.ZodType, unknown[]][] = [
  [z.string(), ['', 'a']],
  [z.uuid(), [newId()]],
  [z.iso.datetime(), [at]],
  [z.iso.date(), ['2026-11-21']],
  [z.int(), [0, -1, 7]],
  [z.int().positive(), [1]],
  [z.int().nonnegative(), [0, 1]],
  [z.number(), [0.5, -1]],
  [z.boolean(), [true, false]],
  [z.enum(['A', 'B']), ['A']],
  [z.string().nullable(), [null, 'a']],
  [z.array(z.int()), [[], [1]]],
  [z.object({ a: z.string(), b: z.object({ c: z.int() }) }), [{ b: { c: 1 }, a: '' }]],
];

/** Schemas that it leaves everything to. */
const SLOW: z.ZodType[] = [
  z.string().min(1),
  z.string().trim(),
  z.url(),
  z.coerce.string(),
  z.int().max(4),
  z.int32(),
  z.number().multipleOf(2),
  z.number().refine((value) => value > 3),
  z.array(z.string()).min(1),
  z.object({ a: z.string() }).refine(({ a }) => a === 'b'),
  z.strictObject({ a: z.string() }),
  z.looseObject({ a: z.string() }),
  z.object({ a: z.string().optional() }),
  z.object({ a: z.string().default('b') }),
  z.string().transform(Number),
  z.tuple([z.number()]),
];

const AWKWARD: unknown[] = [
  ...QUICK.flatMap(([, values]) => values),
  ...[
    undefined,
    Number.NaN,
    Infinity,
    2 ** 53,
    1.5,
    3,
    4,
    5,
    '1',
    'b',
    ' a ',
    'C',
    at.replace('Z', '+01:00'),
    '2026-02-30',
  ],
  ...[
    {},
    { a: 1 },
    { a: 'b' },
    { a: 'b', more: 1 },
    JSON.parse('{"a":"","__proto__":{}}'),
    [undefined],
    ['a'],
    [1, 'a'],
    [0.5],
  ],
  ...[{ a: '', b: { c: 1, more: 1 } }, { a: '', b: { c: '1' } }, { a: '', b: null }, new Date(0)],
];

describe('a quick check', () => {
  it.each(QUICK)('of %#. lets through what is right', (schema, values) => {
    for (const value of values) expect(quickCheck(schema)(value)).toBe(true);
  });

  it('is true only of what the schema lets through as it is', () => {
    for (const schema of [...QUICK.map(([quick]) => quick), ...SLOW]) {
      const check = quickCheck(schema);
      for (const value of AWKWARD)
        if (check(value)) expect(schema.safeParse(value)).toEqual({ success: true, data: value });
    }
  });
});
