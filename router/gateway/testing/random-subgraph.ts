import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  execute,
  type FormattedExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import type { GraphQLRequest } from '#kernel/graphql/executor.ts';
import { hashOf, Random } from '#router/gateway/testing/random.ts';

/** How often things go wrong; each a share from 0 to 1. */
export interface Troubles {
  /** Fields that fail. */
  failing: number;
  /** Values that are null. */
  missing: number;
  /** Values of an answer that are of a wrong kind, as no executor would send them. */
  wrong: number;
  /** Answers that are no answers. */
  broken: number;
}

export const NO_TROUBLES: Troubles = { failing: 0, missing: 0, wrong: 0, broken: 0 };

/** What a field's value grows from. */
interface Seeded {
  readonly __typename?: string;
  readonly seed: string;
}

/**
 * A subgraph that answers any operation with made-up values. What it answers to a field depends on nothing but the seed,
 * the path of fields below an entity or the root, and the entity's representation, so that an entity asked for twice is
 * answered twice alike.
 */
export class RandomSubgraph {
  readonly #name: string;
  readonly #schema: GraphQLSchema;

  constructor(name: string, sdl: string) {
    this.#name = name;
    this.#schema = buildSubgraphSchema({ typeDefs: parse(sdl) });
  }

  async answer(
    { query, variables = {} }: GraphQLRequest,
    seed: number,
    troubles: Troubles,
  ): Promise<FormattedExecutionResult> {
    const chanceOf = (text: string): Random => new Random(hashOf(`${seed} ${text}`));
    // All answers of a subgraph or none: how many requests it takes to ask for everything makes no difference.
    const random = chanceOf(this.#name);
    if (random.chance(troubles.broken)) return brokenAnswer(random);
    const resolve: GraphQLFieldResolver<Record<string, unknown>, unknown> = (source, args, _context, info) => {
      if (Object.hasOwn(source, info.fieldName)) return source[info.fieldName];
      const own = `${seedOf(source)}.${info.fieldName}${JSON.stringify(args)}`;
      const chance = chanceOf(own);
      if (chance.chance(troubles.failing)) throw new Error(`${info.fieldName} failed`);
      return this.#value(info.returnType, own, chanceOf, troubles);
    };
    const result = await execute({
      schema: this.#schema,
      document: parse(query),
      rootValue: { seed: 'root' },
      variableValues: variables,
      fieldResolver: resolve as never,
    });
    const answer = JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
    return troubles.wrong > 0 ? { ...answer, data: spoiled(answer.data, chanceOf, troubles.wrong) as never } : answer;
  }

  #value(type: GraphQLOutputType, seed: string, chanceOf: (text: string) => Random, troubles: Troubles): unknown {
    if (isNonNullType(type))
      return this.#value(type.ofType, seed, chanceOf, { ...troubles, missing: troubles.missing / 3 });
    const random = chanceOf(seed);
    if (random.chance(troubles.missing)) return null;
    if (isListType(type))
      return Array.from({ length: random.below(4) }, (_, index) =>
        this.#value(type.ofType, `${seed}[${index}]`, chanceOf, troubles),
      );
    if (isEnumType(type)) return random.one(type.getValues()).value;
    if (isAbstractType(type) || isObjectType(type)) {
      const runtime = isObjectType(type) ? type : random.one(this.#schema.getPossibleTypes(type));
      return { __typename: runtime.name, seed } satisfies Seeded;
    }
    switch (type.name) {
      case 'Boolean':
        return random.chance(0.5);
      case 'Int':
        return random.below(100);
      case 'Float':
        return random.below(100) / 4;
      case 'ID':
        // Few, so that the same entity is met again and again.
        return String(random.below(3));
      default:
        return random.one(['', 'text', '"quoted"\n', 'кириллица', '\u2028']);
    }
  }
}

/** What is known of a representation, or where the value was made. */
function seedOf(source: Record<string, unknown>): string {
  if (typeof source.seed === 'string') return source.seed;
  return JSON.stringify(source);
}

function brokenAnswer(random: Random): FormattedExecutionResult {
  const errors = [{ message: 'broken', ...(random.chance(0.5) ? { extensions: { code: 'BROKEN' } } : {}) }];
  return random.one<unknown>([
    { errors },
    { data: null, errors },
    { data: null },
    { data: { _entities: null } },
    { data: { _entities: [] } },
    { data: { _entities: {} } },
    { errors: [{ message: '', path: ['_entities'] }], data: null },
  ]) as FormattedExecutionResult;
}

/** Values of wrong kinds in the place of some, equal ones in equal places. */
function spoiled(value: unknown, chanceOf: (text: string) => Random, share: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => spoiled(item, chanceOf, share));
  const whole = JSON.stringify(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => {
      const random = chanceOf(`${whole}.${key}`);
      if (key === '_entities' || !random.chance(share)) return [key, spoiled(part, chanceOf, share)];
      return [key, random.one<unknown>([null, 'text', 3, 1.5, true, [], {}, [null], { __typename: 'Ghost' }])];
    }),
  );
}
