import { readdir, readFile } from 'node:fs/promises';
import { Supergraph } from '@apollo/federation-internals';
import { buildSchema, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, limitsRule } from '#router/gateway/limits.ts';
import { AuthorizationRules } from '#router/protection/authorization-rules.ts';
import { withoutEnforcedMarks } from '#router/protection/enforced-features.ts';
import { apiSdlOf } from '#router/registry/api-sdl.ts';
import { policyFindings } from '#router/registry/checks/policy.ts';
import { compose } from '#router/registry/compose.ts';
import { contractApis, contractSupergraph } from '#router/registry/contract.ts';
import { manifestSubgraphs } from '#router/registry/manifest-subgraphs.ts';
import { bindingsOf } from '#router/subscriptions/bindings.ts';
import type { Mapping } from '#router/subscriptions/mapping.ts';
import { contracts } from '#schema/contracts.ts';
import { orderPaid, orderStatusChanged, shipmentMoved, stockChanged } from '#schema/events.ts';
import { manifest } from '#subgraphs/manifest.ts';

const OPERATIONS = new URL('../../schema/operations/', import.meta.url);
const operations = (await readdir(OPERATIONS)).filter((file) => file.endsWith('.graphql'));

describe("the marketplace's graph", () => {
  let api: GraphQLSchema;
  let supergraphSdl: string;
  let apiSdl: string;
  const publishedBy = new Map<string, string[]>();

  beforeAll(async () => {
    const composition = compose(await manifestSubgraphs());
    if (composition.errors) throw new Error(JSON.stringify(composition.errors, null, 2));
    api = buildSchema(composition.apiSdl);
    supergraphSdl = composition.supergraphSdl;
    apiSdl = composition.apiSdl;
    for (const { name, load } of manifest)
      publishedBy.set(
        `${name}.events`,
        ((await load()).events ?? []).map(({ type }) => type),
      );
    // Every subgraph's code is loaded, which takes its time on a busy machine.
  }, 60_000);

  it.each(operations)('answers the clients’ %s within the limits', async (file) => {
    const document = parse(await readFile(new URL(file, OPERATIONS), 'utf8'));
    expect(validate(api, document, [...specifiedRules, limitsRule(DEFAULT_LIMITS)])).toEqual([]);
  });

  it.each(contracts)('gives the audience $name a graph that planners take, as the registry shows it', (contract) => {
    const supergraph = Supergraph.build(withoutEnforcedMarks(contractSupergraph(supergraphSdl, contract)));
    const planned = apiSdlOf(supergraph.apiSchema().toGraphQLJSSchema());
    expect(contractApis(supergraphSdl, apiSdl, [contract])).toEqual([planned]);
  });

  it('shows nobody outside what is the staff’s', () => {
    for (const api of contractApis(supergraphSdl, apiSdl, contracts))
      expect(api).not.toMatch(/\b(providerEvents|ensureAccount|setRoles|OrderProcess|reserveStock)\b/);
  });

  it('says of every root field whose it is, and lets nobody ask for the staff’s who has no role', () => {
    const slices = contractApis(supergraphSdl, apiSdl, contracts).filter((slice) => typeof slice === 'string');
    const composed = {
      supergraphSdl,
      apiSdl,
      contracts: contracts.map((each, n) => ({ ...each, apiSdl: slices[n]! })),
    };
    expect(policyFindings(composed).filter(({ code }) => code === 'AUDIENCE_MISSING')).toEqual([]);
    const supergraph = Supergraph.build(withoutEnforcedMarks(supergraphSdl)).schema;
    const rules = new AuthorizationRules(supergraph);
    const inContracts = new Set(slices.flatMap((slice) => rootFieldsOf(buildSchema(slice))));
    const staffs = rootFieldsOf(api).filter((field) => !inContracts.has(field));
    expect(staffs).toContain('Query.auditEntries');
    expect(staffs.filter((field) => rules.ofField(...(field.split('.') as [string, string]), '').length === 0)).toEqual(
      [],
    );
  });

  it('binds every subscription field to events that are published, and admits by queries it answers', () => {
    const bindings = bindingsOf(Supergraph.build(withoutEnforcedMarks(supergraphSdl)));
    expect([...bindings.keys()].sort()).toEqual(Object.keys(api.getSubscriptionType()?.getFields() ?? {}).sort());
    for (const { topic, types, admission } of bindings.values()) {
      const published = publishedBy.get(topic) ?? [];
      expect([...(types ?? [])].filter((type) => !published.includes(type))).toEqual([]);
      expect(validate(api, parse(admission?.query ?? '{ __typename }'))).toEqual([]);
    }
  });

  it.each([
    ['orderStatusChanged', orderStatusChanged],
    ['orderStatusChanged', orderPaid],
    ['shipmentMoved', shipmentMoved],
    ['stockChanged', stockChanged],
  ])('makes %s of what its events really say', (field, event) => {
    const { select, owner } = bindingsOf(Supergraph.build(withoutEnforcedMarks(supergraphSdl))).get(field)!;
    const known = Object.keys(event.schema.shape);
    expect(sourcesOf(select).filter((name) => !known.includes(name))).toEqual([]);
    expect(known).toEqual(expect.arrayContaining(owner?.slice(0, 1) ?? []));
  });
});

/** The first steps of every path a mapping follows from its source. */
const sourcesOf = ({ items }: Mapping): string[] =>
  items.flatMap(({ paths, select }) =>
    paths.length > 0 ? paths.map(([first]) => first!) : select ? sourcesOf(select) : [],
  );

const rootFieldsOf = (schema: GraphQLSchema): string[] =>
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}).map((field) => `${type?.name}.${field}`),
  );
