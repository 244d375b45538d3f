import { buildSchema, executeSync, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compileProjection } from '#router/subscriptions/projection.ts';

const schema = buildSchema(`
  type Query { a: Int }
  type Subscription { moved: Moved ticked: Int }
  type Moved { at: String! order: Order! parcels: [Parcel!] note: String }
  type Order { id: ID! status: String! }
  type Parcel { id: ID! place: Place }
  type Place { name: String }
`);
const value = {
  at: '2026-01-31',
  order: { id: 'o1', status: 'PAID', secret: 'never asked for' },
  parcels: [
    { id: 's1', place: { name: 'Москва' } },
    { id: 's2', place: null },
  ],
  note: null,
};

describe('a projection', () => {
  it.each([
    '{ moved { at } }',
    '{ live: moved { when: at __typename order { __typename number: id status } note } }',
    '{ moved { parcels { id place { name } } parcel: parcels { __typename } } }',
  ])('makes what an executor makes: %s', (selection) => {
    const document = parse(`subscription ${selection}`);
    const project = compileProjection(document, schema.getSubscriptionType()!);
    const { data } = executeSync({ schema, document, rootValue: { moved: value } });
    expect(project?.(value)).toEqual(data);
  });

  it.each([
    'subscription ($x: Boolean!) { moved { at @include(if: $x) } }',
    'subscription { moved { ... on Moved { at } } }',
    'subscription { ...All } fragment All on Subscription { moved { at } }',
    'subscription { ticked }',
  ])('leaves %s to an executor', (text) => {
    expect(compileProjection(parse(text), schema.getSubscriptionType()!)).toBeUndefined();
  });
});
