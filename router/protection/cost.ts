import {
  baseType,
  type FieldDefinition,
  type InputObjectType,
  type InterfaceType,
  isCompositeType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type NamedType,
  type ObjectType,
  type Schema,
  type Type,
} from '@apollo/federation-internals';
import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { type DirectiveHolder, type DirectiveReader, linkedDirective } from '#router/protection/linked-directive.ts';

/** What a request of an operation may cost at most, before it runs. */
export type CostOf = (variables: Readonly<Record<string, unknown>>) => number;

export interface CostSettings {
  /** How many items a list is taken to have when its `@listSize` does not tell. */
  assumedListSize: number;
  /** What a mutation costs above its fields. */
  mutation: number;
}

export const DEFAULT_COSTS: CostSettings = { assumedListSize: 5, mutation: 10 };

interface ListSize {
  assumedSize?: number;
  slicingArguments?: string[];
  sizedFields?: string[];
}

type AnyField = FieldDefinition<ObjectType> | FieldDefinition<InterfaceType>;

/** What a value of an argument or of an input field costs. */
type CostOfValue = (value: unknown) => number;

/** A cost or a size that is known, or that variables decide. */
type Amount = number | CostOf;

const at = (amount: Amount, variables: Readonly<Record<string, unknown>>): number =>
  typeof amount === 'number' ? amount : amount(variables);
const plus = (a: Amount, b: Amount): Amount =>
  typeof a === 'number' && typeof b === 'number' ? a + b : (variables) => at(a, variables) + at(b, variables);
const times = (a: Amount, b: Amount): Amount =>
  typeof a === 'number' && typeof b === 'number' ? a * b : (variables) => at(a, variables) * at(b, variables);

/**
 * Static costs by `@cost` and `@listSize`, as https://ibm.github.io/graphql-specs/cost-spec.html counts them: objects weigh
 * 1 and leaves 0 unless weighted, lists multiply what they hold, every input object counts. Fragments on several types are
 * summed, so the cost is never too low.
 */
export class Costs {
  readonly #schema: Schema;
  readonly #settings: CostSettings;
  readonly #weight: DirectiveReader<{ weight: number }>;
  readonly #listSize: DirectiveReader<ListSize>;
  readonly #inputs = new Map<InputObjectType, ReadonlyMap<string, CostOfValue>>();

  /** @param schema the supergraph, not the clients' schema, which has no such directives */
  constructor(schema: Schema, settings: CostSettings = DEFAULT_COSTS) {
    const specification = 'https://specs.apollo.dev/cost';
    this.#schema = schema;
    this.#settings = settings;
    this.#weight = linkedDirective(schema, specification, 'cost');
    this.#listSize = linkedDirective(schema, specification, 'listSize');
  }

  /** @param operation an operation of `document`, which is valid on the graph and within its limits */
  of(document: DocumentNode, operation: OperationDefinitionNode): CostOf {
    const fragments = new Map<string, SelectionSetNode>();
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition.selectionSet);
    const typesOf = new Map<string, NamedType | undefined>();
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION)
        typesOf.set(definition.name.value, this.#schema.type(definition.typeCondition.name.value));

    const ofSet = (set: SelectionSetNode, parent: NamedType | undefined, sizes?: Map<string, Amount>): Amount => {
      let sum: Amount = 0;
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) sum = plus(sum, ofField(selection, parent, sizes));
        else if (selection.kind === Kind.INLINE_FRAGMENT) {
          const type = selection.typeCondition ? this.#schema.type(selection.typeCondition.name.value) : parent;
          sum = plus(sum, ofSet(selection.selectionSet, type, sizes));
        } else {
          const { value: name } = selection.name;
          sum = plus(sum, ofSet(fragments.get(name)!, typesOf.get(name), sizes));
        }
      }
      return sum;
    };

    const ofField = (node: FieldNode, parent: NamedType | undefined, sizes?: Map<string, Amount>): Amount => {
      const field =
        parent && (isObjectType(parent) || isInterfaceType(parent)) ? parent.field(node.name.value) : undefined;
      if (!field?.type || field.name.startsWith('__')) return 0;
      const listSize = this.#listSize(field);
      const length = listSize ? this.#length(listSize, node, field) : undefined;
      const inner =
        listSize?.sizedFields && length !== undefined
          ? new Map(listSize.sizedFields.map((name) => [name, length]))
          : undefined;
      const children = node.selectionSet ? ofSet(node.selectionSet, baseType(field.type), inner) : 0;
      const one = plus(this.#weightOf(field, baseType(field.type)), children);
      const size = isListed(field.type) ? (sizes?.get(field.name) ?? (inner ? undefined : length)) : 1;
      return plus(times(one, size ?? this.#settings.assumedListSize), this.#arguments(node, field));
    };

    const root = this.#schema.schemaDefinition.rootType(operation.operation);
    const base = operation.operation === 'mutation' ? this.#settings.mutation : 0;
    const total = plus(base, ofSet(operation.selectionSet, root));
    if (typeof total === 'number') return () => total;
    const defaults = Object.fromEntries(
      (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
      ),
    );
    return (variables) => total({ ...defaults, ...variables });
  }

  #weightOf(element: DirectiveHolder, type: NamedType): number {
    return this.#weight(element)?.weight ?? this.#weight(type)?.weight ?? (isCompositeType(type) ? 1 : 0);
  }

  /** The largest of the slicing arguments that are given, by the request or by the schema; else the assumed size. */
  #length({ slicingArguments = [], assumedSize }: ListSize, node: FieldNode, field: AnyField): Amount {
    const otherwise = assumedSize ?? this.#settings.assumedListSize;
    const given = slicingArguments.map((name) => {
      const argument = node.arguments?.find((one) => one.name.value === name);
      const byDefault = field.argument(name)?.defaultValue as unknown;
      return (variables: Readonly<Record<string, unknown>>): unknown =>
        (argument && argumentValue(argument, variables)) ?? byDefault;
    });
    const longest: CostOf = (variables) => {
      const numbers = given.map((read) => read(variables)).filter((value) => typeof value === 'number');
      return numbers.length > 0 ? Math.max(0, ...numbers) : otherwise;
    };
    const varies = node.arguments?.some(
      (argument) => slicingArguments.includes(argument.name.value) && usesVariables(argument),
    );
    return varies ? longest : longest({});
  }

  #arguments(node: FieldNode, field: AnyField): Amount {
    let sum: Amount = 0;
    for (const argument of node.arguments ?? []) {
      const definition = field.argument(argument.name.value);
      if (!definition?.type || (!this.#weight(definition) && !isInputObjectType(baseType(definition.type)))) continue;
      const ofValue = this.#ofInput(definition);
      const cost: CostOf = (variables) => ofValue(argumentValue(argument, variables));
      sum = plus(sum, usesVariables(argument) ? cost : cost({}));
    }
    return sum;
  }

  /** Reads the schema once: of a request it is the arithmetic of its values. */
  #ofInput(definition: DirectiveHolder & { readonly type?: Type }): CostOfValue {
    if (!definition.type) return () => 0;
    const type = baseType(definition.type);
    const fields = isInputObjectType(type) ? this.#fieldsOf(type) : undefined;
    const own = this.#weight(definition)?.weight ?? (fields ? 1 : (this.#weight(type)?.weight ?? 0));
    const ofValue: CostOfValue = (value) => {
      if (value === undefined || value === null) return 0;
      if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + ofValue(item), 0);
      if (!fields) return own;
      return Object.keys(value).reduce(
        (sum, name) => sum + (fields.get(name)?.((value as Record<string, unknown>)[name]) ?? 0),
        own,
      );
    };
    return ofValue;
  }

  #fieldsOf(type: InputObjectType): ReadonlyMap<string, CostOfValue> {
    const known = this.#inputs.get(type);
    if (known) return known;
    const fields = new Map<string, CostOfValue>();
    // Before its fields are looked at: a type may have fields of itself.
    this.#inputs.set(type, fields);
    for (const field of type.fields()) fields.set(field.name, this.#ofInput(field));
    return fields;
  }
}

const argumentValue = ({ value }: ArgumentNode, variables: Readonly<Record<string, unknown>>): unknown =>
  valueFromASTUntyped(value, variables);

const usesVariables = (argument: ArgumentNode): boolean => JSON.stringify(argument.value).includes('"Variable"');

const isListed = (type: Type): boolean => isListType(type) || (isNonNullType(type) && isListed(type.ofType));
