import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { computeResponse } from '@apollo/gateway/dist/resultShaping.js';
import { getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { JsonText, stringifyResult } from '#router/gateway/json-text.ts';
import { compileShaper, conditionVariables, NotShapeable } from '#router/gateway/shaper.ts';
import { compose } from '#router/registry/compose.ts';

const composition = compose([
  {
    name: 'all',
    url: 'http://all',
    sdl: /* GraphQL */ `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@shareable"])
      type Query { thing: Thing strict: Thing! things: [Thing!]! maybe: [Thing] grid: [[Int!]]! node: Node any: Any }
      interface Node { id: ID! label: String }
      union Any = Thing | Other
      type Thing implements Node { id: ID! label: String! count: Int rate: Float ok: Boolean kind: Kind when: When self: Thing others: [Other!] node: Node }
      type Other implements Node { id: ID! label: String size: Int! thing: Thing }
      enum Kind { BIG SMALL }
      scalar When
    `,
  },
]);
if (composition.errors) throw new Error(JSON.stringify(composition.errors));
const api = Supergraph.build(composition.supergraphSdl).apiSchema();
const schema = api.toGraphQLJSSchema();

/** What the gateway makes of it, as text, with the errors it found. */
function byGateway(query: string, input: Record<string, unknown>, variables = {}): { text?: string; errors: number } {
  try {
    const operation = operationFromDocument(api, parse(query));
    const { data, errors } = computeResponse({
      operation,
      variables,
      input,
      introspectionHandling: () => undefined,
    });
    return { text: JSON.stringify(data), errors: errors.length };
  } catch {
    return { errors: 1 };
  }
}

function byShaper(
  query: string,
  input: Record<string, unknown>,
  variables: Record<string, unknown> = {},
): string | undefined {
  const document = parse(query);
  const conditions = Object.fromEntries(conditionVariables(document).map((name) => [name, variables[name]]));
  return compileShaper(schema, document, getOperationAST(document)!, conditions)(input);
}

/** Reproducible numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LEAVES: Record<string, string[]> = {
  Thing: ['id', 'label', 'count', 'rate', 'ok', 'kind', 'when', '__typename', 'name: label', 't: __typename'],
  Other: ['id', 'label', 'size', '__typename'],
  Node: ['id', 'label', '__typename'],
  Any: ['__typename'],
  Query: ['grid', '__typename'],
};
const BRANCHES: Record<string, [string, string][]> = {
  Query: [
    ['thing', 'Thing'],
    ['strict', 'Thing'],
    ['things', 'Thing'],
    ['maybe', 'Thing'],
    ['node', 'Node'],
    ['any', 'Any'],
  ],
  Thing: [
    ['self', 'Thing'],
    ['others', 'Other'],
    ['node', 'Node'],
    ['again: self', 'Thing'],
  ],
  Other: [['thing', 'Thing']],
  Node: [],
  Any: [],
};

/** A random selection on a type: fields, aliases, fragments on it, on its interface and on its members, conditions. */
function selection(type: string, random: () => number, depth: number): string {
  const parts: string[] = [];
  const when = (): string =>
    random() < 0.1 ? ` @${random() < 0.5 ? 'skip' : 'include'}(if: $${random() < 0.5 ? 'a' : 'b'})` : '';
  for (const leaf of LEAVES[type] ?? []) if (random() < 0.4) parts.push(leaf + when());
  if (depth > 0) {
    for (const [field, below] of BRANCHES[type] ?? [])
      if (random() < 0.4) parts.push(`${field}${when()} ${selection(below, random, depth - 1)}`);
    for (const on of { Node: ['Thing', 'Other', 'Node'], Any: ['Thing', 'Other', 'Node'], Thing: ['Node', 'Thing'] }[
      type
    ] ?? [])
      if (random() < 0.3) parts.push(`... on ${on}${when()} ${selection(on, random, depth - 1)}`);
  }
  return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
}

/** A random object of a type; some values are missing, null, or of a wrong kind as often as `wrong` says. */
function objectOf(type: string, random: () => number, depth: number, wrong: number): unknown {
  if (depth < 0 || random() < 0.1) return null;
  const bad = (value: unknown): unknown => {
    if (random() >= wrong) return value;
    return [undefined, null, 'text', 3, 1.5, true, [], {}][Math.floor(random() * 8)];
  };
  const runtime = type === 'Node' || type === 'Any' ? (random() < 0.5 ? 'Thing' : 'Other') : type;
  const below = (of: string): unknown => bad(objectOf(of, random, depth - 1, wrong));
  const list = (of: string): unknown => bad(Array.from({ length: Math.floor(random() * 3) }, () => below(of)));
  const named = type !== runtime || random() < 0.7 ? { __typename: bad(runtime), t: bad(runtime) } : {};
  if (runtime === 'Thing') {
    const self = below('Thing');
    const label = bad('a "label" \u2028\n');
    const values = {
      id: bad('1'),
      label,
      name: label,
      count: bad(2),
      rate: bad(0.5),
      ok: bad(false),
      kind: bad('BIG'),
      when: bad({ at: [1] }),
    };
    return { ...named, ...values, self, again: self, others: list('Other'), node: below('Node') };
  }
  return { ...named, id: bad(7), label: bad(null), size: bad(3), thing: below('Thing') };
}

const rootOf = (random: () => number, wrong: number): Record<string, unknown> => ({
  thing: objectOf('Thing', random, 3, wrong),
  strict: objectOf('Thing', random, 3, wrong),
  things: [objectOf('Thing', random, 3, wrong) ?? { id: '0', label: '' }],
  maybe: [objectOf('Thing', random, 2, wrong), null],
  grid: [[1, 2], null],
  node: objectOf('Node', random, 3, wrong),
  any: objectOf('Any', random, 3, wrong),
});

describe('the shaper', () => {
  it('writes what the gateway would, or nothing, for random operations and data', () => {
    let written = 0;
    const rounds = 1_500;
    for (let seed = 1; seed <= rounds; seed += 1) {
      const random = randomFrom(seed);
      const query = `query ($a: Boolean!, $b: Boolean!) ${selection('Query', random, 3)}`;
      const input = rootOf(random, seed % 2 === 0 ? 0 : 0.02);
      const variables = { a: random() < 0.5, b: random() < 0.5 };
      const text = byShaper(query, input, variables);
      const gateway = byGateway(query, input, variables);
      if (text === undefined) continue;
      written += 1;
      expect({ seed, query, text }).toEqual({ seed, query, text: gateway.text });
      expect({ seed, query, errors: gateway.errors }).toEqual({ seed, query, errors: 0 });
    }
    // It must not get there by always giving up.
    expect(written).toBeGreaterThan(rounds / 2);
  }, 60_000);

  it.each<[string, string, Record<string, unknown>, string | undefined]>([
    ['nothing that was sent', '{ thing { id } }', {}, '{"thing":null}'],
    ['an empty list', '{ things { id } }', { things: [] }, '{"things":[]}'],
    [
      'fields in the order of the operation',
      '{ thing { label id } }',
      { thing: { id: '1', label: 'x' } },
      '{"thing":{"label":"x","id":"1"}}',
    ],
    [
      'a field that is selected twice',
      '{ thing { id } thing { label } }',
      { thing: { id: '1', label: 'x' } },
      '{"thing":{"id":"1","label":"x"}}',
    ],
    [
      'what has to be escaped',
      '{ thing { label } }',
      { thing: { label: '"\\\n\ud800' } },
      '{"thing":{"label":"\\"\\\\\\n\\ud800"}}',
    ],
    ['nothing at a null that may not be', '{ strict { id } }', { strict: null }, undefined],
    ['nothing at a missing value that may not be', '{ thing { id } }', { thing: {} }, undefined],
    ['nothing for an enum value clients do not know', '{ thing { kind } }', { thing: { kind: 'HUGE' } }, undefined],
    ['nothing for a type nobody knows', '{ node { id } }', { node: { __typename: 'Ghost', id: '1' } }, undefined],
    ['nothing for an interface that does not say its type', '{ node { id } }', { node: { id: '1' } }, undefined],
    ['nothing for an object in place of a list', '{ maybe { id } }', { maybe: { id: '1' } }, undefined],
    ['nothing for text in place of a number', '{ thing { count } }', { thing: { count: '1' } }, undefined],
  ])('writes %s', (_what, query, input, expected) => {
    expect(byShaper(query, input)).toBe(expected);
    if (expected !== undefined) expect(byGateway(query, input)).toEqual({ text: expected, errors: 0 });
  });

  it.each(['{ __schema { types { name } } }', '{ thing { constructor: id } }', '{ thing { toString: id } }'])(
    'leaves %s to the gateway',
    (query) => {
      expect(() => byShaper(query, {})).toThrow(NotShapeable);
    },
  );
});

describe('a result whose data is JSON already', () => {
  it('is written like any other', () => {
    const data = { a: [1, 'x'] };
    for (const rest of [{}, { errors: [{ message: 'm' }] }, { extensions: { e: 1 } }, { errors: [], extensions: {} }]) {
      const plain = JSON.stringify({
        ...(rest.errors ? { errors: rest.errors } : {}),
        data,
        ...(rest.extensions ? { extensions: rest.extensions } : {}),
      });
      expect(stringifyResult({ ...rest, data: new JsonText(JSON.stringify(data)) })).toBe(plain);
    }
    expect(stringifyResult({ data: null })).toBe('{"data":null}');
  });
});
