create table partners (
  id uuid primary key,
  name text not null,
  contact text not null,
  created_at timestamptz not null default now()
);

-- A key's text is <id>.<secret>; the secret is random, so a plain digest of it tells nothing.
create table api_keys (
  id text primary key,
  partner_id uuid not null references partners,
  digest bytea not null,
  scopes text[] not null,
  contract text,
  quota_per_minute integer not null check (quota_per_minute > 0),
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_by_partner on api_keys (partner_id);

create table webhooks (
  id uuid primary key,
  partner_id uuid not null references partners,
  url text not null,
  secret text not null,
  variant text not null,
  contract text,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
create index webhooks_by_variant on webhooks (variant) where removed_at is null;

create table webhook_deliveries (
  id uuid primary key,
  webhook_id uuid not null references webhooks,
  payload text not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz default now(),
  delivered_at timestamptz,
  last_status integer,
  last_error text,
  created_at timestamptz not null default now()
);
create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where next_attempt_at is not null;
create index webhook_deliveries_by_webhook on webhook_deliveries (webhook_id, created_at desc);
