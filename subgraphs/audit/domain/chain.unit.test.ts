import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Action, originDigest, seal } from './chain.ts';
import { withoutPersonalData } from './personal-data.ts';

const action = (name: string): Action => ({
  eventId: '01a1fcf5-50c6-760c-b3ee-ef55d6d6f548',
  at: new Date('2026-01-31T12:00:00.007Z'),
  action: name,
  subject: '01a1fcf5-5041-7728-86ac-65a3d24d721c',
  actor: 'service:order',
  origin: null,
  correlation: null,
  causation: null,
  data: '{"a":1}',
});
const head = { seq: 4, hash: '07'.repeat(32) };

describe('the chain', () => {
  it('numbers actions on from its head, and covers each with the hash before it', () => {
    const [first, second] = seal([action('order.OrderPaid'), action('order.OrderCancelled')], head);
    expect([first!.seq, second!.seq]).toEqual([5, 6]);
    const text = [
      '5\u001f01a1fcf5-50c6-760c-b3ee-ef55d6d6f548\u001f2026-01-31T12:00:00.007Z\u001forder.OrderPaid',
      '01a1fcf5-5041-7728-86ac-65a3d24d721c\u001fservice:order\u001f\u001f\u001f\u001f{"a":1}',
    ].join('\u001f');
    expect(first!.hash).toBe(createHash('sha256').update(Buffer.alloc(32, 7)).update(text).digest('hex'));
    expect(seal([action('order.OrderCancelled')], first!)[0]).toEqual(second);
  });

  it.each(Object.keys(action('x')) as (keyof Action)[])('shows a change of %s', (field) => {
    const [sealed] = seal([action('order.OrderPaid')], head);
    const other = field === 'at' ? new Date(0) : 'other';
    expect(seal([{ ...action('order.OrderPaid'), [field]: other }], head)[0]!.hash).not.toEqual(sealed!.hash);
  });

  it('names the same place of the same person differently by salt', () => {
    const at = (salt: number) => originDigest(Buffer.alloc(16, salt), 'user:1', '192.0.2.1 browser');
    expect(at(1)).toBe(at(1));
    expect(at(1)).not.toBe(at(2));
  });
});

describe('what is kept of an event', () => {
  it('is its payload but for personal data', () => {
    expect(withoutPersonalData('order.OrderPaid', '{"orderId":"1","address":{"recipient":"Ann"},"totalMinor":5}')).toBe(
      '{"orderId":"1","totalMinor":5}',
    );
    expect(withoutPersonalData('order.OrderCancelled', '{"a":1}')).toBe('{"a":1}');
  });
});
