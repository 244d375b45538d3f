import { Supergraph } from '@apollo/federation-internals';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { compose } from '#router/registry/compose.ts';
import { bindingsOf, eventSchemaOf } from '#router/subscriptions/bindings.ts';
import { liftEvents } from '#router/subscriptions/lift-events.ts';
import { shared } from '#schema/shared.ts';

const subgraph = (name: string, sdl: string) => ({ name, url: `http://${name}`, sdl: `${shared.typeDefs}\n${sdl}` });

const EVENT = '@event(topic: "trees.events", key: "{id}", select: "at tree: { id: treeId height }")';

const trees = (subscription: string, also = ''): ReturnType<typeof subgraph> =>
  subgraph(
    'trees',
    /* GraphQL */ `
      type Query { tree(id: ID!): Tree }
      type Tree @key(fields: "id") { id: ID! height: Int! @shareable kind: Kind! rings: [Ring!]! }
      type Ring { year: Int! }
      enum Kind { OAK PINE }
      ${subscription}
      type TreeEvent { resumeToken: String! at: DateTime! tree: Tree! }
      ${also}
    `,
  );

describe('lifting events', () => {
  it('leaves subgraphs without bound fields as they are', () => {
    const one = subgraph('plain', 'type Query { a: Int } type Subscription { tick: Int }');
    expect(liftEvents([one])).toEqual({ subgraphs: [one], problems: [] });
  });

  it('makes a graph that has the bindings and provides what the event tells', () => {
    const composition = compose([trees(`type Subscription { grown(id: ID!): TreeEvent ${EVENT} }`)]);
    if (composition.errors) throw new Error(JSON.stringify(composition.errors));
    const supergraph = Supergraph.build(composition.supergraphSdl);
    expect([...bindingsOf(supergraph).keys()]).toEqual(['grown']);
    expect(eventSchemaOf(supergraph)?.getType('Tree')?.toString()).toBe('Tree');
    expect(composition.supergraphSdl).toContain('provides: "height"');
    expect(composition.apiSdl).not.toContain('@event');
  });

  it('takes out the bound fields and what only they use, and moves no line', () => {
    const before = trees(`type Subscription { grown(id: ID!): TreeEvent ${EVENT} felled: Tree }`);
    const [after] = liftEvents([before]).subgraphs;
    expect(after!.sdl.split('\n')).toHaveLength(before.sdl.split('\n').length);
    const names = parse(after!.sdl).definitions.flatMap((node) =>
      'name' in node && node.name ? [node.name.value] : [],
    );
    expect(names).toContain('Tree');
    expect(names).not.toContain('TreeEvent');
    expect(after!.sdl).toContain('felled: Tree');
    expect(after!.sdl).not.toContain('grown');
  });

  it('takes out the whole root type when nothing is left in it', () => {
    const [after] = liftEvents([trees(`type Subscription { grown(id: ID!): TreeEvent ${EVENT} }`)]).subgraphs;
    expect(after!.sdl).not.toContain('type Subscription');
  });

  it('joins the fields of several subgraphs', () => {
    const birds = subgraph(
      'birds',
      `type Bird @key(fields: "id") { id: ID! }
       type Subscription { sung(id: ID!): Song @event(topic: "birds.events", key: "{id}", select: "bird: { id: birdId }") }
       type Song { bird: Bird! }`,
    );
    const composition = compose([trees(`type Subscription { grown(id: ID!): TreeEvent ${EVENT} }`), birds]);
    if (composition.errors) throw new Error(JSON.stringify(composition.errors));
    expect([...bindingsOf(Supergraph.build(composition.supergraphSdl)).keys()].sort()).toEqual(['grown', 'sung']);
  });

  it('refuses a subgraph of the name that is its own', () => {
    const events = subgraph('events', 'type Query { a: Int }');
    const { errors } = compose([trees(`type Subscription { grown(id: ID!): TreeEvent ${EVENT} }`), events]);
    expect(errors).toMatchObject([{ code: 'INVALID_EVENT', subgraph: 'events' }]);
  });

  it.each([
    ['a key of no argument', EVENT.replace('{id}', '{nothing}'), 'not an argument'],
    ['a mapping that does not parse', EVENT.replace('at tree', 'at }tree'), 'ends nothing'],
    ['a mapping without what is never null', EVENT.replace('"at ', '"'), 'TreeEvent.at'],
    ['a mapping of a field that is not there', EVENT.replace('"at ', '"at colour '), '"colour"'],
    ['an entity without its key', EVENT.replace('id: treeId ', ''), 'no key of Tree'],
    ['an entity as a whole', EVENT.replace('tree: { id: treeId height }', 'tree'), 'which fields'],
    ['what an event cannot tell', EVENT.replace('height', 'rings'), 'more than an event can tell'],
    ['a filter on no argument', EVENT.replace(')', ', filter: ["a == {b}"])'), '{b}'],
    ['another policy', EVENT.replace(')', ', overflow: "oldest")'), 'overflow'],
  ])('refuses %s, with the line', (_what, directive, message) => {
    const { errors } = compose([trees(`type Subscription {\n grown(id: ID!): TreeEvent ${directive} }`)]);
    expect(errors).toMatchObject([
      { code: 'INVALID_EVENT', subgraph: 'trees', line: expect.any(Number), message: expect.stringContaining(message) },
    ]);
  });
});
