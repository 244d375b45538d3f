-- The bank's statement of a day, as it was last imported, with every difference from what we have.
create table bank_statement (
  date date primary key,
  -- Until when it is complete.
  as_of timestamptz not null,
  line_count integer not null,
  imported_by uuid not null,
  imported_at timestamptz not null
);
create table bank_statement_line (
  date date not null references bank_statement (date) on delete cascade,
  line integer not null,
  at timestamptz not null,
  movement ledger_kind not null check (movement in ('CAPTURE', 'REFUND')),
  provider_id text not null,
  reference text not null,
  -- What was taken or given back: above zero either way.
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  primary key (date, line)
);
create index bank_statement_line_reference on bank_statement_line (reference);
create table bank_statement_difference (
  date date not null references bank_statement (date) on delete cascade,
  number integer not null,
  kind text not null check (kind in ('MISSING_HERE', 'MISSING_THERE', 'AMOUNT_DIFFERS', 'STATUS_DIFFERS')),
  movement ledger_kind not null,
  reference text not null,
  payment_id uuid,
  here_minor bigint,
  here_currency text,
  here_status text,
  there_minor bigint,
  there_currency text,
  primary key (date, number)
);
