import type { Queryable } from '#kernel/db/database.ts';
import type { Usage } from '#router/registry/checks/breaking-changes.ts';
import type { Affected } from '#router/registry/checks/check.ts';

/** One client's use of one operation since the last report. */
export interface UsageRow {
  readonly hash: string;
  readonly name: string;
  readonly document: string;
  readonly coordinates: readonly string[];
  readonly client: string;
  readonly clientVersion: string;
  readonly requests: number;
  readonly errors: number;
}

/** How often a client sent an operation. */
export interface OperationUse {
  readonly operation: string;
  readonly document: string;
  readonly client: string;
  readonly clientVersion: string;
  readonly requests: number;
  readonly errors: number;
  readonly lastSeen: Date;
}

type Sql = Pick<Queryable, 'sql'>;

/** Operations and clients told for one coordinate; more would not be read. */
const MAX_AFFECTED = 20;

/** What is known of an environment's usage within the last days. */
export async function usageIn({ sql }: Sql, variant: string, days: number): Promise<Usage> {
  const reported = await sql`
    select 1 from usage_days where variant = ${variant} and day > current_date - ${days}::int limit 1`;
  return {
    days,
    known: reported.length > 0,
    of: async (coordinates) => {
      const asked = [...coordinates];
      // Each step once over what it needs, whatever the planner knows of the tables: operations, then their days.
      const rows = await sql<(Affected & { coordinate: string })[]>`
        with hit as materialized (
          select touched.coordinate, o.hash, o.name
          from usage_operations o cross join unnest(o.coordinates) as touched (coordinate)
          where o.coordinates && ${asked}::text[] and touched.coordinate = any(${asked}::text[])
        ), used as materialized (
          select hash, client, client_version, sum(requests) as requests, max(last_seen) as last_seen from usage_days
          where hash = any(array(select distinct hash from hit)) and variant = ${variant} and day > current_date - ${days}::int
          group by hash, client, client_version
        )
        select * from (
          select hit.coordinate, hit.name as operation, used.client, used.client_version as "clientVersion",
            sum(used.requests)::bigint as requests, max(used.last_seen) as "lastSeen",
            row_number() over (partition by hit.coordinate order by sum(used.requests) desc) as place
          from hit join used using (hash) group by hit.coordinate, hit.name, used.client, used.client_version
        ) ranked where place <= ${MAX_AFFECTED} order by coordinate, place`;
      const found = Map.groupBy(rows, ({ coordinate }) => coordinate);
      return new Map(
        [...found].map(([coordinate, list]) => [
          coordinate,
          list.map(({ operation, client, clientVersion, requests, lastSeen }) => ({
            operation,
            client,
            ...(clientVersion ? { clientVersion } : {}),
            requests,
            lastSeen,
          })),
        ]),
      );
    },
  };
}

/** Adds what was used to the day's counts, in two statements however many rows. */
export async function addUsage({ sql }: Sql, variant: string, rows: readonly UsageRow[]): Promise<void> {
  if (rows.length === 0) return;
  const operations = [...new Map(rows.map((row) => [row.hash, row])).values()].sort((a, b) =>
    a.hash < b.hash ? -1 : 1,
  );
  await sql`
    insert into usage_operations (hash, name, document, coordinates)
    select hash, name, document, array(select jsonb_array_elements_text(coordinates::jsonb))
    from unnest(
      ${operations.map(({ hash }) => hash)}::text[],
      ${operations.map(({ name }) => name)}::text[],
      ${operations.map(({ document }) => document)}::text[],
      ${operations.map(({ coordinates }) => JSON.stringify(coordinates))}::text[]
    ) as used (hash, name, document, coordinates)
    on conflict (hash) do update set coordinates = (
      select array_agg(distinct coordinate) from unnest(usage_operations.coordinates || excluded.coordinates) as coordinate
    ) where not usage_operations.coordinates @> excluded.coordinates`;
  // In the order of the key, so that two routers that report at once do not wait for each other in a circle.
  await sql`
    insert into usage_days (variant, day, hash, client, client_version, requests, errors, last_seen)
    select ${variant}, current_date, hash, client, client_version, sum(requests), sum(errors), now()
    from unnest(
      ${rows.map(({ hash }) => hash)}::text[],
      ${rows.map(({ client }) => client)}::text[],
      ${rows.map(({ clientVersion }) => clientVersion)}::text[],
      ${rows.map(({ requests }) => requests)}::bigint[],
      ${rows.map(({ errors }) => errors)}::bigint[]
    ) as used (hash, client, client_version, requests, errors)
    group by hash, client, client_version order by hash, client, client_version
    on conflict (variant, day, hash, client, client_version) do update
    set requests = usage_days.requests + excluded.requests, errors = usage_days.errors + excluded.errors, last_seen = now()`;
}

/** Removes days before the last so many, and operations that nobody used since. */
export async function forgetUsage({ sql }: Sql, days: number): Promise<void> {
  await sql`delete from usage_days where day <= current_date - ${days}::int`;
  await sql`
    delete from usage_operations o
    where first_seen < now() - interval '1 day' and not exists (select 1 from usage_days d where d.hash = o.hash)`;
}

/** What clients sent within the last days, the most frequent first. */
export async function listUsage({ sql }: Sql, variant: string, days: number, first: number): Promise<OperationUse[]> {
  return await sql<OperationUse[]>`
    select o.name as operation, o.document, d.client, d.client_version as "clientVersion",
      sum(d.requests)::bigint as requests, sum(d.errors)::bigint as errors, max(d.last_seen) as "lastSeen"
    from usage_days d join usage_operations o on o.hash = d.hash
    where d.variant = ${variant} and d.day > current_date - ${days}::int
    group by o.hash, o.name, o.document, d.client, d.client_version
    order by requests desc limit ${first}`;
}
