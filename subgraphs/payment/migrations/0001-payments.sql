-- One payment per order. `version` guards every change: a decision taken on an older state is not saved but taken again.
-- `due_at` is when something has to be done or asked at the bank; null when nothing has. Whoever writes it into the
-- future has claimed the work until then, so a process that dies leaves it to the sweep.
create table payment (
  id uuid primary key,
  order_id uuid not null unique,
  user_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  status text not null check (status in
    ('STARTING', 'REQUIRES_ACTION', 'AUTHORIZED', 'CAPTURED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'DECLINED', 'VOIDED')),
  wish text not null default 'HOLD' check (wish in ('HOLD', 'TAKE', 'GIVE_BACK')),
  held boolean not null default false,
  captured_minor bigint not null default 0,
  -- Refunds that succeeded or are on their way.
  returned_minor bigint not null default 0,
  provider_id text,
  redirect_url text,
  reason text,
  -- The bank's token of the card, erased once the bank has answered. Card numbers never come here.
  card_token text,
  return_url text not null,
  version integer not null default 1,
  due_at timestamptz,
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (returned_minor between 0 and captured_minor),
  check (captured_minor <= amount_minor),
  check (card_token is null or status = 'STARTING')
);
create index payment_due_at on payment (due_at) where due_at is not null;
alter table payment set (fillfactor = 80);

create table refund (
  id uuid primary key,
  payment_id uuid not null references payment (id),
  amount_minor bigint not null check (amount_minor > 0),
  status text not null check (status in ('PENDING', 'SUCCEEDED', 'REFUSED')),
  reason text not null,
  automatic boolean not null,
  -- Who asked, with which key, for what (a digest): the same key and input get the same refund, other input is refused.
  requested_by uuid,
  idempotency_key text,
  input_digest text,
  created_at timestamptz not null default now(),
  unique (requested_by, idempotency_key)
);
create index refund_payment_id on refund (payment_id);

-- What the bank called back with, once per event of its own numbering, and what came of it.
create table provider_event (
  id text primary key,
  payment_id uuid not null references payment (id),
  kind text not null,
  outcome text not null,
  received_at timestamptz not null default now()
);
create index provider_event_payment_id on provider_event (payment_id);

-- Orders cancelled before their payment was begun: it begins as one to give back.
create table cancelled_order (
  order_id uuid primary key,
  cancelled_at timestamptz not null default now()
);
