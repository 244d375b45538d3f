import type { Queryable } from '#kernel/db/database.ts';
import type { LedgerAccount, LedgerEntry, Transfer } from '../domain/ledger.ts';

/** An entry as it stands in the ledger. */
export interface StoredEntry extends LedgerEntry {
  readonly paymentId: string;
  readonly at: Date;
}

export interface Balance {
  readonly account: LedgerAccount;
  readonly currency: string;
  /** Minor units, both above zero. */
  readonly debited: number;
  readonly credited: number;
}

/** The entries of payments, oldest first. */
export async function loadEntries(db: Queryable, paymentIds: readonly string[]): Promise<StoredEntry[]> {
  const rows = await db.sql<(Omit<StoredEntry, 'transfers'> & { transfers: Transfer[] })[]>`
    select payment_id as "paymentId", kind, refund_id as "refundId", min(at) as at,
      jsonb_agg(jsonb_build_object('debit', debit, 'credit', credit, 'minor', amount_minor) order by line) as transfers
    from ledger_transfer where payment_id = any(${[...paymentIds]}::uuid[])
    group by payment_id, version, kind, refund_id
    order by payment_id, version, min(line)`;
  return rows;
}

/** What every account comes to. Reads each transfer once: the few pairs of accounts there are become their two sides after. */
export const loadBalances = (db: Queryable): Promise<Balance[]> => db.sql<Balance[]>`
  with moved as (
    select debit, credit, currency, sum(amount_minor) as minor from ledger_transfer group by debit, credit, currency
  )
  select account, currency, sum(debited)::bigint as debited, sum(credited)::bigint as credited
  from (
    select debit as account, currency, minor as debited, 0 as credited from moved
    union all
    select credit, currency, 0, minor from moved
  ) as side
  group by currency, account order by currency, account`;
