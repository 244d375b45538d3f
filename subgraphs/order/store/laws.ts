import type { Law, Testimony } from '#kernel/subgraph/law.ts';

export const orderLaws: readonly Law[] = [
  {
    name: 'an order costs what its lines cost',
    says: 'The total of every order is the sum of its lines, and every line is of an order.',
    count: 'select count(*) as checked from orders',
    violations: `
      select coalesce(id, order_id)::text as subject, coalesce(minor, 0)::text as expected,
        coalesce(total_minor::text, 'no order') as found
      from orders full join (
        select order_id, sum(quantity * unit_price_minor) as minor from order_lines group by order_id
      ) l on order_id = id
      where total_minor is distinct from coalesce(minor, 0)`,
  },
  {
    name: 'history ends where the order is',
    says: 'The last status an order’s history tells of is its status.',
    count: 'select count(*) as checked from orders',
    violations: `
      select o.id::text as subject, o.status as expected, coalesce(h.status, 'nothing') as found
      from orders o left join lateral (
        select status from order_history where order_id = o.id and status is not null order by id desc limit 1
      ) h on true
      where h.status is distinct from o.status`,
  },
  {
    name: 'nobody waits for a deadline that has passed',
    says: 'What was due is done within two minutes.',
    count: 'select count(*) as checked from orders where deadline is not null',
    violations: `
      select id::text as subject, 'done by ' || deadline as expected, status as found
      from orders where deadline < now() - interval '2 minutes'`,
  },
];

export const orderTestimonies: readonly Testimony[] = [
  {
    about: 'order',
    sql: `
      select o.id as subject, jsonb_build_object('status', o.status, 'money', o.money, 'totalMinor', o.total_minor,
        'currency', o.currency, 'lines', (
          select jsonb_object_agg(variant_id, quantity) from (
            select variant_id, sum(quantity) as quantity from order_lines where order_id = o.id group by variant_id
          ) l
        )) as says
      from orders o`,
  },
  {
    about: 'return',
    sql: `
      select id as subject, jsonb_build_object('status', status, 'refundMinor', refund_minor, 'currency', currency) as says
      from returns`,
  },
];
