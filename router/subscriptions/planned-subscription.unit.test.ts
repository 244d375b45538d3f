import { buildSubgraphSchema } from '@apollo/subgraph';
import { type FormattedExecutionResult, graphqlSync, parse } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { GUEST } from '#kernel/auth/viewer.ts';
import { asGiven } from '#router/gateway/testing/federation-rules.ts';
import { LINK, type SmallGraph, smallGraph } from '#router/gateway/testing/small-graph.ts';
import { EventExecutor, planSubscription } from '#router/subscriptions/planned-subscription.ts';

const orders = `${LINK} type Query { order: Order } type Subscription { changed: Order }
  type Order @key(fields: "id") { id: ID! status: String }`;

describe('an event', () => {
  let house: SmallGraph | undefined;
  afterEach(() => house?.stop());

  it('is told under the names that the client chose, though one of them is that of a key', async () => {
    house = await smallGraph({
      orders: { sdl: orders },
      notes: {
        sdl: `${LINK} type Order @key(fields: "id") { id: ID! note: String }`,
        resolvers: { Order: { ...asGiven, note: ({ id }: { id: string }) => `of ${id}` } },
      },
    });
    const { graph } = house;
    const query = 'subscription { changed { id: status note number: id } }';
    const planned = planSubscription(graph.generation, new Map(), parse(query), query, undefined);
    const schema = buildSubgraphSchema(parse(orders));
    const rootValue = { changed: { id: '7', status: 'PAID' } };
    const own = graphqlSync({ schema, source: planned.primary.operation, rootValue }) as FormattedExecutionResult;
    const execution = { planned, variables: {}, caller: { viewer: GUEST } };
    const { data } = await new EventExecutor(graph.generation, graph).execute(execution, async () => own);
    expect(JSON.parse(JSON.stringify(data))).toEqual({ changed: { id: 'PAID', note: 'of 7', number: '7' } });
  });
});
