import { print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { withDirectivesOfOperations } from '#router/gateway/executable-directives.ts';
import { keeps } from '#router/gateway/testing/federation-rules.ts';
import { LINK, type SmallSubgraph } from '#router/gateway/testing/small-graph.ts';

/** A subgraph whose one field tells the directives that it was asked with. */
const telling = (field: string, definition: string, features = ''): SmallSubgraph => ({
  sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@composeDirective", "@tag"])
    @link(url: "https://trace.example/trace/v1.0", import: ["@trace"]) @composeDirective(name: "@trace") ${features}
    directive @trace${definition} on FIELD | INLINE_FRAGMENT enum Level { LOW HIGH } type Query { ${field}: String }`,
  resolvers: {
    Query: {
      [field]: (...[, , , info]: [unknown, unknown, unknown, { fieldNodes: { directives: [] }[] }]) =>
        info.fieldNodes.flatMap(({ directives }) => directives.map(print)).join(' '),
    },
  },
});

describe('directives of operations that subgraphs compose', () => {
  keeps({
    'are for clients, and reach subgraphs with the arguments that the graph has by default': {
      subgraphs: {
        a: telling('a', '(level: Level!, note: String)'),
        b: telling('b', '(level: Level! = HIGH, note: String)'),
      },
      query: 'query ($note: String) { a @trace b @trace(level: LOW) again: a @trace(note: $note) plain: b }',
      variables: { note: 'n' },
      data: { a: '@trace(level: HIGH)', b: '@trace(level: LOW)', again: '@trace(note: $note, level: HIGH)', plain: '' },
    },
    'are told to those that define them, with what only they use': {
      subgraphs: {
        a: telling('a', '(level: Level! = LOW, note: String)'),
        b: {
          sdl: `${LINK} type Query { b(of: String): String } enum Level { LOW HIGH }`,
          resolvers: { Query: { b: (_root: unknown, { of }: { of?: string }) => of ?? 'b' } },
        },
      },
      query: `query ($note: String, $of: String) {
        a @trace(note: $note) b @trace(note: $note) again: b(of: $of) @trace(note: $of) @include(if: true) }`,
      variables: { note: 'n', of: 'o' },
      data: { a: '@trace(note: $note, level: LOW)', b: 'b', again: 'o' },
    },
    'may have no arguments': {
      subgraphs: { a: telling('a', '') },
      query: '{ a @trace }',
      data: { a: '@trace' },
    },
  });

  it('are told from those of schemas, whose links stay', () => {
    const [trace, also, owner, tag] = [
      '@link(url: "https://trace.example/trace/v1.0", import: ["@trace"])',
      '@link(url: "https://trace.example/also/v1.0", import: [{ name: "@trace", as: "@also" }])',
      '@link(url: "https://owner.example/owner/v1.0", import: ["@owner", "@trace"])',
      '@link(url: "https://specs.apollo.dev/tag/v0.3")',
    ];
    const graph = (...links: string[]) => `schema ${links.join(' ')} { query: Query } directive @trace on FIELD
      directive @also on QUERY directive @owner on OBJECT type Query { a: Int }`;
    expect(withDirectivesOfOperations(graph(trace!, tag!, also!, owner!))).toBe(graph('', tag!, '', owner!));
  });
});
