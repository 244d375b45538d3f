-- Which command of whom was carried out under which key, so that it is carried out once. Kept for 30 days.
create table command_keys (
  user_id uuid not null,
  key text not null,
  -- A digest of the command and its input: the same key with another one is a conflict.
  input_hash text not null,
  -- What it made or changed: an order or a return.
  subject_id uuid not null,
  at timestamptz not null default now(),
  primary key (user_id, key)
);
create index command_keys_at on command_keys using brin (at);
insert into command_keys
  select user_id, key, encode(sha256(convert_to('["cancelOrder","' || order_id || '"]', 'utf8')), 'base64'), order_id, at
  from cancellations;
drop table cancellations;

-- Keys of orders placed long ago are found by it and deleted; unlike a B-tree it costs an insert nothing.
create index checkouts_begun on checkouts using brin (begun_at);

create table returns (
  id uuid primary key,
  order_id uuid not null references orders (id),
  user_id uuid not null,
  status text not null check (status in ('REQUESTED', 'APPROVED', 'LABELLED', 'RECEIVED', 'REFUNDED', 'REFUSED', 'CLOSED')),
  reason text not null check (reason in ('DEFECTIVE', 'DAMAGED', 'WRONG_ITEM', 'NOT_AS_DESCRIBED', 'CHANGED_MIND')),
  comment text,
  photo_keys text[] not null,
  -- What comes back, with its price and what became of it: [{orderLineId, variantId, sku, quantity, unitPriceMinor,
  -- restocked, writtenOff}].
  lines jsonb not null,
  currency text not null,
  refund_minor bigint check (refund_minor >= 0),
  label jsonb,
  explanation text,
  deadline timestamptz,
  requested_at timestamptz not null
);
create index returns_of_order on returns (order_id);
create index returns_by_status on returns (status, id desc);
create index returns_deadline on returns (deadline) where deadline is not null;

-- How often a step was tried until it was saved, and what its last failure was. The history of a return is kept here as
-- well, by the return's id.
alter table order_history add column attempts int not null default 1, add column error text;
