/** What leaves one warehouse for an order. */
export interface Allocation {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly quantity: number;
}

export interface Address {
  readonly recipient: string;
  readonly phone: string | null;
  readonly country: string;
  readonly region: string | null;
  readonly city: string;
  readonly street: string;
  readonly postalCode: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** What is known of an order's delivery; parts come by different events, in any order. */
export interface Delivery {
  readonly orderId: string;
  readonly userId: string | null;
  readonly address: Address | null;
  readonly deliverySlotId: string | null;
  readonly allocations: readonly Allocation[] | null;
  readonly cancelled: boolean;
}

/** An order of which nothing is known but that there is one. */
export const unknownDelivery = (orderId: string): Delivery => ({
  orderId,
  userId: null,
  address: null,
  deliverySlotId: null,
  allocations: null,
  cancelled: false,
});

export interface PlannedShipment {
  readonly warehouseId: string;
  readonly lines: readonly { variantId: string; quantity: number }[];
}

/**
 * Splits an order into one shipment per warehouse, in the order in which the warehouses were allocated.
 * @returns none while something is not known yet, and for a cancelled order
 */
export function planShipments({ userId, address, allocations, cancelled }: Delivery): PlannedShipment[] {
  if (cancelled || userId === null || address === null || allocations === null) return [];
  return [...Map.groupBy(allocations, ({ warehouseId }) => warehouseId)].map(([warehouseId, parts]) => ({
    warehouseId,
    lines: parts.map(({ variantId, quantity }) => ({ variantId, quantity })),
  }));
}

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

const EARTH_RADIUS_KM = 6371;
const DAY_MS = 86_400_000;
/** Until the parcel leaves the warehouse. */
const HANDLING_DAYS = 1;
/** What a parcel travels in a day, stops included. */
const KM_A_DAY = 600;
/** Assumed while one of the two places is not known. */
const UNKNOWN_DISTANCE_KM = 1_200;

/** Great-circle distance in km, by the haversine formula. */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const latitude = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const longitude = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const haversine = latitude + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * longitude;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/**
 * When a shipment is promised, until its carrier says better: by the end of the chosen slot, else by distance.
 */
export function estimateDelivery(
  now: Date,
  slotEndsAt: Date | undefined,
  from: Coordinates | undefined,
  to: Coordinates | undefined,
): Date {
  if (slotEndsAt && slotEndsAt > now) return slotEndsAt;
  const distance = from && to ? distanceKm(from, to) : UNKNOWN_DISTANCE_KM;
  return new Date(now.getTime() + (HANDLING_DAYS + Math.ceil(distance / KM_A_DAY)) * DAY_MS);
}
