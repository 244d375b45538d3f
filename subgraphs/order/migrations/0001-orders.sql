-- Who placed which order under which key. Claimed before anything is reserved, so that of any number of equal requests
-- one runs. `runner` is that one; it owns the claim until `lease_until` and everything it does is checked against it.
create table checkouts (
  user_id uuid not null,
  key text not null,
  input_hash text not null,
  order_id uuid not null,
  -- The id of an earlier attempt whose hold, slot and cart are still to be let go.
  abandoned_order_id uuid,
  cart_id uuid not null,
  runner uuid not null,
  lease_until timestamptz not null,
  begun_at timestamptz not null default now(),
  placed_at timestamptz,
  primary key (user_id, key)
);
-- Claims nobody came back to; placed ones are not in it, so it stays empty however many orders there are.
create index checkouts_unplaced on checkouts (begun_at) where placed_at is null;

create table orders (
  id uuid primary key,
  -- Raised by every change; what was decided on an older version is decided again.
  version int not null default 0,
  number text not null unique,
  user_id uuid not null,
  cart_id uuid not null,
  status text not null check (status in ('PENDING_PAYMENT', 'PAID', 'PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY',
    'DELIVERED', 'CANCELLED', 'REFUNDED', 'RETURNED')),
  hold text not null check (hold in ('HELD', 'ASKED')),
  money text not null check (money in ('AWAITED', 'AUTHORIZED', 'DECLINED', 'RETURNED')),
  payment_id uuid,
  cancel_reason text check (cancel_reason in ('BUYER', 'STAFF', 'PAYMENT_DECLINED', 'PAYMENT_TIMEOUT', 'OUT_OF_STOCK',
    'UNDELIVERABLE')),
  hold_expires_at timestamptz not null,
  deadline timestamptz,
  total_minor bigint not null check (total_minor >= 0),
  currency text not null,
  delivery_slot_id uuid,
  address jsonb not null,
  -- The last known step of each shipment: {"<shipment id>": "PACKED"}.
  shipments jsonb not null default '{}',
  placed_at timestamptz not null,
  delivered_at timestamptz
) with (fillfactor = 85);
create index orders_of_user on orders (user_id, id desc);
-- Only orders that wait for something are in it, so a sweep costs the same beside a million finished ones.
create index orders_deadline on orders (deadline) where deadline is not null;

create table order_lines (
  id uuid primary key,
  order_id uuid not null references orders (id),
  position int not null,
  variant_id uuid not null,
  sku text not null,
  title text not null,
  quantity int not null check (quantity > 0),
  unit_price_minor bigint not null check (unit_price_minor >= 0)
);
create index order_lines_of_order on order_lines (order_id, position);

-- Everything that reached an order and what was decided; `status` is set where it changed.
-- No foreign key: rows are only ever written beside their order's, and a check of each would be paid on every event.
create table order_history (
  id bigint generated always as identity primary key,
  order_id uuid not null,
  at timestamptz not null,
  event text not null,
  decision text not null,
  status text,
  reason text
);
create index order_history_of_order on order_history (order_id, id);

-- Cancellations that were carried out, by the key they were asked for with.
create table cancellations (
  user_id uuid not null,
  key text not null,
  order_id uuid not null references orders (id),
  at timestamptz not null default now(),
  primary key (user_id, key)
);
