import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Decision,
  decide,
  HOLD_ANSWER_MS,
  type ProcessEvent,
  type ProcessState,
  placed,
  STOP_ANSWER_MS,
} from './order-process.ts';
import { SHIPMENT_STEPS, type ShipmentStep } from './shipment-steps.ts';

const HOLD = new Date('2026-11-21T10:15:00Z');
const GRACE = 60_000;
const IN_TIME = new Date('2026-11-21T10:05:00Z');
const LATE = new Date(HOLD.getTime() + 30_000);
const TOO_LATE = new Date(HOLD.getTime() + GRACE);
const payment = { paymentId: 'p' };
const AUTHORIZED: ProcessEvent = { type: 'PaymentAuthorized', ...payment };
const DECLINED: ProcessEvent = { type: 'PaymentDeclined', ...payment };
const VOIDED: ProcessEvent = { type: 'PaymentVoided', ...payment };
const REFUNDED: ProcessEvent = { type: 'PaymentRefunded', whole: true, ...payment };
const PARTLY_REFUNDED: ProcessEvent = { type: 'PaymentRefunded', whole: false, ...payment };
const RESERVED: ProcessEvent = { type: 'StockReserved', expiresAt: new Date(HOLD.getTime() + 900_000) };
const REFUSED: ProcessEvent = { type: 'StockRefused' };
const DEADLINE: ProcessEvent = { type: 'DeadlinePassed' };
const CANCEL: ProcessEvent = { type: 'CancelRequested', by: 'BUYER' };
const STOPPED: ProcessEvent = { type: 'ShipmentsStopped' };
const NOT_STOPPED: ProcessEvent = { type: 'StopRefused' };
const ALL_BACK: ProcessEvent = { type: 'GoodsReturned', whole: true };
const PART_BACK: ProcessEvent = { type: 'GoodsReturned', whole: false };
const PLANNED: ProcessEvent = { type: 'ShipmentsPlanned', shipmentIds: ['a', 'b'] };
const shipment = (shipmentId: string, step: ShipmentStep): ProcessEvent => ({
  type: 'ShipmentMoved',
  shipmentId,
  step,
});

type Arrival = ProcessEvent | [ProcessEvent, Date];

/** Runs events over a fresh order; each at its own time or in time. */
function given(...events: Arrival[]): { state: ProcessState; announced: string[]; last: Decision | undefined } {
  let state = placed(HOLD, GRACE);
  let last: Decision | undefined;
  const announced: string[] = [];
  for (const arrival of events) {
    const [event, now] = Array.isArray(arrival) ? arrival : [arrival, IN_TIME];
    last = decide(state, event, now);
    if (last.kind !== 'moved') continue;
    state = last.state;
    if (last.announce) announced.push(last.announce);
  }
  return { state, announced, last };
}

const ignored = (because: string) => ({ kind: 'ignored', because });

describe('an order that waits for its payment', () => {
  it('is paid when the money is authorized while the goods are held', () => {
    const { state, announced } = given(AUTHORIZED);
    expect(state).toMatchObject({ status: 'PAID', money: 'AUTHORIZED', paymentId: 'p', deadline: null });
    expect(announced).toEqual(['OrderPaid']);
  });

  it('asks for the goods again when the money comes after the hold', () => {
    const { state, announced } = given([AUTHORIZED, LATE]);
    expect(state).toMatchObject({ status: 'PENDING_PAYMENT', hold: 'ASKED', money: 'AUTHORIZED' });
    expect(state.deadline).toEqual(new Date(LATE.getTime() + HOLD_ANSWER_MS));
    expect(announced).toEqual(['HoldRequested']);
  });

  it('counts the very moment the hold ends as after it', () => {
    expect(given([AUTHORIZED, HOLD]).announced).toEqual(['HoldRequested']);
    expect(given([AUTHORIZED, new Date(HOLD.getTime() - 1)]).announced).toEqual(['OrderPaid']);
  });

  it('is cancelled when the bank declines', () => {
    const { state, announced } = given(DECLINED);
    expect(state).toMatchObject({ status: 'CANCELLED', cancelReason: 'PAYMENT_DECLINED', deadline: null });
    expect(announced).toEqual(['OrderCancelled']);
  });

  it('is cancelled once the hold and its grace are over', () => {
    expect(given([DEADLINE, LATE]).last).toEqual(ignored('DEADLINE_NOT_REACHED'));
    expect(given([DEADLINE, TOO_LATE]).state).toMatchObject({ status: 'CANCELLED', cancelReason: 'PAYMENT_TIMEOUT' });
  });

  it('is cancelled by its buyer', () => {
    const { state, announced } = given(CANCEL);
    expect(state).toMatchObject({ status: 'CANCELLED', cancelReason: 'BUYER' });
    expect(announced).toEqual(['OrderCancelled']);
  });

  it.each([
    ['goods nobody asked for again', RESERVED, 'HOLD_NOT_ASKED_FOR'],
    ['a refusal of goods nobody asked for again', REFUSED, 'HOLD_NOT_ASKED_FOR'],
    ['shipments before the money', PLANNED, 'NOT_PAID'],
    ['a parcel before the money', shipment('a', 'PICKING'), 'NOT_PAID'],
    ['a refund of a part', PARTLY_REFUNDED, 'PARTIAL_REFUND'],
    ['parcels nobody wanted stopped', STOPPED, 'NOT_BEING_CANCELLED'],
  ])('ignores %s', (_, event, because) => {
    expect(given(event).last).toEqual(ignored(because));
  });
});

describe('an order whose money came after its hold', () => {
  it('is paid when the goods can be had again', () => {
    const { state, announced } = given([AUTHORIZED, LATE], [RESERVED, LATE]);
    expect(state).toMatchObject({ status: 'PAID', hold: 'HELD', deadline: null });
    expect(announced).toEqual(['HoldRequested', 'OrderPaid']);
  });

  it('is cancelled with its payment’s id when the goods are gone, and refunded when the money is back', () => {
    const { state, announced } = given([AUTHORIZED, LATE], [REFUSED, LATE]);
    expect(state).toMatchObject({ status: 'CANCELLED', cancelReason: 'OUT_OF_STOCK', paymentId: 'p' });
    expect(announced).toEqual(['HoldRequested', 'OrderCancelled']);
    expect(given([AUTHORIZED, LATE], [REFUSED, LATE], VOIDED).state.status).toBe('REFUNDED');
  });

  it('gives the money back when inventory never answers', () => {
    const never = new Date(LATE.getTime() + HOLD_ANSWER_MS);
    expect(given([AUTHORIZED, LATE], [DEADLINE, TOO_LATE]).last).toEqual(ignored('DEADLINE_NOT_REACHED'));
    expect(given([AUTHORIZED, LATE], [DEADLINE, never]).state).toMatchObject({
      status: 'CANCELLED',
      cancelReason: 'OUT_OF_STOCK',
    });
  });

  it('does not ask twice when the authorization is repeated', () => {
    expect(given([AUTHORIZED, LATE], [AUTHORIZED, LATE]).last).toEqual(ignored('ALREADY_AUTHORIZED'));
  });
});

describe('a paid order', () => {
  it.each([
    ['a second authorization', AUTHORIZED, 'ALREADY_AUTHORIZED'],
    ['goods reserved once more', RESERVED, 'HOLD_NOT_ASKED_FOR'],
    ['a deadline it no longer has', DEADLINE, 'NO_DEADLINE'],
    ['a refund of a part', PARTLY_REFUNDED, 'PARTIAL_REFUND'],
    ['parcels nobody wanted stopped', STOPPED, 'NOT_BEING_CANCELLED'],
    ['parcels nobody wanted stopped and that cannot be', NOT_STOPPED, 'NOT_BEING_CANCELLED'],
    ['goods that come back before they were delivered', ALL_BACK, 'GOODS_STAY_WITH_BUYER'],
  ])('ignores %s', (_, event, because) => {
    expect(given(AUTHORIZED, event).last).toEqual(ignored(because));
  });

  it('is cancelled when inventory finds that the hold had lapsed by its own clock', () => {
    const { state, announced } = given(AUTHORIZED, REFUSED);
    expect(state).toMatchObject({ status: 'CANCELLED', cancelReason: 'OUT_OF_STOCK' });
    expect(announced).toEqual(['OrderPaid', 'OrderCancelled']);
  });

  it('is cancelled when the bank refuses the capture, and still asks for the authorization back', () => {
    expect(given(AUTHORIZED, DECLINED, STOPPED).state).toMatchObject({
      status: 'CANCELLED',
      cancelReason: 'PAYMENT_DECLINED',
      money: 'AUTHORIZED',
    });
  });

  it.each([
    ['the authorization is voided', VOIDED, 'PAYMENT_DECLINED'],
    ['all of it is refunded by staff', REFUNDED, 'STAFF'],
  ])('is not sent for free when %s', (_, event, cancelReason) => {
    const { state, announced } = given(AUTHORIZED, event, STOPPED);
    expect(state).toMatchObject({ status: 'REFUNDED', cancelReason });
    expect(announced).toEqual(['OrderPaid', 'CancellationRequested', 'OrderCancelled']);
  });

  it('is cancelled by buyer or staff until the first parcel is with the carrier', () => {
    for (const step of ['PLANNED', 'PICKING', 'PACKED'] as const)
      expect(given(AUTHORIZED, PLANNED, shipment('a', step), CANCEL, STOPPED).state).toMatchObject({
        status: 'CANCELLED',
        cancelReason: 'BUYER',
      });
    for (const step of ['HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'] as const)
      expect(given(AUTHORIZED, PLANNED, shipment('a', step), CANCEL).last).toEqual(ignored('GOODS_ARE_ON_THEIR_WAY'));
    expect(given(AUTHORIZED, { type: 'CancelRequested', by: 'STAFF' }).state.cancelReason).toBe('STAFF');
  });

  it('is undone in reverse: first its parcels are stopped, then money and goods go back', () => {
    const asked = given(AUTHORIZED, PLANNED, CANCEL);
    expect(asked.announced).toEqual(['OrderPaid', 'OrderStatusChanged', 'CancellationRequested']);
    expect(asked.state).toMatchObject({ status: 'PROCESSING', cancelReason: 'BUYER' });
    const stopped = given(AUTHORIZED, PLANNED, CANCEL, STOPPED);
    expect(stopped.announced.at(-1)).toBe('OrderCancelled');
    expect(stopped.state).toMatchObject({ status: 'CANCELLED', deadline: null });
  });

  it('goes on when a parcel was faster than its cancellation, whatever is heard first', () => {
    const gone = shipment('a', 'HANDED_OVER');
    for (const events of [
      [NOT_STOPPED, gone],
      [gone, NOT_STOPPED],
    ]) {
      const { state, announced } = given(AUTHORIZED, PLANNED, CANCEL, ...events);
      expect(state).toMatchObject({ status: 'SHIPPED', cancelReason: null, deadline: null, money: 'AUTHORIZED' });
      expect(announced).not.toContain('OrderCancelled');
    }
  });

  it('is refunded when its money went back by itself and a parcel was faster', () => {
    for (const event of [NOT_STOPPED, shipment('a', 'HANDED_OVER')])
      expect(given(AUTHORIZED, PLANNED, VOIDED, event).state).toMatchObject({ status: 'REFUNDED', deadline: null });
  });

  it('asks again to stop its parcels while no answer comes', () => {
    const { state, announced } = given(AUTHORIZED, CANCEL, [DEADLINE, new Date(IN_TIME.getTime() + STOP_ANSWER_MS)]);
    expect(announced).toEqual(['OrderPaid', 'CancellationRequested', 'CancellationRequested']);
    expect(state.deadline).toEqual(new Date(IN_TIME.getTime() + 2 * STOP_ANSWER_MS));
  });

  it('is cancelled once, however many wish it', () => {
    expect(given(AUTHORIZED, CANCEL, CANCEL).last).toEqual(ignored('BEING_CANCELLED'));
    expect(given(AUTHORIZED, CANCEL, DECLINED).last).toEqual(ignored('BEING_CANCELLED'));
    expect(given(AUTHORIZED, CANCEL, VOIDED, STOPPED).state.status).toBe('REFUNDED');
  });
});

describe('an order on its way', () => {
  const way = (...steps: [string, ShipmentStep][]): string =>
    given(AUTHORIZED, PLANNED, ...steps.map(([id, step]) => shipment(id, step))).state.status;

  it('is processed when its shipments are planned, once', () => {
    expect(given(AUTHORIZED, PLANNED).state).toMatchObject({
      status: 'PROCESSING',
      shipments: { a: 'PLANNED', b: 'PLANNED' },
    });
    expect(given(AUTHORIZED, PLANNED, PLANNED).last).toEqual(ignored('ALREADY_PLANNED'));
  });

  it.each([
    ['PROCESSING', [['a', 'PACKED']]],
    ['SHIPPED', [['a', 'HANDED_OVER']]],
    ['SHIPPED', [['a', 'IN_TRANSIT']]],
    ['OUT_FOR_DELIVERY', [['a', 'OUT_FOR_DELIVERY']]],
    ['SHIPPED', [['a', 'DELIVERED']]],
    [
      'DELIVERED',
      [
        ['a', 'DELIVERED'],
        ['b', 'DELIVERED'],
      ],
    ],
    [
      'DELIVERED',
      [
        ['a', 'DELIVERED'],
        ['b', 'CANCELLED'],
      ],
    ],
    [
      'DELIVERED',
      [
        ['a', 'DELIVERED'],
        ['b', 'RETURNED'],
      ],
    ],
    [
      'RETURNED',
      [
        ['a', 'RETURNED'],
        ['b', 'RETURNED'],
      ],
    ],
  ] as [string, [string, ShipmentStep][]][])('is %s when its parcels are %j', (status, steps) => {
    expect(way(...steps)).toBe(status);
  });

  it('never goes back: with one parcel at the door and one on the road it stays out for delivery', () => {
    expect(way(['a', 'OUT_FOR_DELIVERY'], ['a', 'DELIVERED'], ['b', 'IN_TRANSIT'])).toBe('OUT_FOR_DELIVERY');
  });

  it('remembers when it was delivered', () => {
    const when = new Date('2026-11-23T12:00:00Z');
    const { state } = given(AUTHORIZED, PLANNED, shipment('a', 'DELIVERED'), [shipment('b', 'DELIVERED'), when]);
    expect(state.deliveredAt).toEqual(when);
  });

  it('ignores a step that comes again or late', () => {
    const packed = [AUTHORIZED, PLANNED, shipment('a', 'PACKED')];
    expect(given(...packed, shipment('a', 'PACKED')).last).toEqual(ignored('STALE_STEP'));
    expect(given(...packed, shipment('a', 'PICKING')).last).toEqual(ignored('STALE_STEP'));
  });

  it('is told of a parcel before the plan that names it', () => {
    expect(given(AUTHORIZED, shipment('a', 'HANDED_OVER')).state.status).toBe('SHIPPED');
    expect(given(AUTHORIZED, shipment('a', 'HANDED_OVER'), PLANNED).state.shipments).toEqual({
      a: 'HANDED_OVER',
      b: 'PLANNED',
    });
  });

  it('announces only what changes its status', () => {
    const { announced } = given(AUTHORIZED, PLANNED, shipment('a', 'PICKING'), shipment('a', 'PACKED'));
    expect(announced).toEqual(['OrderPaid', 'OrderStatusChanged']);
  });

  it('is undone when every parcel comes back undelivered, and refunded when the money is back', () => {
    const returned = [shipment('a', 'RETURNED'), shipment('b', 'RETURNED')];
    const { state, announced } = given(AUTHORIZED, PLANNED, ...returned);
    expect(state).toMatchObject({ status: 'RETURNED', cancelReason: 'UNDELIVERABLE' });
    expect(announced.at(-1)).toBe('OrderCancelled');
    expect(given(AUTHORIZED, PLANNED, ...returned, REFUNDED).state.status).toBe('REFUNDED');
  });

  it('is only returned when its parcels come back after delivery', () => {
    const delivered = [shipment('a', 'DELIVERED'), shipment('b', 'DELIVERED')];
    const { state, announced } = given(
      AUTHORIZED,
      PLANNED,
      ...delivered,
      shipment('a', 'RETURNED'),
      shipment('b', 'RETURNED'),
    );
    expect(state).toMatchObject({ status: 'RETURNED', cancelReason: null });
    expect(announced.at(-1)).toBe('OrderStatusChanged');
  });

  it('is returned when all its goods are, and refunded with the whole of the money', () => {
    const delivered = [AUTHORIZED, PLANNED, shipment('a', 'DELIVERED'), shipment('b', 'DELIVERED')];
    expect(given(...delivered, PART_BACK).last).toEqual(ignored('GOODS_STAY_WITH_BUYER'));
    const { state, announced } = given(...delivered, PART_BACK, ALL_BACK);
    expect(state).toMatchObject({ status: 'RETURNED', cancelReason: null });
    expect(announced.at(-1)).toBe('OrderStatusChanged');
    expect(given(...delivered, ALL_BACK, PARTLY_REFUNDED).state.status).toBe('RETURNED');
    expect(given(...delivered, ALL_BACK, REFUNDED).state.status).toBe('REFUNDED');
  });

  it('ignores a decline, since the goods cannot be kept back any more', () => {
    expect(given(AUTHORIZED, shipment('a', 'HANDED_OVER'), DECLINED).last).toEqual(ignored('GOODS_ARE_ON_THEIR_WAY'));
  });

  it('is refunded, not cancelled, when all money goes back', () => {
    const { state, announced } = given(AUTHORIZED, shipment('a', 'DELIVERED'), REFUNDED);
    expect(state).toMatchObject({ status: 'REFUNDED', cancelReason: null });
    expect(announced.at(-1)).toBe('OrderStatusChanged');
  });
});

describe('an order that ended', () => {
  it('sends money back that comes after all, once', () => {
    for (const end of [CANCEL, DECLINED, [DEADLINE, TOO_LATE]] as Arrival[]) {
      const { state, announced } = given(end, AUTHORIZED);
      expect(state).toMatchObject({ status: 'CANCELLED', money: 'AUTHORIZED', paymentId: 'p' });
      expect(announced).toEqual(['OrderCancelled', 'OrderCancelled']);
      expect(given(end, AUTHORIZED, AUTHORIZED).last).toEqual(ignored('ALREADY_AUTHORIZED'));
      expect(given(end, AUTHORIZED, VOIDED).state.status).toBe('REFUNDED');
    }
  });

  it('is refunded when the money is back, once', () => {
    for (const back of [VOIDED, REFUNDED]) {
      const { state, announced } = given(AUTHORIZED, CANCEL, STOPPED, back);
      expect(state).toMatchObject({ status: 'REFUNDED', cancelReason: 'BUYER' });
      expect(announced).toEqual(['OrderPaid', 'CancellationRequested', 'OrderCancelled', 'OrderStatusChanged']);
      expect(given(AUTHORIZED, CANCEL, STOPPED, back, back).last).toEqual(ignored('MONEY_ALREADY_RETURNED'));
    }
  });

  it.each([
    ['goods', RESERVED],
    ['a refusal of goods', REFUSED],
    ['a decline', DECLINED],
    ['a plan', PLANNED],
    ['a parcel', shipment('a', 'HANDED_OVER')],
    ['another cancellation', CANCEL],
    ['stopped parcels', STOPPED],
    ['parcels that were not stopped', NOT_STOPPED],
    ['goods that come back', ALL_BACK],
  ])('ignores %s', (_, event) => {
    expect(given(CANCEL, event).last).toEqual(ignored('ORDER_ENDED'));
  });
});

describe('whatever arrives, however often and in whatever order', () => {
  const time = fc.integer({ min: -900_000, max: 2_000_000 }).map((ms) => new Date(HOLD.getTime() + ms));
  const event: fc.Arbitrary<ProcessEvent> = fc.oneof(
    fc.constantFrom(AUTHORIZED, DECLINED, VOIDED, REFUNDED, PARTLY_REFUNDED, REFUSED, RESERVED, DEADLINE, PLANNED),
    fc.constantFrom(STOPPED, NOT_STOPPED, ALL_BACK, PART_BACK),
    fc.constantFrom<ProcessEvent>(CANCEL, { type: 'CancelRequested', by: 'STAFF' }),
    fc.record({
      type: fc.constant('ShipmentMoved' as const),
      shipmentId: fc.constantFrom('a', 'b', 'c'),
      step: fc.constantFrom(...SHIPMENT_STEPS),
    }),
  );
  const story = fc.array(fc.tuple(event, time), { maxLength: 40 });

  /** The laws of one order, whatever became of it. */
  function checkLaws({ state, announced }: ReturnType<typeof given>): void {
    const { status, money, hold, deadline, cancelReason } = state;
    const ended = ['CANCELLED', 'REFUNDED', 'RETURNED'].includes(status);
    const onItsWay = !ended && status !== 'PENDING_PAYMENT';
    expect(announced.filter((name) => name === 'OrderPaid').length).toBeLessThanOrEqual(1);
    const stopping = onItsWay && cancelReason !== null;
    if (stopping) expect(announced).toContain('CancellationRequested');
    else if (onItsWay || status === 'RETURNED') expect(money).toBe('AUTHORIZED');
    if (onItsWay) expect(announced).toContain('OrderPaid');
    expect(deadline === null).toBe(status !== 'PENDING_PAYMENT' && !stopping);
    if (!stopping) expect(status === 'REFUNDED').toBe(money === 'RETURNED');
    if (cancelReason && !stopping) expect(announced).toContain('OrderCancelled');
    if (status === 'PENDING_PAYMENT') expect(money === 'AUTHORIZED').toBe(hold === 'ASKED');
    if (status === 'CANCELLED') expect(cancelReason).not.toBeNull();
    if (status === 'CANCELLED' && money === 'AUTHORIZED')
      // The last word that names the payment asks for its money.
      expect(announced.at(-1)).toBe('OrderCancelled');
  }

  it('an order is in a legal state, sold at most once, and money of an ended order is asked back', () => {
    fc.assert(
      fc.property(story, (events) => checkLaws(given(...events))),
      { numRuns: 5_000 },
    );
  });

  it('an order ends once its deadline passes, or is paid', () => {
    const end: Arrival = [DEADLINE, new Date(HOLD.getTime() + 10_000_000)];
    fc.assert(
      fc.property(story, (events) => {
        expect(given(...events, end).state.status).not.toBe('PENDING_PAYMENT');
      }),
    );
  });

  it('saying something twice changes nothing more', () => {
    fc.assert(
      fc.property(story, fc.tuple(event, time), (events, again) => {
        const once = given(...events, again);
        const twice = given(...events, again, again);
        expect(twice.state).toEqual(once.state);
        expect(twice.announced).toEqual(once.announced);
      }),
      { numRuns: 2_000 },
    );
  });

  it('every order of the events of a late payment ends with goods and money, or with neither', () => {
    const events: Arrival[] = [[AUTHORIZED, LATE], [RESERVED, LATE], CANCEL, VOIDED, [DEADLINE, TOO_LATE]];
    for (const order of permutations(events)) checkLaws(given(...order));
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}
