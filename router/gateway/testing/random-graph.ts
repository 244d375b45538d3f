import type { Random } from '#router/gateway/testing/random.ts';
import { LINK } from '#router/gateway/testing/small-graph.ts';

const GRAPHS = ['a', 'b', 'c', 'd'];
const SCALARS = ['Int', 'String', 'Boolean!', '[Int!]', '[[String]]', 'Float', 'Kind'];

interface Field {
  readonly name: string;
  readonly type: string;
  readonly arguments: string;
  readonly owner: string;
  /** Another subgraph that has it as well. */
  readonly also: string | undefined;
}

/** A type and what each subgraph says of it. */
interface Shape {
  readonly name: string;
  readonly fields: Field[];
  readonly texts: Map<string, string[]>;
  readonly heads: Map<string, string>;
}

/**
 * Subgraphs nobody would write: entities with several keys, values, an interface, a union, fields that are
 * required, shared and taken over. Names of fields are each type's own: at one place a plan does not tell the types of a union
 * apart. Not all of them compose.
 */
export function randomGraph(random: Random): Record<string, string> {
  const graphs = GRAPHS.slice(0, 2 + random.below(3));
  const entities = ['User', 'Item', 'Shop'].slice(0, 2 + random.below(2));
  const shapes = entities.map((name) => entity(name, graphs, entities, random));
  const values = `type Box @shareable { w: Int h: String${random.chance(0.5) ? '!' : ''} }`;
  return Object.fromEntries(
    graphs.map((graph) => {
      const known = shapes.filter(({ texts }) => texts.has(graph));
      const types = known.map(({ heads, texts }) => `${heads.get(graph)} {\n  ${texts.get(graph)!.join('\n  ')}\n}`);
      const members = known
        .filter(({ heads }) => heads.get(graph)!.includes('implements Node'))
        .map(({ name }) => name);
      const abstract = members.length > 0 ? `interface Node { id: ID! } union Any = ${members.join(' | ')}` : '';
      return [
        graph,
        [LINK, query(graph, known, members, random), values, 'enum Kind { BIG SMALL }', abstract, ...types].join('\n'),
      ];
    }),
  );
}

/** Who returns what at the root. */
function query(graph: string, known: readonly Shape[], members: readonly string[], random: Random): string {
  const fields = known.map(({ name }) => {
    return random.chance(0.5)
      ? `${graph}${name}: ${name}`
      : `${graph}${name}: [${name}${random.chance(0.5) ? '!' : ''}]`;
  });
  if (members.length > 0) fields.push(`${graph}Node: [Node]`, `${graph}Any: [Any]`);
  return `type Query { ${fields.join(' ')} both: String @shareable }`;
}

function entity(name: string, graphs: readonly string[], entities: readonly string[], random: Random): Shape {
  const holders = graphs.filter(() => random.chance(0.85));
  if (holders.length === 0) holders.push(graphs[0]!);
  const keys = random.one([
    ['id'],
    ['id', 'code'],
    ['id', 'id code'],
    ['id', 'at { x }'],
    ['code', 'id at { x y }'],
    ['id', 'box { w }'],
  ]);
  const shape: Shape = { name, fields: [], texts: new Map(), heads: new Map() };
  for (let index = 0; index < 2 + random.below(4); index += 1)
    shape.fields.push(field(`${name.toLowerCase()}${index}`, holders, entities, random));
  for (const graph of holders) {
    const mine = keys.filter((_key, index) => random.chance(index === 0 ? 0.85 : 0.6));
    if (mine.length === 0) mine.push(random.one(keys));
    const texts = new Set(['id: ID! @shareable']);
    for (const key of mine) {
      if (key.includes('code')) texts.add('code: String! @shareable');
      if (key.includes('at')) texts.add(`at: ${name}At! @shareable`);
      if (key.includes('box')) texts.add('box: Box! @shareable');
    }
    shape.texts.set(graph, [...texts, ...shape.fields.flatMap((one) => written(one, graph))]);
    shape.heads.set(
      graph,
      `${at(name, texts)}type ${name} implements Node ${mine.map((key) => `@key(fields: "${key}")`).join(' ')}`,
    );
  }
  needs(shape, random);
  return shape;
}

const at = (name: string, texts: ReadonlySet<string>): string =>
  texts.has(`at: ${name}At! @shareable`) ? `type ${name}At @shareable { x: ID! y: Int! }\n` : '';

function field(name: string, holders: readonly string[], entities: readonly string[], random: Random): Field {
  const target = random.one(entities);
  const type = random.one([
    ...SCALARS,
    'Box',
    '[Box]',
    '[Box!]!',
    target,
    `[${target}!]`,
    `[${target}]`,
    'Node',
    '[Any]',
  ]);
  const owner = random.one(holders);
  const also = random.chance(0.25) ? random.one(holders) : undefined;
  const given = random.chance(0.15) ? `(n: Int${random.chance(0.5) ? ' = 3' : ''})` : '';
  return { name, type, arguments: given, owner, also: also === owner ? undefined : also };
}

function written({ name, type, arguments: given, owner, also }: Field, graph: string): string[] {
  if (graph !== owner && graph !== also) return [];
  return [`${name}${given}: ${type}${also || /Box/.test(type) ? ' @shareable' : ''}`];
}

/** Lets some subgraphs require, provide and take over what others have. */
function needs(shape: Shape, random: Random): void {
  for (const [graph, texts] of shape.texts) {
    const foreign = shape.fields.filter(({ owner, also }) => owner !== graph && also !== graph);
    const plain = foreign.filter(
      ({ type, arguments: given }) => (/Box/.test(type) || SCALARS.includes(type)) && !given,
    );
    if (plain.length === 0) continue;
    const wanted = plain.filter(() => random.chance(0.6));
    const declared = new Set<string>();
    for (let index = 0; index < 2; index += 1) {
      const required = wanted.filter(() => random.chance(0.7));
      if (required.length === 0) continue;
      for (const one of required) declared.add(`${one.name}: ${one.type} @external`);
      const set = required.map(({ name, type }) =>
        /Box/.test(type) ? `${name} { ${random.one(['w', 'h', 'w h'])} }` : name,
      );
      const name = `needs${shape.name}${index}${graph}`;
      const type = random.one(['Int', 'String', 'Box', '[Int]']);
      texts.push(`${name}: ${type} @requires(fields: "${set.join(' ')}")`);
      // What requires may itself be required.
      if (type !== 'Box') shape.fields.push({ name, type, arguments: '', owner: graph, also: undefined });
    }
    const taken = plain.find(({ also, name }) => !also && ![...declared].some((one) => one.startsWith(`${name}:`)));
    if (taken && random.chance(0.2) && !taken.name.startsWith('needs'))
      texts.push(
        `${taken.name}: ${taken.type} @override(from: "${taken.owner}")${/Box/.test(taken.type) ? ' @shareable' : ''}`,
      );
    texts.push(...declared);
  }
}
