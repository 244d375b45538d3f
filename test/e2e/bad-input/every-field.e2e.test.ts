import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
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

/** The least value of the type that is sensible, of which nothing is known. */
function sensible(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sensible(type.ofType);
  if (isListType(type)) return [sensible(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter(
      ({ type: of }, place) => isNonNullType(of) || (type.isOneOf && place === 0),
    );
    return Object.fromEntries(needed.map((one) => [one.name, sensible(one.type)]));
  }
  const scalars = { Int: 1, Float: 1, Boolean: true, DateTime: '2026-01-01T00:00:00Z', Decimal: '1.00' };
  return { ...scalars, CurrencyCode: 'RUB', ID: randomUUID() }[type.name] ?? 'sensible';
}

/** Texts that cannot be kept, and a cursor of no number there is. */
const UNKEEPABLE = ['a\u0000b', 'a\ud800', Buffer.from('[1e999]').toString('base64url')];

/** Values of the type that are sensible but for one text: what is wrong with one must not hide what is with another. */
function* spoiled(type: GraphQLInputType): Generator<unknown> {
  if (isNonNullType(type)) yield* spoiled(type.ofType);
  else if (isListType(type)) for (const one of spoiled(type.ofType)) yield [one];
  else if (isInputObjectType(type)) {
    const base = sensible(type) as object;
    for (const { name, type: of } of Object.values(type.getFields()))
      for (const one of spoiled(of)) yield type.isOneOf ? { [name]: one } : { ...base, [name]: one };
  } else if (type.name === 'ID' || type.name === 'String') yield* UNKEEPABLE;
}

const all = fields.map(({ root, field }) => [field.name, root, field] as const);

function request(root: GraphQLObjectType, { name, args, type }: GraphQLField<unknown, unknown>) {
  const header = args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const call = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = isLeafType(getNamedType(type)) ? '' : '{ __typename }';
  const operation = root === api.getMutationType() ? 'mutation' : 'query';
  return `${operation} (${header}) { ${name}(${call}) ${selection} }`;
}

let askers: [GraphEndpoint, GraphEndpoint];
beforeAll(async () => {
  askers = [await asAdmin(), (await buyerWith(await newGoods({ stock: 1 }), 1)).graph];
});

async function isNoFaultOfOurs(asker: GraphEndpoint, query: string, variables: object): Promise<void> {
  const { status, errors = [] } = await asker.post({ query, variables });
  const about = JSON.stringify(variables).slice(0, 500);
  expect(status, about).toBeLessThan(500);
  for (const { extensions } of errors) expect(extensions?.code, about).toMatch(/^(?!INTERNAL)[A-Z_]+$/);
}

describe('whatever the texts and numbers of its arguments are, no fault of ours comes of', () => {
  test.each(all)('%s', async (_name, root, field) => {
    for (const [text, number] of HOSTILE) {
      const variables = Object.fromEntries(field.args.map((arg) => [arg.name, filled(arg.type, text, number)]));
      for (const asker of askers) await isNoFaultOfOurs(asker, request(root, field), variables);
    }
  });
});

describe('whichever text of its arguments cannot be kept, no fault of ours comes of', () => {
  test.each(all)('%s', async (_name, root, field) => {
    const needed = field.args.filter(({ type }) => isNonNullType(type));
    const base = Object.fromEntries(needed.map((arg) => [arg.name, sensible(arg.type)]));
    for (const arg of field.args)
      for (const one of spoiled(arg.type))
        await isNoFaultOfOurs(askers[0], request(root, field), { ...base, [arg.name]: one });
  });
});
