import postgres from '#kernel/db/postgres.ts';
import { eventually } from '#kernel/testing/eventually.ts';

type Admin = ReturnType<typeof postgres>;

/** Ids made within one of these windows begin with the same eight digits: the upper half of a UUIDv7's 48 bits of ms. */
const WINDOW_MS = 65_536;

/** Copies of the block written by one statement. */
const AT_ONCE = 50;

interface Table {
  readonly name: string;
  /** What rows of a copy are ordered by, as they were written. */
  readonly by: string;
  /** Values drawn at random by whoever made them, as an expression of the old one `t` and the copy's number `r`. */
  readonly drawn?: Readonly<Record<string, string>>;
}

const hex = (of: string) => `md5(${of} || r)`;

/** Every table in which an order leaves rows, referenced ones first. */
const TABLES: readonly Table[] = [
  { name: 'order.checkouts', by: 'begun_at', drawn: { key: `${hex('t.key')}::uuid::text` } },
  {
    name: 'order.orders',
    by: 'id',
    // As domain/order.ts draws it: the day, and letters of a digest.
    drawn: {
      number: `to_char(t.placed_at - r * shift, 'YYMMDD-') || regexp_replace(upper(left(${hex('t.number')}, 12)), '(....)(....)(....)', '\\1-\\2-\\3')`,
    },
  },
  { name: 'order.order_lines', by: 'id' },
  { name: 'order.order_history', by: 'id' },
  { name: 'payment.payment', by: 'id', drawn: { provider_id: `'pay_' || ${hex('t.provider_id')}` } },
  { name: 'payment.provider_event', by: 'received_at', drawn: { id: `'evt_' || ${hex('t.id')}` } },
  { name: 'payment.ledger_transfer', by: 'at, payment_id, line' },
  { name: 'inventory.reservations', by: 'order_id' },
  { name: 'inventory.movements', by: 'seq' },
  { name: 'logistics.deliveries', by: 'created_at' },
  {
    name: 'logistics.shipments',
    by: 'id',
    drawn: {
      carrier_parcel_id: `'par_' || ${hex('t.carrier_parcel_id')}`,
      tracking_number: `'SC' || translate(left(${hex('t.tracking_number')}, 12), 'abcdef', '012345')`,
    },
  },
  { name: 'logistics.tracking_events', by: 'id' },
  ...['order', 'payment', 'inventory', 'logistics'].map((owner) => ({ name: `${owner}.inbox`, by: 'received_at' })),
];

const LOG = 'audit.entry';
const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
/** Where the block's rows of a table are kept. */
const blockOf = (name: string): string => `block."${name}"`;

/** Where a block of orders begins: what was there before it is not of it. */
export interface BlockBegin {
  readonly movement: number;
  readonly entry: number;
  /** The window in which its first id was made. */
  readonly window: number;
}

export interface Block extends BlockBegin {
  /** In how many windows its ids were made. */
  readonly windows: number;
}

const windowNow = (): number => Math.floor(Date.now() / WINDOW_MS);

/**
 * Waits until ids are made that no earlier one looks like, some of a minute, and marks the block's beginning.
 * @param made what makes buyers, who are of the block too
 */
export async function beginBlock<T>(databaseUrl: string, made: () => Promise<T>): Promise<[T, BlockBegin]> {
  for (const before = windowNow(); windowNow() === before; ) await new Promise((resolve) => setTimeout(resolve, 200));
  const window = windowNow();
  const result = await made();
  const begin = await asAdmin(databaseUrl, async (sql) => {
    const [row] = await sql<{ movement: number; entry: number }[]>`
      select (select max(seq) from inventory.movements)::float8 as movement,
        (select seq from audit.head)::float8 as entry`;
    return row!;
  });
  return [result, { ...begin, window }];
}

/** Waits until every order of the block has come to its end, in every table and in the log. */
export async function endBlock(databaseUrl: string, begin: BlockBegin, orders: number): Promise<Block> {
  await asAdmin(databaseUrl, (sql) =>
    eventually(
      async () => {
        const [row] = await sql<{ over: boolean }[]>`
          select count(*) = ${orders} and bool_and(status = 'DELIVERED')
            and ${orders} = (select count(*) from payment.payment where status = 'CAPTURED')
            and ${orders} = (
              select count(*) from audit.entry where action = 'order.OrderStatusChanged' and data like '%"DELIVERED"%'
            ) as over
          from "order".orders`;
        return row!.over;
      },
      { timeoutMs: 300_000, everyMs: 500 },
    ),
  );
  return { ...begin, windows: windowNow() - begin.window + 1 };
}

/**
 * Makes the rows of very many finished orders of the rows that a block of them has left, as if the block had been placed
 * again and again before: other ids, keys, numbers and times, ids ascending in time as they are made, the audit log's
 * chain as it would be. Every subgraph's laws hold afterwards.
 * @param copies how often the block is repeated
 */
export async function repeatBlock(
  databaseUrl: string,
  block: Block,
  copies: number,
  progress: (line: string) => void,
): Promise<void> {
  await asAdmin(databaseUrl, async (sql) => {
    await sql.unsafe('drop schema if exists block cascade; create schema block');
    for (const { name } of [...TABLES, { name: LOG }]) {
      const since =
        name === LOG
          ? `where seq > ${block.entry}`
          : name === 'inventory.movements'
            ? `where seq > ${block.movement}`
            : '';
      await sql.unsafe(`create table ${blockOf(name)} as select * from ${quoted(name)} ${since}`);
    }
  });
  const repeated = { ...block, copies, progress };
  // The log is as long as all the rest.
  await Promise.all([
    asAdmin(databaseUrl, async (sql) => {
      for (const table of TABLES) await repeatTable(sql, table, repeated);
      // What was sold had come before, so that stock is what it is.
      await sql.unsafe(`
        insert into inventory.movements (variant_id, warehouse_id, kind, on_hand_change, reserved_change, at)
        select variant_id, warehouse_id, 'RECEIVED', -${copies} * sum(on_hand_change), 0, min(at)
        from ${blockOf('inventory.movements')} group by variant_id, warehouse_id having sum(on_hand_change) <> 0`);
    }),
    asAdmin(databaseUrl, (sql) => repeatLog(sql, repeated)),
  ]);
  await asAdmin(databaseUrl, async (sql) => {
    await sql.unsafe('drop schema block cascade');
    progress('vacuum and analyze, as the server does it by itself in time');
    await sql.unsafe('vacuum (analyze)');
    await sql.unsafe('checkpoint');
  });
}

/** A block that is being repeated. */
interface Repeated extends Block {
  readonly copies: number;
  readonly progress: (line: string) => void;
}

interface Column {
  readonly name: string;
  readonly type: string;
}

/** Columns that are written; others are counted by the server. */
const columnsOf = (sql: Admin, name: string): Promise<Column[]> =>
  sql<Column[]>`
    select column_name as name, udt_name as type from information_schema.columns
    where table_schema || '.' || table_name = ${name} and is_identity = 'NO' order by ordinal_position`;

/** A column's value in copy `r`: ids of the block are ids of an earlier window, times as much earlier. */
function valueIn({ windows, window }: Block, { drawn }: Pick<Table, 'drawn'>, { name, type }: Column): string {
  if (drawn?.[name]) return drawn[name];
  if (type === 'timestamptz') return `t."${name}" - r * shift`;
  if (type !== 'uuid' && type !== 'text' && type !== 'jsonb') return `t."${name}"`;
  let text = `t."${name}"::text`;
  for (let place = 0; place < windows; place += 1)
    text = `replace(${text}, '${(window + place).toString(16).padStart(8, '0')}-', prefix[${place + 1}])`;
  return `${text}::${type}`;
}

/** The block's rows in some copies, the earliest copy first. */
function copiesOf({ windows, window }: Block, name: string, from: number, to: number): string {
  const prefixes = Array.from(
    { length: windows },
    (_, place) => `lpad(to_hex(${window + place} - r * ${windows}), 8, '0') || '-'`,
  );
  return `${blockOf(name)} t cross join lateral generate_series(${from}, ${to}, -1) as r
    cross join lateral (select array[${prefixes.join()}] as prefix, interval '${windows * WINDOW_MS} ms' as shift) as c`;
}

async function repeatTable(sql: Admin, table: Table, block: Repeated): Promise<void> {
  const began = performance.now();
  const columns = await columnsOf(sql, table.name);
  const names = columns.map(({ name }) => `"${name}"`).join();
  const values = columns.map((column) => valueIn(block, table, column)).join();
  const by = table.by.replaceAll(/\w+/g, 't.$&');
  let rows = 0;
  for (let left = block.copies; left > 0; left -= AT_ONCE) {
    const { count } = await sql.unsafe(
      `insert into ${quoted(table.name)} (${names})
       select ${values} from ${copiesOf(block, table.name, left, Math.max(1, left - AT_ONCE + 1))} order by r desc, ${by}`,
    );
    rows += count;
  }
  block.progress(`${table.name}: ${rows.toLocaleString('en')} rows in ${seconds(began)}`);
}

/** Appends to the log what it would have been told, its chain continued from its end. */
async function repeatLog(sql: Admin, block: Repeated): Promise<void> {
  const began = performance.now();
  const columns = (await columnsOf(sql, LOG)).filter(({ name }) => name !== 'seq' && name !== 'hash');
  const values = columns.map((column) => `${valueIn(block, {}, column)} as "${column.name}"`).join();
  const names = columns.map(({ name }) => `"${name}"`).join();
  await sql.unsafe(`
    create function block.link(before bytea, entry text) returns bytea language plpgsql immutable
      as 'begin return sha256(before || convert_to(entry, ''UTF8'')); end'`);
  const [size] = await sql<{ rows: number }[]>`select count(*)::int as rows from ${sql.unsafe(blockOf(LOG))}`;
  const rows = size!.rows;
  for (let left = block.copies; left > 0; left -= AT_ONCE) {
    const last = Math.max(1, left - AT_ONCE + 1);
    await sql.begin(async (tx) => {
      const [head] = await tx<{ seq: number; hash: string }[]>`
        select seq::float8 as seq, encode(hash, 'hex') as hash from audit.head for update`;
      // A fold over the entries in their order, begun with the hash of the last.
      await tx.unsafe(`
        create aggregate block.chain(text) (sfunc = block.link, stype = bytea, initcond = '\\x${head!.hash}')`);
      await tx.unsafe(`
        with copied as materialized (
          select ${head!.seq} + row_number() over (order by r desc, t.seq) as seq, ${values}
          from ${copiesOf(block, LOG, left, last)}
        )
        insert into ${quoted(LOG)} (seq, ${names}, hash)
        select seq, ${names}, block.chain(audit.sealed(row(seq, ${names}, null)::audit.entry))
          over (order by seq rows unbounded preceding)
        from copied order by seq`);
      await tx.unsafe(`
        update audit.head set (seq, hash) = (select seq, hash from audit.entry order by seq desc limit 1)`);
      await tx.unsafe('drop aggregate block.chain(text)');
    });
  }
  block.progress(`${LOG}: ${(block.copies * rows).toLocaleString('en')} rows in ${seconds(began)}`);
}

const seconds = (began: number): string => `${Math.round((performance.now() - began) / 1_000)} s`;

/** As a role that may do everything, references unchecked: the block's were checked when it was written. */
async function asAdmin<T>(databaseUrl: string, work: (sql: Admin) => Promise<T>): Promise<T> {
  const sql = postgres(databaseUrl, {
    max: 1,
    onnotice: () => {},
    connection: { session_replication_role: 'replica', TimeZone: 'UTC', jit: 'off' },
  });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
