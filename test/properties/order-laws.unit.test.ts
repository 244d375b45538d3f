import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, mishaps, routine, settle, wait } from './order-actions.ts';
import { newWorld, PRICE, placeOrder, QUANTITY, type World } from './order-world.ts';

const MINUTE = 60_000;

/** What must hold once nothing is under way any more, however it came to that. */
function checkLaws(world: World): void {
  let out = 0;
  for (const {
    process,
    payment,
    bank,
    parcels,
    broughtBack,
    announced,
    return: sentBack,
    reservation,
  } of world.orders) {
    expect(['DELIVERED', 'CANCELLED', 'REFUNDED', 'RETURNED']).toContain(process.status);
    const kept = bank.took - Object.values(bank.gaveBack).reduce((sum, minor) => sum + minor, 0);
    const delivered = parcels.reduce((sum, { status, quantity }) => sum + (status === 'DELIVERED' ? quantity : 0), 0);
    const withBuyer = delivered - broughtBack;
    out += withBuyer;
    // Nobody pays for what they have not got, and nobody has got what they have not paid for.
    expect({ kept, held: bank.status === 'authorized' }).toEqual({ kept: withBuyer * PRICE, held: false });
    expect(withBuyer === QUANTITY).toBe(process.status === 'DELIVERED' && broughtBack === 0);
    expect(payment.held).toBe(false);
    expect(payment.capturedMinor).toBe(bank.took);
    expect(announced.filter((name) => name === 'OrderPaid').length).toBeLessThanOrEqual(1);
    expect(process.deadline).toBeNull();
    expect(sentBack ? ['REFUNDED', 'CLOSED'] : [undefined]).toContain(sentBack?.status);
    expect(reservation?.status).not.toBe('HELD');
  }
  const shelves = Object.values(world.shelves);
  expect(shelves.reduce((sum, { onHand }) => sum + onHand, 0) + out).toBe(4);
  expect(shelves.every(({ reserved }) => reserved === 0)).toBe(true);
}

/** Stories that must be among those that were tried, else they prove little. */
const STORIES = [
  'CANCELLED',
  'DELIVERED',
  'REFUNDED',
  'bought after the hold',
  'stopped in time',
  'stopped too late',
  'returned in part',
  'returned as a whole',
  'undeliverable',
];

function storiesOf({
  process,
  announced,
  topics,
  return: sentBack,
  parcels,
  broughtBack,
}: World['orders'][0]): string[] {
  const told = (type: string) => topics.logistics.some((message) => message.type === type);
  return [
    process.status,
    ...(announced.includes('HoldRequested') && announced.includes('OrderPaid') ? ['bought after the hold'] : []),
    ...(told('ShipmentsStopped') && parcels.length > 0 ? ['stopped in time'] : []),
    ...(told('StopRefused') ? ['stopped too late'] : []),
    ...(sentBack?.status === 'REFUNDED' ? [broughtBack === QUANTITY ? 'returned as a whole' : 'returned in part'] : []),
    ...(process.cancelReason === 'UNDELIVERABLE' ? ['undeliverable'] : []),
  ];
}

describe('orders, money and goods agree in the end', () => {
  it('whatever is delayed, repeated, reordered or lost, and whoever changes their mind', () => {
    const step = fc.oneof(
      { weight: 12, arbitrary: fc.record({ happens: fc.nat(), routine: fc.constant(true) }) },
      { weight: 5, arbitrary: fc.record({ happens: fc.nat(), routine: fc.constant(false) }) },
      { weight: 1, arbitrary: fc.constantFrom({ wait: MINUTE }, { wait: 15 * MINUTE }, { wait: 40 * MINUTE }) },
      { weight: 1, arbitrary: fc.constant({ place: true }) },
    );
    const stories = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150, size: 'max' }), fc.constantFrom(1, QUANTITY), (story, back) => {
        const world = newWorld();
        placeOrder(world);
        for (const next of story) {
          if ('wait' in next) wait(world, next.wait);
          else if ('place' in next) placeOrder(world);
          else {
            const possible = next.routine ? routine(world) : mishaps(world);
            if (possible.length > 0) possible[next.happens % possible.length]![1](world);
          }
        }
        settle(world);
        checkLaws(world);
        // Whoever has their goods now may still send them back.
        for (const [name, act] of mishaps(world)) if (name.endsWith(`return ${back}`)) act(world);
        settle(world);
        checkLaws(world);
        for (const order of world.orders) for (const one of storiesOf(order)) stories.add(one);
      }),
      { numRuns: 1_000 },
    );
    expect(STORIES.filter((one) => !stories.has(one))).toEqual([]);
  }, 60_000);

  it.each([
    ['a buyer who pays and cancels', ['confirms', 'buyer cancels']],
    ['a buyer who pays when the hold is about to run out', ['confirms', 'time passes']],
    ['a buyer who declines, cancels and is late', ['declines', 'buyer cancels', 'time passes']],
    ['a parcel nobody opens the door to', ['confirms', 'undeliverable']],
  ])(
    'in every possible order of what happens to %s',
    (_, wills) => {
      const start = newWorld();
      placeOrder(start);
      const seen = new Set<string>();
      const open: [World, string[]][] = [[start, wills]];
      let ends = 0;
      for (let next = open.pop(); next; next = open.pop()) {
        const [world, left] = next;
        const key = JSON.stringify([world, left]);
        if (seen.has(key)) continue;
        seen.add(key);
        // What no other order of events depends on happens at once.
        const eager = routine(world).find(([name]) => / (inventory|returns) reads /.test(name));
        if (eager) {
          eager[1](world);
          open.push([world, left]);
          continue;
        }
        const willed = mishaps(world).filter(([name]) => left.some((will) => name.endsWith(will)));
        const time: Action = ['time passes', (later) => wait(later, 15 * MINUTE)];
        let rests = true;
        for (const [name, act] of [...routine(world), ...willed, ...(left.includes('time passes') ? [time] : [])]) {
          const after: [World, string[]] = [structuredClone(world), left.filter((will) => !name.endsWith(will))];
          act(after[0]);
          if (JSON.stringify(after) === key) continue;
          rests = false;
          open.push(after);
        }
        if (!rests) continue;
        ends += 1;
        settle(world);
        checkLaws(world);
      }
      expect(ends).toBeGreaterThan(1);
    },
    60_000,
  );
});
