create table warehouses (
  id uuid primary key,
  code text not null unique check (code <> ''),
  name text not null check (name <> ''),
  latitude double precision not null check (latitude between -90 and 90),
  longitude double precision not null check (longitude between -180 and 180),
  created_at timestamptz not null default now()
);

-- How many of a variant lie in a warehouse and how many of those are promised. The last line of defence against
-- overselling is here: whatever the code does, nobody can promise what is not there.
create table stock (
  variant_id uuid not null,
  warehouse_id uuid not null references warehouses,
  on_hand integer not null check (on_hand between 0 and 1000000000),
  reserved integer not null default 0 check (reserved >= 0),
  primary key (variant_id, warehouse_id),
  constraint reserved_is_on_hand check (reserved <= on_hand)
) with (fillfactor = 80);

-- What one order holds or bought, and from where: allocations is [{ variantId, warehouseId, quantity }]. One row an
-- order and not one a line, so that locking the row locks all of it.
create table reservations (
  order_id uuid primary key,
  status text not null check (status in ('HELD', 'SOLD', 'RELEASED', 'EXPIRED', 'CANCELLED', 'RETURNED')),
  expires_at timestamptz not null,
  allocations jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
) with (fillfactor = 80);
create index reservations_to_expire on reservations (expires_at) where status = 'HELD';

-- Every change of stock, in the order it happened. The sums of the changes are on_hand and reserved of the stock row.
create table movements (
  seq bigint generated always as identity primary key,
  variant_id uuid not null,
  warehouse_id uuid not null,
  kind text not null check (kind in ('RECEIVED', 'ADJUSTED', 'RESERVED', 'RELEASED', 'SOLD', 'TAKEN_BACK')),
  on_hand_change integer not null,
  reserved_change integer not null,
  order_id uuid,
  reason text,
  actor text,
  at timestamptz not null default now()
);
create index movements_of_stock on movements (variant_id, warehouse_id, seq);
create index movements_of_order on movements (order_id) where order_id is not null;

-- What was answered to a staff mutation that moves goods, so that repeating it moves nothing more.
create table stock_requests (
  key text primary key,
  digest text not null,
  answer jsonb not null,
  at timestamptz not null default now()
);
