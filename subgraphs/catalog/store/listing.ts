import type { PendingQuery, Row } from 'postgres';
import type { Queryable } from '#kernel/db/database.ts';
import { type After, type Criteria, facetTokensOf, type ProductSort } from '../domain/listing.ts';

export interface PageRow {
  readonly id: string;
  readonly key: string;
}

/** How often a value occurs, for facets. */
export interface FacetCount {
  readonly code: string;
  readonly value: string;
  readonly count: number;
}

/** Most values told of one facet. */
const MAX_FACET_VALUES = 50;

type Fragment = PendingQuery<Row[]>;

/** Fragments one after the other; postgres.js would take an empty array for a parameter. */
const joined = ({ sql }: Queryable, fragments: readonly Fragment[]): Fragment =>
  fragments.reduce((all, one) => sql`${all} ${one}`, sql``);

/** Both languages' texts are searched by words of any language; `p` is the product. */
const matches = ({ sql }: Queryable, query: string): Fragment => sql`
  (p.search_ru @@ websearch_to_tsquery('pg_catalog.russian', plain(${query}))
   or p.search_en @@ websearch_to_tsquery('pg_catalog.english', plain(${query})))`;

/** Conditions of a list but those on attributes. */
const scope = ({ sql }: Queryable, criteria: Criteria, categoryIds: readonly string[] | null): Fragment => sql`
  p.published
  ${categoryIds ? sql`and p.category_id = any(${[...categoryIds]}::uuid[])` : sql``}
  ${criteria.query !== null ? sql`and ${matches({ sql } as Queryable, criteria.query)}` : sql``}
  ${
    criteria.minPrice !== null || criteria.maxPrice !== null
      ? sql`and exists (select 1 from variant v where v.product_id = p.id and v.purchasable
          and v.price between ${criteria.minPrice ?? 0}::bigint and ${criteria.maxPrice ?? Number.MAX_SAFE_INTEGER}::bigint)`
      : sql``
  }`;

const attributesHold = (db: Queryable, criteria: Criteria): Fragment =>
  joined(
    db,
    facetTokensOf(criteria).map((tokens) => db.sql`and p.facets && ${tokens}::text[]`),
  );

/** How a sort is written: its key, the key as text, and a text as a key again. Ties are broken by id. */
interface Order {
  readonly key: Fragment;
  readonly text: Fragment;
  readonly bound: (text: string) => Fragment;
  readonly down: boolean;
}

function orderOf({ sql }: Queryable, sort: ProductSort, query: string | null): Order {
  const plain = (key: Fragment, type: Fragment, down: boolean): Order => ({
    key,
    text: sql`${key}::text`,
    bound: (text) => sql`${text}::text::${type}`,
    down,
  });
  switch (sort) {
    case 'PRICE_ASC':
      return plain(sql`p.min_price`, sql`bigint`, false);
    case 'PRICE_DESC':
      return plain(sql`p.min_price`, sql`bigint`, true);
    case 'TITLE':
      return plain(sql`p.title_key`, sql`text`, false);
    case 'NEWEST':
      return {
        key: sql`p.published_at`,
        text: sql`(extract(epoch from p.published_at) * 1000000)::bigint::text`,
        bound: (text) => sql`(timestamptz 'epoch' + ${text}::text::bigint * interval '1 microsecond')`,
        down: true,
      };
    case 'RELEVANCE': {
      const rank = sql`greatest(
        ts_rank_cd(p.search_ru, websearch_to_tsquery('pg_catalog.russian', plain(${query})), 1),
        ts_rank_cd(p.search_en, websearch_to_tsquery('pg_catalog.english', plain(${query})), 1))`;
      return plain(rank, sql`real`, true);
    }
  }
}

/**
 * One page of a list by keyset: rows that come or go elsewhere neither repeat nor hide any.
 * @param limit one more than the page, to see whether another follows
 */
export async function readPage(
  db: Queryable,
  criteria: Criteria,
  categoryIds: readonly string[] | null,
  sort: ProductSort,
  after: After | null,
  limit: number,
): Promise<PageRow[]> {
  const { sql } = db;
  const { key, text, bound, down } = orderOf(db, sort, criteria.query);
  const direction = down ? sql`desc` : sql`asc`;
  const behind = after
    ? sql`and (${key}, p.id) ${down ? sql`<` : sql`>`} (${bound(after.key)}, ${after.id}::uuid)`
    : sql``;
  return sql<PageRow[]>`
    select p.id, ${text} as key from product p
    where ${scope(db, criteria, categoryIds)} ${attributesHold(db, criteria)} ${behind}
    order by ${key} ${direction}, p.id ${direction} limit ${limit}`;
}

/**
 * How many products a list has, and how often each value occurs in it. A value of an attribute that is filtered by is
 * counted as if that filter were not there, so that a client can offer the alternatives.
 */
export async function readSummary(
  db: Queryable,
  criteria: Criteria,
  categoryIds: readonly string[] | null,
): Promise<{ total: number; facets: FacetCount[] }> {
  const { sql } = db;
  const holds = criteria.attributes.map((_, index) => sql(`holds${index}`));
  const columns = facetTokensOf(criteria).map((tokens, i) => sql`, p.facets && ${tokens}::text[] as ${holds[i]!}`);
  const butOwn = criteria.attributes.map(([code], i) => sql`and (base.${holds[i]!} or starts_with(f, ${`${code}=`}))`);
  const rows = await sql<{ code: string | null; value: string; count: number }[]>`
    with base as materialized (
      select p.facets ${joined(db, columns)} from product p where ${scope(db, criteria, categoryIds)}
    ), counted as (
      select split_part(f, '=', 1) as code, substr(f, strpos(f, '=') + 1) as value, count(*) as count
      from base, unnest(base.facets) as f where true ${joined(db, butOwn)} group by f
    ), ranked as (
      select *, row_number() over (partition by code order by count desc, value) as place from counted
    )
    select null as code, '' as value, count(*) as count from base
    where true ${joined(
      db,
      holds.map((held) => sql`and base.${held}`),
    )}
    union all
    (select code, value, count from ranked where place <= ${MAX_FACET_VALUES} order by code, place)`;
  return {
    total: rows.find(({ code }) => code === null)!.count,
    facets: rows.filter((row): row is FacetCount => row.code !== null),
  };
}

/**
 * What a query can have meant: itself when any published product has its words, else with every word replaced by the
 * most similar known one (trigrams, pg_trgm). A word that nothing is similar to is left out, unless none is known.
 */
export async function correctQuery(db: Queryable, query: string): Promise<string> {
  const { sql } = db;
  const [found] = await sql`select 1 from product p where p.published and ${matches(db, query)} limit 1`;
  if (found) return query;
  const words = query.match(/[\p{L}\p{N}]{3,40}/gu) ?? [];
  if (words.length === 0) return query;
  const similar = await sql<{ asked: string; meant: string }[]>`
    select asked, best.word as meant from unnest(${words}::text[]) as asked
    cross join lateral (
      select w.word from search_word w where w.word % asked
      order by similarity(w.word, asked) desc, abs(length(w.word) - length(asked)), w.word limit 1
    ) best`;
  const meant = new Map(similar.map(({ asked, meant }) => [asked, meant]));
  return words.flatMap((word) => meant.get(word) ?? []).join(' ') || query;
}
