import type { OrderStatus } from './order-status.ts';

/** The steps of a shipment, as logistics publishes them. */
export const SHIPMENT_STEPS = [
  'PLANNED',
  'PICKING',
  'PACKED',
  'HANDED_OVER',
  'IN_TRANSIT',
  'OUT_FOR_DELIVERY',
  'DELIVERED',
  'RETURNED',
  'CANCELLED',
] as const;
export type ShipmentStep = (typeof SHIPMENT_STEPS)[number];

/** What shipments say about their order. Delivered is it with its last parcel, on its way with its first. */
export function statusOf(steps: readonly ShipmentStep[]): OrderStatus {
  const live = steps.filter((step) => step !== 'CANCELLED');
  if (live.length === 0) return 'PROCESSING';
  if (live.every((step) => step === 'RETURNED')) return 'RETURNED';
  if (live.every((step) => step === 'DELIVERED' || step === 'RETURNED')) return 'DELIVERED';
  if (live.includes('OUT_FOR_DELIVERY')) return 'OUT_FOR_DELIVERY';
  const gone: readonly ShipmentStep[] = ['HANDED_OVER', 'IN_TRANSIT', 'DELIVERED', 'RETURNED'];
  return live.some((step) => gone.includes(step)) ? 'SHIPPED' : 'PROCESSING';
}
