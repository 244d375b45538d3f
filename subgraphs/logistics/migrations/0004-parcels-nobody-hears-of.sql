-- When the carrier is asked about a parcel that nobody has heard of since, and how often it was asked in vain.
alter table shipments
  add column ask_at timestamptz not null default now(),
  add column asks integer not null default 0;
create index shipments_on_the_way on shipments (ask_at)
  where carrier_parcel_id is not null and status in ('HANDED_OVER', 'IN_TRANSIT', 'OUT_FOR_DELIVERY');
