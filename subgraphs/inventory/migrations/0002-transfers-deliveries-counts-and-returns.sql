-- More reasons for which stock changes, and the document behind a change: an inbound shipment, a count or a return.
alter table movements
  drop constraint movements_kind_check,
  add constraint movements_kind_check check (kind in ('RECEIVED', 'ADJUSTED', 'RESERVED', 'RELEASED', 'SOLD', 'TAKEN_BACK',
    'TRANSFERRED_OUT', 'TRANSFERRED_IN', 'COUNTED', 'RETURNED', 'WRITTEN_OFF')) not valid,
  add column document_id uuid;
-- A variant's movements, the latest first, whatever the warehouse; as dear as the index it replaces.
create index movements_of_variant on movements (variant_id, seq);
drop index movements_of_stock;
create index movements_of_document on movements (document_id) where document_id is not null;

-- What movements that are too old to be kept one by one add up to. On hand is this and the sum of the movements.
create table opening_balances (
  variant_id uuid not null,
  warehouse_id uuid not null,
  on_hand integer not null,
  reserved integer not null,
  until timestamptz not null,
  primary key (variant_id, warehouse_id)
) with (fillfactor = 80);

-- Goods on their way into a warehouse: from a supplier, or (transfers) from another warehouse, which they have left.
create table inbound_shipments (
  id uuid primary key,
  from_warehouse_id uuid references warehouses check (from_warehouse_id <> to_warehouse_id),
  to_warehouse_id uuid not null references warehouses,
  status text not null check (status in ('EXPECTED', 'DISPATCHED', 'PARTLY_RECEIVED', 'RECEIVED', 'CLOSED')),
  reference text,
  expected_at timestamptz,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create index inbound_shipments_to on inbound_shipments (to_warehouse_id, status, id);

create table inbound_lines (
  shipment_id uuid not null references inbound_shipments,
  variant_id uuid not null,
  expected integer not null check (expected > 0),
  received integer not null default 0 check (received >= 0),
  missing integer not null default 0 check (missing >= 0),
  primary key (shipment_id, variant_id),
  constraint no_more_than_expected check (received + missing <= expected)
);
create index inbound_lines_under_way on inbound_lines (variant_id) where received + missing < expected;

-- A warehouse's own count. Lines keep what was thought to lie there when it was taken; the difference is applied on approval.
create table stock_counts (
  id uuid primary key,
  warehouse_id uuid not null references warehouses,
  status text not null check (status in ('OPEN', 'APPROVED', 'DISCARDED')),
  complete boolean not null,
  counted_at timestamptz not null,
  reported_at timestamptz not null default now(),
  decided_at timestamptz
);
create index stock_counts_of on stock_counts (warehouse_id, status, id);

create table stock_count_lines (
  count_id uuid not null references stock_counts,
  variant_id uuid not null,
  counted integer not null check (counted >= 0),
  expected integer not null,
  primary key (count_id, variant_id)
);
create index stock_count_differences on stock_count_lines (count_id, variant_id) where counted <> expected;

create index stock_requests_at on stock_requests using brin (at);
