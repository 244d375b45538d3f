import { describe, expect, it } from 'vitest';
import type { Strictness } from '#router/registry/checks/check.ts';
import { check, type Parts, type Running } from '#router/registry/checks/checks.ts';
import { compose, type PublishedSubgraph } from '#router/registry/compose.ts';
import { joinFiles } from '#router/registry/places.ts';
import { shared } from '#schema/shared.ts';

/** A subgraph whose second file begins with a line of its own. */
const subgraph = (name: string, text: string, more: Partial<PublishedSubgraph> = {}): PublishedSubgraph => ({
  name,
  url: `http://${name}`,
  ...joinFiles([
    { path: 'shared.graphql', text: shared.typeDefs },
    { path: `${name}.graphql`, text: `# ${name}\n${text}` },
  ]),
  ...more,
});
const event = (properties: object, at?: { file: string; line: number }) => ({
  type: 'shop.Sold',
  version: 1,
  key: 'id',
  schema: { type: 'object', properties },
  ...(at ? { at } : {}),
});
const contract = (name: string, include: string[], line?: number) => ({
  name,
  include,
  exclude: [],
  ...(line ? { at: { file: 'contracts.ts', line } } : {}),
});
const shop = (members: string, more = '') =>
  `type Query { "Goods." goods: [Good!]! @tag(name: "public") }
"A good." type Good @key(fields: "id") ${more} {
  "Its id." id: ID!
  ${members}
}`;
const name = '"Its name." name: String';

/** Every reason of a check as `CODE file:line`, of parts that are to replace others. */
async function reasons(after: Partial<Parts>, before?: Partial<Parts>): Promise<string[]> {
  const whole = (parts: Partial<Parts>): Parts => ({ subgraphs: [], contracts: [], ...parts });
  let running: Running | undefined;
  if (before) {
    const composed = compose(whole(before).subgraphs, whole(before).contracts);
    if (composed.errors) throw new Error(JSON.stringify(composed.errors));
    running = { ...whole(before), ...composed };
  }
  const strict: Strictness = 'refuse';
  const usage = { days: 30, known: false, of: async () => new Map() };
  const { checks } = await check(whole(after), running, {
    breaking: strict,
    policy: strict,
    approvals: [],
    documents: [],
    usage,
  });
  return checks.flatMap((result) =>
    result.outcome === 'skipped' ? [] : result.reasons.map(({ code, file, line }) => `${code} ${file}:${line}`),
  );
}

describe('a reason of a check has file and line', () => {
  const running = { subgraphs: [subgraph('shop', shop(name))] };

  it.each<[string, Partial<Parts>, string, Partial<Parts>?]>([
    ['a name that cannot be', { subgraphs: [subgraph('Shop!', shop(name))] }, 'INVALID_NAME shared.graphql:1'],
    [
      'an address that is none',
      { subgraphs: [subgraph('shop', shop(name), { url: 'x' })] },
      'INVALID_URL shared.graphql:1',
    ],
    [
      'a contract that cannot be called so',
      { ...running, contracts: [contract('A b', ['public'], 4)] },
      'INVALID_NAME contracts.ts:4',
    ],
    [
      'a contract with nothing in it',
      { ...running, contracts: [contract('press', ['press'], 9)] },
      'INVALID_CONTRACT contracts.ts:9',
    ],
    ['what does not parse', { subgraphs: [subgraph('shop', 'type Query {')] }, 'INVALID_GRAPHQL shop.graphql:2'],
    [
      'a graph without queries',
      { subgraphs: [subgraph('shop', 'type Good { id: ID }')] },
      'NO_QUERIES shared.graphql:1',
    ],
    [
      'a field whose types differ',
      {
        subgraphs: [
          subgraph('shop', shop('name: String @shareable')),
          subgraph('b', 'type Good @key(fields: "id") {\n  id: ID!\n  name: Int @shareable\n}'),
        ],
      },
      'FIELD_TYPE_MISMATCH b.graphql:4',
    ],
    [
      'what the planner could not reach',
      {
        subgraphs: [
          subgraph('shop', shop(name)),
          subgraph('b', 'type Good @key(fields: "id", resolvable: false) {\n  id: ID!\n  far: Int\n}'),
        ],
      },
      'SATISFIABILITY_ERROR b.graphql:4',
    ],
    [
      'a cache tag that leads nowhere',
      { subgraphs: [subgraph('shop', shop(name, '\n  @cacheTag(format: "good-{$key.nothing}")'))] },
      'INVALID_CACHING shop.graphql:3',
    ],
    [
      'a cache tag of the second of two subgraphs that have the type',
      {
        subgraphs: [
          subgraph('b', 'type Good @key(fields: "id") { id: ID! far: Int }'),
          subgraph('shop', shop(name, '@cacheTag(format: "{$key.nothing}")')),
        ],
      },
      'INVALID_CACHING shop.graphql:3',
    ],
    [
      'an age below zero',
      { subgraphs: [subgraph('shop', shop('name: Int @cacheControl(maxAge: -1)'))] },
      'INVALID_CACHING shop.graphql:5',
    ],
    ['a field that is gone', { subgraphs: [subgraph('shop', shop(''))] }, 'FIELD_REMOVED shop.graphql:3', running],
    [
      'a type that is gone',
      running,
      'TYPE_REMOVED shared.graphql:1',
      {
        subgraphs: [
          subgraph('shop', `${shop(name)}\n"Old." type Old { "x" x: Int }\nextend type Query { "Old." old: Old }`),
        ],
      },
    ],
    [
      'a subgraph that is gone',
      running,
      'TYPE_REMOVED old.graphql:2',
      {
        subgraphs: [
          ...running.subgraphs,
          subgraph('old', '"Old." type Old { "x" x: Int }\nextend type Query { "Old." old: Old }'),
        ],
      },
    ],
    [
      'a contract that is gone',
      { ...running, contracts: [contract('public', ['public'], 3)] },
      'CONTRACT_REMOVED contracts.ts:1',
      { ...running, contracts: [contract('public', ['public'], 3), contract('other', ['public'])] },
    ],
    ['a bad name', { subgraphs: [subgraph('shop', shop('"x" Bad_Name: Int'))] }, 'NAME_FORM shop.graphql:5'],
    [
      'an event that is other, where nobody said where it is declared',
      { subgraphs: [subgraph('shop', shop(name), { events: [event({})] })] },
      'EVENT_FIELD_REMOVED shared.graphql:1',
      { subgraphs: [subgraph('shop', shop(name), { events: [event({ id: {} })] })] },
    ],
    [
      'an event that is other',
      { subgraphs: [subgraph('shop', shop(name), { events: [event({}, { file: 'events.ts', line: 8 })] })] },
      'EVENT_FIELD_REMOVED events.ts:8',
      { subgraphs: [subgraph('shop', shop(name), { events: [event({ id: {} })] })] },
    ],
  ])('about %s', async (_what, after, expected, before) => {
    const told = await reasons(after, before);
    expect(told).toContain(expected);
    expect(told.filter((reason) => reason.includes('undefined'))).toEqual([]);
  });

  it('except about a contract that came without one, as from a command', async () => {
    expect(await reasons({ ...running, contracts: [contract('press', ['press'])] })).toEqual([
      'INVALID_CONTRACT undefined:undefined',
    ]);
  });
});
