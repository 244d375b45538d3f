import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import type { GraphEndpoint } from '#stack/demo/graph-endpoint.ts';
import { asAdmin, buyerWith, newGoods } from '#test/harness/shop.ts';

const api = buildSchema(readFileSync(new URL('../../../schema/api.graphql', import.meta.url), 'utf8'), {
  assumeValid: true,
});
const roots = [api.getQueryType()!, api.getMutationType()!];

/** They would end the sessions of those who ask. */
const SIGN_OUT = ['logout', 'logoutEverywhere'];
const fields = roots
  .flatMap((root) => Object.values(root.getFields()).map((field) => ({ root, field })))
  .filter(({ field }) => field.args.length > 0 && !SIGN_OUT.includes(field.name));

/** What texts, ids and numbers are filled with. */
const HOSTILE: [text: string, number: number][] = [
  ['a\u0000b', -1],
  ['\ud800', 0],
  ['x'.repeat(20_000), 2_147_483_647],
  ["'; drop table orders; --", -2_147_483_648],
];

/** A value of the type that the schema lets through, with nothing sensible in it. */
function filled(type: GraphQLInputType, text: string, number: number): unknown {
  if (isNonNullType(type)) return filled(type.ofType, text, number);
  if (isListType(type)) return [filled(type.ofType, text, number)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const all = Object.values(type.getFields());
    const given = type.isOneOf ? all.slice(0, 1) : all;
    return Object.fromEntries(given.map((field) => [field.name, filled(field.type, text, number)]));
  }
  const scalars = { Int: number, Float: number, Boolean: true, DateTime: '2026-01-01T00:00:00Z', Decimal: '-1.00' };
  return { ...scalars, CurrencyCode: 'RUB' }[type.name] ?? text;
}

let askers: GraphEndpoint[];
beforeAll(async () => {
  askers = [await asAdmin(), (await buyerWith(await newGoods({ stock: 1 }), 1)).graph];
});

describe('whatever the texts and numbers of its arguments are, no fault of ours comes of', () => {
  test.each(fields.map(({ root, field }) => [field.name, root, field] as const))('%s', async (name, root, field) => {
    const header = field.args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
    const call = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
    const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
    const operation = root === api.getMutationType() ? 'mutation' : 'query';
    const query = `${operation} (${header}) { ${name}(${call}) ${selection} }`;
    for (const [text, number] of HOSTILE) {
      const variables = Object.fromEntries(field.args.map((arg) => [arg.name, filled(arg.type, text, number)]));
      for (const asker of askers) {
        const { status, errors = [] } = await asker.post({ query, variables });
        expect(status).toBeLessThan(500);
        for (const { extensions } of errors) expect(extensions?.code).toMatch(/^(?!INTERNAL)[A-Z_]+$/);
      }
    }
  });
});
