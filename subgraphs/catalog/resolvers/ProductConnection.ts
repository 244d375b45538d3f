import { connectionOf } from '#kernel/graphql/connection.ts';
import { type Context, namesOf } from '../context.ts';
import type { Criteria } from '../domain/listing.ts';
import type { ProductConnectionResolvers } from '../generated.ts';
import type { Facet, ProductConnection as Listing } from '../mappers.ts';
import { attributeOf, type Dictionary, labelOf } from '../store/dictionary.ts';
import type { PageRow } from '../store/listing.ts';
import { type Soon, type Summary, soon } from '../store/reads.ts';
import { cursorKey } from './listing-request.ts';

/** The page's rows and one more, read once for all fields. */
function rowsOf(listing: Listing, { reads }: Context): Soon<PageRow[]> {
  const { sort, after, first } = listing;
  listing.rows ??= soon(listing.criteria, (criteria) =>
    criteria.query === '' ? [] : reads.page({ criteria, sort, after, first }),
  );
  return listing.rows;
}

function pageOf(listing: Listing, context: Context) {
  return soon(listing.criteria, (criteria) =>
    soon(rowsOf(listing, context), (rows) =>
      connectionOf(rows, listing.first, listing.after !== null, (row) => cursorKey(listing.sort, row, criteria.query)),
    ),
  );
}

const NOTHING: Summary = { total: 0, facets: [] };

const summaryOf = (listing: Listing, { reads }: Context): Soon<Summary> =>
  soon(listing.criteria, (criteria) => (criteria.query === '' ? NOTHING : reads.summary(criteria)));

/** Counts by attribute, in the order attributes are listed in. */
function facetsOf(summary: Summary, criteria: Criteria, dictionary: Dictionary): Facet[] {
  const selected = new Map(criteria.attributes.map(([code, values]) => [code, new Set(values)]));
  const place = (code: string): number => dictionary.attributes[code]?.position ?? Number.MAX_SAFE_INTEGER;
  return [...Map.groupBy(summary.facets, ({ code }) => code)]
    .toSorted(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
    .map(([code, counts]) => ({
      attribute: attributeOf(dictionary, code),
      values: counts.map(({ value, count }) => ({
        value,
        count,
        label: labelOf(dictionary, [code, value]),
        selected: selected.get(code)?.has(value) ?? false,
      })),
    }));
}

export const ProductConnection: ProductConnectionResolvers<Context> = {
  edges: (listing, _args, context) =>
    soon(pageOf(listing, context), ({ edges }) =>
      soon(context.reads.products(edges.map(({ node }) => node.id)), (products) => {
        const byId = new Map(products.map((product) => [product.id, product]));
        return edges.flatMap(({ cursor, node }) => {
          const product = byId.get(node.id);
          // Hidden since the list was read.
          return product?.published ? { cursor, node: product } : [];
        });
      }),
    ),
  pageInfo: (listing, _args, context) => soon(pageOf(listing, context), ({ pageInfo }) => pageInfo),
  // graphql-jit awaits what resolvers return, not what properties hold.
  correctedQuery: ({ correctedQuery }) => correctedQuery,
  totalCount: (listing, _args, context) => soon(summaryOf(listing, context), ({ total }) => total),
  facets: (listing, _args, context) =>
    soon(listing.criteria, (criteria) =>
      soon(summaryOf(listing, context), (summary) =>
        soon(namesOf(context), (dictionary) => facetsOf(summary, criteria, dictionary)),
      ),
    ),
};
