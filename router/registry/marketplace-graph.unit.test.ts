import { readdir, readFile } from 'node:fs/promises';
import { buildSchema, type GraphQLSchema, parse, specifiedRules, validate } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, limitsRule } from '#router/gateway/limits.ts';
import { compose } from '#router/registry/compose.ts';
import { manifestSubgraphs } from '#router/registry/manifest-subgraphs.ts';
import { marketplaceEvents } from '#router/subscriptions/marketplace-events.ts';

const OPERATIONS = new URL('../../schema/operations/', import.meta.url);
const operations = (await readdir(OPERATIONS)).filter((file) => file.endsWith('.graphql'));

describe("the marketplace's graph", () => {
  let api: GraphQLSchema;

  beforeAll(async () => {
    const composition = compose(await manifestSubgraphs());
    if (composition.errors) throw new Error(JSON.stringify(composition.errors, null, 2));
    api = buildSchema(composition.apiSdl);
  });

  it.each(operations)('answers the clients’ %s within the limits', async (file) => {
    const document = parse(await readFile(new URL(file, OPERATIONS), 'utf8'));
    expect(validate(api, document, [...specifiedRules, limitsRule(DEFAULT_LIMITS)])).toEqual([]);
  });

  it.each(marketplaceEvents.bindings)('answers what is asked before $field is followed', ({ field, admission }) => {
    expect(validate(api, parse(admission))).toEqual([]);
    expect(Object.keys(api.getSubscriptionType()?.getFields() ?? {})).toContain(field);
  });

  it('drives every subscription field by events', () => {
    const fields = Object.keys(api.getSubscriptionType()?.getFields() ?? {}).sort();
    expect(marketplaceEvents.bindings.map(({ field }) => field).sort()).toEqual(fields);
  });
});
