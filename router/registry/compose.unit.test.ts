import { describe, expect, it } from 'vitest';
import { compose } from '#router/registry/compose.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@inaccessible"])';
const a = { name: 'a', url: 'http://a', sdl: `${LINK} type Query { x: X } type X @key(fields: "id") { id: ID! }` };
const b = {
  name: 'b',
  url: 'http://b',
  sdl: `${LINK} type X @key(fields: "id") { id: ID! more: String hidden: Int @inaccessible }`,
};

describe('compose', () => {
  it('gives the same graph whatever order the subgraphs come in', () => {
    expect(compose([b, a])).toEqual(compose([a, b]));
  });

  it('hides what is inaccessible from clients and keeps it for planning', () => {
    const composition = compose([a, b]);
    expect(composition.errors).toBeUndefined();
    if (composition.errors) return;
    expect(composition.apiSdl).toContain('more: String');
    expect(composition.apiSdl).not.toContain('hidden');
    expect(composition.supergraphSdl).toContain('hidden');
  });

  it('names every reason, with subgraph and line', () => {
    expect(compose([{ ...a, sdl: `${LINK}\ntype Query {\n  x: Nothing\n}` }]).errors).toEqual([
      { code: 'INVALID_GRAPHQL', message: expect.stringContaining('Nothing'), subgraph: 'a', line: 3 },
    ]);
    const broken = compose([
      { ...a, sdl: 'type {' },
      { ...b, sdl: '}' },
    ]).errors;
    expect(broken?.map(({ subgraph, code }) => `${subgraph} ${code}`)).toEqual([
      'a INVALID_GRAPHQL',
      'b INVALID_GRAPHQL',
    ]);
  });

  it('says what the composer could not bear', () => {
    const traced = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@composeDirective"])
      @link(url: "https://trace.example/trace/v1.0", import: ["@trace"]) @composeDirective(name: "@trace")
      directive @trace(level: Level!) on FIELD enum Level { LOW HIGH } type Query { y: Int }`;
    expect(compose([a, b, { name: 'c', url: 'http://c', sdl: traced }]).errors).toEqual([
      { code: 'COMPOSITION_FAILED', message: expect.stringContaining('undefined/null type') },
    ]);
  });

  it.each([
    ['more than anybody would write', `type Query { ${'a: Int '.repeat(100_000)} }`],
    ['nested without end', `type Query { a: ${'['.repeat(50_000)}Int${']'.repeat(50_000)} }`],
    ['nothing', ''],
    ['not GraphQL', '\u0000\uffff{}'],
    ['an operation', '{ x { id } }'],
    ['a type that exists already', 'type Query { a: Int } type Query { b: Int }'],
    ['a key on a field that is not there', `${LINK} type Query { y: Y } type Y @key(fields: "none") { id: ID! }`],
    ['a directive nobody knows', 'type Query { a: Int @unknown }'],
    ['a reserved name', 'type Query { __a: Int }'],
    ['a federation version that does not exist', `${LINK.replace('v2.9', 'v2.99')} type Query { a: Int }`],
  ])('refuses SDL that is %s, with a code and a reason', (_what, sdl) => {
    const { errors } = compose([{ ...a, name: 'odd', sdl }, b]);
    expect(errors?.length).toBeGreaterThan(0);
    for (const { code, message } of errors ?? []) {
      expect(code).toMatch(/^[A-Z][A-Z_]+$/);
      expect(message).not.toBe('');
    }
  });

  it('refuses what composes and no router here can serve', () => {
    const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.10", import: ["@key"])
      @link(url: "https://specs.apollo.dev/connect/v0.1", import: ["@connect"])
      type Query { x: [String!] @connect(http: { GET: "http://x/x" }, selection: "$") }`;
    expect(compose([{ ...a, sdl }]).errors).toEqual([
      {
        code: 'UNSUPPORTED_LINKED_FEATURE',
        message: expect.stringMatching(/connect.*, which is for EXECUTION/),
        subgraph: 'a',
        line: 2,
      },
    ]);
  });

  it('refuses subgraphs that fit alone but not together', () => {
    const clash = { ...b, sdl: `${LINK} type X @key(fields: "id") { id: Int! }` };
    expect(compose([a, clash]).errors?.map(({ code }) => code)).toContain('FIELD_TYPE_MISMATCH');
  });
});
