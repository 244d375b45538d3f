import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { describe, expect, it } from 'vitest';
import type { Json } from '#router/gateway/plan/merge.ts';
import { SharedPlaces } from '#router/gateway/plan/places.ts';
import type { Run } from '#router/gateway/plan/run.ts';

const fetch = (operation: string, entities = false): FetchNode =>
  ({ kind: 'Fetch', operation, ...(entities ? { requires: [] } : {}) }) as never;
const flatten = (path: string, node: PlanNode): PlanNode => ({ kind: 'Flatten', path: path.split('.'), node }) as never;
const inTurn = (...nodes: PlanNode[]): PlanNode => ({ kind: 'Sequence', nodes });

const reviews = (rest = ''): FetchNode =>
  fetch(`{ reviews { id product { __typename id ${rest} } author { __typename id } } }`);
const ofProducts = (fields: string): PlanNode =>
  flatten(
    'reviews.@.product',
    fetch(`query ($r: [_Any!]!) { _entities(representations: $r) { ...P } } fragment P on Product { ${fields} }`, true),
  );

const runOn = (data: Json): Run => ({ data, places: new Map(), shared: new Set() }) as never;
const product = (id: string, more: Json = {}): Json => ({ __typename: 'Product', id, ...more });

function find(plan: PlanNode, data: Json, path = 'reviews.@.product') {
  const run = runOn(data);
  const found = new SharedPlaces(plan).finder(path.split('.'), 'id')(run);
  return { run, found };
}

describe('places of a plan', () => {
  it('have one object for all that are equal', () => {
    const data = { reviews: ['1', '2', '1', '1'].map((id) => ({ product: product(id) })) };
    const { run, found } = find(inTurn(reviews(), ofProducts('name')), data);
    expect(found).toEqual([product('1'), product('2')]);
    expect(new Set(data.reviews.map((review) => review.product)).size).toBe(2);
    expect(data.reviews.map((review) => review.product.id)).toEqual(['1', '2', '1', '1']);
    expect([...run.shared]).toEqual(['reviews.product']);
  });

  it('compare all that was fetched, down to what is below', () => {
    const plan = inTurn(reviews('parts { id of { id } } tags'), ofProducts('name'));
    const parts = (...ids: (string | null)[]) => ids.map((id) => id && { id, of: { id } });
    const all = [
      product('1', { parts: parts('a', 'b'), tags: ['x'] }),
      product('1', { parts: parts('a', 'b'), tags: ['x'] }),
      product('1', { parts: parts('a', 'c'), tags: ['x'] }),
      product('1', { parts: parts('a'), tags: ['x'] }),
      product('1', { parts: parts('a', null), tags: ['x'] }),
      product('1', { parts: null, tags: ['x'] }),
      product('1', { parts: parts('a', 'b'), tags: ['y'] }),
    ];
    const { found } = find(plan, { reviews: all.map((one) => ({ product: one })) });
    expect(found).toEqual([all[0], ...all.slice(2)]);
  });

  it.each<[string, PlanNode]>([
    [
      'another fetch writes there as well',
      inTurn(reviews(), fetch('{ reviews { product { name } } }'), ofProducts('name')),
    ],
    [
      'another fetch writes above it',
      inTurn(
        reviews(),
        flatten('reviews.@', fetch('{ _entities { ... on Review { product { name } } } }', true)),
        ofProducts('name'),
      ),
    ],
    ['another fetch writes below it', inTurn(reviews('parts { id }'), ofProducts('parts { name }'))],
    [
      'names are changed afterwards',
      inTurn({ ...reviews(), outputRewrites: [{} as never] } as never, ofProducts('name')),
    ],
    ['nothing tells of which type they are', inTurn(fetch('{ reviews { product { id } } }'), ofProducts('name'))],
  ])('leave every object alone where %s', (_why, plan) => {
    const data = { reviews: ['1', '1'].map((id) => ({ product: product(id) })) };
    const { run, found } = find(plan, data);
    expect(found).toHaveLength(2);
    expect(run.shared.size).toBe(0);
    expect(new Set(data.reviews.map((review) => review.product)).size).toBe(2);
  });

  it('leave objects alone where most of the first are different', () => {
    const ids = Array.from({ length: 200 }, (_, index) => `${index % 80}`);
    const { found } = find(inTurn(reviews(), ofProducts('name')), {
      reviews: ids.map((id) => ({ product: product(id) })),
    });
    expect(found).toHaveLength(200);
    const few = Array.from({ length: 200 }, (_, index) => product(`${index % (index < 100 ? 10 : 40)}`));
    expect(
      find(inTurn(reviews(), ofProducts('name')), { reviews: few.map((one) => ({ product: one })) }).found,
    ).toHaveLength(40);
  });

  it('are found again as they were, and lead to what is below them', () => {
    const plan = inTurn(
      reviews(),
      ofProducts('maker { __typename id }'),
      flatten('reviews.@.product.maker', fetch('{ _entities { ... on Maker { name } } }', true)),
    );
    const places = new SharedPlaces(plan);
    const run = runOn({ reviews: ['1', '1', '2'].map((id) => ({ product: product(id) })) });
    const products = places.finder(['reviews', '@', 'product'], 'id');
    const found = products(run);
    for (const one of found) one.maker = { __typename: 'Maker', id: 'm' };
    expect(products(run)).toBe(found);
    expect(places.finder(['reviews', '@', 'product', 'maker'], 'id')(run)).toEqual([{ __typename: 'Maker', id: 'm' }]);
    expect([...run.shared]).toEqual(['reviews.product', 'reviews.product.maker']);
    expect([...places.addresses]).toEqual(['reviews.product', 'reviews.product.maker']);
  });
});
