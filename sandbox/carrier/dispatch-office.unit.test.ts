import pino from 'pino';
import { expect, it } from 'vitest';
import { WebhookSender } from '../http/webhook-sender.ts';
import { CarrierClock } from './carrier-clock.ts';
import { carrierDefaults } from './carrier-options.ts';
import { DispatchOffice } from './dispatch-office.ts';

const here = { name: 'Here', latitude: 55, longitude: 37 };
const asked = { reference: 'shipment', from: here, to: here, weightGrams: 1 };

function office(keep: number) {
  const clock = new CarrierClock({ speed: 1, running: false, startedAt: 0 });
  const sender = new WebhookSender(carrierDefaults.webhookSecret, pino({ level: 'silent' }));
  return { clock, office: new DispatchOffice({ keep, sender, clock }) };
}

it('an office whose clock stands still stays bounded, and still moves every parcel it remembers', () => {
  const { clock, office: small } = office(50);
  const parcels = Array.from({ length: 5_000 }, () => small.accept(asked));
  expect(small.size).toBe(50);
  expect(small.queued).toBeLessThan(2_000);
  clock.advance(2 * 86_400);
  expect(small.moveDue()).toBe(50 * 5);
  for (const { id } of parcels.slice(-50)) expect(small.get(id).takenAt).toHaveLength(6);
  expect(small.queued).toBe(0);
});

it('parcels move in the order in which their steps are due', () => {
  const { clock, office: busy } = office(50);
  const first = busy.accept(asked);
  clock.advance(60);
  const second = busy.accept(asked);
  clock.advance(86_400 * 0.1 - 30);
  expect(busy.moveDue()).toBe(1);
  expect(busy.get(first.id).takenAt).toHaveLength(2);
  expect(busy.get(second.id).takenAt).toHaveLength(1);
});
