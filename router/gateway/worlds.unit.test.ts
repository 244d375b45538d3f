import { parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { World } from '#router/gateway/testing/one-world.ts';
import { Random } from '#router/gateway/testing/random.ts';
import { randomGraph } from '#router/gateway/testing/random-graph.ts';
import { RandomOperation } from '#router/gateway/testing/random-operation.ts';
import { type SmallGraph, smallGraph, type Told } from '#router/gateway/testing/small-graph.ts';
import { WorldSubgraph } from '#router/gateway/testing/world-subgraph.ts';

/** Names that keys and required fields have. */
const NAMES = ['id', 'code', 'box', 'at', 'w', 'x', 'user0', 'item0', '__typename'];

/** Operations that are written for each graph; many are not valid. */
const OPERATIONS = 20;

/** Answers with their keys in order, and where errors are. */
const told = ({ data, errors = [] }: Told) => ({
  data: JSON.stringify(data, (_key, value) => (isRecord(value) ? sorted(value) : value)),
  errors: [...new Set(errors.map(({ path }) => JSON.stringify(path)))].sort(),
});

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const sorted = (value: object): object =>
  Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The graph of subgraphs that tell one world; undefined of those that do not compose. */
async function graphOf(sdls: Readonly<Record<string, string>>, seed: number) {
  const subgraphs = new Map<string, WorldSubgraph>();
  let graph: SmallGraph;
  try {
    graph = await smallGraph(
      Object.fromEntries(
        Object.entries(sdls).map(([name, sdl]) => [
          name,
          { sdl, answer: (request) => subgraphs.get(name)!.answer(request) },
        ]),
      ),
    );
  } catch {
    return undefined;
  }
  const world = new World(graph.graph.generation.supergraphSchema, Object.values(sdls), seed);
  for (const [name, sdl] of Object.entries(sdls))
    subgraphs.set(name, new WorldSubgraph(world, sdl, takenFrom(name, sdls)));
  return { ...graph, world, schema: graph.graph.generation.schema };
}

/** What others take over of a subgraph. */
function takenFrom(subgraph: string, sdls: Readonly<Record<string, string>>): Set<string> {
  const taken = new Set<string>();
  for (const sdl of Object.values(sdls))
    for (const type of parse(sdl).definitions)
      if ('fields' in type)
        for (const { name, directives = [] } of type.fields ?? [])
          if (
            directives.some(
              (one) => one.name.value === 'override' && JSON.stringify(one.arguments).includes(`"${subgraph}"`),
            )
          )
            taken.add(`${type.name.value}.${name.value}`);
  return taken;
}

describe('a random graph', () => {
  it('answers as one server would that knows all, and asks subgraphs for nothing that they cannot answer', async () => {
    let compared = 0;
    for (let seed = 0; seed < 36; seed += 1) {
      const sdls = randomGraph(new Random(seed));
      const house = await graphOf(sdls, seed);
      if (!house) continue;
      for (let round = 0; round < OPERATIONS; round += 1) {
        const random = new Random(seed * 1_000 + round);
        const query = new RandomOperation(house.schema, random, NAMES).write('query', 1 + random.below(4));
        if (validate(house.schema, parse(query)).length > 0) continue;
        const variables = { a: random.chance(0.5), b: random.chance(0.5) };
        const answer = told(await house.ask(query, variables));
        const right = told((await house.world.answer(house.schema, parse(query), variables)) as Told);
        expect({ seed, query, variables, ...answer }).toEqual({ seed, query, variables, ...right });
        compared += 1;
      }
      await house.stop();
    }
    expect(compared).toBeGreaterThan(100);
  }, 300_000);
});
