import { buildSchema, type GraphQLScalarType, getVariableValues, type OperationDefinitionNode, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { plainVariables } from './plain-variables.ts';

const schema = buildSchema(`
  enum Colour { RED BLUE }
  scalar Any
  scalar Even
  input Point { x: Int! y: Float tags: [String!] }
  input Tree { name: ID! colour: Colour depth: Int = 1 left: Tree right: Tree points: [[Point]!] }
  input Leaf { any: Any even: Even flag: Boolean }
  input OneOf @oneOf { a: String b: Int }
  type Query { a(tree: Tree leaf: Leaf oneOf: OneOf id: ID ids: [ID!] first: Int, on: Boolean): Int }`);
Object.assign(schema.getType('Even') as GraphQLScalarType, {
  parseValue: (value: number) => {
    if (value % 2 !== 0) throw new Error('odd');
    return value / 2;
  },
});

const plainly = (variables: string, given: Record<string, unknown>): boolean => {
  const { definitions } = parse(`query (${variables}) { a }`);
  const { variableDefinitions = [] } = definitions[0] as OperationDefinitionNode;
  const isPlain = plainVariables(schema, variableDefinitions)(given);
  const { coerced } = getVariableValues(schema, variableDefinitions, given);
  // What coercing does not change, whatever else is given.
  const names = variableDefinitions.map(({ variable }) => variable.name.value).filter((name) => name in given);
  if (isPlain) expect(coerced).toEqual(Object.fromEntries(names.map((name) => [name, given[name]])));
  return isPlain;
};

const tree = { name: 't', depth: 2 };

describe('variables are plain', () => {
  it.each<[string, Record<string, unknown>]>([
    ['$id: ID! $first: Int $on: Boolean', { id: 'x', first: 3, on: true, other: 1 }],
    ['$id: ID $first: Int', { id: null }],
    ['$ids: [ID!]!', { ids: [] }],
    ['$ids: [ID!]', { ids: ['a', 'b'] }],
    [
      '$tree: Tree!',
      { tree: { ...tree, colour: 'RED', left: tree, right: null, points: [[{ x: 1, y: 0.5, tags: ['a'] }, null]] } },
    ],
    ['$leaf: Leaf', { leaf: { any: { deep: [1] }, even: 0, flag: false } }],
  ])('as %s', (variables, given) => {
    expect(plainly(variables, given)).toBe(true);
  });

  it.each<[string, Record<string, unknown>]>([
    ['$id: ID!', {}],
    ['$id: ID!', { id: null }],
    ['$id: ID', { id: undefined }],
    ['$id: ID', { id: 7 }],
    ['$id: ID = "a"', {}],
    ['$first: Int', { first: '1' }],
    ['$first: Int', { first: 1.5 }],
    ['$first: Int', { first: 2 ** 31 }],
    ['$on: Boolean', { on: 'true' }],
    ['$ids: [ID!]', { ids: 'a' }],
    ['$ids: [ID!]', { ids: [null] }],
    ['$tree: Tree', { tree: { name: 't' } }],
    ['$tree: Tree', { tree: { depth: 2 } }],
    ['$tree: Tree', { tree: [] }],
    ['$tree: Tree', { tree: { ...tree, colour: 'GREEN' } }],
    ['$tree: Tree', { tree: { ...tree, left: { name: 't' } } }],
    ['$tree: Tree', { tree: { ...tree, left: undefined } }],
    ['$tree: Tree', { tree: { ...tree, height: 3 } }],
    ['$tree: Tree', { tree: JSON.parse('{"name":"t","depth":2,"__proto__":{}}') }],
    ['$tree: Tree', { tree: { ...tree, points: [null] } }],
    ['$tree: Tree', { tree: { ...tree, points: [[{ y: 1 }]] } }],
    ['$leaf: Leaf', { leaf: { even: 4 } }],
    ['$leaf: Leaf', { leaf: { even: 3 } }],
    ['$oneOf: OneOf', { oneOf: { a: 'a' } }],
    ['$nothing: Nothing', { nothing: 1 }],
    ['$query: Query', { query: {} }],
  ])('not as %s with %j', (variables, given) => {
    expect(plainly(variables, given)).toBe(false);
  });
});
