-- Events waiting to be published. A row is deleted once Kafka has acknowledged it, so the table stays as short as the
-- relay is quick, and a slow transaction's low sequence number cannot be skipped: there is no cursor to pass it.
create table outbox (
  seq bigint generated always as identity primary key,
  topic text not null,
  key text not null,
  headers jsonb not null,
  payload text not null,
  created_at timestamptz not null default now()
);
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- Ids of events this subgraph has taken effect of, one row per consumer and event, written with the effect.
create table inbox (
  consumer text not null,
  event_id uuid not null,
  received_at timestamptz not null default now(),
  primary key (consumer, event_id)
);
create index inbox_received_at on inbox using brin (received_at);
