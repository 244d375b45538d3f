import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineEvent, toOutgoing } from '#kernel/messages/event.ts';
import { asyncApiOf } from './asyncapi.ts';

const grown = defineEvent({
  type: 'garden.TreeGrown',
  version: 2,
  key: 'treeId',
  description: 'A tree grew.',
  schema: z.object({ treeId: z.uuid(), metres: z.number().positive(), note: z.string().nullable().optional() }),
});
const felled = defineEvent({
  type: 'garden.TreeFelled',
  key: 'treeId',
  description: 'A tree was felled.',
  schema: z.object({ treeId: z.uuid() }),
});
const info = { title: 'Garden', version: '1' };
const garden = { name: 'garden', events: [grown, felled] };
// biome-ignore lint/suspicious/noExplicitAny: a document of many shapes, read by the assertions
const document = asyncApiOf([{ name: 'silent', events: [] }, garden], info) as any;

const at = (pointer: string): unknown =>
  pointer
    .slice(2)
    .split('/')
    // biome-ignore lint/suspicious/noExplicitAny: walks any document
    .reduce((value: any, part) => value?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], document);

const refsIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : refsIn(inner)));
};

describe('the catalogue of events', () => {
  it('has a channel for each subgraph that publishes, with each kind of event it publishes', () => {
    expect(Object.keys(document.channels)).toEqual(['garden.events']);
    expect(Object.keys(document.channels['garden.events'].messages)).toEqual(['garden.TreeGrown', 'garden.TreeFelled']);
  });

  it('refers only to what is in it', () => {
    const refs = refsIn(document);
    expect(refs.length).toBeGreaterThan(0);
    expect(refs.filter((ref) => at(ref) === undefined)).toEqual([]);
  });

  it('describes a payload so that fields may be added', () => {
    const { payload } = document.components.messages['garden.TreeGrown'];
    expect(payload.required).toEqual(['treeId', 'metres']);
    expect(payload.properties.metres).toMatchObject({ type: 'number', exclusiveMinimum: 0 });
    expect(payload.additionalProperties).toBeUndefined();
  });

  it('describes the headers that an event really has', () => {
    const { headers } = document.components.messages['garden.TreeGrown'];
    const treeId = '0192f3c4-7a1b-7e54-b0c1-d2e3f4a5b6c7';
    const real = toOutgoing(grown, { treeId, metres: 1 }, { id: 'cause', actor: 'guest', origin: '192.0.2.1' }).headers;
    expect(Object.keys(headers.properties).sort()).toEqual(Object.keys(real).sort());
    expect(headers.required.filter((name: string) => !(name in real))).toEqual([]);
    for (const [name, property] of Object.entries<{ const?: string }>(headers.properties))
      if (property.const) expect(real[name]).toBe(property.const);
  });

  it('is the same whatever order the subgraphs come in', () => {
    const other = { name: 'attic', events: [defineEvent({ ...felled, type: 'attic.BoxFound', key: 'treeId' })] };
    expect(JSON.stringify(asyncApiOf([garden, other], info))).toBe(JSON.stringify(asyncApiOf([other, garden], info)));
  });

  it('refuses an event that bears another subgraph’s name', () => {
    expect(() => asyncApiOf([{ name: 'house', events: [felled] }], info)).toThrow('garden.TreeFelled');
  });
});
