import {
  type DirectiveNode,
  type DocumentNode,
  execute,
  type FormattedExecutionResult,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { hashOf, Random } from '#router/gateway/testing/random.ts';

/** An object of the world, by what it is, or for one that is no entity by how it is reached. */
export interface Thing {
  readonly __typename: string;
  readonly seed: string;
}

/** Entities of one kind. */
const POPULATION = 4;
/** Fields that fail. */
const FAILING = 0.04;

/**
 * A world in which every field has one value, whoever is asked: subgraphs tell parts of it, and one server that knows all of
 * it says what a federated graph has to answer.
 */
export class World {
  readonly #schema: GraphQLSchema;
  readonly #documents: readonly DocumentNode[];
  readonly #seed: number;
  /** Fields by which entities are found; they have values always. */
  readonly #keyNames = new Set<string>();
  /** Fields that others depend on; they do not fail. */
  readonly #required = new Set<string>();
  readonly #families = new Map<string, string>();

  /** @param schema everything, hidden things too */
  constructor(schema: GraphQLSchema, sdls: readonly string[], seed: number) {
    this.#schema = schema;
    this.#seed = seed;
    this.#documents = sdls.map((sdl) => parse(sdl, { noLocation: true }));
    const keyed = new Set<string>();
    for (const document of this.#documents)
      visit(document, {
        enter: (node) => {
          if (!('directives' in node) || !('name' in node) || !node.name) return;
          for (const directive of node.directives ?? []) {
            if (directive.name.value === 'key') {
              keyed.add(node.name.value);
              namesIn(directive, this.#keyNames);
            }
            if (directive.name.value === 'requires') namesIn(directive, this.#required);
          }
        },
      });
    for (const name of keyed) {
      const type = schema.getType(name);
      if (!isObjectType(type)) continue;
      this.#families.set(name, type.getInterfaces().find((one) => keyed.has(one.name))?.name ?? name);
    }
  }

  /** What one server that knows everything answers. */
  async answer(schema: GraphQLSchema, document: DocumentNode, variableValues: Record<string, unknown>) {
    const result = await execute({
      schema,
      document,
      variableValues,
      rootValue: { __typename: schema.getQueryType()!.name, seed: 'root' },
      fieldResolver: ((source: Thing, args: Record<string, unknown>, _context: unknown, info) =>
        this.field(source, info.fieldName, args)) as GraphQLFieldResolver<unknown, unknown>,
      typeResolver: (thing) => (thing as Thing).__typename,
    });
    return JSON.parse(JSON.stringify(result)) as FormattedExecutionResult;
  }

  /** @throws Error where the world has it that the field fails */
  field(thing: Thing, name: string, args: Readonly<Record<string, unknown>>): unknown {
    const value = this.#field(thing, name, args);
    if (value instanceof Error) throw value;
    return value;
  }

  /** What a field set says of a thing; a field that fails is null. */
  select(thing: Thing, { selections }: SelectionSetNode): Record<string, unknown> {
    const selected: Record<string, unknown> = {};
    for (const one of selections) {
      if (one.kind === Kind.INLINE_FRAGMENT) {
        if (this.#is(thing, one.typeCondition!.name.value))
          Object.assign(selected, this.select(thing, one.selectionSet));
      } else if (one.kind === Kind.FIELD) {
        const type = this.#schema.getType(thing.__typename);
        const field = isObjectType(type) ? type.getFields()[one.name.value]! : undefined;
        const value = this.#field(thing, one.name.value, getArgumentValues(field!, one));
        const below = (part: unknown): unknown =>
          Array.isArray(part)
            ? part.map(below)
            : part && one.selectionSet
              ? this.select(part as Thing, one.selectionSet)
              : part;
        selected[one.name.value] = value instanceof Error ? null : below(value);
      }
    }
    return selected;
  }

  /** The entities of a type. */
  all(type: string): Thing[] {
    const family = this.#families.get(type) ?? type;
    const seeds = Array.from({ length: POPULATION }, (_, index) => `${family}#${index}`);
    const things = seeds.map((seed, index) => ({ __typename: this.#kindOf(family, index), seed }));
    return family === type ? things : things.filter(({ __typename }) => __typename === type);
  }

  #kindOf(family: string, index: number): string {
    const type = this.#schema.getType(family);
    if (!isInterfaceType(type)) return family;
    const kinds = this.#schema.getPossibleTypes(type);
    return kinds[index % kinds.length]!.name;
  }

  #is({ __typename }: Thing, name: string): boolean {
    const [type, wanted] = [this.#schema.getType(__typename), this.#schema.getType(name)];
    return type === wanted || (isAbstractType(wanted) && isObjectType(type) && this.#schema.isSubType(wanted, type));
  }

  #field({ __typename, seed }: Thing, name: string, args: Readonly<Record<string, unknown>>): unknown {
    const type = this.#schema.getType(__typename);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!field) throw new Error(`the world has no ${__typename}.${name}`);
    const own = `${seed}.${name}${Object.keys(args).length > 0 ? JSON.stringify(args) : ''}`;
    const isFirm = this.#keyNames.has(name) || this.#required.has(name);
    if (!isFirm && !isNonNullType(field.type) && this.#chance(`${own} fails`).chance(FAILING))
      return new Error(`${own} fails`);
    return this.#value(field.type, own, this.#keyNames.has(name));
  }

  #chance(text: string): Random {
    return new Random(hashOf(`${this.#seed} ${text}`));
  }

  #value(type: GraphQLOutputType, seed: string, isKey: boolean): unknown {
    if (isNonNullType(type)) return this.#value(type.ofType, seed, true);
    const random = this.#chance(seed);
    if (!isKey && random.chance(0.12)) return null;
    if (isListType(type))
      return Array.from({ length: random.below(4) }, (_, index) =>
        this.#value(type.ofType, `${seed}[${index}]`, isKey),
      );
    if (isEnumType(type)) return random.one(type.getValues()).value;
    if (isAbstractType(type)) {
      if (this.#entities(type.name)) return random.one(this.all(type.name));
      const kind = random.one(this.#members(type.name)).name;
      return this.#families.has(kind) ? random.one(this.all(kind)) : { __typename: kind, seed };
    }
    if (isObjectType(type))
      return this.#families.has(type.name) ? random.one(this.all(type.name)) : { __typename: type.name, seed };
    switch (type.name) {
      case 'Boolean':
        return random.chance(0.5);
      case 'Int':
        return random.below(1_000);
      case 'Float':
        return random.below(1_000) / 4;
      default:
        return seed;
    }
  }

  #entities(name: string): boolean {
    return [...this.#families.values()].includes(name);
  }

  /** Types that all subgraphs which know an interface or a union know for a member. */
  #members(name: string) {
    const type = this.#schema.getType(name);
    if (!isAbstractType(type)) return [];
    const knowing = this.#documents.filter((one) => membersIn(one, name));
    return this.#schema
      .getPossibleTypes(type)
      .filter((one) => knowing.every((document) => membersIn(document, name)!.has(one.name)));
  }
}

function membersIn({ definitions }: DocumentNode, name: string): Set<string> | undefined {
  let members: Set<string> | undefined;
  for (const one of definitions) {
    if (one.kind === Kind.UNION_TYPE_DEFINITION && one.name.value === name)
      members = new Set(one.types?.map((type) => type.name.value));
    if (one.kind === Kind.INTERFACE_TYPE_DEFINITION && one.name.value === name)
      members = new Set(
        definitions.flatMap((type) =>
          type.kind === Kind.OBJECT_TYPE_DEFINITION && type.interfaces?.some((other) => other.name.value === name)
            ? [type.name.value]
            : [],
        ),
      );
  }
  return members;
}

export const fieldSetOf = (directive: DirectiveNode): SelectionSetNode => {
  const fields = directive.arguments?.find(({ name }) => name.value === 'fields')?.value;
  const [operation] = parse(`{${fields?.kind === Kind.STRING ? fields.value : ''}}`, { noLocation: true }).definitions;
  return (operation as { selectionSet: SelectionSetNode }).selectionSet;
};

function namesIn(directive: DirectiveNode, into: Set<string>): void {
  visit(fieldSetOf(directive), { Field: ({ name }) => void into.add(name.value) });
}
