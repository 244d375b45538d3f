import { expect, it } from 'vitest';
import type { z } from 'zod';
import { newId } from '#kernel/ids.ts';
import { quickCheck } from '#kernel/messages/quick-check.ts';
import * as published from '#schema/events.ts';

const WRONG = [undefined, null, '', 'text', -1, 0.5, true, {}, [], [null]];

it('is quick about published events, and sees what is wrong with any field of them', () => {
  const definitions = Object.values(published).filter((one) => typeof one === 'object' && 'schema' in one);
  const slow = definitions.filter(({ schema }) => !quickCheck(schema)(exampleOf(schema)));
  expect(slow.map(({ type }) => type)).toEqual([
    'inventory.WarehouseSaved',
    'logistics.ReturnLabelIssued',
    'payment.PaymentRefunded',
  ]);
  for (const { schema } of definitions) {
    const check = quickCheck(schema);
    const payload = exampleOf(schema) as Record<string, unknown>;
    expect(check({ ...payload, more: 1 })).toBe(false);
    for (const name of Object.keys(payload)) {
      const { [name]: _, ...rest } = payload;
      expect(check(rest)).toBe(false);
      for (const value of WRONG) {
        const other = { ...payload, [name]: value };
        if (check(other)) expect(schema.safeParse(other)).toEqual({ success: true, data: other });
      }
    }
  }
});

const at = '2026-11-21T20:00:00.000Z';

/** Something that a schema lets through. */
function exampleOf(schema: z.core.$ZodType): unknown {
  const { def, values } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return Object.fromEntries(Object.entries(def.shape).map(([name, field]) => [name, exampleOf(field)]));
    case 'array':
      return [exampleOf(def.element)];
    case 'nullable':
      return exampleOf(def.innerType);
    case 'string':
      return (
        { uuid: newId(), datetime: at, date: at.slice(0, 10) }[(def as { format?: string }).format ?? ''] ?? 'text'
      );
    case 'number':
      return 1;
    default:
      return values?.values().next().value;
  }
}
