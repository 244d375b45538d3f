import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CarrierNews, decide, type ShipmentCommand, type ShipmentStatus, STEPS } from './shipment.ts';

const now = new Date('2026-11-21T12:00:00Z');
const here = { name: 'Склад', latitude: 55, longitude: 37 };
const STATUSES: ShipmentStatus[] = [...STEPS, 'CANCELLED', 'RETURNED'];

const news = (status: CarrierNews['status'], sequence = 5): ShipmentCommand => ({
  kind: 'CARRIER_NEWS',
  news: { parcelId: 'p', trackingNumber: 't', sequence, status, at: now, place: here, estimatedDelivery: now },
});
const outcome = (command: ShipmentCommand, status: ShipmentStatus, carrierSequence = 4): string => {
  const decision = decide(command, { status, carrierSequence }, { now, here });
  if ('reason' in decision) return `${decision.kind} ${decision.reason}`;
  return `${decision.kind} ${decision.status}`;
};

/** For each command, what comes of it in each state, in the order of STATUSES. */
const TABLE: [string, ShipmentCommand, string[]][] = [
  [
    'START_PICKING',
    { kind: 'START_PICKING' },
    ['MOVED PICKING', ...Array(6).fill('IGNORED ALREADY_DONE'), 'REFUSED CANCELLED', 'IGNORED ALREADY_DONE'],
  ],
  [
    'PACK',
    { kind: 'PACK' },
    [
      'REFUSED NOT_YET',
      'MOVED PACKED',
      ...Array(5).fill('IGNORED ALREADY_DONE'),
      'REFUSED CANCELLED',
      'IGNORED ALREADY_DONE',
    ],
  ],
  [
    'HAND_OVER',
    { kind: 'HAND_OVER' },
    [
      'REFUSED NOT_YET',
      'REFUSED NOT_YET',
      'MOVED HANDED_OVER',
      ...Array(4).fill('IGNORED ALREADY_DONE'),
      'REFUSED CANCELLED',
      'IGNORED ALREADY_DONE',
    ],
  ],
  [
    'TRACK',
    { kind: 'TRACK', place: here, outForDelivery: false },
    [
      ...Array(3).fill('REFUSED NOT_YET'),
      'MOVED IN_TRANSIT',
      'MOVED IN_TRANSIT',
      'MOVED OUT_FOR_DELIVERY',
      'REFUSED ENDED',
      'REFUSED CANCELLED',
      'REFUSED ENDED',
    ],
  ],
  [
    'TRACK to the door',
    { kind: 'TRACK', place: here, outForDelivery: true },
    [
      ...Array(3).fill('REFUSED NOT_YET'),
      ...Array(3).fill('MOVED OUT_FOR_DELIVERY'),
      'REFUSED ENDED',
      'REFUSED CANCELLED',
      'REFUSED ENDED',
    ],
  ],
  [
    'DELIVER',
    { kind: 'DELIVER' },
    [
      ...Array(3).fill('REFUSED NOT_YET'),
      ...Array(3).fill('MOVED DELIVERED'),
      'IGNORED ALREADY_DONE',
      'REFUSED CANCELLED',
      'REFUSED ENDED',
    ],
  ],
  [
    'RETURN',
    { kind: 'RETURN' },
    [
      ...Array(3).fill('REFUSED NOT_YET'),
      ...Array(3).fill('MOVED RETURNED'),
      'REFUSED ENDED',
      'REFUSED CANCELLED',
      'IGNORED ALREADY_DONE',
    ],
  ],
  [
    'CANCEL',
    { kind: 'CANCEL' },
    [
      ...Array(3).fill('MOVED CANCELLED'),
      ...Array(4).fill('REFUSED WITH_CARRIER'),
      'IGNORED ALREADY_DONE',
      'REFUSED WITH_CARRIER',
    ],
  ],
  ['news: accepted', news('accepted'), Array(9).fill('IGNORED NO_STEP')],
  ['news: cancelled', news('cancelled'), Array(9).fill('IGNORED NO_STEP')],
  [
    'news: in transit',
    news('in_transit'),
    [
      ...Array(3).fill('IGNORED NOT_HANDED_OVER'),
      'MOVED IN_TRANSIT',
      'MOVED IN_TRANSIT',
      'RECORDED IN_TRANSIT',
      'RECORDED IN_TRANSIT',
      'IGNORED NOT_HANDED_OVER',
      'RECORDED IN_TRANSIT',
    ],
  ],
  [
    'news: out for delivery',
    news('out_for_delivery'),
    [
      ...Array(3).fill('IGNORED NOT_HANDED_OVER'),
      ...Array(3).fill('MOVED OUT_FOR_DELIVERY'),
      'RECORDED OUT_FOR_DELIVERY',
      'IGNORED NOT_HANDED_OVER',
      'RECORDED OUT_FOR_DELIVERY',
    ],
  ],
  [
    'news: delivered',
    news('delivered'),
    [
      ...Array(3).fill('IGNORED NOT_HANDED_OVER'),
      ...Array(3).fill('MOVED DELIVERED'),
      'RECORDED DELIVERED',
      'IGNORED NOT_HANDED_OVER',
      'RECORDED DELIVERED',
    ],
  ],
  [
    'old news: delivered',
    news('delivered', 4),
    [
      ...Array(3).fill('IGNORED NOT_HANDED_OVER'),
      ...Array(4).fill('RECORDED DELIVERED'),
      'IGNORED NOT_HANDED_OVER',
      'RECORDED DELIVERED',
    ],
  ],
];

describe('every command in every state', () => {
  test.each(
    TABLE.flatMap(([title, command, expected]) =>
      STATUSES.map((status, index) => [title, status, expected[index]!, command] as const),
    ),
  )('%s when %s: %s', (_title, status, expected, command) => {
    expect(outcome(command, status)).toBe(expected);
  });
});

describe('a shipment', () => {
  test('is where its warehouse is while it is there, and where the carrier says afterwards', () => {
    expect(decide({ kind: 'PACK' }, { status: 'PICKING', carrierSequence: 0 }, { now, here })).toMatchObject({
      at: now,
      place: here,
    });
    const there = { name: 'Kazan', latitude: 55.8, longitude: 49.1 };
    const command = news('in_transit') as Extract<ShipmentCommand, { kind: 'CARRIER_NEWS' }>;
    const decision = decide(
      { ...command, news: { ...command.news, place: there } },
      { status: 'HANDED_OVER', carrierSequence: 0 },
      { now, here },
    );
    expect(decision).toMatchObject({ place: there });
  });

  test('ends where the carrier says, in whatever order and however often the news arrives, and never goes back', () => {
    const route = [news('in_transit', 2), news('in_transit', 3), news('out_for_delivery', 4), news('delivered', 5)];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 }), (order) => {
        let state = { status: 'HANDED_OVER' as ShipmentStatus, carrierSequence: 0 };
        for (const index of [...order, 3, 2, 1, 0]) {
          const command = route[index] as Extract<ShipmentCommand, { kind: 'CARRIER_NEWS' }>;
          const decision = decide(command, state, { now, here });
          const status = decision.kind === 'MOVED' ? decision.status : state.status;
          expect(STEPS.indexOf(status as never)).toBeGreaterThanOrEqual(STEPS.indexOf(state.status as never));
          state = { status, carrierSequence: Math.max(state.carrierSequence, command.news.sequence) };
        }
        expect(state.status).toBe('DELIVERED');
      }),
    );
  });
});
