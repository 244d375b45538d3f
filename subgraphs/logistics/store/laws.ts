import type { Law, Testimony } from '#kernel/subgraph/law.ts';

export const logisticsLaws: readonly Law[] = [
  {
    name: 'a slot is as full as its bookings',
    says: 'What a delivery slot has booked is how many orders have booked it.',
    count: 'select count(*) as checked from delivery_slots',
    violations: `
      select s.id::text as subject, coalesce(b.bookings, 0)::text as expected, s.booked::text as found
      from delivery_slots s left join (
        select slot_id, count(*) as bookings from slot_bookings group by slot_id
      ) b on b.slot_id = s.id
      where s.booked <> coalesce(b.bookings, 0)`,
  },
  {
    name: 'a parcel has one tracking number',
    says: 'No two shipments have the same parcel of a carrier.',
    count: 'select count(*) as checked from shipments where carrier_parcel_id is not null',
    violations: `
      select carrier_parcel_id as subject, '1' as expected, count(*)::text as found
      from shipments where carrier_parcel_id is not null group by carrier, carrier_parcel_id having count(*) > 1`,
  },
];

/** `lines`: what was or will be sent, of shipments that were not called off. */
export const logisticsTestimonies: readonly Testimony[] = [
  {
    about: 'order',
    sql: `
      select d.order_id as subject, jsonb_build_object('cancelled', d.cancelled,
        'lines', (
          select jsonb_object_agg(variant_id, quantity) from (
            select line ->> 'variantId' as variant_id, sum((line ->> 'quantity')::int) as quantity
            from shipments, jsonb_array_elements(lines) as line
            where order_id = d.order_id and status <> 'CANCELLED' group by 1
          ) l
        ),
        'steps', (select jsonb_agg(distinct status) from shipments where order_id = d.order_id)) as says
      from deliveries d`,
  },
];
