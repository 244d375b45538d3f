import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  Kind,
  type NameNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { CacheRules } from '#router/cache/cache-rules.ts';
import { gather, type TagFormat, tagsOf } from '#router/cache/tag-format.ts';

/** Finds the tags of an answer. */
export interface Tagging {
  /** The operation that is to be planned: the client's, and the keys that tags are made of. */
  readonly document: DocumentNode;
  /**
   * @param merged what the subgraphs sent for {@link document}
   * @param variables coerced
   * @returns undefined when a tag cannot be told, so that nobody would know when the answer is out of date
   */
  collect(merged: unknown, variables: Readonly<Record<string, unknown>>): ReadonlySet<string> | undefined;
}

type Variables = Readonly<Record<string, unknown>>;

/** A tag of the objects found at a place. */
interface Wanted {
  /** The objects' type; at one place there may be objects of several. */
  readonly on: string;
  readonly format: TagFormat;
  /** Where the object has what paths name. */
  readonly keys: ReadonlyMap<string, string>;
  /** The arguments of the field whose tag it is. */
  readonly argumentsOf?: ((variables: Variables) => Variables) | undefined;
}

/** What is to be found out at one place of an answer, and at the places below it. */
interface Place {
  readonly wanted: Set<Wanted>;
  readonly below: Set<Below>;
}

interface Below {
  /** The response key that leads there. */
  readonly key: string;
  readonly place: Place;
}

/** Put before a key that is asked for besides what the client asks for, where its own name may mean something else. */
const ALIAS = 'cacheKey_';

/**
 * Makes an operation tell the tags of its answers: the types' own (`@cacheTag` on an object type) wherever their objects
 * are, and the fields' wherever they are selected.
 * @param schema what clients see
 * @returns undefined when nothing that is selected has tags
 */
export function taggingOf(
  rules: CacheRules,
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Tagging | undefined {
  const collector = new Collector(rules, schema, document);
  const root = schema.getRootType(operation.operation)!;
  const { set, place } = collector.ofSet(operation.selectionSet, root, false);
  if (!wantsAnything(place)) return undefined;
  const definitions = document.definitions.map((definition) => {
    if (definition === operation) return { ...definition, selectionSet: set };
    if (definition.kind !== Kind.FRAGMENT_DEFINITION) return definition;
    return { ...definition, selectionSet: collector.ofFragment(definition.name.value).set };
  });
  if (collector.isBlind) return { document, collect: () => undefined };
  return {
    document: { ...document, definitions },
    collect: (merged, variables) => {
      const tags = new Set<string>();
      return collect(merged, place, variables, tags) ? tags : undefined;
    },
  };
}

class Collector {
  /** Whether a key is not part of what clients see, so that tags cannot be told. */
  isBlind = false;
  readonly #rules: CacheRules;
  readonly #schema: GraphQLSchema;
  readonly #fragments = new Map<string, FragmentDefinitionNode>();
  readonly #done = new Map<string, { set: SelectionSetNode; place: Place }>();
  /** Response keys that are not the names of their fields. */
  readonly #aliases = new Set<string>();

  constructor(rules: CacheRules, schema: GraphQLSchema, document: DocumentNode) {
    this.#rules = rules;
    this.#schema = schema;
    for (const definition of document.definitions)
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(definition.name.value, definition);
    visit(document, {
      Field: ({ alias, name }) => {
        if (alias && alias.value !== name.value) this.#aliases.add(alias.value);
      },
    });
  }

  ofFragment(name: string): { set: SelectionSetNode; place: Place } {
    const known = this.#done.get(name);
    if (known) return known;
    const { typeCondition, selectionSet } = this.#fragments.get(name)!;
    const made = this.ofSet(selectionSet, this.#typeOf(typeCondition.name.value), false);
    this.#done.set(name, made);
    return made;
  }

  /** @param ofField whether the set is a field's, where all of an object's own tags are wanted, and not a fragment's */
  ofSet(
    set: SelectionSetNode,
    parent: GraphQLCompositeType | undefined,
    ofField: boolean,
  ): { set: SelectionSetNode; place: Place } {
    const place: Place = { wanted: new Set(), below: new Set() };
    if (!parent) return { set, place };
    const added: SelectionNode[] = [];
    const selections = set.selections.map((selection): SelectionNode => {
      if (selection.kind === Kind.FIELD) return this.#ofField(selection, parent, place);
      const condition = selection.kind === Kind.INLINE_FRAGMENT ? selection.typeCondition : undefined;
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT
          ? this.ofSet(selection.selectionSet, condition ? this.#typeOf(condition.name.value) : parent, false)
          : this.ofFragment(selection.name.value);
      for (const wanted of inner.place.wanted) place.wanted.add(wanted);
      for (const below of inner.place.below) place.below.add(below);
      return selection.kind === Kind.INLINE_FRAGMENT ? { ...selection, selectionSet: inner.set } : selection;
    });
    for (const type of this.#taggedTypes(parent)) {
      const keys = new Map<string, FieldNode>();
      const want = (format: TagFormat, argumentsOf?: Wanted['argumentsOf']): void => {
        const own = format.paths.filter(([from]) => from !== '$args').map(([, ...path]) => path);
        const found = own.map((path) => [path.join('.'), this.#key(type, path, keys)] as const);
        place.wanted.add({ on: type.name, format, argumentsOf, keys: new Map(found) });
      };
      if (ofField) for (const format of this.#rules.tags(type.name)) want(format);
      for (const selection of set.selections) {
        const field = selection.kind === Kind.FIELD ? type.getFields()[selection.name.value] : undefined;
        if (!field || selection.kind !== Kind.FIELD) continue;
        for (const format of this.#rules.tags(`${type.name}.${field.name}`))
          want(format, (variables) => getArgumentValues(field, selection, { ...variables }));
      }
      if (keys.size > 0) added.push(...(type === parent ? keys.values() : [fragmentOn(type, [...keys.values()])]));
    }
    return { set: { ...set, selections: [...selections, ...added] }, place };
  }

  #ofField(field: FieldNode, parent: GraphQLCompositeType, place: Place): FieldNode {
    const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
    const type = definition && getNamedType(definition.type);
    if (!field.selectionSet || !isCompositeType(type)) return field;
    const inner = this.ofSet(field.selectionSet, type, true);
    if (wantsAnything(inner.place))
      place.below.add({ key: field.alias?.value ?? field.name.value, place: inner.place });
    return { ...field, selectionSet: inner.set };
  }

  /** Sees to it that a key is asked for. @returns the response key of its first step */
  #key(type: GraphQLObjectType, path: readonly string[], keys: Map<string, FieldNode>): string {
    const [name = '', ...below] = path;
    const field = type.getFields()[name];
    let last: GraphQLNamedType | undefined = field && getNamedType(field.type);
    for (const step of below) last = isObjectType(last) ? namedTypeOf(last.getFields()[step]) : undefined;
    if (!field || field.args.some(isRequiredArgument) || !isLeafType(last)) {
      this.isBlind = true;
      return name;
    }
    const alias = field.args.length > 0 || this.#aliases.has(name) ? ALIAS + name : undefined;
    keys.set(path.join('.'), fieldNode(name, alias, selecting(below)));
    return alias ?? name;
  }

  /** Object types with tags that an object of a type may be of. */
  #taggedTypes(parent: GraphQLCompositeType): GraphQLObjectType[] {
    if (isObjectType(parent)) return this.#rules.tagged.has(parent.name) ? [parent] : [];
    return this.#schema.getPossibleTypes(parent).filter(({ name }) => this.#rules.tagged.has(name));
  }

  #typeOf(name: string): GraphQLCompositeType | undefined {
    const type = this.#schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

/** @returns false when a tag is missing */
function collect(value: unknown, place: Place, variables: Variables, tags: Set<string>): boolean {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.every((item) => collect(item, place, variables, tags));
  if (typeof value !== 'object') return false;
  const object = value as Record<string, unknown>;
  for (const { on, format, keys, argumentsOf } of place.wanted) {
    const { __typename: typename = on } = object;
    if (typename !== on) continue;
    const found = tagsOf(format, ([from, ...path]) => {
      if (from === '$args') return gather(argumentsOf?.(variables), path);
      const [, ...below] = path;
      return gather(object[keys.get(path.join('.'))!], below);
    });
    if (!found) return false;
    for (const tag of found) tags.add(tag);
  }
  for (const { key, place: below } of place.below) if (!collect(object[key], below, variables, tags)) return false;
  return true;
}

const wantsAnything = ({ wanted, below }: Place): boolean => wanted.size > 0 || below.size > 0;

const named = (value: string): NameNode => ({ kind: Kind.NAME, value });

const fieldNode = (name: string, alias: string | undefined, selectionSet: SelectionSetNode | undefined): FieldNode => ({
  kind: Kind.FIELD,
  name: named(name),
  ...(alias === undefined ? {} : { alias: named(alias) }),
  ...(selectionSet ? { selectionSet } : {}),
});

const selecting = ([name, ...below]: readonly string[]): SelectionSetNode | undefined =>
  name === undefined
    ? undefined
    : { kind: Kind.SELECTION_SET, selections: [fieldNode(name, undefined, selecting(below))] };

const namedTypeOf = (field: { readonly type: GraphQLOutputType } | undefined): GraphQLNamedType | undefined =>
  field && getNamedType(field.type);

const fragmentOn = (type: GraphQLObjectType, selections: readonly SelectionNode[]): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  typeCondition: { kind: Kind.NAMED_TYPE, name: named(type.name) },
  selectionSet: { kind: Kind.SELECTION_SET, selections },
});
