import { type Payment, refundedMinor } from './payment.ts';

/**
 * The accounts of the ledger, one of each per currency.
 * - `BUYERS`: what buyers have promised, the other side of `AUTHORIZED`.
 * - `AUTHORIZED`: what the bank holds for us of it.
 * - `CAPTURED`: what the bank has taken for us.
 * - `REFUNDED`: what it has given back of that.
 * - `FEES`: what the house keeps.
 * - `OWED_TO_SELLERS`: the rest.
 */
export const LEDGER_ACCOUNTS = ['BUYERS', 'AUTHORIZED', 'CAPTURED', 'REFUNDED', 'FEES', 'OWED_TO_SELLERS'] as const;
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

/** One amount from one account to another: debited here, credited there, so nothing made of them is out of balance. */
export interface Transfer {
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
  /** Minor units of the payment's currency, above zero. */
  readonly minor: number;
}

/** What one change of a payment means in money. */
export interface LedgerEntry {
  readonly kind: 'AUTHORIZATION' | 'VOID' | 'CAPTURE' | 'REFUND';
  /** The refund it is of. */
  readonly refundId: string | null;
  readonly transfers: readonly Transfer[];
}

const BPS = 10_000;

/**
 * The house's fee on an amount, rounded half up, in integers all the way. It grows by one or nothing with each minor unit, so
 * that the fee of what is kept never exceeds it and never falls when more is kept.
 */
export const feeOf = (minor: number, feeBps: number): number =>
  Math.floor(minor / BPS) * feeBps + Math.floor(((minor % BPS) * feeBps + BPS / 2) / BPS);

/** What a payment's entries must add up to: each account's debits less its credits. */
export function balancesOf(payment: Payment): Record<LedgerAccount, number> {
  const held = payment.held ? payment.amount.minor : 0;
  const refunded = refundedMinor(payment);
  const kept = payment.capturedMinor - refunded;
  const fee = feeOf(kept, payment.feeBps);
  return {
    BUYERS: 0 - held,
    AUTHORIZED: held,
    CAPTURED: payment.capturedMinor,
    REFUNDED: 0 - refunded,
    FEES: 0 - fee,
    OWED_TO_SELLERS: fee - kept,
  };
}

/** The entry that a change of a payment makes; undefined when no money moved. The fee is always that of what is kept. */
export function entryOf(before: Payment, after: Payment): LedgerEntry | undefined {
  const [was, is] = [balancesOf(before), balancesOf(after)];
  const debited = (account: LedgerAccount) => is[account] - was[account];
  const credited = (account: LedgerAccount) => was[account] - is[account];
  const transfers = (
    [
      { debit: 'AUTHORIZED', credit: 'BUYERS', minor: debited('AUTHORIZED') },
      { debit: 'BUYERS', credit: 'AUTHORIZED', minor: credited('AUTHORIZED') },
      { debit: 'CAPTURED', credit: 'OWED_TO_SELLERS', minor: credited('OWED_TO_SELLERS') },
      { debit: 'CAPTURED', credit: 'FEES', minor: credited('FEES') },
      { debit: 'OWED_TO_SELLERS', credit: 'REFUNDED', minor: debited('OWED_TO_SELLERS') },
      { debit: 'FEES', credit: 'REFUNDED', minor: debited('FEES') },
    ] as const
  ).filter(({ minor }) => minor > 0);
  if (transfers.length === 0) return undefined;
  if (debited('CAPTURED') > 0) return { kind: 'CAPTURE', refundId: null, transfers };
  if (debited('AUTHORIZED') !== 0) return { kind: after.held ? 'AUTHORIZATION' : 'VOID', refundId: null, transfers };
  const succeeded = after.refunds.find(
    ({ id, status }) => status === 'SUCCEEDED' && before.refunds.find((one) => one.id === id)?.status !== status,
  );
  return { kind: 'REFUND', refundId: succeeded?.id ?? null, transfers };
}
