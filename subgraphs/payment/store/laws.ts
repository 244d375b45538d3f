import type { Law, Testimony } from '#kernel/subgraph/law.ts';

/** What the ledger says of each payment: held, taken and given back, in minor units. */
const LEDGER = `
  select payment_id,
    sum(case kind when 'AUTHORIZATION' then amount_minor else 0 end) as authorized,
    sum(case when credit = 'AUTHORIZED' then amount_minor else 0 end) as let_go,
    sum(case when kind = 'CAPTURE' and debit = 'CAPTURED' then amount_minor else 0 end) as captured,
    sum(case when kind = 'REFUND' and credit = 'REFUNDED' then amount_minor else 0 end) as refunded
  from ledger_transfer group by payment_id`;

const REFUNDED = `
  select payment_id, sum(amount_minor) filter (where status = 'SUCCEEDED') as succeeded,
    sum(amount_minor) filter (where status <> 'REFUSED') as promised
  from refund group by payment_id`;

export const paymentLaws: readonly Law[] = [
  {
    name: 'the ledger says what the payments say',
    says: 'What was taken and given back is the same in every payment and in the ledger.',
    count: 'select count(*) as checked from payment',
    violations: `
      select p.id::text as subject,
        format('captured %s, refunded %s', p.captured_minor, coalesce(r.succeeded, 0)) as expected,
        format('captured %s, refunded %s', coalesce(l.captured, 0), coalesce(l.refunded, 0)) as found
      from payment p left join (${LEDGER}) l on l.payment_id = p.id left join (${REFUNDED}) r on r.payment_id = p.id
      where p.captured_minor <> coalesce(l.captured, 0) or coalesce(r.succeeded, 0) <> coalesce(l.refunded, 0)`,
  },
  {
    name: 'nothing stays authorized that the bank no longer holds',
    says: 'The ledger has an open authorization for each payment that holds the buyer’s money, and for no other.',
    count: 'select count(*) as checked from payment',
    violations: `
      select p.id::text as subject, case when p.held then 'open' else 'closed' end as expected,
        format('authorized %s, let go %s', coalesce(l.authorized, 0), coalesce(l.let_go, 0)) as found
      from payment p left join (${LEDGER}) l on l.payment_id = p.id
      where p.held <> (coalesce(l.authorized, 0) > coalesce(l.let_go, 0))`,
  },
  {
    name: 'what is kept of a sale is a fee, or owed to its sellers',
    says: 'Fees and debts to sellers of a payment are together what was captured less what was refunded.',
    count: 'select count(*) as checked from payment where captured_minor > 0',
    violations: `
      select payment_id::text as subject, sum(minor) filter (where account in ('CAPTURED', 'REFUNDED'))::text as expected,
        (-sum(minor) filter (where account in ('FEES', 'OWED_TO_SELLERS')))::text as found
      from ledger_posting where account not in ('BUYERS', 'AUTHORIZED')
      group by payment_id having sum(minor) <> 0`,
  },
  {
    name: 'every account’s debits are another’s credits',
    says: 'All postings of a currency come to nothing.',
    count: 'select count(*) as checked from ledger_transfer',
    violations: `
      select currency as subject, '0' as expected, sum(minor)::text as found
      from ledger_posting group by currency having sum(minor) <> 0`,
  },
  {
    name: 'the bank’s statements say what the ledger says',
    says: 'The statement of each day that is closed has no difference from what is here.',
    count: 'select count(*) as checked from bank_statement join ledger_day on day = date',
    violations: `
      select format('%s %s of %s', lower(movement::text), reference, date) as subject,
        case when here_minor is null then 'nothing' else format('%s %s', here_minor, here_currency) end as expected,
        case when there_minor is null then 'nothing' else format('%s %s', there_minor, there_currency) end as found
      from bank_statement_difference join ledger_day on day = date`,
  },
  {
    name: 'a closed day of the ledger says what its transfers say',
    says: 'The sums of each day that is closed are those of its transfers.',
    count: 'select count(*) as checked from ledger_day',
    violations: `
      select coalesce(s.day, t.day)::text as subject, coalesce(t.sum, '—') as expected, coalesce(s.sum, '—') as found
      from (
        select day, string_agg(format('%s %s %s', account, currency, debited - credited), ', '
          order by account, currency) as sum
        from ledger_day_sum group by day
      ) as s full join (
        select day, string_agg(format('%s %s %s', account, currency, sum), ', ' order by account, currency) as sum
        from (select (at at time zone 'UTC')::date as day, account, currency, sum(minor) as sum
          from ledger_posting group by 1, 2, 3) as posted
        where day in (select day from ledger_day) group by day
      ) as t on t.day = s.day
      where s.sum is distinct from t.sum`,
  },
  {
    name: 'what the bank called back with is of a payment',
    says: 'Every event of the bank that is kept tells of a payment that is here.',
    count: 'select count(*) as checked from provider_event',
    violations: `
      select e.id as subject, 'a payment' as expected, e.payment_id::text as found
      from provider_event e left join payment p on p.id = e.payment_id where p.id is null`,
  },
  {
    name: 'nobody gets back more than was taken',
    says: 'Refunds made and promised of a payment are what it says, and never above what was captured.',
    count: 'select count(*) as checked from payment where captured_minor > 0',
    violations: `
      select p.id::text as subject, format('%s of at most %s', p.returned_minor, p.captured_minor) as expected,
        coalesce(r.promised, 0)::text as found
      from payment p left join (${REFUNDED}) r on r.payment_id = p.id
      where p.returned_minor <> coalesce(r.promised, 0) or coalesce(r.promised, 0) > p.captured_minor`,
  },
];

export const paymentTestimonies: readonly Testimony[] = [
  {
    about: 'order',
    sql: `
      select order_id as subject, jsonb_build_object('status', status, 'amountMinor', amount_minor, 'currency', currency,
        'held', held, 'capturedMinor', captured_minor, 'returnedMinor', returned_minor) as says
      from payment`,
  },
  {
    about: 'return',
    sql: `
      select request_id as subject, jsonb_build_object('status', status, 'amountMinor', amount_minor) as says
      from refund where request_id is not null`,
  },
];
