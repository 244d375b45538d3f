-- Documents that clients sent, without their literals, and which coordinates of the schema each touches.
create table usage_operations (
  hash text primary key,
  name text not null,
  document text not null,
  coordinates text[] not null,
  first_seen timestamptz not null default now()
);
create index usage_operations_by_coordinate on usage_operations using gin (coordinates);

-- How often, by whom, by day. Old days are removed.
create table usage_days (
  variant text not null,
  day date not null,
  hash text not null references usage_operations,
  client text not null,
  client_version text not null,
  requests bigint not null,
  errors bigint not null,
  last_seen timestamptz not null,
  primary key (variant, day, hash, client, client_version)
);
create index usage_days_by_operation on usage_days (hash, variant, day);
