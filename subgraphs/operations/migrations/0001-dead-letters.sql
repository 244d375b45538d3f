-- Messages that consumers could not process, one row per consumer and event however often it died.
create table dead_letter (
  id uuid primary key,
  consumer text not null,
  event_id text not null,
  event_type text not null,
  topic text not null,
  partition integer not null,
  "offset" text not null,
  key text not null,
  headers jsonb not null,
  payload text not null,
  cause text not null,
  stack text not null,
  attempts integer not null,
  times integer not null default 1,
  failed_at timestamptz not null,
  state text not null default 'WAITING' check (state in ('WAITING', 'REPLAYED', 'DISCARDED')),
  closed_at timestamptz,
  closed_by text,
  reason text,
  unique (consumer, event_id),
  check ((state = 'WAITING') = (closed_at is null)),
  check (state <> 'DISCARDED' or reason is not null)
);
create index dead_letter_waiting on dead_letter (consumer, id) where state = 'WAITING';
create index dead_letter_closed on dead_letter (closed_at) where state <> 'WAITING';
