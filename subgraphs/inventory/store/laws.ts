import type { Law, Testimony } from '#kernel/subgraph/law.ts';

/** What movements, those summed up in opening balances included, say of each level. */
const MOVED = `
  select variant_id, warehouse_id, sum(on_hand) as on_hand, sum(reserved) as reserved from (
    select variant_id, warehouse_id, on_hand_change as on_hand, reserved_change as reserved from movements
    union all select variant_id, warehouse_id, on_hand, reserved from opening_balances
  ) as every group by variant_id, warehouse_id`;

const HELD = `
  select (a ->> 'variantId')::uuid as variant_id, (a ->> 'warehouseId')::uuid as warehouse_id,
    sum((a ->> 'quantity')::int) as quantity
  from reservations, jsonb_array_elements(allocations) as a where status = 'HELD' group by 1, 2`;

const LEVELS = 'select count(*) as checked from stock';

const level = "variant_id || ' in ' || warehouse_id";

/** That goods are neither lost nor invented; each is one statement, so it may be asked while the product works. */
export const inventoryLaws: readonly Law[] = [
  {
    name: 'stock is the sum of its movements',
    says: 'On hand and reserved of every level are what its movements add up to.',
    count: LEVELS,
    violations: `
      select ${level} as subject,
        format('on hand %s, reserved %s', coalesce(m.on_hand, 0), coalesce(m.reserved, 0)) as expected,
        format('on hand %s, reserved %s', coalesce(s.on_hand, 0), coalesce(s.reserved, 0)) as found
      from stock s full join (${MOVED}) m using (variant_id, warehouse_id)
      where coalesce(s.on_hand, 0) <> coalesce(m.on_hand, 0) or coalesce(s.reserved, 0) <> coalesce(m.reserved, 0)`,
  },
  {
    name: 'reserved is what orders hold',
    says: 'What is reserved of every level is what orders hold of it.',
    count: `select count(*) as checked from reservations where status = 'HELD'`,
    violations: `
      select ${level} as subject, coalesce(h.quantity, 0)::text as expected, coalesce(s.reserved, 0)::text as found
      from stock s full join (${HELD}) h using (variant_id, warehouse_id)
      where coalesce(s.reserved, 0) <> coalesce(h.quantity, 0)`,
  },
  {
    name: 'nothing is promised that is not there',
    says: 'No level has less than nothing, or more reserved than on hand.',
    count: LEVELS,
    violations: `
      select ${level} as subject, 'reserved from 0 to ' || on_hand as expected, reserved::text as found from stock
      where reserved < 0 or on_hand < reserved`,
  },
  {
    name: 'a transfer neither loses nor makes goods',
    says: 'What came of an inbound shipment, and what left for it, is what its movements say.',
    count: 'select count(*) as checked from inbound_lines',
    violations: `
      select s.id || ' of ' || l.variant_id as subject,
        format('left %s, received %s', case when s.from_warehouse_id is null then 0 else l.expected end, l.received) as expected,
        format('left %s, received %s', m.gone, m.came) as found
      from inbound_lines l join inbound_shipments s on s.id = l.shipment_id
      cross join lateral (
        select coalesce(-sum(on_hand_change) filter (where on_hand_change < 0), 0) as gone,
          coalesce(sum(on_hand_change) filter (where on_hand_change > 0), 0) as came
        from movements where document_id = s.id and variant_id = l.variant_id
      ) m
      where s.created_at > coalesce((select max(until) from opening_balances), '-infinity') and (l.received <> m.came
        or m.gone <> case when s.from_warehouse_id is null then 0 else l.expected end)`,
  },
];

const testimony = (status: string): string => `
  order_id as subject, jsonb_build_object('status', ${status}, 'expiresAt', expires_at, 'lines', (
    select jsonb_object_agg(variant_id, quantity) from (
      select a ->> 'variantId' as variant_id, sum((a ->> 'quantity')::int) as quantity
      from jsonb_array_elements(allocations) as a group by 1
    ) l
  )) as says`;

/**
 * Of orders of this region, wherever their goods are: an order of another region is spoken of over there. Two, and not one
 * over both tables, so that each is read in the order of its key.
 */
export const inventoryTestimonies: readonly Testimony[] = [
  {
    about: 'order',
    sql: `
      select ${testimony('status')} from reservations r
      where not exists (select from lent_reservations l where l.order_id = r.order_id)
        and not exists (select from regional_holds h where h.order_id = r.order_id and h.status <> 'ASKED')`,
  },
  {
    about: 'order',
    sql: `
      select ${testimony(`case when status = 'HELD' and expires_at < now() then 'EXPIRED' else status end`)}
      from regional_holds where status <> 'ASKED'`,
  },
];
