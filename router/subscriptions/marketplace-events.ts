import { readFileSync } from 'node:fs';
import { mayRead } from '#kernel/auth/viewer.ts';
import type { PayloadOf, ReceivedEvent } from '#kernel/messages/event.ts';
import type { Binding, EventSource } from '#router/subscriptions/binding.ts';
import {
  orderCancelled,
  orderPaid,
  orderPlaced,
  orderStatusChanged,
  shipmentMoved,
  stockChanged,
} from '#schema/events.ts';
import { shared } from '#schema/shared.ts';

/** Who may follow other people's orders and parcels; the graph itself is asked at admission as well. */
const STAFF = ['seller', 'warehouse', 'courier', 'partner'];

const ownersOnly: Binding['mayReceive'] = (event, viewer) =>
  mayRead(viewer, (event.data as { userId: string }).userId, ...STAFF);

const orderStatus: Binding = {
  field: 'orderStatusChanged',
  events: [orderPlaced, orderPaid, orderStatusChanged, orderCancelled],
  admission: 'query OrderToFollow($orderId: ID!) { order(id: $orderId) { id status history { at status } } }',
  admitted: ({ order }, now) =>
    order && {
      key: order.id,
      first: [{ at: order.history.at(-1)?.at ?? now.toISOString(), order: { id: order.id, status: order.status } }],
    },
  // An order never has a status twice.
  knows: ({ order }, { data }) =>
    order.history.some(({ status }: { status: string }) => status === (data as { status: string }).status),
  mayReceive: ownersOnly,
  payload: ({ data }: ReceivedEvent) => {
    const { orderId, status, at } = data as PayloadOf<typeof orderStatusChanged>;
    return { at, order: { id: orderId, status } };
  },
};

const shipmentSteps: Binding = {
  field: 'shipmentMoved',
  events: [shipmentMoved],
  admission:
    'query ShipmentsToFollow($orderId: ID!) { order(id: $orderId) { id shipments { id lastEvent { id at } events { id } } } }',
  admitted: ({ order }, now) =>
    order && {
      key: order.id,
      first: order.shipments.map((shipment: { id: string; lastEvent: { id: string; at: string } | null }) => ({
        at: shipment.lastEvent?.at ?? now.toISOString(),
        shipment: { id: shipment.id },
        event: shipment.lastEvent && { id: shipment.lastEvent.id },
      })),
    },
  knows: ({ order }, { data }) =>
    order.shipments.some(({ events }: { events: { id: string }[] }) =>
      events.some(({ id }) => id === (data as { trackingEventId: string }).trackingEventId),
    ),
  mayReceive: ownersOnly,
  payload: ({ data }: ReceivedEvent) => {
    const { shipmentId, trackingEventId, at } = data as PayloadOf<typeof shipmentMoved>;
    return { at, shipment: { id: shipmentId }, event: { id: trackingEventId } };
  },
};

const stock: Binding = {
  field: 'stockChanged',
  events: [stockChanged],
  admission: 'query VariantToFollow($variantId: ID!) { variant(id: $variantId) { id } }',
  admitted: ({ variant }) => variant && { key: variant.id, first: [] },
  payload: ({ data }: ReceivedEvent) => {
    const { variantId, available, at } = data as PayloadOf<typeof stockChanged>;
    return { at, variant: { id: variantId }, available };
  },
};

/** The marketplace's subscriptions: a virtual subgraph that is composed like any other and has no server. */
export const marketplaceEvents: EventSource = {
  name: 'events',
  sdl: `${shared.typeDefs}\n${readFileSync(new URL('./events.graphql', import.meta.url), 'utf8')}`,
  bindings: [orderStatus, shipmentSteps, stock],
};
