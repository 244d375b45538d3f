-- Orders of this region whose goods another region holds or sold, and what it answered last. A row is there before the
-- region is asked: an order whose answer never came is asked for, and let go of, where it was asked for.
create table regional_holds (
  order_id uuid primary key,
  region text not null,
  status text not null check (status in ('ASKED', 'HELD', 'SOLD', 'REFUSED', 'RELEASED', 'CANCELLED', 'RETURNED')),
  expires_at timestamptz,
  allocations jsonb not null default '[]',
  updated_at timestamptz not null default now()
);

-- Reservations that are orders of other regions.
create table lent_reservations (
  order_id uuid primary key,
  region text not null
);

-- How many of each variant other regions can sell, as far as they have told.
create table regional_stock (
  variant_id uuid not null,
  region text not null,
  available integer not null,
  at timestamptz not null,
  primary key (variant_id, region)
);

-- Where other regions' goods leave from.
create table regional_warehouses (
  id uuid primary key,
  region text not null,
  code text not null,
  name text not null,
  latitude double precision not null,
  longitude double precision not null
);
