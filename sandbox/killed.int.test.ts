import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startBank } from './bank/bank.ts';
import { bankDefaults } from './bank/bank-options.ts';
import { startCarrier } from './carrier/carrier.ts';
import { carrierDefaults } from './carrier/carrier-options.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-killed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const asker = (url: string, apiKey: string) => async (path: string, body?: object, key?: string) => {
  const response = await fetch(`${url}${path}`, {
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      ...(key ? { 'idempotency-key': key } : {}),
    },
  });
  return {
    replayed: response.headers.get('idempotent-replayed'),
    ...((await response.json()) as { id: string; status: string }),
  };
};

it('a bank that was started again knows its payments, and what it answered to which key', async () => {
  const journal = join(folder, 'bank.journal');
  const asked = {
    amount: 100,
    currency: 'RUB',
    token: 'tok_frictionless',
    reference: 'order',
    returnUrl: 'http://127.0.0.1:1/return',
    callbackUrl: 'http://127.0.0.1:1/callback',
  };
  const first = await startBank({ port: 0, journal });
  const payment = await asker(first.url, bankDefaults.apiKey)('/payments', asked, 'create');
  await asker(first.url, bankDefaults.apiKey)(`/payments/${payment.id}/capture`, { amount: 100 }, 'capture');
  await first.stop();
  for (const file of [journal, `${journal}.answers`])
    expect(readFileSync(file, 'utf8')).not.toContain('4000000000000101');

  const second = await startBank({ port: 0, journal });
  const ask = asker(second.url, bankDefaults.apiKey);
  expect(await ask(`/payments/${payment.id}`)).toMatchObject({ status: 'captured', capturedAmount: 100 });
  expect(await ask('/payments', asked, 'create')).toMatchObject({ id: payment.id, replayed: 'true' });
  await second.stop();
});

it('a carrier that was started again goes on with its parcels, and books none twice', async () => {
  const journal = join(folder, 'carrier.journal');
  const place = { name: 'Москва', latitude: 55.75, longitude: 37.62 };
  const asked = { reference: 'shipment', from: place, to: place, weightGrams: 500 };
  const options = { port: 0, journal, autoMove: false, controls: true };
  const first = await startCarrier(options);
  const parcel = await asker(first.url, carrierDefaults.apiKey)('/parcels', asked, 'book');
  await asker(first.url, carrierDefaults.apiKey)(`/parcels/${parcel.id}/advance`, {}, 'advance');
  const before = await asker(first.url, carrierDefaults.apiKey)(`/parcels/${parcel.id}`);
  await first.stop();

  const second = await startCarrier(options);
  const ask = asker(second.url, carrierDefaults.apiKey);
  expect((await ask(`/parcels/${parcel.id}`)).status).toBe(before.status);
  expect(await ask('/parcels', asked, 'book')).toMatchObject({ id: parcel.id, replayed: 'true' });
  await ask('/clock', { advanceSeconds: 5 * 86_400 });
  await ask(`/parcels/${parcel.id}/advance`, { until: 'delivered' }, 'last');
  expect((await ask(`/parcels/${parcel.id}`)).status).toBe('delivered');
  await second.stop();
});
