-- A double-entry ledger. A row moves one amount from one account to another, so nothing in it can be out of balance;
-- the rows of one payment and version are the entry of one change, written by the statement that saves the change.
-- The key is the payment's, which keeps its entries together; no reference to the payment is checked, because that
-- statement reads the payment it belongs to.
create type ledger_account as enum ('BUYERS', 'AUTHORIZED', 'CAPTURED', 'REFUNDED', 'FEES', 'OWED_TO_SELLERS');
create type ledger_kind as enum ('AUTHORIZATION', 'VOID', 'CAPTURE', 'REFUND');
create table ledger_transfer (
  payment_id uuid not null,
  version integer not null,
  line smallint not null,
  kind ledger_kind not null,
  debit ledger_account not null,
  credit ledger_account not null check (credit <> debit),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  refund_id uuid,
  at timestamptz not null default now(),
  primary key (payment_id, version, line)
);
create index ledger_transfer_at on ledger_transfer using brin (at);
-- What is written stays written.
revoke update, delete on ledger_transfer from payment;

-- Both sides of each transfer: debits above zero, credits below.
create view ledger_posting as
  select payment_id, version, kind, at, debit as account, amount_minor as minor, currency from ledger_transfer
  union all
  select payment_id, version, kind, at, credit as account, -amount_minor as minor, currency from ledger_transfer;

alter table payment
  add column fee_bps integer not null default 0 check (fee_bps between 0 and 10000),
  add column capture_minor bigint check (capture_minor between 1 and amount_minor);

-- The ledger begins with what stands: no fee was kept of it.
insert into ledger_transfer (payment_id, version, line, kind, debit, credit, amount_minor, currency, refund_id, at)
  select id, version, 1, 'AUTHORIZATION'::ledger_kind, 'AUTHORIZED'::ledger_account, 'BUYERS'::ledger_account,
    amount_minor, currency, null::uuid, updated_at
  from payment where held
  union all
  select id, version, 1, 'CAPTURE', 'CAPTURED', 'OWED_TO_SELLERS', captured_minor, currency, null, updated_at
  from payment where captured_minor > 0
  union all
  select p.id, p.version, 1 + row_number() over (partition by p.id order by r.id), 'REFUND', 'OWED_TO_SELLERS',
    'REFUNDED', r.amount_minor, p.currency, r.id, p.updated_at
  from refund r join payment p on p.id = r.payment_id where r.status = 'SUCCEEDED';

-- An order's request for a refund is one refund.
alter table refund add column request_id uuid unique;

-- What staff asked for, by which key: the same key and input (a digest) get the first answer, other input is refused.
-- The same columns of refund are read and written no more.
create table staff_request (
  requested_by uuid not null,
  idempotency_key text not null,
  input_digest text not null,
  payment_id uuid not null references payment (id),
  -- The refund it made; null for a capture.
  refund_id uuid,
  requested_at timestamptz not null default now(),
  primary key (requested_by, idempotency_key)
);
insert into staff_request (requested_by, idempotency_key, input_digest, payment_id, refund_id, requested_at)
  select requested_by, idempotency_key, input_digest, payment_id, id, created_at
  from refund where requested_by is not null and idempotency_key is not null;

-- What the provider said, as it said it, without what we have no name for.
alter table provider_event add column body jsonb;
