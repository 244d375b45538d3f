import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { startCallbackReceiver } from '../testing/callback-receiver.ts';
import { startCarrier } from './carrier.ts';
import { carrierDefaults } from './carrier-options.ts';

const DAY = 86_400;
const from = { name: 'Warehouse Moscow', latitude: 55.7558, longitude: 37.6173 };
const to = { name: 'Невский 1', latitude: 59.9386, longitude: 30.3141 };
const WAY = ['in_transit', 'in_transit', 'in_transit', 'in_transit', 'out_for_delivery', 'delivered'];

const shop = await startCallbackReceiver(carrierDefaults.webhookSecret);
const still = await startCarrier({
  autoMove: false,
  controls: true,
  callbackUrl: shop.url,
  webhooks: { retryBaseMs: 20 },
});
afterAll(async () => {
  await still.stop();
  await shop.stop();
});
beforeEach(() => shop.answerWith(() => 204));

type Options = { key?: string; authorization?: string; at?: string };

async function call(method: string, path: string, body?: unknown, options: Options = {}) {
  const { key = randomUUID(), authorization = `Bearer ${carrierDefaults.apiKey}`, at = still.url } = options;
  const response = await fetch(`${at}${path}`, {
    method,
    headers: { authorization, 'idempotency-key': key },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, read by the assertions
  const value: any = await response.json();
  return { status: response.status, value, headers: response.headers };
}

function shipment(changes: Record<string, unknown> = {}) {
  return { reference: randomUUID(), from, to, weightGrams: 24_500, ...changes };
}

async function accepted(changes: Record<string, unknown> = {}, at?: string) {
  const { status, value } = await call('POST', '/parcels', shipment(changes), { at });
  expect(status).toBe(201);
  return value;
}

type Event = { data: { parcelId: string; status: string; sequence: number } };
const about =
  ({ id }: { id: string }) =>
  ({ event }: { event: Event }) =>
    event.data.parcelId === id;
const advance = (advanceSeconds: number) => call('POST', '/clock', { advanceSeconds });
const events = async ({ id }: { id: string }) => (await call('GET', `/parcels/${id}`)).value.events;

describe('a parcel', () => {
  it('is accepted with a tracking number and a promise', async () => {
    const parcel = await accepted({ reference: 'shipment-7' });
    expect(parcel).toMatchObject({
      id: expect.stringMatching(/^par_/),
      trackingNumber: expect.stringMatching(/^SC\d{12}$/),
      reference: 'shipment-7',
      status: 'accepted',
      events: [{ sequence: 1, status: 'accepted', place: from }],
    });
    expect(Date.parse(parcel.estimatedDelivery)).toBeGreaterThan(Date.now());
  });

  it('moves with the clock to the door, and every move is told, signed, once and in order', async () => {
    const parcel = await accepted();
    await advance(DAY / 6);
    const [pickedUp] = await shop.genuine(1, about(parcel));
    expect(pickedUp!.event).toEqual({
      id: pickedUp!.id,
      type: 'parcel.moved',
      createdAt: expect.stringMatching(/Z$/),
      data: {
        parcelId: parcel.id,
        trackingNumber: parcel.trackingNumber,
        reference: parcel.reference,
        sequence: 2,
        status: 'in_transit',
        at: expect.stringMatching(/Z$/),
        place: from,
        estimatedDelivery: expect.stringMatching(/Z$/),
      },
    });
    await advance(3 * DAY);
    const told = await shop.genuine(WAY.length, about(parcel));
    expect(told.map(({ event }) => event.data.status)).toEqual(WAY);
    expect(told.map(({ event }) => event.data.sequence)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(told[1]!.event.data.place).toMatchObject({ name: 'Near Tver', latitude: expect.any(Number) });
    expect(told.at(-1)!.event.data.place).toEqual(to);
    expect((await events(parcel)).map(({ status }: { status: string }) => status)).toEqual(['accepted', ...WAY]);
  });

  it('stands still while the clock does', async () => {
    const parcel = await accepted();
    expect((await advance(0)).value.steps).toBe(0);
    expect(await events(parcel)).toHaveLength(1);
  });

  it('can be hurried alone: one step, or up to a status', async () => {
    const [hurried, other] = [await accepted(), await accepted()];
    const once = await call('POST', `/parcels/${hurried.id}/advance`);
    expect(once.value).toMatchObject({ status: 'in_transit' });
    const near = await call('POST', `/parcels/${hurried.id}/advance`, { until: 'out_for_delivery' });
    expect(near.value).toMatchObject({ status: 'out_for_delivery' });
    const home = await call('POST', `/parcels/${hurried.id}/advance`, { until: 'delivered' });
    expect(home.value).toMatchObject({ status: 'delivered' });
    await shop.genuine(WAY.length, about(hurried));
    const past = await call('POST', `/parcels/${hurried.id}/advance`, { until: 'in_transit' });
    expect(past.value).toMatchObject({ status: 'delivered' });
    expect((await advance(0)).value.steps).toBe(0);
    expect(await events(hurried)).toHaveLength(WAY.length + 1);
    expect(await events(other)).toHaveLength(1);
  });

  it('can be asked about together with others, as far as the carrier knows them', async () => {
    const [one, other] = [await accepted(), await accepted()];
    await call('POST', `/parcels/${one.id}/advance`);
    const { value } = await call('GET', `/parcels?ids=${one.id},par_1,${other.id}`);
    expect(value.parcels).toEqual([
      (await call('GET', `/parcels/${one.id}`)).value,
      (await call('GET', `/parcels/${other.id}`)).value,
    ]);
    expect(value.parcels[0].events).toHaveLength(2);
  });

  it('is told in order even when the shop refuses some of the moves at first', async () => {
    const parcel = await accepted();
    const refused = new Set<string>();
    shop.answerWith(({ id }) => {
      if (refused.has(id)) return 200;
      refused.add(id);
      return 500;
    });
    await advance(3 * DAY);
    const told = await shop.genuine(2 * WAY.length, about(parcel));
    expect(told.map(({ event }) => event.data.sequence)).toEqual([2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]);
  });

  it('tells its moves to the address it was given, if it was given one', async () => {
    const other = await startCallbackReceiver(carrierDefaults.webhookSecret);
    try {
      const parcel = await accepted({ callbackUrl: other.url });
      await call('POST', `/parcels/${parcel.id}/advance`);
      await other.genuine(1, about(parcel));
      expect(shop.received.filter(about(parcel))).toEqual([]);
    } finally {
      await other.stop();
    }
  });

  it('can be cancelled before pick-up, any number of times, and then does not move', async () => {
    const parcel = await accepted();
    for (const _ of [1, 2]) {
      expect((await call('POST', `/parcels/${parcel.id}/cancel`)).value.status).toBe('cancelled');
    }
    await advance(3 * DAY);
    expect((await events(parcel)).map(({ status }: { status: string }) => status)).toEqual(['accepted', 'cancelled']);
    expect(shop.received.filter(about(parcel))).toEqual([]);
  });

  it('cannot be cancelled after pick-up', async () => {
    const parcel = await accepted();
    await call('POST', `/parcels/${parcel.id}/advance`);
    const { status, value } = await call('POST', `/parcels/${parcel.id}/cancel`);
    expect([status, value.error.code]).toEqual([409, 'already_picked_up']);
  });

  it('has a page in the language of its reader', async () => {
    const parcel = await accepted({ to: { ...to, name: '<Невский>' } });
    const page = await fetch(`${still.url}/track/${parcel.trackingNumber}`, { headers: { 'accept-language': 'ru' } });
    const html = await page.text();
    expect(html).toContain('Принята');
    expect(html).toContain('&lt;Невский&gt;');
    expect(html).not.toMatch(/<script|src=|https?:\/\//);
    expect((await fetch(`${still.url}/track/SC1`)).status).toBe(404);
  });
});

describe('places on the road', () => {
  it('have names in English and in Russian, on the page of a Russian reader too', async () => {
    const parcel = await accepted();
    await call('POST', `/parcels/${parcel.id}/advance`);
    await call('POST', `/parcels/${parcel.id}/advance`);
    const [, , near] = await events(parcel);
    expect(near.place).toMatchObject({ name: 'Near Tver', names: { en: 'Near Tver', ru: 'Недалеко от Твери' } });
    const read = async (language: string) =>
      (await fetch(`${still.url}/track/${parcel.trackingNumber}`, { headers: { 'accept-language': language } })).text();
    expect(await read('ru')).toContain('<td>Недалеко от Твери</td>');
    expect(await read('en')).toContain('<td>Near Tver</td>');
  });
});

describe('a label', () => {
  it('is printed from the address the parcel names: from, to, and the number as a barcode', async () => {
    const parcel = await accepted({ from: { ...from, name: '<Тверская>, 1' } });
    expect(parcel.labelUrl).toBe(`${still.url}/labels/${parcel.trackingNumber}`);
    const answer = await fetch(parcel.labelUrl, { headers: { 'accept-language': 'ru' } });
    expect(answer.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    const label = await answer.text();
    for (const text of ['Откуда', '&lt;Тверская&gt;, 1', to.name, parcel.trackingNumber, '24,5 кг'])
      expect(label).toContain(text);
    expect(label.match(/M\d+ 0h\d/g)).toHaveLength((1 + parcel.trackingNumber.length + 1) * 3 + 4);
    expect((await fetch(`${still.url}/labels/SC1`)).status).toBe(404);
  });
});

describe('faults', () => {
  const control = (faults: object) => call('POST', '/control', faults);
  const healthy = { latencyMs: 0, errorRate: 0, lostAnswerRate: 0, callbackCopies: 1, callbackDelayMs: 0 };

  it.each([
    ['errors', { errorRate: 1 }],
    ['lost answers', { lostAnswerRate: 1 }],
  ])('%s are switched on and off while it runs, and one key makes one parcel through them', async (_name, fault) => {
    const [asked, key] = [shipment(), randomUUID()];
    await control(fault);
    const failed = await call('POST', '/parcels', asked, { key }).catch(() => ({ status: 0 }));
    expect([0, 503]).toContain(failed.status);
    await control(healthy);
    const [first, second] = [
      await call('POST', '/parcels', asked, { key }),
      await call('POST', '/parcels', asked, { key }),
    ];
    expect([first.status, second.value.id]).toEqual([201, first.value.id]);
  });

  it('a slow carrier answers late, and late callbacks come all the same', async () => {
    await control({ latencyMs: 120, callbackDelayMs: 80 });
    const began = performance.now();
    const parcel = await accepted();
    expect(performance.now() - began).toBeGreaterThanOrEqual(119);
    await control({ latencyMs: 0 });
    await call('POST', `/parcels/${parcel.id}/advance`);
    expect(shop.received.filter(about(parcel))).toEqual([]);
    await shop.genuine(1, about(parcel));
    await control(healthy);
  });

  it('a callback comes twice under one id', async () => {
    await control({ callbackCopies: 2 });
    const parcel = await accepted();
    await call('POST', `/parcels/${parcel.id}/advance`);
    const [first, second] = await shop.genuine(2, about(parcel));
    expect(second!.id).toBe(first!.id);
    await control(healthy);
  });
});

describe('the merchant', () => {
  it('gets the same parcel for the same key and body, and a conflict for another body', async () => {
    const asked = shipment();
    const key = randomUUID();
    const first = await call('POST', '/parcels', asked, { key });
    await call('POST', `/parcels/${first.value.id}/advance`);
    const again = await call('POST', '/parcels', asked, { key });
    expect(again).toMatchObject({ status: 201, value: first.value });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const other = await call('POST', '/parcels', { ...asked, weightGrams: 1 }, { key });
    expect([other.status, other.value.error.code]).toEqual([409, 'idempotency_key_reused']);
  });

  it.each([
    ['a wrong API key', 'GET', '/parcels/par_1', undefined, { authorization: 'Bearer no' }, 401, 'unauthorized'],
    [
      'an API key that is nearly right',
      'GET',
      '/parcels/par_1',
      undefined,
      { authorization: 'Bearer sandbox-carrier-kez' },
      401,
      'unauthorized',
    ],
    ['an unknown parcel', 'GET', '/parcels/par_1', undefined, {}, 404, 'parcel_not_found'],
    ['no ids', 'GET', '/parcels', undefined, {}, 400, 'invalid_request'],
    ['too many ids', 'GET', `/parcels?ids=${',par'.repeat(100)}`, undefined, {}, 400, 'invalid_request'],
    ['a cancellation of an unknown parcel', 'POST', '/parcels/par_1/cancel', {}, {}, 404, 'parcel_not_found'],
    ['no idempotency key', 'POST', '/parcels', shipment(), { key: '' }, 400, 'idempotency_key_missing'],
    ['no weight', 'POST', '/parcels', shipment({ weightGrams: 0 }), {}, 400, 'invalid_request'],
    [
      'a place off the earth',
      'POST',
      '/parcels',
      shipment({ to: { ...to, latitude: 91 } }),
      {},
      400,
      'invalid_request',
    ],
    ['a clock turned back', 'POST', '/clock', { advanceSeconds: -1 }, {}, 400, 'invalid_request'],
    ['an unknown status', 'POST', '/parcels/par_1/advance', { until: 'lost' }, {}, 400, 'invalid_request'],
  ] as const)('is refused for %s', async (_name, method, path, body, options, status, code) => {
    const answer = await call(method, path, body, options);
    expect([answer.status, answer.value.error.code]).toEqual([status, code]);
  });
});

describe('a carrier on its own', () => {
  it('moves parcels without help, at its speed, and keeps its controls closed', async () => {
    const fast = await startCarrier({ speed: 5 * DAY, callbackUrl: shop.url });
    try {
      const parcel = await accepted({}, fast.url);
      const promised = Date.parse(parcel.estimatedDelivery);
      const told = await shop.genuine(WAY.length, about(parcel));
      expect(told.map(({ event }) => event.data.status)).toEqual(WAY);
      const arrived = Date.parse(told.at(-1)!.event.data.at);
      expect(arrived).toBeGreaterThanOrEqual(promised);
      // Days of the carrier's are less than a second of ours.
      expect(arrived - promised).toBeLessThan(60_000);
      expect((await call('POST', '/clock', { advanceSeconds: 1 }, { at: fast.url })).status).toBe(404);
    } finally {
      await fast.stop();
    }
  });

  it('forgets the parcels done first when it remembers too many', async () => {
    const small = await startCarrier({ autoMove: false, controls: true, keep: 2 });
    try {
      const ids: string[] = [];
      for (let count = 0; count < 3; count++) {
        const parcel = await accepted({}, small.url);
        ids.push(parcel.id);
        if (count === 1) await call('POST', `/parcels/${parcel.id}/advance`, { until: 'delivered' }, { at: small.url });
      }
      const statuses = await Promise.all(
        ids.map(async (id) => (await call('GET', `/parcels/${id}`, undefined, { at: small.url })).status),
      );
      expect(statuses).toEqual([200, 404, 200]);
    } finally {
      await small.stop();
    }
  });

  it('has a page, a health check and metrics', async () => {
    expect(await (await fetch(still.url)).text()).toContain('Sandbox carrier');
    expect((await call('GET', '/health')).value).toEqual({ status: 'ok' });
    const metrics = await (await fetch(`${still.url}/metrics`)).text();
    expect(metrics).toMatch(/carrier_parcel_steps_total\{status="delivered"\} [1-9]/);
    expect(metrics).toMatch(/carrier_callbacks_sent_total [1-9]/);
  });
});
