import { createHash } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#kernel/log.ts';
import type { Transport } from '#kernel/subgraph/peers.ts';
import { Graph } from '#router/gateway/graph.ts';
import { JsonText } from '#router/gateway/json-text.ts';
import { OperationExecutor, type OperationResult } from '#router/gateway/operation-executor.ts';
import { fixedSupergraph } from '#router/gateway/supergraph-source.ts';
import { catalogToy, inventoryToy, logisticsToy, orderToy, toyOrders } from '#router/testing/shop-toys.ts';
import { type RunningToys, startToys } from '#router/testing/toys.ts';

/** What a subgraph's answer becomes before the router sees it. */
type Spoil = (data: Record<string, unknown>) => unknown;

describe('the executor of operations answers exactly as the gateway does', () => {
  const log = createLogger('executor-test');
  let toys: RunningToys;
  let graph: Graph;
  let executor: OperationExecutor;
  let spoil: Record<string, Spoil> = {};
  const orders = toyOrders();

  beforeAll(async () => {
    orders.owners.set('o1', 'ann');
    toys = await startToys([catalogToy, inventoryToy, orderToy(orders), logisticsToy], 'embedded', log);
    const transportTo = (name: string): Transport | undefined => {
      const transport = toys.transportTo(name);
      return transport && (async (request, viewer) => spoiled(await transport(request, viewer), spoil[name]));
    };
    graph = new Graph({ source: fixedSupergraph(toys.supergraphSdl), transportTo, log });
    await graph.gateway.load();
    executor = new OperationExecutor(graph);
  });
  afterAll(async () => {
    await graph?.gateway.stop();
    await toys?.stop();
  });

  const spoiled = (result: object, how: Spoil | undefined): never =>
    (how ? how(structuredClone(result) as Record<string, unknown>) : result) as never;

  const contextOf = (query: string, variables: Record<string, unknown>, operationName?: string) => ({
    request: { query, variables, operationName },
    document: parse(query),
    queryHash: createHash('sha256').update(query).digest('hex'),
    context: { viewer: { kind: 'user', id: 'ann', roles: [], sessionId: 's' } },
    metrics: {},
    logger: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const shown = ({ data, errors, extensions }: OperationResult) => ({
    data: data === undefined ? undefined : JSON.parse(JSON.stringify(data)),
    errors: errors?.map((error) => (error instanceof GraphQLError ? withoutId(error.toJSON()) : String(error))),
    extensions: extensions && JSON.parse(JSON.stringify(extensions)),
  });
  /** Every bug gets an id of its own. */
  const withoutId = ({ extensions, ...error }: GraphQLFormattedError) => ({
    ...error,
    extensions: { ...extensions, errorId: typeof extensions?.errorId },
  });
  const settled = (result: Promise<OperationResult>) => result.then(shown, () => ({ thrown: true }));
  const both = async (query: string, variables: Record<string, unknown> = {}, operationName?: string) => {
    const ours = executor.execute(contextOf(query, variables, operationName));
    const theirs = graph.gateway.executor(contextOf(query, variables, operationName) as never);
    expect(await settled(ours)).toEqual(await settled(theirs as Promise<OperationResult>));
    return ours.catch(() => ({}) as OperationResult);
  };

  const LIST =
    '{ products(first: 3) { id title variants { id sku price { amount currency } availability { inStock quantityLeft } } } }';

  it.each<[string, string, Record<string, unknown>?, string?]>([
    ['a list of two subgraphs', LIST],
    ['nothing but a type name', '{ __typename a: __typename }'],
    [
      'aliases and fragments',
      'query { p: product(id: "p1") { ...F t: __typename } } fragment F on Product { x: title variants { ...V } } fragment V on Variant { sku }',
    ],
    [
      'three subgraphs in a row',
      '{ order(id: "o1") { status shipments { id lastEvent { at description } } lines { quantity variant { sku product { title } availability { inStock } } } } }',
    ],
    ['something that is not there', '{ product(id: "nobody") { id title } }'],
    ['a variable with a default', 'query ($n: Int! = 2) { products(first: $n) { id } }'],
    [
      'what is skipped',
      'query ($a: Boolean!, $b: Boolean! = true) { products(first: 1) { id title @skip(if: $a) variants @include(if: $b) { sku } } }',
      { a: true },
    ],
    [
      'what is included',
      'query ($a: Boolean!, $b: Boolean! = true) { products(first: 1) { id title @skip(if: $a) variants @include(if: $b) { sku } } }',
      { a: false, b: false },
    ],
    [
      'a subgraph that is not asked on a condition',
      'query ($a: Boolean!) { product(id: "p1") { variants { availability @include(if: $a) { inStock } } } }',
      { a: false },
    ],
    ['one of several operations', 'query A { whoAmI } query B { products(first: 1) { id } }', {}, 'B'],
    [
      'a fault, a bug, and what else there is',
      '{ a: product(id: "fault") { id } b: product(id: "bug") { id } products(first: 1) { id } }',
    ],
    ['a variable of the wrong type', 'query ($n: Int!) { products(first: $n) { id } }', { n: 'many' }],
    ['a missing variable', 'query ($n: Int!) { products(first: $n) { id } }'],
    ['the schema', '{ __schema { queryType { name } } __type(name: "Product") { fields { name } } whoAmI }'],
  ])('for %s', async (_what, query, variables, operationName) => {
    await both(query, variables, operationName);
  });

  it('writes ordinary answers straight to JSON', async () => {
    expect((await both(LIST)).data).toBeInstanceOf(JsonText);
  });

  it.each<[string, Record<string, Spoil>]>([
    [
      'an entity that is null',
      {
        inventory: (result) => ({
          data: { _entities: (result.data as { _entities: unknown[] })._entities.map(() => null) },
        }),
      },
    ],
    ['entities that are not as many', { inventory: () => ({ data: { _entities: [] } }) }],
    [
      'errors beside data',
      {
        inventory: (result) => ({
          ...result,
          errors: [{ message: 'partly', path: ['_entities', 1, 'availability'], extensions: { code: 'X' } }],
        }),
      },
    ],
    [
      'errors without data',
      { inventory: () => ({ errors: [{ message: 'no', extensions: { code: 'UNAVAILABLE' } }] }) },
    ],
    [
      'errors of the first subgraph',
      { catalog: () => ({ data: null, errors: [{ message: 'no', path: ['products'] }] }) },
    ],
    ['text in place of a list', { catalog: () => ({ data: { products: 'text' } }) }],
    ['null in a list that has none', { catalog: () => ({ data: { products: [null] } }) }],
    ['a wrong leaf', { catalog: () => ({ data: { products: [{ id: {}, title: 7, variants: [] }] } }) }],
    [
      'a type nobody knows',
      { catalog: () => ({ data: { products: [{ __typename: 'Ghost', id: '1', title: 't', variants: [] }] } }) },
    ],
  ])('for a subgraph that answers %s', async (_what, spoiling) => {
    spoil = spoiling;
    try {
      await both(LIST);
    } finally {
      spoil = {};
    }
  });

  it('runs a mutation once', async () => {
    const before = orders.placed;
    const result = await executor.execute(contextOf('mutation { placeOrder { id } }', {}));
    expect(orders.placed).toBe(before + 1);
    expect(shown(result).data).toEqual({ placeOrder: { id: String(before + 1) } });
  });
});
