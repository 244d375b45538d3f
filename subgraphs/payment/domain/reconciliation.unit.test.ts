import { describe, expect, it } from 'vitest';
import { type Movement, type OwnMovement, reconcile, type StatedMovement } from './reconciliation.ts';

const stated = (reference: string, minor = 100, movement: Movement = 'CAPTURE', currency = 'RUB'): StatedMovement => ({
  ...{ movement, reference, minor, currency },
});
const own = (reference: string, more: Partial<OwnMovement> = {}): OwnMovement => ({
  ...stated(reference),
  ...{ paymentId: reference, done: true, status: 'CAPTURED' },
  ...more,
});

/** The differences, in short. */
const found = (there: StatedMovement[], named: OwnMovement[], happened: OwnMovement[] = []) =>
  reconcile(there, { named, happened }).map(({ kind, movement, reference }) => `${kind} ${movement} ${reference}`);

describe('the statement and what we have', () => {
  it('agree when every movement is the same', () => {
    expect(found([stated('a'), stated('a', 100, 'REFUND')], [own('a'), own('a', { movement: 'REFUND' })])).toEqual([]);
    expect(found([stated('a')], [own('a')], [own('a')])).toEqual([]);
  });

  it.each([
    ['the bank states what is not known here', [stated('a')], [], [], 'MISSING_HERE CAPTURE a'],
    ['a refund has the name of a capture', [stated('a', 100, 'REFUND')], [own('a')], [], 'MISSING_HERE REFUND a'],
    ['the bank does not state what happened here', [], [], [own('a')], 'MISSING_THERE CAPTURE a'],
    ['it is less there', [stated('a', 99)], [own('a')], [], 'AMOUNT_DIFFERS CAPTURE a'],
    ['it is in another currency', [stated('a', 100, 'CAPTURE', 'EUR')], [own('a')], [], 'AMOUNT_DIFFERS CAPTURE a'],
    ['the bank took it twice', [stated('a'), stated('a')], [own('a')], [], 'AMOUNT_DIFFERS CAPTURE a'],
    ['it has not happened here', [stated('a')], [own('a', { done: false })], [], 'STATUS_DIFFERS CAPTURE a'],
  ])('differ when %s', (_what, there, named, happened, difference) => {
    expect(found(there, named, happened)).toEqual([difference]);
  });

  it('add up what the bank states in parts', () => {
    expect(found([stated('a', 40), stated('a', 60)], [own('a')])).toEqual([]);
  });

  it('differ once each, in the order of the statement, what is missing there at the end', () => {
    const there = [stated('b', 1), stated('a', 1), stated('c')];
    const here = [own('a'), own('b'), own('c')];
    expect(found(there, here, [own('d'), ...here])).toEqual([
      'AMOUNT_DIFFERS CAPTURE b',
      'AMOUNT_DIFFERS CAPTURE a',
      'MISSING_THERE CAPTURE d',
    ]);
  });

  it('tell of a difference what it is here and there', () => {
    const [difference] = reconcile([stated('a', 99)], { named: [own('a')], happened: [] });
    expect(difference).toMatchObject({ here: { minor: 100, paymentId: 'a' }, there: { minor: 99 } });
  });
});
