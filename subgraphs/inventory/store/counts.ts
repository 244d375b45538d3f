import type { Queryable, Tx } from '#kernel/db/database.ts';
import type { CountLine } from '../domain/count.ts';

export type StockCountStatus = 'OPEN' | 'APPROVED' | 'DISCARDED';

export interface StoredCount {
  readonly id: string;
  readonly warehouseId: string;
  readonly status: StockCountStatus;
  readonly complete: boolean;
  readonly countedAt: Date;
  readonly reportedAt: Date;
  readonly decidedAt: Date | null;
  readonly lineCount: number;
  readonly differenceCount: number;
}

const columns = (sql: Queryable['sql']) => sql`
  id, warehouse_id as "warehouseId", status, complete, counted_at as "countedAt", reported_at as "reportedAt",
  decided_at as "decidedAt", (select count(*) from stock_count_lines where count_id = id)::int as "lineCount",
  (select count(*) from stock_count_lines where count_id = id and counted <> expected)::int as "differenceCount"`;

/**
 * What lay in a warehouse at a moment, by variant: what lies there now less what has moved since.
 * @param variantIds undefined is all of the warehouse
 */
export async function onHandAt(
  { sql }: Queryable,
  warehouseId: string,
  at: Date,
  variantIds: readonly string[] | undefined,
): Promise<Map<string, number>> {
  // The last movement before the moment is found by walking back from the newest, so that each variant's later ones are an
  // index range.
  const rows = await sql<{ variantId: string; onHand: number }[]>`
    with moment as materialized (
      select coalesce((select seq from movements where at <= ${at} order by seq desc limit 1), 0) as seq
    )
    select s.variant_id as "variantId", (s.on_hand - coalesce(since.moved, 0))::int as "onHand"
    from stock s cross join moment
    left join lateral (
      select sum(m.on_hand_change) as moved from movements m
      where m.variant_id = s.variant_id and m.warehouse_id = s.warehouse_id and m.seq > moment.seq
    ) since on true
    where s.warehouse_id = ${warehouseId}
      and ${variantIds === undefined ? sql`true` : sql`s.variant_id = any(${variantIds as string[]}::uuid[])`}`;
  return new Map(rows.map(({ variantId, onHand }) => [variantId, onHand]));
}

export async function insertCount(
  { sql }: Tx,
  count: Pick<StoredCount, 'id' | 'warehouseId' | 'complete' | 'countedAt'>,
  lines: readonly CountLine[],
): Promise<void> {
  const { id, warehouseId, complete, countedAt } = count;
  await sql`
    insert into stock_counts (id, warehouse_id, status, complete, counted_at)
    values (${id}, ${warehouseId}, 'OPEN', ${complete}, ${countedAt})`;
  await sql`
    insert into stock_count_lines (count_id, variant_id, counted, expected)
    select ${id}, variant_id, counted, expected from unnest(
      ${lines.map(({ variantId }) => variantId)}::uuid[],
      ${lines.map(({ counted }) => counted)}::int[],
      ${lines.map(({ expected }) => expected)}::int[]
    ) as line(variant_id, counted, expected)`;
}

export async function countById({ sql }: Queryable, id: string): Promise<StoredCount | null> {
  const [row] = await sql<StoredCount[]>`select ${columns(sql)} from stock_counts where id = ${id}`;
  return row ?? null;
}

/** Locks a count: whoever else decides upon it waits. */
export async function lockCount(tx: Tx, id: string): Promise<StoredCount | null> {
  await tx.sql`select 1 from stock_counts where id = ${id} for no key update`;
  return countById(tx, id);
}

export const decideCount = ({ sql }: Tx, id: string, status: StockCountStatus) =>
  sql`update stock_counts set status = ${status}, decided_at = now() where id = ${id}`;

/** The variants that differ, by id, after one of them. */
export const differencesOf = (
  { sql }: Queryable,
  countId: string,
  after?: string,
  limit?: number,
): Promise<CountLine[]> =>
  sql<CountLine[]>`
    select variant_id as "variantId", counted, expected from stock_count_lines
    where count_id = ${countId} and counted <> expected
      and ${after === undefined ? sql`true` : sql`variant_id > ${after}`}
    order by variant_id ${limit === undefined ? sql`` : sql`limit ${limit}`}`;

/** A page of counts, the latest first. */
export const countsPage = (
  { sql }: Queryable,
  filter: { warehouseId: string | null; status: StockCountStatus | null },
  before: string | undefined,
  limit: number,
): Promise<StoredCount[]> =>
  sql<StoredCount[]>`
    select ${columns(sql)} from stock_counts
    where ${filter.warehouseId === null ? sql`true` : sql`warehouse_id = ${filter.warehouseId}`}
      and ${filter.status === null ? sql`true` : sql`status = ${filter.status}`}
      and ${before === undefined ? sql`true` : sql`id < ${before}`}
    order by id desc limit ${limit}`;
