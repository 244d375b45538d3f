import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { leafWriter, NOT_ORDINARY, NotShapeable, type Write } from '#router/gateway/leaf-writer.ts';
import {
  INHERITED,
  listCode,
  type Memory,
  nonNullCode,
  objectCode,
  rememberingCode,
  typedCode,
} from '#router/gateway/writer-code.ts';

export { NotShapeable };

/**
 * Writes an operation's answer as JSON text from what the subgraphs sent, merged. It knows only the ordinary case: at a
 * null that may not be, a value of the wrong kind, a type nobody knows, it gives up and answers undefined, and the
 * gateway's own shaping does the whole answer, with its rules for nulls and errors. At places that are told to be shared,
 * equal objects may be one, which is written once.
 */
export type Shaper = (merged: Record<string, unknown>, shared?: ReadonlySet<string>) => string | undefined;

/** A selection set with the type it is written on, which says what its fields' types are. */
interface Part {
  readonly set: SelectionSetNode;
  readonly on: GraphQLCompositeType;
}

/** One key of an object, and what is selected below it wherever it is selected. */
interface Entry {
  /** Undefined for `__typename`. */
  readonly type: GraphQLOutputType | undefined;
  readonly parts: Part[];
}

/** Names of the variables that decide which parts of a document count. */
export function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: [condition] = [] }) => {
      if ((name.value === 'skip' || name.value === 'include') && condition?.value.kind === Kind.VARIABLE)
        names.add(condition.value.name.value);
    },
  });
  return [...names].sort();
}

/**
 * Compiles the shaper of one operation.
 * @param conditions the value of each variable of {@link conditionVariables}
 * @param shareable places that may be told to be shared
 * @throws NotShapeable for introspection and other things the gateway had better do
 */
export function compileShaper(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  conditions: Readonly<Record<string, unknown>>,
  shareable: ReadonlySet<string> = new Set(),
): Shaper {
  const root = schema.getRootType(operation.operation);
  if (!root || root.getInterfaces().length > 0) throw new NotShapeable();
  const compiler = new Compiler(schema, document, conditions, shareable);
  const write = compiler.fields(root, [{ set: operation.selectionSet, on: root }], '');
  const { memories } = compiler;
  return (merged, shared) => {
    for (const memory of memories) memory.texts = shared?.has(memory.at) ? new Map() : undefined;
    try {
      return write(merged);
    } catch (error) {
      if (error === NOT_ORDINARY || error instanceof NotShapeable) return undefined;
      throw error;
    } finally {
      for (const memory of memories) memory.texts = undefined;
    }
  };
}

class Compiler {
  readonly #schema: GraphQLSchema;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #conditions: Readonly<Record<string, unknown>>;
  readonly #shareable: ReadonlySet<string>;
  readonly memories: Memory[] = [];

  constructor(
    schema: GraphQLSchema,
    document: DocumentNode,
    conditions: Readonly<Record<string, unknown>>,
    shareable: ReadonlySet<string>,
  ) {
    this.#schema = schema;
    this.#conditions = conditions;
    this.#shareable = shareable;
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
  }

  /** Writes an object known to be of a type. @param at the keys that lead to it */
  fields(runtime: GraphQLObjectType, parts: readonly Part[], at: string): Write {
    const entries = new Map<string, Entry>();
    for (const part of parts) this.#collect(runtime, part, entries);
    if ([...entries.keys()].some((key) => INHERITED.has(key))) throw new NotShapeable();
    return objectCode(
      [...entries].map(([key, { type, parts: below }]) => ({
        key,
        write: type ? this.#value(type, below, at ? `${at}.${key}` : key) : typenameWriter(runtime.name),
      })),
    );
  }

  /** Writes an object that names its type, unless it can only be of one and nothing depends on the name. */
  #object(type: GraphQLCompositeType, parts: readonly Part[], at: string): Write {
    const byName = new Map<unknown, Write>();
    const learn = (typename: unknown): Write => {
      const runtime = typeof typename === 'string' ? this.#schema.getType(typename) : undefined;
      if (!isObjectType(runtime)) throw NOT_ORDINARY;
      const write = this.fields(runtime, parts, at);
      byName.set(typename, write);
      return write;
    };
    const named: Write = (value) => {
      if (value === null || value === undefined) return 'null';
      if (typeof value !== 'object' || Array.isArray(value)) throw NOT_ORDINARY;
      const { __typename } = value as { __typename?: unknown };
      return (byName.get(__typename) ?? learn(__typename))(value);
    };
    const stays = isObjectType(type) && this.#staysOn(type, parts);
    const write = stays ? typedCode(type.name, this.fields(type, parts, at), named) : named;
    if (!this.#shareable.has(at)) return write;
    const memory: Memory = { at, texts: undefined, looked: 0 };
    this.memories.push(memory);
    return rememberingCode(memory, write);
  }

  /** Whether no fragment leaves the type. */
  #staysOn(type: GraphQLObjectType, parts: readonly Part[]): boolean {
    const stays = ({ selections }: SelectionSetNode): boolean =>
      selections.every((selection) => {
        if (selection.kind === Kind.FIELD) return true;
        const fragment = this.#fragmentOf(selection);
        return (!fragment.on || fragment.on === type.name) && stays(fragment.set);
      });
    return parts.every(({ set, on }) => on === type && stays(set));
  }

  #fragmentOf(selection: Exclude<SelectionNode, { kind: Kind.FIELD }>): {
    on?: string | undefined;
    set: SelectionSetNode;
  } {
    const node = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
    if (!node) throw new NotShapeable();
    return { on: node.typeCondition?.name.value, set: node.selectionSet };
  }

  #collect(runtime: GraphQLObjectType, { set, on }: Part, entries: Map<string, Entry>): void {
    for (const selection of set.selections) {
      if (this.#isLeftOut(selection.directives)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const type = this.#typeOf(on, selection.name.value);
        // Where a key is selected twice, the first place says what may be null, as the gateway has it.
        const entry = entries.get(key) ?? { type, parts: [] };
        entries.set(key, entry);
        const below = type && namedType(type);
        if (selection.selectionSet && isCompositeType(below))
          entry.parts.push({ set: selection.selectionSet, on: below });
        continue;
      }
      const fragment = this.#fragmentOf(selection);
      const condition = fragment.on ? this.#schema.getType(fragment.on) : on;
      if (!isCompositeType(condition)) throw new NotShapeable();
      const applies =
        condition === runtime || (isAbstractType(condition) && this.#schema.isSubType(condition, runtime));
      if (applies || !fragment.on) this.#collect(runtime, { set: fragment.set, on: condition }, entries);
    }
  }

  #isLeftOut(directives: readonly DirectiveNode[] | undefined): boolean {
    return (directives ?? []).some(({ name, arguments: [condition] = [] }) => {
      if (name.value !== 'skip' && name.value !== 'include') return false;
      const { value } = condition ?? {};
      const holds =
        value?.kind === Kind.VARIABLE
          ? this.#conditions[value.name.value]
          : value?.kind === Kind.BOOLEAN && value.value;
      if (typeof holds !== 'boolean') throw new NotShapeable();
      return name.value === 'skip' ? holds : !holds;
    });
  }

  #typeOf(on: GraphQLCompositeType, field: string): GraphQLOutputType | undefined {
    if (field === '__typename') return undefined;
    const type = 'getFields' in on ? on.getFields()[field]?.type : undefined;
    if (!type) throw new NotShapeable();
    return type;
  }

  #value(type: GraphQLOutputType, parts: readonly Part[], at: string): Write {
    if (isNonNullType(type)) return nonNullCode(this.#value(type.ofType, parts, at));
    if (isListType(type)) return listCode(this.#value(type.ofType, parts, at));
    return isCompositeType(type) ? this.#object(type, parts, at) : leafWriter(type);
  }
}

const namedType = (type: GraphQLOutputType): GraphQLOutputType =>
  isNonNullType(type) || isListType(type) ? namedType(type.ofType) : type;

/** A type's own name; an alias of it holds the same name or nothing. */
function typenameWriter(name: string): Write {
  const text = JSON.stringify(name);
  return (value) => {
    if (value === undefined || value === null || value === name) return text;
    throw NOT_ORDINARY;
  };
}
