-- What each account moved on a day that is over, so that balances need not read every transfer there ever was. A day is
-- closed once, after the one before it, and as little changed as the transfers it sums up.
create table ledger_day (
  day date primary key,
  closed_at timestamptz not null default now()
);
create table ledger_day_sum (
  day date not null references ledger_day (day),
  account ledger_account not null,
  currency text not null,
  debited bigint not null,
  credited bigint not null,
  primary key (day, account, currency)
);
revoke update, delete on ledger_day, ledger_day_sum from payment;
