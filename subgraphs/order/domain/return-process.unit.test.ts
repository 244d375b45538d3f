import { describe, expect, it } from 'vitest';
import { checkReturnRequest, returnableOf, shortOf } from './return.ts';
import {
  decideReturn,
  GOODS_AWAITED_MS,
  outcomeOf,
  REFUND_AWAITED_MS,
  REST_AWAITED_MS,
  type ReturnEvent,
  type ReturnReason,
  type ReturnState,
  refundOf,
  requested,
} from './return-process.ts';

const START = new Date('2026-03-01T12:00:00Z');
const later = (ms: number) => new Date(START.getTime() + ms);
const label = { carrier: 'sandbox', trackingNumber: 'R1', url: 'https://carrier.example/r1' };
const chair = { orderLineId: 'chair', variantId: 'v1', sku: 'C', quantity: 2, unitPriceMinor: 1_000 };
const lamp = { orderLineId: 'lamp', variantId: 'v2', sku: 'L', quantity: 1, unitPriceMinor: 300 };
const asked = (reason: ReturnReason = 'DEFECTIVE') => requested(reason, [chair, lamp]);
const received = (...lines: [string, restock: number, writeOff?: number][]): ReturnEvent => ({
  type: 'GoodsReceived',
  lines: lines.map(([orderLineId, restock, writeOff = 0]) => ({ orderLineId, restock, writeOff })),
});
const all = received(['chair', 2], ['lamp', 1]);

function reach(state: ReturnState, ...events: (ReturnEvent | readonly [ReturnEvent, Date])[]) {
  const announced: string[] = [];
  const ignored: string[] = [];
  for (const step of events) {
    const [event, now] = 'type' in step ? [step, START] : step;
    const decision = decideReturn(state, event, { now, paidBack: false });
    if (decision.kind === 'ignored') ignored.push(decision.because);
    else {
      state = decision.state;
      if (decision.announce) announced.push(decision.announce);
    }
  }
  return { state, announced, ignored };
}

const approved: ReturnEvent = { type: 'Approved' };
const labelled: ReturnEvent = { type: 'LabelIssued', label };
const paid: ReturnEvent = { type: 'MoneyReturned' };
const deadline: ReturnEvent = { type: 'DeadlinePassed' };

describe('a return', () => {
  it('is approved, labelled, received and refunded', () => {
    const { state, announced } = reach(asked(), approved, labelled, all, paid);
    expect(announced).toEqual(['ReturnApproved', 'RefundRequested', 'ReturnClosed']);
    expect(state).toMatchObject({ status: 'REFUNDED', refundMinor: 2_300, deadline: null, label });
    expect(outcomeOf(state)).toBe('REFUNDED');
  });

  it('that is refused stays refused', () => {
    const { state, announced, ignored } = reach(asked(), { type: 'Refused', explanation: 'worn' }, approved, all);
    expect(state).toMatchObject({ status: 'REFUSED', explanation: 'worn', refundMinor: null });
    expect(announced).toEqual(['ReturnRefused']);
    expect(ignored).toEqual(['ALREADY_DECIDED', 'RETURN_ENDED']);
  });

  it('whose goods came before its label waits for no label', () => {
    expect(reach(asked(), approved, all, labelled).state).toMatchObject({ status: 'RECEIVED', label });
  });

  it('asks for money once all has come, however many parcels it took', () => {
    const { state, announced } = reach(
      asked(),
      approved,
      received(['chair', 1]),
      received(['chair', 0, 1], ['lamp', 1]),
    );
    expect(announced).toEqual(['ReturnApproved', 'RefundRequested']);
    expect(state).toMatchObject({ status: 'RECEIVED', refundMinor: 2_300 });
  });

  it('of which only a part comes is refunded in part, a week after', () => {
    const { state, announced } = reach(asked(), approved, received(['lamp', 1]), [deadline, later(REST_AWAITED_MS)]);
    expect(announced).toEqual(['ReturnApproved', 'RefundRequested']);
    expect(state.refundMinor).toBe(300);
  });

  it('whose goods never come is closed, and taken up again should they come after all', () => {
    const closed = reach(asked(), approved, labelled, [deadline, later(GOODS_AWAITED_MS)]);
    expect(closed.state).toMatchObject({ status: 'CLOSED', refundMinor: 0 });
    expect(outcomeOf(closed.state)).toBe('EXPIRED');
    expect(reach(closed.state, received(['chair', 1])).state.status).toBe('LABELLED');
    expect(reach(closed.state, all)).toMatchObject({ announced: ['RefundRequested'], state: { status: 'RECEIVED' } });
  });

  it('asks for its money again while no answer comes', () => {
    const { announced, state } = reach(asked(), approved, all, [deadline, later(REFUND_AWAITED_MS)]);
    expect(announced).toEqual(['ReturnApproved', 'RefundRequested', 'RefundRequested']);
    expect(state.deadline).toEqual(later(2 * REFUND_AWAITED_MS));
  });

  it('whose refund is refused asks no more, and ends when staff have given the money back', () => {
    const refused: ReturnEvent = { type: 'RefundRefused', reason: 'refused_by_bank' };
    const { state, announced } = reach(asked(), approved, all, refused, [deadline, later(REFUND_AWAITED_MS)]);
    expect(announced).toEqual(['ReturnApproved', 'RefundRequested']);
    expect(state).toMatchObject({ status: 'RECEIVED', deadline: null });
    expect(reach(state, paid).state.status).toBe('REFUNDED');
  });

  it('of an order whose money is back already asks for none', () => {
    const { state } = reach(asked(), approved);
    expect(decideReturn(state, all, { now: START, paidBack: true })).toMatchObject({
      announce: 'ReturnClosed',
      state: { status: 'CLOSED', refundMinor: 0 },
    });
  });

  it.each<[string, ReturnEvent[], string]>([
    ['goods of a return nobody approved', [all], 'NOT_APPROVED'],
    ['a label of a return nobody approved', [labelled], 'NOT_APPROVED'],
    ['a second label', [approved, labelled, labelled], 'ALREADY_LABELLED'],
    ['money nobody asked for', [approved, paid], 'NO_MONEY_ASKED_FOR'],
    ['money that comes twice', [approved, all, paid, paid], 'NO_MONEY_ASKED_FOR'],
    ['a refusal of money nobody asked for', [approved, { type: 'RefundRefused', reason: 'x' }], 'NO_MONEY_ASKED_FOR'],
    ['goods of another order', [approved, received(['sofa', 1])], 'UNKNOWN_LINES'],
    ['goods after the money', [approved, all, paid, all], 'RETURN_ENDED'],
    ['a deadline before its time', [approved, deadline], 'DEADLINE_NOT_REACHED'],
    ['a deadline that is none', [deadline], 'NO_DEADLINE'],
  ])('ignores %s', (_, events, because) => {
    expect(reach(asked(), ...events).ignored).toEqual([because]);
  });

  it.each<[ReturnReason, restocked: number, writtenOff: number, refund: number]>([
    ['DEFECTIVE', 0, 2, 2_000],
    ['CHANGED_MIND', 1, 1, 1_000],
    ['CHANGED_MIND', 0, 2, 0],
    ['WRONG_ITEM', 5, 0, 2_000],
  ])('for %s with %i restocked and %i written off is refunded %i', (reason, restocked, writtenOff, refund) => {
    expect(refundOf({ reason, lines: [{ ...chair, restocked, writtenOff }] })).toBe(refund);
  });

  it('of which nothing is refunded ends when it is looked at', () => {
    const { state } = reach(asked('CHANGED_MIND'), approved, received(['chair', 0, 2], ['lamp', 0, 1]));
    expect(state.status).toBe('CLOSED');
    expect(outcomeOf(state)).toBe('NOT_REFUNDED');
  });
});

describe('what can be returned', () => {
  const bought = [
    { id: 'chair', quantity: 3 },
    { id: 'lamp', quantity: 1 },
  ];
  const request = (lines: Record<string, number>) => ({
    lines: Object.entries(lines).map(([orderLineId, quantity]) => ({ orderLineId, quantity })),
    reason: 'DEFECTIVE' as const,
    photoKeys: [] as string[],
  });

  it('is what was bought less what other returns hold on to', () => {
    expect(Object.fromEntries(returnableOf(bought, [asked()]))).toEqual({ chair: 1, lamp: 0 });
  });

  it('comes back when a return is refused or nothing of it came', () => {
    const refused = reach(asked(), { type: 'Refused', explanation: 'worn' }).state;
    const expired = reach(asked(), approved, [deadline, later(GOODS_AWAITED_MS)]).state;
    expect(Object.fromEntries(returnableOf(bought, [refused, expired]))).toEqual({ chair: 3, lamp: 1 });
    const inPart = reach(asked(), approved, received(['chair', 1]), [deadline, later(REST_AWAITED_MS)]).state;
    expect(Object.fromEntries(returnableOf(bought, [inPart]))).toEqual({ chair: 2, lamp: 1 });
  });

  it('is told for each line that asks for more', () => {
    expect(shortOf(request({ chair: 4, lamp: 1, sofa: 1 }), returnableOf(bought, []))).toEqual([
      { orderLineId: 'chair', requested: 4, returnable: 3 },
      { orderLineId: 'sofa', requested: 1, returnable: 0 },
    ]);
  });

  it.each([
    ['no lines', request({}), 'input.lines'],
    ['a line twice', { ...request({}), lines: [chair, chair] }, 'input.lines'],
    ['none of a line', request({ chair: 0 }), 'input.lines.quantity'],
    ['fewer than none', request({ chair: -1 }), 'input.lines.quantity'],
    ['a novel', { ...request({ chair: 1 }), comment: 'x'.repeat(1_001) }, 'input.comment'],
    ['what is no text', { ...request({ chair: 1 }), comment: 'broken\0' }, 'input.comment'],
    ['eleven pictures', { ...request({ chair: 1 }), photoKeys: Array(11).fill('a.jpg') }, 'input.photoKeys'],
    ['a key that climbs', { ...request({ chair: 1 }), photoKeys: ['a/../b'] }, 'input.photoKeys'],
    ['a key that is empty', { ...request({ chair: 1 }), photoKeys: [''] }, 'input.photoKeys'],
  ])('a request with %s is invalid', (_, bad, field) => {
    expect(checkReturnRequest(bad)).toMatchObject({ field });
  });

  it('a request with pictures is valid', () => {
    expect(checkReturnRequest({ ...request({ chair: 1 }), photoKeys: ['u1/a.jpg', 'u1/b-2.png'] })).toBeUndefined();
  });
});
