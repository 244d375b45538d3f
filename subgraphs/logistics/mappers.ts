import type { Place as KnownPlace } from './domain/shipment.ts';
import type { StoredReturnParcel } from './store/return-parcels.ts';
import type { StoredShipment, StoredTrackingEvent } from './store/shipments.ts';
import type { StoredSlot } from './store/slots.ts';

/** What resolvers pass along, under the names of SDL types. */
export type Shipment = StoredShipment;
export type ShipmentLine = StoredShipment['lines'][number];
export type TrackingEvent = StoredTrackingEvent;
export type DeliverySlot = StoredSlot;
export type Order = { readonly id: string };
export type Warehouse = { readonly id: string };
export type Variant = { readonly id: string };
export type ReturnParcel = StoredReturnParcel;
export type ReturnParcelLine = StoredReturnParcel['lines'][number];
export type Place = KnownPlace;
