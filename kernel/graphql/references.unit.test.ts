import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { Fault } from '#kernel/errors.ts';
import { createExecutor } from '#kernel/graphql/executor.ts';
import { answeringAtOnce, failingApart } from '#kernel/graphql/references.ts';
import { createLogger } from '#kernel/log.ts';

const SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@tag"])
  type Query { book: Book }
  type Book @key(fields: "id") @key(fields: "shelf { row } place") { id: ID! shelf: Shelf place: Int title: String @tag(name: "public") }
  type Shelf @shareable { row: Int }
  interface Person @key(fields: "id") { id: ID! }
  type Author implements Person @key(fields: "id") { id: ID! name: String }`;

interface Reference {
  id: string;
  shelf?: { row: number };
  place?: number;
}

const schema = answeringAtOnce(
  buildSubgraphSchema([
    {
      typeDefs: parse(SDL),
      resolvers: failingApart({
        Book: {
          __resolveReference: ({ id, shelf, place }: Reference) => {
            if (id === 'another') return { __typename: 'Author', id };
            if (shelf) return { id: `${shelf.row}.${place}` };
            if (id === 'forbidden') throw new Fault('FORBIDDEN', 'Not for you.');
            return id === 'unknown' ? null : { id };
          },
          title: ({ id }: Reference) => `Book ${id}`,
        },
        Person: {
          __resolveReference: async ({ id }: Reference) => {
            if (id === 'late') throw new Fault('TIMEOUT', 'Too late.');
            return { __typename: 'Author', id, name: `Author ${id}` };
          },
        },
        Author: { __resolveReference: async ({ id }: Reference) => ({ id, name: `Author ${id}` }) },
      }) as never,
    },
  ]),
);
const execute = createExecutor(schema, createLogger('references-test'));

const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  __typename ... on Book { title } ... on Author { name } } }`;

const ask = (...representations: object[]) => execute({ query: ENTITIES, variables: { representations } }, {});

describe('entities of a subgraph', () => {
  it('are answered in the order they were asked for, by any key, of any type, null where unknown', async () => {
    const { data } = await ask(
      { __typename: 'Author', id: 'a' },
      { __typename: 'Book', id: 'unknown' },
      { __typename: 'Book', shelf: { row: 1 }, place: 2 },
      { __typename: 'Person', id: 'b' },
      { __typename: 'Book', id: '1' },
    );
    expect(data).toEqual({
      _entities: [
        { __typename: 'Author', name: 'Author a' },
        null,
        { __typename: 'Book', title: 'Book 1.2' },
        { __typename: 'Author', name: 'Author b' },
        { __typename: 'Book', title: 'Book 1' },
      ],
    });
  });

  it('fail one by one, at once or later', async () => {
    const { data, errors } = await ask(
      { __typename: 'Book', id: 'forbidden' },
      { __typename: 'Book', id: '1' },
      { __typename: 'Person', id: 'late' },
    );
    expect(data).toEqual({ _entities: [null, { __typename: 'Book', title: 'Book 1' }, null] });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code])).toEqual([
      [['_entities', 0], 'FORBIDDEN'],
      [['_entities', 2], 'TIMEOUT'],
    ]);
  });

  it('are at once what is known at once, each of the type that was asked for', () => {
    const { _entities } = schema.getQueryType()!.getFields();
    const representations = ['1', 'unknown', 'another', '1'].map((id) => ({ __typename: 'Book', id }));
    const entities = _entities!.resolve!({}, { representations }, {}, { schema } as never) as ({
      __typename: string;
    } | null)[];
    expect(entities.map((entity) => entity?.__typename)).toEqual(['Book', undefined, 'Book', 'Book']);
    expect(entities[0]).toEqual({ id: '1' });
  });

  it('are refused of a type that there is not', async () => {
    const { data, errors } = await ask({ __typename: 'Book', id: '1' }, { __typename: 'Film', id: '1' });
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
  });

  it('are told of in the SDL that composers read', async () => {
    const { data } = await execute({ query: '{ _service { sdl } }' }, {});
    const { sdl } = (data as { _service: { sdl: string } })._service;
    for (const part of ['federation/v2.3', '@key(fields: "shelf { row } place")', '@shareable', '@tag(name: "public")'])
      expect(sdl).toContain(part);
  });
});
