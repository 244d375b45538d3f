import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  execute,
  type FieldDefinitionNode,
  type FormattedExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { GraphQLRequest } from '#kernel/graphql/executor.ts';
import { fieldSetOf, type Thing, type World } from '#router/gateway/testing/one-world.ts';

/** A thing as a subgraph was told of it. */
interface Told extends Thing {
  /** By whom it was asked for, other than by a path inside the subgraph. */
  readonly representation?: Record<string, unknown>;
  /** What the subgraph knows of it on this path though it is somebody else's. */
  readonly provided?: readonly SelectionSetNode[];
}

/** Tells the part of a world that its SDL has, and refuses questions that no planner may ask. */
export class WorldSubgraph {
  readonly #world: World;
  readonly #schema: GraphQLSchema;
  readonly #fields = new Map<string, FieldDefinitionNode>();
  readonly #keys = new Map<string, SelectionSetNode[]>();
  readonly #taken: ReadonlySet<string>;

  /** @param taken fields that another subgraph took over, `Type.field` */
  constructor(world: World, sdl: string, taken: ReadonlySet<string>) {
    this.#world = world;
    this.#taken = taken;
    const typeDefs = parse(sdl);
    for (const type of typeDefs.definitions) {
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
      for (const field of type.fields ?? []) this.#fields.set(`${type.name.value}.${field.name.value}`, field);
      const keys = (type.directives ?? []).filter(({ name, arguments: given = [] }) => {
        const resolvable = given.find((one) => one.name.value === 'resolvable')?.value;
        return name.value === 'key' && !(resolvable && valueFromASTUntyped(resolvable) === false);
      });
      if (type.directives?.some(({ name }) => name.value === 'key'))
        this.#keys.set(type.name.value, keys.map(fieldSetOf));
    }
    const resolvers = Object.fromEntries(
      [...this.#keys.keys()].map((type) => [
        type,
        { __resolveReference: (representation: Record<string, unknown>) => this.#find(type, representation) },
      ]),
    );
    this.#schema = buildSubgraphSchema([{ typeDefs, resolvers }] as never);
  }

  async answer({ query, variables = {} }: GraphQLRequest): Promise<FormattedExecutionResult> {
    const result = await execute({
      schema: this.#schema,
      document: parse(query),
      variableValues: variables,
      rootValue: { __typename: 'Query', seed: 'root' },
      fieldResolver: ((source: Told, args: Record<string, unknown>, _context: unknown, info) =>
        this.#field(source, info.parentType.name, info.fieldName, args)) as GraphQLFieldResolver<unknown, unknown>,
      typeResolver: (thing) => (thing as Thing).__typename,
    });
    return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
  }

  #find(type: string, representation: Record<string, unknown>): Told {
    const key = this.#keys.get(type)!.find((one) => has(representation, one));
    if (!key) throw new Error(`${type} asked for by no key: ${JSON.stringify(representation)}`);
    const text = JSON.stringify(only(representation, key));
    const thing = this.#world.all(type).find((one) => JSON.stringify(this.#world.select(one, key)) === text);
    if (!thing) throw new Error(`no ${type} is ${text}`);
    return { ...this.#known(thing), representation };
  }

  /** A thing under the name that its type has here: an interface object is of none other. */
  #known<T extends Thing>(thing: T): T & { kind: string } {
    const here = isObjectType(this.#schema.getType(thing.__typename));
    return { ...thing, kind: thing.__typename, __typename: here ? thing.__typename : thing.seed.split('#')[0]! };
  }

  #field(source: Told & { kind?: string }, type: string, name: string, args: Record<string, unknown>): unknown {
    const place = `${type}.${name}`;
    const { directives = [] } = this.#fields.get(place)!;
    if (this.#taken.has(place)) throw new Error(`${place} was taken over`);
    const thing: Thing = { __typename: source.kind ?? source.__typename, seed: source.seed };
    let provided: SelectionSetNode[] = [];
    for (const directive of directives) {
      if (directive.name.value === 'requires') this.#check(source, thing, place, fieldSetOf(directive));
      if (directive.name.value === 'provides') provided = [fieldSetOf(directive)];
    }
    const given = (source.provided ?? []).flatMap((one) => fieldsNamed(one, name));
    const isKey = this.#keys.get(type)?.some((key) => fieldsNamed(key, name).length > 0);
    if (directives.some((one) => one.name.value === 'external') && given.length === 0 && !isKey)
      throw new Error(`${place} is somebody else's`);
    provided = [...provided, ...given.flatMap(({ selectionSet }) => selectionSet ?? [])];
    const told = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(told);
      return value !== null && typeof value === 'object' ? { ...this.#known(value as Thing), provided } : value;
    };
    return told(this.#world.field(thing, name, args));
  }

  #check({ representation = {} }: Told, thing: Thing, place: string, required: SelectionSetNode): void {
    const [truth, known] = [this.#world.select(thing, required), only(representation, required)].map((one) =>
      JSON.stringify(one),
    );
    if (truth !== known) throw new Error(`${place} requires ${truth}, not ${known}`);
  }
}

const fieldsNamed = (
  { selections }: SelectionSetNode,
  name: string,
): { selectionSet?: SelectionSetNode | undefined }[] =>
  selections.flatMap((one) => {
    if (one.kind === Kind.INLINE_FRAGMENT) return fieldsNamed(one.selectionSet, name);
    return one.kind === Kind.FIELD && one.name.value === name ? [one] : [];
  });

/** Whether a representation has all that a key is made of. */
const has = (value: unknown, { selections }: SelectionSetNode): boolean =>
  selections.every((one) => {
    if (one.kind !== Kind.FIELD) return true;
    const part = (value as Record<string, unknown>)[one.name.value];
    if (part === undefined) return false;
    const parts = Array.isArray(part) ? part : [part];
    return !one.selectionSet || parts.every((item) => item === null || has(item, one.selectionSet!));
  });

/** What a field set says of a representation, in the set's order. */
function only(value: Record<string, unknown>, { selections }: SelectionSetNode): Record<string, unknown> {
  const selected: Record<string, unknown> = {};
  for (const one of selections) {
    if (one.kind === Kind.INLINE_FRAGMENT) {
      if (value.__typename === one.typeCondition!.name.value) Object.assign(selected, only(value, one.selectionSet));
    } else if (one.kind === Kind.FIELD) {
      const below = (part: unknown): unknown =>
        Array.isArray(part)
          ? part.map(below)
          : part && one.selectionSet
            ? only(part as Record<string, unknown>, one.selectionSet)
            : part;
      selected[one.name.value] = below(value[one.name.value]);
    }
  }
  return selected;
}
