import { Supergraph } from '@apollo/federation-internals';
import { buildSchema, getOperationAST, parse, print, printSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { cacheHeaders, cacheWish } from '#router/cache/cache-headers.ts';
import { CacheRules } from '#router/cache/cache-rules.ts';
import { taggingOf } from '#router/cache/tag-collector.ts';
import { parseTagFormat, tagsOf } from '#router/cache/tag-format.ts';
import { withoutEnforcedMarks } from '#router/protection/enforced-features.ts';
import { compose } from '#router/registry/compose.ts';
import { shared } from '#schema/shared.ts';

function composed(sdl: string, head = shared.typeDefs) {
  return compose([{ name: 'shop', sdl: `${head}\n${sdl}`, url: 'http://shop' }]);
}

function graphOf(sdl: string) {
  const composition = composed(sdl);
  if (composition.errors) throw new Error(JSON.stringify(composition.errors));
  const { rules } = CacheRules.of(Supergraph.build(withoutEnforcedMarks(composition.supergraphSdl)).schema);
  return { rules, schema: buildSchema(composition.apiSdl) };
}

describe('the policy of an operation', () => {
  const { rules, schema } = graphOf(/* GraphQL */ `
    type Query {
      a: String @cacheControl(maxAge: 60)
      b: String @cacheControl(maxAge: 20)
      plain: String
      mine: String @cacheControl(maxAge: 30, scope: PRIVATE)
      inherits: String @cacheControl(inheritMaxAge: true)
      book: Book @cacheControl(maxAge: 60)
      typed: Typed
      shorter: Typed @cacheControl(maxAge: 5)
      nodes: [Node!]! @cacheControl(maxAge: 60)
      either: Either @cacheControl(maxAge: 60)
    }
    type Mutation {
      write: String @cacheControl(maxAge: 60)
    }
    type Book {
      title: String
      short: String @cacheControl(maxAge: 7)
      hidden: String @cacheControl(scope: PRIVATE)
      author: Author
      kept: Author @cacheControl(maxAge: 90)
      same: Author @cacheControl(inheritMaxAge: true)
      open: Open
    }
    type Author {
      name: String
      books: [Book!] @cacheControl(inheritMaxAge: true)
    }
    type Open @cacheControl(inheritMaxAge: true) {
      name: String
    }
    type Typed @cacheControl(maxAge: 40, scope: PRIVATE) {
      name: String
    }
    interface Node @cacheControl(inheritMaxAge: true) {
      id: ID
      of: Open
    }
    type Leaf implements Node {
      id: ID
      of: Open
    }
    type Short implements Node {
      id: ID @cacheControl(maxAge: 3)
      of: Open
    }
    union Either @cacheControl(maxAge: 50) = Leaf | Short
  `);
  const policyOf = (text: string, name?: string) => {
    const policy = rules!.policyOf(schema, parse(text), name);
    return policy && `${policy.maxAge} ${policy.scope}`;
  };

  it.each([
    ['{ a }', '60 PUBLIC'],
    ['{ a b }', '20 PUBLIC'],
    ['{ a __typename }', '60 PUBLIC'],
    ['{ a plain }', undefined],
    ['{ a mine }', '30 PRIVATE'],
    ['{ inherits }', undefined],
    ['{ __typename }', undefined],
    ['{ __schema { queryType { name } } }', undefined],
    ['mutation { write }', undefined],
    ['{ book { title } }', '60 PUBLIC'],
    ['{ book { title short } }', '7 PUBLIC'],
    ['{ book { hidden } }', '60 PRIVATE'],
    ['{ book { author { name } } }', undefined],
    ['{ book { kept { name } } }', '60 PUBLIC'],
    ['{ book { same { name books { title } } } }', '60 PUBLIC'],
    ['{ book { same { name books { author { name } } } } }', undefined],
    ['{ book { open { name } } }', '60 PUBLIC'],
    ['{ typed { name } }', '40 PRIVATE'],
    ['{ shorter { name } }', '5 PRIVATE'],
    ['{ nodes { of { name } } }', '60 PUBLIC'],
    ['{ nodes { id } }', '3 PUBLIC'],
    ['{ nodes { ... on Leaf { id } } }', '60 PUBLIC'],
    ['{ either { ... on Leaf { id } } }', '60 PUBLIC'],
    ['{ a ...More } fragment More on Query { b }', '20 PUBLIC'],
    ['query ($if: Boolean!) { a plain @include(if: $if) }', undefined],
  ])('%s: %s', (text, expected) => {
    expect(policyOf(text)).toBe(expected);
  });

  it('is that of the operation that is asked', () => {
    const text = 'query A { a } query B { b }';
    expect([policyOf(text, 'A'), policyOf(text, 'B')]).toEqual(['60 PUBLIC', '20 PUBLIC']);
  });

  it('is none for a graph that says nothing of caching', () => {
    expect(graphOf('type Query { a: String }').rules?.policyOf(schema, parse('{ a }'), undefined)).toBeUndefined();
    const sdl = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9") type Query { a: String }';
    const { supergraphSdl = '' } = composed(sdl, '') as { supergraphSdl?: string };
    expect(CacheRules.of(Supergraph.build(supergraphSdl).schema)).toEqual({ problems: [] });
  });
});

describe('a tag', () => {
  const values: Record<string, unknown[] | undefined> = { a: ['1', 2], b: ['x'], none: [], object: [{}] };
  it.each([
    ['plain', ['plain']],
    ['p-{b}', ['p-x']],
    ['{a}/{b}!', ['1/x!', '2/x!']],
    ['p-{none}', []],
    ['p-{missing}', undefined],
    ['p-{object}', undefined],
  ])('%s comes to %j', (text, expected) => {
    expect(tagsOf(parseTagFormat(text), ([name]) => values[name!])).toEqual(expected);
  });

  it('is none when a client makes it long', () => {
    expect(tagsOf(parseTagFormat('p-{q}'), () => ['x'.repeat(200)])).toBeUndefined();
  });

  it.each(['{', 'a}', '{a b}', '{}', '{a..b}'])('is refused as %j', (text) => {
    expect(() => parseTagFormat(text)).toThrow(text);
  });
});

describe('what a graph says of caching', () => {
  const query = 'type Query { item(id: ID): Item @cacheControl(maxAge: 1) }';
  it.each([
    ['Item: "{$key.nothing}"', 'type Item @key(fields: "id") @cacheTag(format: "i-{$key.nothing}") { id: ID }'],
    ['Item: "{$key.of}"', 'type Item @key(fields: "id") @cacheTag(format: "i-{$key.of}") { id: ID of: Item }'],
    ['Item: "{$args.id}"', 'type Item @key(fields: "id") @cacheTag(format: "i-{$args.id}") { id: ID }'],
    ['Item.x: "{$args.y}"', 'type Item { x(z: Int): Int @cacheTag(format: "{$args.y}") }'],
    ['Item: a brace is missing', 'type Item @cacheTag(format: "{id") { id: ID }'],
    ['Item: "{$key.id}"', 'type Item @invalidatedBy(topic: "t", tags: ["i-{$key.id}"]) { id: ID }'],
    ['Item.id: "maxAge" is below 0', 'type Item { id: ID @cacheControl(maxAge: -1) }'],
  ])('is refused with its coordinate: %s', (message, sdl) => {
    const { errors } = composed(`${query} ${sdl}`);
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ code: 'INVALID_CACHING' });
    expect(errors?.[0]?.message).toContain(message);
  });
});

describe('the tags of an answer', () => {
  const { rules, schema } = graphOf(/* GraphQL */ `
    type Query {
      items(shelf: String!): [Item] @cacheControl(maxAge: 9) @cacheTag(format: "shelf-{$args.shelf}")
      any: Any @cacheControl(maxAge: 9)
    }
    union Any = Item | Other
    type Item @key(fields: "id") @cacheControl(inheritMaxAge: true) @cacheTag(format: "{$this.of.code}-{$key.id}") {
      id: ID!
      of(x: Int): Maker! @cacheControl(inheritMaxAge: true)
      parts: [Part!]! @cacheControl(inheritMaxAge: true)
      left: Int @cacheTag(format: "part-{$this.parts.id}")
    }
    type Part {
      id: ID!
    }
    type Maker {
      code: String!
    }
    type Other @cacheControl(inheritMaxAge: true) {
      item: Item
    }
  `);
  const taggingFor = (text: string) => {
    const document = parse(text);
    return taggingOf(rules!, schema, document, getOperationAST(document)!)!;
  };
  const item = (id: string) => ({ id, cacheKey_of: { code: 'm' }, parts: [{ id: `${id}1` }, { id: `${id}2` }] });

  it('are asked for besides what the client asks for', () => {
    expect(print(taggingFor('{ any { ... on Item { left } } }').document)).toBe(
      print(parse('{ any { ... on Item { left parts { id } } ... on Item { cacheKey_of: of { code } id } } }')),
    );
  });

  it('are those of every object and of every field that is selected', () => {
    const { collect } = taggingFor(
      'query ($s: String!) { items(shelf: $s) { left } any { ... on Other { item { parts { id } } } } }',
    );
    const merged = { items: [item('a'), null], any: { __typename: 'Other', item: item('b') } };
    expect([...collect(merged, { s: 'top' })!].sort()).toEqual(['m-a', 'm-b', 'part-a1', 'part-a2', 'shelf-top']);
  });

  it('are none when one cannot be told', () => {
    const { collect } = taggingFor('query ($s: String!) { items(shelf: $s) { left } }');
    expect(collect({ items: [item('a'), { ...item('b'), id: undefined }] }, { s: 'top' })).toBeUndefined();
  });

  it.each([
    ['a key', 'of(x: Int): Maker!', ''],
    ['a part of a key', 'type Maker {\n  code: String!', 'type Maker { name: String'],
  ])('are none where clients do not see %s', (_what, hidden, instead) => {
    const slice = buildSchema(printSchema(schema).replace(hidden, instead));
    const document = parse('query ($s: String!) { items(shelf: $s) { left } }');
    const { document: planned, collect } = taggingOf(rules!, slice, document, getOperationAST(document)!)!;
    expect(planned).toBe(document);
    expect(collect({ items: [item('a')] }, { s: 'top' })).toBeUndefined();
  });

  it('take another name where a client calls something else so', () => {
    const { document, collect } = taggingFor('{ any { ... on Item { id: left } } }');
    expect(print(document)).toContain('cacheKey_id: id');
    const merged = { any: { __typename: 'Item', ...item('a'), id: 5, cacheKey_id: 'a' } };
    expect(collect(merged, {})).toContain('m-a');
  });

  it('are found in no time however often fragments are spread in each other', () => {
    const levels = Array.from({ length: 30 }, (_, n) => `fragment F${n} on Item { ...F${n + 1} ...F${n + 1} }`);
    const { collect } = taggingFor(`{ any { ...F0 } } ${levels.join(' ')} fragment F30 on Item { left }`);
    expect([...collect({ any: { __typename: 'Item', ...item('a') } }, {})!].sort()).toEqual([
      'm-a',
      'part-a1',
      'part-a2',
    ]);
  });
});

describe('cache headers', () => {
  it.each([
    [undefined, undefined],
    ['max-age=5', undefined],
    ['no-cache', 'no-cache'],
    ['max-age=0, must-revalidate', 'no-cache'],
    ['No-Store, no-cache', 'no-store'],
  ])('read %j as %j', (header, wish) => {
    expect(cacheWish(header)).toBe(wish);
  });

  it('tell everybody’s only of what guests are told', () => {
    expect(cacheHeaders({ maxAge: 5, scope: 'PUBLIC' }, true, 2_900)).toEqual({
      'cache-control': 'max-age=5, public',
      age: '2',
    });
    expect(cacheHeaders({ maxAge: 5, scope: 'PUBLIC' }, false)['cache-control']).toBe('max-age=5, private');
    expect(cacheHeaders({ maxAge: 5, scope: 'PRIVATE' }, true)['cache-control']).toBe('max-age=5, private');
  });
});
