import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { startCarrier } from '#sandbox/carrier/carrier.ts';
import { carrierDefaults } from '#sandbox/carrier/carrier-options.ts';
import { cancellationRequested, orderCancelled, orderPaid, reservationConfirmed } from '#schema/events.ts';
import { shared } from '#schema/shared.ts';
import { logistics } from '../subgraph.ts';

const user = (...roles: string[]) => ({ kind: 'user', id: newId(), roles, sessionId: newId() }) as const;
export const BUYER = user('buyer');
export const STRANGER = user('buyer');
export const WAREHOUSE = user('warehouse');
export const COURIER = user('courier');
export const ADMIN = user('admin');
export const ORDER = { kind: 'service', name: 'order' } as const;
export const GUEST = { kind: 'guest' } as const;

export const MSK = { id: newId(), name: 'Москва-1', latitude: 55.75, longitude: 37.62 };
export const NSK = { id: newId(), name: 'Новосибирск-1', latitude: 55.03, longitude: 82.92 };

export interface SeenShipment {
  id: string;
  status: string;
  carrier: { name: string } | null;
  trackingNumber: string | null;
  estimatedDelivery: string;
  lastEvent: { at: string; place: { name: string; latitude: number } | null; description: string } | null;
  events: { status: string; description: string; place: { name: string } | null }[];
  lines: { quantity: number; variant: { id: string } }[];
  warehouse: { id: string };
}

const SHIPMENT = `fragment S on Shipment { id status carrier { name } trackingNumber estimatedDelivery
  lastEvent { at place { name latitude } description } events { status description(language: EN) place { name } }
  lines { quantity variant { id } } warehouse { id } }`;
const SHIPMENTS = `query Shipments($of: [_Any!]!) { _entities(representations: $of) { ... on Order { shipments { ...S } } } } ${SHIPMENT}`;

export const STEP = (mutation: string): string =>
  `mutation Step($shipmentId: ID!) { ${mutation}(shipmentId: $shipmentId) {
    __typename ... on Shipment { status } ... on ShipmentNotReady { code status } ... on NotFound { id } } }`;

export type Allocations = { variantId: string; warehouseId: string; quantity: number }[];

/** Logistics on real servers with a sandbox carrier of its own, and the words its tests speak in. */
export interface LogisticsHouse {
  readonly subgraph: TestSubgraph;
  /** The operation's only field. @throws Error with the answer's errors */
  ask<T>(query: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<T>;
  codeOf(query: string, variables: Record<string, unknown>, viewer: Viewer): Promise<unknown>;
  shipmentsOf(orderId: string, viewer?: Viewer): Promise<SeenShipment[]>;
  paid(orderId: string, order?: { deliverySlotId?: string; city?: string }): Promise<string>;
  confirmed(orderId: string, allocations?: Allocations): Promise<string>;
  cancelled(orderId: string): Promise<string>;
  /** The order asks to have its parcels stopped. */
  toBeCancelled(orderId: string): Promise<string>;
  /** An order that was paid and confirmed, once its shipments are planned. */
  planned(allocations?: Allocations): Promise<{ orderId: string; shipments: SeenShipment[] }>;
  /** Posts a callback signed with the carrier's secret, or another. */
  callBack(
    body: object | string,
    how?: { id?: string; secret?: string; headers?: object },
  ): Promise<{ status: number; code?: string }>;
  /** How the carrier misbehaves. */
  setFaults(faults: Record<string, unknown>): Promise<void>;
  /** Moves all of the carrier's parcels by so much of its time. */
  hurry(seconds: number): Promise<void>;
  /** Moves the parcel of one shipment up to a status. */
  advance(shipmentId: string, until: string): Promise<void>;
  /** The number of parcels the carrier has. */
  parcelsAtCarrier(): Promise<number>;
  stop(): Promise<void>;
}

/** @param env `AUTO_WAREHOUSE_MS` is 0 unless told otherwise: people work in the warehouse */
export async function startLogistics(
  env: Record<string, string> = {},
  carrierOptions: { speed?: number; autoMove?: boolean } = { autoMove: false },
): Promise<LogisticsHouse> {
  let target = '';
  const line = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      const headers = Object.entries(request.headers).filter(([name]) => /^webhook-|^content-type$/.test(name));
      const init = { method: 'POST', headers: Object.fromEntries(headers) as never, body: Buffer.concat(chunks) };
      const answer = await fetch(target, init).catch(() => undefined);
      response.writeHead(answer?.status ?? 502).end();
    });
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  const carrier = await startCarrier({ controls: true, webhooks: { retryBaseMs: 20 }, ...carrierOptions });
  const warehouses = new Map([MSK, NSK].map((warehouse) => [warehouse.id, warehouse]));
  const subgraph = await startTestSubgraph(logistics, {
    shared,
    peers: {
      inventory: async ({ variables }) => ({
        data: { _entities: (variables!.of as { id: string }[]).map(({ id }) => warehouses.get(id) ?? null) },
      }),
    },
    env: {
      CARRIER_URL: carrier.url,
      CARRIER_API_KEY: carrierDefaults.apiKey,
      CARRIER_WEBHOOK_SECRET: carrierDefaults.webhookSecret,
      LOGISTICS_CALLBACK_URL: `http://127.0.0.1:${(line.address() as AddressInfo).port}/`,
      CARRIER_SWEEP_MS: '50',
      AUTO_WAREHOUSE_MS: '0',
      ...env,
    },
  });
  target = `${await subgraph.listen()}/logistics/callbacks/carrier`;

  async function ask<T>(query: string, variables: Record<string, unknown> = {}, viewer: Viewer = ADMIN): Promise<T> {
    const { data, errors } = await subgraph.execute<Record<string, T>>({ query, variables }, viewer);
    if (errors) throw new Error(JSON.stringify(errors));
    return Object.values(data!)[0] as T;
  }
  async function control(path: string, body: object): Promise<void> {
    const headers = { authorization: `Bearer ${carrierDefaults.apiKey}`, 'content-type': 'application/json' };
    await fetch(carrier.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  }
  const about = (orderId: string) => ({ orderId, userId: BUYER.id, at: new Date().toISOString() });
  const house: LogisticsHouse = {
    subgraph,
    ask,
    codeOf: async (query, variables, viewer) =>
      (await subgraph.execute({ query, variables }, viewer)).errors?.[0]?.extensions?.code,
    shipmentsOf: async (orderId, viewer = BUYER) => {
      const of = [{ __typename: 'Order', id: orderId }];
      const [order] = await ask<{ shipments: SeenShipment[] }[]>(SHIPMENTS, { of }, viewer);
      return order!.shipments;
    },
    paid: (
      orderId,
      { deliverySlotId = null, city = 'Казань' }: { deliverySlotId?: string | null; city?: string } = {},
    ) =>
      subgraph.publish(orderPaid, {
        ...about(orderId),
        status: 'PAID',
        number: '1',
        paymentId: newId(),
        lines: [],
        totalMinor: 1,
        currency: 'RUB',
        deliverySlotId,
        address: {
          ...{ recipient: 'А', phone: null, country: 'RU', region: null, city, street: 'Баумана, 1', postalCode: null },
          ...{ latitude: null, longitude: null },
        },
      }),
    confirmed: (orderId, allocations = [{ variantId: newId(), warehouseId: MSK.id, quantity: 1 }]) =>
      subgraph.publish(reservationConfirmed, { orderId, at: new Date().toISOString(), allocations }),
    cancelled: (orderId) =>
      subgraph.publish(orderCancelled, { ...about(orderId), status: 'CANCELLED', reason: 'BUYER', paymentId: null }),
    toBeCancelled: (orderId) =>
      subgraph.publish(cancellationRequested, { ...about(orderId), status: 'PAID', reason: 'BUYER' }),
    planned: async (allocations) => {
      const orderId = newId();
      await Promise.all([house.paid(orderId), house.confirmed(orderId, allocations)]);
      const shipments = await eventually(async () => {
        const seen = await house.shipmentsOf(orderId);
        return seen.length > 0 && seen;
      });
      return { orderId, shipments };
    },
    callBack: async (body, { id = newId(), secret = carrierDefaults.webhookSecret, headers = {} } = {}) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const now = new Date();
      const answer = await fetch(target, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': new Webhook(secret).sign(id, now, text),
          ...headers,
        },
        body: text,
      });
      const answered = (await answer.text()) || '{}';
      return { status: answer.status, code: (JSON.parse(answered) as { error?: { code: string } }).error?.code };
    },
    setFaults: (faults) => control('/control', faults),
    hurry: (advanceSeconds) => control('/clock', { advanceSeconds }),
    advance: async (shipmentId, until) => {
      const [row] = await subgraph.db.sql<{ parcel: string }[]>`
        select carrier_parcel_id as parcel from shipments where id = ${shipmentId}`;
      await control(`/parcels/${row!.parcel}/advance`, { until });
    },
    parcelsAtCarrier: async () => {
      const metrics = await (await fetch(`${carrier.url}/metrics`)).text();
      return Number(/^carrier_parcels_remembered (\d+)/m.exec(metrics)?.[1]);
    },
    stop: async () => {
      await subgraph.stop();
      await carrier.stop();
      line.closeAllConnections();
      line.close();
    },
  };
  return house;
}
