import type { Payment } from './payment.ts';

/** One movement of money on the merchant's account; refunds are negative. Amounts in minor units, times in UTC. */
export type StatementLine = {
  readonly at: string;
  readonly type: 'capture' | 'refund';
  readonly paymentId: string;
  readonly reference: string;
  readonly refundId: string;
  readonly amount: number;
  readonly currency: string;
};

export type Statement = {
  readonly date: string;
  /** Until when it is complete: the end of the day, or now while the day lasts. */
  readonly asOf: string;
  readonly lines: readonly StatementLine[];
  /** Net sum by currency. */
  readonly totals: Readonly<Record<string, number>>;
};

/**
 * The captures and refunds of one UTC day, in the order they happened, of the payments the bank still remembers.
 *
 * @param date `YYYY-MM-DD`
 * @param now ms since 1970
 */
export function statementOf(payments: Iterable<Payment>, date: string, now: number): Statement {
  const from = Date.parse(`${date}T00:00:00.000Z`);
  const inDay = (at: number) => at >= from && at < from + 86_400_000;
  const lines: StatementLine[] = [];
  for (const payment of payments) {
    if (payment.capturedAt === undefined) continue;
    const { id: paymentId, reference, currency } = payment;
    if (inDay(payment.capturedAt)) {
      const at = new Date(payment.capturedAt).toISOString();
      lines.push({ at, type: 'capture', paymentId, reference, refundId: '', amount: payment.capturedAmount, currency });
    }
    for (const refund of payment.refunds) {
      if (!inDay(refund.at)) continue;
      const at = new Date(refund.at).toISOString();
      const { id: refundId, amount } = refund;
      lines.push({ at, type: 'refund', paymentId, reference: refund.reference, refundId, amount: -amount, currency });
    }
  }
  lines.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const totals: Record<string, number> = {};
  for (const { currency, amount } of lines) totals[currency] = (totals[currency] ?? 0) + amount;
  const asOf = new Date(Math.min(now, from + 86_399_999)).toISOString();
  return { date, asOf, lines, totals };
}

const COLUMNS = ['at', 'type', 'paymentId', 'reference', 'refundId', 'amount', 'currency'] as const;

/**
 * A header, a row for each line, a row `total` for each currency, and at last a row `end` whose amount is the number of
 * lines: what breaks off, lacks it.
 */
export function statementCsv({ asOf, lines, totals }: Statement): string {
  const rows = [
    ...lines.map((line) => COLUMNS.map((column) => csvField(String(line[column])))),
    ...Object.entries(totals).map(([currency, amount]) => [asOf, 'total', '', '', '', String(amount), currency]),
    [asOf, 'end', '', '', '', String(lines.length), ''],
  ];
  return `${[COLUMNS, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`;
}

function csvField(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
