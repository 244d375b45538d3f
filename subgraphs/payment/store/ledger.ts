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

/** What every account comes to. */
export const loadBalances = (db: Queryable): Promise<Balance[]> => db.sql<Balance[]>`
  select account, currency,
    coalesce(sum(minor) filter (where minor > 0), 0)::bigint as debited,
    coalesce(-sum(minor) filter (where minor < 0), 0)::bigint as credited
  from ledger_posting group by currency, account order by currency, account`;
