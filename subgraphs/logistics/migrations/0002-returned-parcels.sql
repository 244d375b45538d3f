-- A parcel that brings goods of an approved return back. lines is [{ orderLineId, variantId, sku, quantity }], with restock
-- and writeOff once it was looked at; origin is where the goods are; warehouse_id is where they go, at last where they came.
create table return_parcels (
  id uuid primary key,
  order_id uuid not null,
  user_id uuid not null,
  warehouse_id uuid not null,
  status text not null check (status in ('LABEL_REQUESTED', 'LABEL_ISSUED', 'RECEIVED')),
  lines jsonb not null,
  origin jsonb not null,
  carrier text,
  carrier_parcel_id text,
  tracking_number text,
  label_url text,
  booking jsonb,
  book_at timestamptz default now(),
  book_tries integer not null default 0,
  requested_at timestamptz not null default now(),
  received_at timestamptz
) with (fillfactor = 80);
create index return_parcels_to_book on return_parcels (book_at) where book_at is not null;
create index return_parcels_of_warehouse on return_parcels (warehouse_id, status, id);

-- What was answered to a staff mutation that moves goods, so that repeating it moves nothing more.
create table staff_requests (
  key text primary key,
  digest text not null,
  answer jsonb not null,
  at timestamptz not null default now()
);
create index staff_requests_at on staff_requests using brin (at);
