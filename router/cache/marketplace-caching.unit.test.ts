import { readdir, readFile } from 'node:fs/promises';
import { Supergraph } from '@apollo/federation-internals';
import { buildSchema, type GraphQLSchema, getOperationAST, parse } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { CacheRules } from '#router/cache/cache-rules.ts';
import { taggingOf } from '#router/cache/tag-collector.ts';
import { withoutEnforcedMarks } from '#router/protection/enforced-features.ts';
import { compose } from '#router/registry/compose.ts';
import { contractSupergraph } from '#router/registry/contract.ts';
import { manifestSubgraphs } from '#router/registry/manifest-subgraphs.ts';
import { contracts } from '#schema/contracts.ts';
import { manifest } from '#subgraphs/manifest.ts';

const OPERATIONS = new URL('../../schema/operations/', import.meta.url);

describe("the marketplace's caching", () => {
  let supergraphSdl: string;
  let schema: GraphQLSchema;
  let rules: CacheRules;
  const operations = new Map<string, string>();

  beforeAll(async () => {
    const composition = compose(await manifestSubgraphs());
    if (composition.errors) throw new Error(JSON.stringify(composition.errors));
    supergraphSdl = composition.supergraphSdl;
    schema = buildSchema(composition.apiSdl);
    rules = CacheRules.of(Supergraph.build(withoutEnforcedMarks(supergraphSdl)).schema).rules!;
    for (const file of await readdir(OPERATIONS))
      if (file.endsWith('.graphql')) operations.set(file, await readFile(new URL(file, OPERATIONS), 'utf8'));
  }, 60_000);

  it('keeps the storefront’s pages, and nothing of anybody’s own', () => {
    const kept = [...operations].flatMap(([file, text]) => {
      const policy = rules.policyOf(schema, parse(text), undefined);
      return policy ? [`${file} ${policy.maxAge} ${policy.scope}`] : [];
    });
    expect(kept.sort()).toEqual([
      'category-page.graphql 30 PUBLIC',
      'category-tree.graphql 60 PUBLIC',
      'product-page.graphql 30 PUBLIC',
      'search-products.graphql 30 PUBLIC',
    ]);
  });

  it('can tell the tags of each page that shows products, also in every slice that has it', () => {
    const document = parse(operations.get('product-page.graphql')!);
    const variant = { id: 'v', availability: { inStock: true } };
    const merged = { product: { id: 'p', variants: [variant] } };
    const slices = contracts.map((contract) => contractSupergraph(supergraphSdl, contract));
    let told = 0;
    for (const sdl of [supergraphSdl, ...slices]) {
      const graph = Supergraph.build(withoutEnforcedMarks(sdl));
      const { rules: ofSlice } = CacheRules.of(graph.schema);
      const api = graph.apiSchema().toGraphQLJSSchema();
      if (!api.getQueryType()?.getFields().product) continue;
      const tagging = taggingOf(ofSlice!, api, document, getOperationAST(document)!);
      expect([...(tagging?.collect(merged, { id: 'p', lang: 'RU' }) ?? [])].sort()).toEqual([
        'product-p',
        'stock-v',
        'variant-v',
      ]);
      told += 1;
    }
    expect(told).toBeGreaterThan(1);
  });

  it('is ended by events that are published, with the fields that tags are made of', async () => {
    const published = new Map<string, z.ZodObject>();
    for (const { load } of manifest)
      for (const { type, schema } of (await load()).events ?? []) published.set(type, schema);
    for (const { topic, types, tags } of rules.invalidations)
      for (const type of types ?? []) {
        expect(topic).toBe(`${type.split('.')[0]}.events`);
        const fields = Object.keys(published.get(type)?.shape ?? {});
        for (const [field] of tags.flatMap(({ paths }) => paths)) expect(fields, type).toContain(field);
      }
    expect([...rules.topics].sort()).toEqual(['catalog.events', 'inventory.events']);
  });
});
