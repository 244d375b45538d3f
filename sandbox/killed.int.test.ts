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

it('a bank that was started again takes the cards it has replaced by tokens, whose numbers it has kept nowhere', async () => {
  const journal = join(folder, 'bank.journal');
  const card = { number: '4000 0000 0000 0101', expMonth: 12, expYear: 2090, cvc: '123' };
  const first = await startBank({ port: 0, journal });
  const answer = await asker(first.url, '')('/tokens', card);
  const { token } = answer as unknown as { token: string };
  await first.stop();
  const kept = readFileSync(`${journal}.tokens`, 'utf8');
  expect(kept).toContain(token);
  expect(kept).not.toMatch(/4000 ?0000 ?0000 ?0101|cvc/);

  const second = await startBank({ port: 0, journal });
  const ask = asker(second.url, bankDefaults.apiKey);
  const asked = {
    amount: 100,
    currency: 'RUB',
    reference: 'order',
    returnUrl: 'http://127.0.0.1:1/',
    callbackUrl: 'http://127.0.0.1:1/',
  };
  expect(await ask('/payments', { ...asked, token }, 'known')).toMatchObject({ status: 'authorized' });
  expect(await ask('/payments', { ...asked, token: `${token}0` }, 'unknown')).toMatchObject({
    error: { code: 'unknown_token' },
  });
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
