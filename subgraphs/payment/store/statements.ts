import type { Queryable } from '#kernel/db/database.ts';
import type { Difference, Movement, OwnMovement } from '../domain/reconciliation.ts';
import type { Statement } from '../provider.ts';

/** A statement as it was last imported. */
export interface StoredStatement {
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly asOf: Date;
  readonly lineCount: number;
  readonly differenceCount: number;
  /** Null when it was fetched by itself. */
  readonly importedBy: string | null;
  readonly importedAt: Date;
}

export interface StoredDifference {
  readonly date: string;
  /** Its place among the differences of its day. */
  readonly number: number;
  readonly kind: Difference['kind'];
  readonly movement: Movement;
  readonly reference: string;
  readonly paymentId: string | null;
  readonly hereMinor: number | null;
  readonly hereCurrency: string | null;
  readonly hereStatus: string | null;
  readonly thereMinor: number | null;
  readonly thereCurrency: string | null;
}

/**
 * Puts a statement in the place of an earlier one of its day; two of one day wait for each other. Its differences are gone
 * with the earlier one.
 */
export async function replaceStatement(tx: Queryable, { date, asOf, lines }: Statement, by: string | null, at: Date) {
  await tx.sql`
    insert into bank_statement (date, as_of, line_count, imported_by, imported_at)
    values (${date}, ${asOf}, ${lines.length}, ${by}::uuid, ${at})
    on conflict (date) do update set as_of = excluded.as_of, line_count = excluded.line_count,
      imported_by = excluded.imported_by, imported_at = excluded.imported_at`;
  await tx.sql`delete from bank_statement_line where date = ${date}`;
  await tx.sql`delete from bank_statement_difference where date = ${date}`;
  await tx.sql`
    insert into bank_statement_line (date, line, at, movement, provider_id, reference, amount_minor, currency)
    select ${date}, l.line, l.at, l.movement, l."providerId", l.reference, l.minor, l.currency
    from jsonb_to_recordset(${JSON.stringify(lines)}::text::jsonb) as l(line integer, at timestamptz,
      movement ledger_kind, "providerId" text, reference text, minor bigint, currency text)`;
}

/** What we have under the names that a statement uses: payments for captures, refunds. */
export const ownOfReferences = (tx: Queryable, ids: readonly string[]): Promise<OwnMovement[]> => tx.sql<OwnMovement[]>`
  select 'CAPTURE' as movement, id as reference, id as "paymentId", captured_minor as minor, currency,
    captured_minor > 0 as done, status
  from payment where id = any(${[...ids]}::uuid[])
  union all
  select 'REFUND', r.id, r.payment_id, r.amount_minor, p.currency, r.status = 'SUCCEEDED', r.status
  from refund r join payment p on p.id = r.payment_id where r.id = any(${[...ids]}::uuid[])`;

/** What happened here within a time by the ledger, but for what a statement of another day has. */
export const ownOfLedger = (tx: Queryable, date: string, from: Date, until: Date): Promise<OwnMovement[]> =>
  tx.sql<OwnMovement[]>`
    with happened as (
      select l.payment_id, l.kind, coalesce(l.refund_id, l.payment_id) as reference, l.currency,
        sum(l.amount_minor) as minor
      from ledger_transfer l
      where l.at >= ${from} and l.at < ${until} and (l.debit = 'CAPTURED' or l.credit = 'REFUNDED')
      group by l.payment_id, l.version, l.kind, l.refund_id, l.currency
    )
    select h.kind as movement, h.reference, h.payment_id as "paymentId", h.minor::bigint as minor, h.currency,
      true as done, case h.kind when 'REFUND' then 'SUCCEEDED' else p.status end as status
    from happened h join payment p on p.id = h.payment_id
    where not exists (
      select from bank_statement_line s
      where s.reference = h.reference::text and s.movement = h.kind and s.date <> ${date})
    order by h.reference`;

export async function insertDifferences(tx: Queryable, date: string, differences: readonly Difference[]) {
  const rows = differences.map(({ kind, movement, reference, here, there }, number) => ({
    ...{ number, kind, movement, reference },
    ...{
      payment_id: here?.paymentId,
      here_minor: here?.minor,
      here_currency: here?.currency,
      here_status: here?.status,
    },
    ...{ there_minor: there?.minor, there_currency: there?.currency },
  }));
  await tx.sql`
    insert into bank_statement_difference
    select ${date}::date, d.number, d.kind, d.movement, d.reference, d.payment_id, d.here_minor, d.here_currency,
      d.here_status, d.there_minor, d.there_currency
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as d(number integer, kind text, movement ledger_kind,
      reference text, payment_id uuid, here_minor bigint, here_currency text, here_status text, there_minor bigint,
      there_currency text)`;
}

const statementColumns = (db: Queryable) => db.sql`
  s.date::text as date, s.as_of as "asOf", s.line_count as "lineCount", s.imported_by as "importedBy",
  s.imported_at as "importedAt",
  (select count(*)::int from bank_statement_difference d where d.date = s.date) as "differenceCount"`;

export async function findStatement(db: Queryable, date: string): Promise<StoredStatement | undefined> {
  const [row] = await db.sql<StoredStatement[]>`
    select ${statementColumns(db)} from bank_statement s where s.date = ${date}`;
  return row;
}

/** Statements, the latest day first. @param before only of days before this one */
export const statementsPage = (db: Queryable, before: string | null, limit: number): Promise<StoredStatement[]> =>
  db.sql<StoredStatement[]>`
    select ${statementColumns(db)} from bank_statement s
    where ${before}::date is null or s.date < ${before}::date order by s.date desc limit ${limit}`;

/** The differences of a day in their order. @param after only those after this place */
export const differencesPage = (
  db: Queryable,
  date: string,
  after: number,
  limit: number,
): Promise<StoredDifference[]> =>
  db.sql<StoredDifference[]>`
    select date::text as date, number, kind, movement, reference, payment_id as "paymentId", here_minor as "hereMinor",
      here_currency as "hereCurrency", here_status as "hereStatus", there_minor as "thereMinor",
      there_currency as "thereCurrency"
    from bank_statement_difference where date = ${date} and number > ${after}::bigint order by number limit ${limit}`;
