import type { Queryable } from '#kernel/db/database.ts';

type Scalar = string | number | boolean | Date | null | undefined;

/**
 * The columns of rows, each as one parameter of a statement, to be cast twice:
 * `unnest(${orders.id}::text::uuid[], ${orders.total}::text::bigint[])`. An array parameter would cost more, each character
 * of it being escaped on the one side and unescaped on the other, and rows as JSON far more, being parsed twice.
 */
export const columns = <Row extends object>(rows: readonly Row[]): { readonly [Name in keyof Row]-?: string } =>
  new Proxy({} as { [Name in keyof Row]-?: string }, {
    get: (_, name) => `{${rows.map((row) => element(row[name as keyof Row] as Scalar)).join()}}`,
  });

/** What stands in an array's text as it is: ids, numbers, dates and words but for the one that means nothing. */
const BARE = /^(?!null$)[\w.:+-]+$/i;

function element(value: Scalar): string {
  if (typeof value === 'string') return BARE.test(value) ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
  return value instanceof Date ? value.toISOString() : String(value ?? 'NULL');
}

/** Stands between the texts of {@link spliced}: a control character, which JSON has only as an escape. */
export const NEXT = '\u001e';

/**
 * A column of JSON, nothing of it escaped: `unnest(string_to_array(${spliced(payloads)}, ${NEXT}))`. What is null is empty,
 * and where that can be, so it is read again: `string_to_array(${spliced(addresses)}, ${NEXT}, '')`.
 */
export const spliced = (json: readonly (string | null)[]): string => json.join(NEXT);

/**
 * Ids as an array: `where id = any(${uuids(db, ids)})`, or as the first column of {@link columns}. How many they are is
 * hidden from the planner, which would else make a plan for these very ones each time, at a multiple of what they cost.
 * `plansOnce` of a database does so for all of its statements, lists by ranges and by conditions that may be absent among them,
 * whose one plan would have to serve every case: it is for schemas that only find rows by key.
 */
export const uuids = ({ sql }: Queryable, ids: readonly string[]) =>
  sql`(select ${`{${ids.join()}}`}::text::uuid[])::uuid[]`;
