import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineEvent, fromKafka, PoisonMessage, streamOf, toOutgoing } from '#kernel/messages/event.ts';

const grown = defineEvent({
  type: 'garden.TreeGrown',
  key: 'treeId',
  description: 'A tree grew.',
  schema: z.object({ treeId: z.string(), metres: z.number() }),
});
const known = new Map([[grown.type, grown]]);
const asMessage = ({ headers, payload }: { headers: Record<string, string>; payload: string }) => ({
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)])),
  value: Buffer.from(payload),
});

describe('an event', () => {
  it('travels with CloudEvents attributes in headers and comes back as it was', () => {
    const out = toOutgoing(grown, { treeId: 't', metres: 3 }, { correlationId: 'c', id: 'cause' });
    expect(out).toMatchObject({ topic: 'garden.events', key: 't' });
    expect(out.headers).toMatchObject({
      ce_specversion: '1.0',
      ce_type: 'garden.TreeGrown',
      ce_source: '/garden',
      ce_correlationid: 'c',
      ce_causationid: 'cause',
      ce_dataschema: 'garden.TreeGrown/1',
    });
    expect(fromKafka(known, asMessage(out))).toEqual({
      type: 'garden.TreeGrown',
      id: out.headers.ce_id,
      time: new Date(out.headers.ce_time!),
      correlationId: 'c',
      data: { treeId: 't', metres: 3 },
    });
    expect(streamOf(grown)).toBe('garden.events');
  });

  it('starts a correlation of its own when nothing caused it', () => {
    const { headers } = toOutgoing(grown, { treeId: 't', metres: 3 });
    expect(headers.ce_correlationid).toBe(headers.ce_id);
  });

  it('cannot be published with a payload that breaks its schema', () => {
    expect(() => toOutgoing(grown, { treeId: 't', metres: 'three' } as never)).toThrow(z.ZodError);
  });

  it('cannot be published with more than any broker takes, in whatever letters', () => {
    expect(() => toOutgoing(grown, { treeId: 'ж'.repeat(300_000), metres: 3 })).toThrow('300');
    const { payload } = toOutgoing(grown, { treeId: '木'.repeat(290_000), metres: 3 });
    expect(Buffer.byteLength(payload)).toBeLessThan(900_000);
  });

  it('keeps fields out that its reader does not know, so that a publisher may add some', () => {
    const out = toOutgoing(grown, { treeId: 't', metres: 3 });
    const widened = { ...out, payload: JSON.stringify({ treeId: 't', metres: 3, colour: 'green' }) };
    expect(fromKafka(known, asMessage(widened))?.data).toEqual({ treeId: 't', metres: 3 });
  });

  it('is nobody’s business when its type is not asked for', () => {
    expect(fromKafka(new Map(), asMessage(toOutgoing(grown, { treeId: 't', metres: 3 })))).toBeUndefined();
  });

  it.each(['not json', '{"treeId":"t"}', 'null'])('is poison when it reads %s', (payload) => {
    const out = toOutgoing(grown, { treeId: 't', metres: 3 });
    expect(() => fromKafka(known, asMessage({ ...out, payload }))).toThrow(PoisonMessage);
  });
});
