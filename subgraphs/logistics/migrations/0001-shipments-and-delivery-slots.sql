-- What is known of an order's delivery so far; its parts come by events of different subgraphs, in any order.
create table deliveries (
  order_id uuid primary key,
  user_id uuid,
  address jsonb,
  delivery_slot_id uuid,
  allocations jsonb,
  cancelled boolean not null default false,
  created_at timestamptz not null default now()
) with (fillfactor = 80);

-- One parcel: what one warehouse sends of one order. lines is [{ variantId, quantity }]; destination is the address the
-- order was paid with; last_event is the latest of its tracking events, so that a list of orders needs no second query.
create table shipments (
  id uuid primary key,
  order_id uuid not null,
  user_id uuid not null,
  warehouse_id uuid not null,
  status text not null check (status in ('PLANNED', 'PICKING', 'PACKED', 'HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY',
    'DELIVERED', 'CANCELLED', 'RETURNED')),
  lines jsonb not null,
  destination jsonb not null,
  carrier text,
  carrier_parcel_id text,
  tracking_number text,
  carrier_sequence integer not null default 0,
  estimated_delivery timestamptz not null,
  last_event jsonb,
  -- What the carrier was or will be asked, word for word the same in every try; when to ask next; how often it was asked.
  booking jsonb,
  book_at timestamptz,
  book_tries integer not null default 0,
  planned_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  unique (order_id, warehouse_id)
) with (fillfactor = 70);
create index shipments_in_house on shipments (changed_at) where status in ('PLANNED', 'PICKING', 'PACKED');
create index shipments_to_book on shipments (book_at) where book_at is not null;
create index shipments_of_warehouse on shipments (warehouse_id, status, id);

-- Every step a shipment took and every place it was seen at. A carrier numbers its news; ours have no number.
create table tracking_events (
  id uuid primary key,
  shipment_id uuid not null references shipments,
  status text not null,
  at timestamptz not null,
  place jsonb,
  carrier_sequence integer,
  unique (shipment_id, carrier_sequence)
);
create index tracking_events_of_shipment on tracking_events (shipment_id, at);

-- Towns in which a time of delivery can be chosen, and where they are, for addresses without coordinates.
create table delivery_areas (
  code text primary key,
  name_ru text not null unique,
  name_en text not null unique,
  latitude double precision not null,
  longitude double precision not null,
  utc_offset_minutes integer not null
);
insert into delivery_areas (code, name_ru, name_en, latitude, longitude, utc_offset_minutes) values
  ('MOW', 'Москва', 'Moscow', 55.7558, 37.6173, 180),
  ('LED', 'Санкт-Петербург', 'Saint Petersburg', 59.9386, 30.3141, 180),
  ('OVB', 'Новосибирск', 'Novosibirsk', 55.0302, 82.9204, 420),
  ('SVX', 'Екатеринбург', 'Yekaterinburg', 56.8389, 60.6057, 300),
  ('KZN', 'Казань', 'Kazan', 55.7963, 49.1088, 180),
  ('GOJ', 'Нижний Новгород', 'Nizhny Novgorod', 56.3269, 44.0059, 180),
  ('CEK', 'Челябинск', 'Chelyabinsk', 55.1644, 61.4368, 300),
  ('KJA', 'Красноярск', 'Krasnoyarsk', 56.0153, 92.8932, 420),
  ('KUF', 'Самара', 'Samara', 53.1959, 50.1002, 240),
  ('UFA', 'Уфа', 'Ufa', 54.7388, 55.9721, 300),
  ('ROV', 'Ростов-на-Дону', 'Rostov-on-Don', 47.2357, 39.7015, 180),
  ('OMS', 'Омск', 'Omsk', 54.9885, 73.3242, 360),
  ('KRR', 'Краснодар', 'Krasnodar', 45.0355, 38.9753, 180),
  ('VOZ', 'Воронеж', 'Voronezh', 51.6608, 39.2003, 180),
  ('PEE', 'Пермь', 'Perm', 58.0105, 56.2502, 300),
  ('VOG', 'Волгоград', 'Volgograd', 48.708, 44.5133, 180),
  ('VVO', 'Владивосток', 'Vladivostok', 43.1155, 131.8855, 600);

create table delivery_slots (
  id uuid primary key,
  area text not null references delivery_areas,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  capacity integer not null check (capacity >= 0),
  booked integer not null default 0 check (booked >= 0),
  unique (area, starts_at),
  constraint booked_is_within_capacity check (booked <= capacity)
) with (fillfactor = 80);

create table slot_bookings (
  order_id uuid primary key,
  slot_id uuid not null references delivery_slots,
  booked_at timestamptz not null default now()
);
