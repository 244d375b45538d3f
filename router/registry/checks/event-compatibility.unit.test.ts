import { describe, expect, it } from 'vitest';
import { type JsonSchema, payloadBreaks } from '#router/registry/checks/event-compatibility.ts';

const object = (properties: object, required = Object.keys(properties)): JsonSchema => ({
  type: 'object',
  properties,
  required,
});
const string = { type: 'string' };

describe('what readers of a payload stumble over', () => {
  it.each([
    ['a new field', object({ a: string }), object({ a: string, b: string })],
    ['a field that is always there from now on', object({ a: string }, []), object({ a: string })],
    ['a value that comes no more', object({ a: { enum: ['x', 'y'] } }), object({ a: { enum: ['x'] } })],
    ['whole numbers where any number was', object({ a: { type: 'number' } }), object({ a: { type: 'integer' } })],
    ['never null where null was', object({ a: { type: ['string', 'null'] } }), object({ a: string })],
    ['other words', object({ a: string }), object({ a: { ...string, description: 'Now said.' } })],
    ['other words in an alternative', { anyOf: [string] }, { anyOf: [{ ...string, description: 'Said.' }] }],
  ])('is not %s', (_what, before, after) => {
    expect(payloadBreaks(before, after, 'e')).toEqual([]);
  });

  it.each([
    ['a field that is gone', object({ a: string }), object({}), 'EVENT_FIELD_REMOVED e.a'],
    ['a field that may be absent', object({ a: string }), object({ a: string }, []), 'EVENT_FIELD_OPTIONAL e.a'],
    ['another type', object({ a: string }), object({ a: { type: 'integer' } }), 'EVENT_FIELD_TYPE_CHANGED e.a'],
    [
      'null at times',
      object({ a: string }),
      object({ a: { type: ['string', 'null'] } }),
      'EVENT_FIELD_TYPE_CHANGED e.a',
    ],
    ['fractions', { type: 'integer' }, { type: 'number' }, 'EVENT_FIELD_TYPE_CHANGED e'],
    ['anything at all', string, {}, 'EVENT_FIELD_TYPE_CHANGED e'],
    ['a value nobody knows', { enum: ['x'] }, { enum: ['x', 'y'] }, 'EVENT_VALUE_ADDED e'],
    ['any value', { type: 'string', const: 'x' }, string, 'EVENT_VALUE_ADDED e'],
    ['another format', { ...string, format: 'uuid' }, string, 'EVENT_FIELD_TYPE_CHANGED e'],
    ['another alternative', { anyOf: [string] }, { anyOf: [string, { type: 'null' }] }, 'EVENT_FIELD_TYPE_CHANGED e'],
    [
      'a break deep inside a list',
      object({ lines: { type: 'array', items: object({ sku: string }) } }),
      object({ lines: { type: 'array', items: object({}) } }),
      'EVENT_FIELD_REMOVED e.lines[].sku',
    ],
  ])('is %s', (_what, before, after, expected) => {
    expect(payloadBreaks(before, after, 'e').map(({ code, path }) => `${code} ${path}`)).toEqual([expected]);
  });
});
