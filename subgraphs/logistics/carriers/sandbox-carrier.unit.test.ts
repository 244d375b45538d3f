import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { carrierDefaults } from '#sandbox/carrier/carrier-options.ts';
import type { Carrier } from '../carrier.ts';
import { createSandboxCarrier } from './sandbox-carrier.ts';

const parcelWith = (id: string, status: string) => ({
  ...{ id, trackingNumber: `T${id}`, estimatedDelivery: '2026-11-22T10:00:00.000Z' },
  events: [{ sequence: 1, status, at: '2026-11-21T10:00:00.000Z', place: null }],
});

describe('what the carrier tells of parcels', () => {
  let answer: { status: number; body: string };
  const server = createServer((_request, response) => response.writeHead(answer.status).end(answer.body));
  let carrier: Carrier;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    carrier = createSandboxCarrier({ ...carrierDefaults, url, callbackUrl: url, timeoutMs: 5_000 });
  });
  afterAll(async () => {
    await carrier.close();
    server.close();
  });

  test('is read of each for itself: one in an unknown state does not hide the others', async () => {
    const parcels = [parcelWith('a', 'delivered'), parcelWith('b', 'eaten'), parcelWith('c', 'in_transit')];
    answer = { status: 200, body: JSON.stringify({ parcels }) };
    const news = await carrier.track(['a', 'b', 'c']);
    expect(news).toMatchObject([
      { parcelId: 'a', trackingNumber: 'Ta', sequence: 1, status: 'delivered', at: new Date('2026-11-21T10:00:00Z') },
      { parcelId: 'c', status: 'in_transit', estimatedDelivery: new Date('2026-11-22T10:00:00Z') },
    ]);
  });

  test.each([
    [503, '{"error":{"code":"unavailable"}}'],
    [200, 'soon'],
    [200, '{}'],
  ])('is no answer when it is %i %s', async (status, body) => {
    answer = { status, body };
    await expect(carrier.track(['a'])).rejects.toThrow();
  });
});
