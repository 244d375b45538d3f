import {
  type ArgumentNode,
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type ConstValueNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type OperationDefinitionNode,
  parse,
  print,
  type SchemaDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** A field and the arguments that a `@requires` asks for it with. */
export interface Requirement {
  readonly field: string;
  readonly arguments: readonly ArgumentNode[];
}

/** What the names in a planner's supergraph that no subgraph knows stand for. */
export interface NamedRequirements {
  readonly byName: ReadonlyMap<string, Requirement>;
  /** Which of the names a field requires, by `Type.field`. */
  readonly of: ReadonlyMap<string, readonly string[]>;
}

const NONE: NamedRequirements = { byName: new Map(), of: new Map() };

const INACCESSIBLE = 'https://specs.apollo.dev/inaccessible/';

/**
 * A supergraph in which every field that is required with arguments is a field of its own, that clients do not see. The
 * planner knows one field of a name at a time: `price(currency: "USD")` that one field requires would otherwise be
 * answered with the `price(currency: "EUR")` of another, or of the client.
 */
export function nameRequirements(supergraphSdl: string): { supergraphSdl: string; requirements: NamedRequirements } {
  const names = new Names(parse(supergraphSdl, { noLocation: true }));
  const document = names.inDocument();
  // Federation 1 links its features otherwise, and its planner was never asked for more than one.
  if (names.byName.size === 0 || !supergraphSdl.includes('@link(')) return { supergraphSdl, requirements: NONE };
  return { supergraphSdl: print(withInaccessible(document)), requirements: names };
}

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

const isComposite = (node: DefinitionNode): node is Composite =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;

class Names implements NamedRequirements {
  readonly byName = new Map<string, Requirement>();
  readonly of = new Map<string, string[]>();
  readonly #supergraph: DocumentNode;
  readonly #types: ReadonlyMap<string, Composite>;
  readonly #inaccessible: string;
  /** Names of fields that are required with arguments somewhere; where they are without, they have a name as well. */
  readonly #named = new Set<string>();
  readonly #names = new Map<string, string>();
  /** What a subgraph requires or provides, by `GRAPH.Type.field`. */
  readonly #used = new Set<string>();

  constructor(supergraph: DocumentNode) {
    this.#supergraph = supergraph;
    this.#types = new Map(supergraph.definitions.filter(isComposite).map((type) => [type.name.value, type]));
    this.#inaccessible = inaccessibleName(supergraph) ?? 'inaccessible';
    for (const [, , { requires }] of this.#joins())
      visit(fieldSetIn(requires), {
        Field: ({ name, arguments: given }) => void (given?.length && this.#named.add(name.value)),
      });
  }

  inDocument(): DocumentNode {
    if (this.#named.size === 0) return this.#supergraph;
    for (const [type, field, { graph, requires, provides }] of this.#joins()) {
      const required = this.#inFieldSet(requires, (name) => this.#note(type, field.name.value, name));
      this.#use(nameIn(graph), type.name.value, required);
      this.#use(nameIn(graph), typeOf(field), fieldSetIn(provides));
    }
    const definitions = this.#supergraph.definitions.map((type) => {
      if (!isComposite(type)) return type;
      const fields = type.fields?.flatMap((field) => [
        this.#joined(type, this.#requiringByName(field)),
        ...this.#namesFor(type, field),
      ]);
      return { ...type, ...(fields ? { fields } : {}) };
    });
    return { ...this.#supergraph, definitions };
  }

  *#joins(): Generator<[Composite, FieldDefinitionNode, ReturnType<typeof argumentsOf>]> {
    for (const type of this.#types.values())
      for (const field of type.fields ?? [])
        for (const join of field.directives ?? [])
          if (join.name.value === 'join__field') yield [type, field, argumentsOf(join)];
  }

  /** A set of required fields by the names that stand for them. */
  #inFieldSet(written: ConstValueNode | undefined, named?: (name: string) => void): SelectionSetNode {
    return visit(fieldSetIn(written), {
      Field: {
        leave: (field: FieldNode) => {
          if (!this.#named.has(field.name.value)) return undefined;
          const name = this.#name(field);
          named?.(name);
          return { ...field, name: { kind: Kind.NAME, value: name }, arguments: [] };
        },
      },
    });
  }

  #note(type: Composite, field: string, ...required: readonly string[]): void {
    const owner = `${type.name.value}.${field}`;
    this.of.set(owner, [...(this.of.get(owner) ?? []), ...required]);
  }

  #name({ name: { value: field }, arguments: given = [] }: FieldNode): string {
    const written = `${field} ${given.map(print).sort()}`;
    const name = this.#names.get(written) ?? `${field}__required${this.#names.size}`;
    this.#names.set(written, name);
    this.byName.set(name, { field, arguments: given });
    return name;
  }

  #use(graph: string, type: string, { selections }: SelectionSetNode): void {
    for (const selection of selections)
      if (selection.kind === Kind.INLINE_FRAGMENT)
        this.#use(graph, selection.typeCondition?.name.value ?? type, selection.selectionSet);
      else if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        for (const owner of [type, ...this.#implementing(type)]) this.#used.add(`${graph}.${owner}.${name}`);
        const meant = this.byName.get(name)?.field ?? name;
        const field = this.#types.get(type)?.fields?.find((one) => one.name.value === meant);
        if (field && selection.selectionSet) this.#use(graph, typeOf(field), selection.selectionSet);
      }
  }

  #implementing(type: string): string[] {
    return [...this.#types.values()].flatMap(({ name, interfaces = [] }) =>
      interfaces.some((one) => one.name.value === type) ? [name.value] : [],
    );
  }

  #requiringByName(field: FieldDefinitionNode): FieldDefinitionNode {
    const inArgument = (argument: ConstArgumentNode): ConstArgumentNode => {
      if (argument.name.value !== 'requires') return argument;
      const value = print(this.#inFieldSet(argument.value)).slice(1, -1).replaceAll(/\s+/g, ' ').trim();
      return { ...argument, value: { kind: Kind.STRING, value } };
    };
    return withDirectives(field, (join) =>
      argumentsOf(join).requires ? { ...join, arguments: join.arguments?.map(inArgument) ?? [] } : join,
    );
  }

  /** A field that a subgraph declared for nothing but what has another name now is not that subgraph's any more. */
  #joined(type: Composite, field: FieldDefinitionNode): FieldDefinitionNode {
    const name = field.name.value;
    const meant = this.byName.get(name)?.field ?? name;
    const promised = type.interfaces?.some((one) =>
      this.#types.get(one.name.value)?.fields?.some((other) => other.name.value === meant),
    );
    if (promised || !this.#named.has(meant)) return field;
    return withDirectives(field, (join) => {
      const { graph, external } = argumentsOf(join);
      const foreign = external?.kind === Kind.BOOLEAN && external.value;
      return foreign && !this.#used.has(`${nameIn(graph)}.${type.name.value}.${name}`) ? undefined : join;
    });
  }

  /** What a field is called where it is required. */
  #namesFor(type: Composite, field: FieldDefinitionNode): FieldDefinitionNode[] {
    const taken = new Set(field.arguments?.map(({ name }) => name.value));
    const hidden = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: this.#inaccessible } } as const;
    return [...this.byName].flatMap(([value, requirement]): FieldDefinitionNode[] => {
      if (requirement.field !== field.name.value) return [];
      if (requirement.arguments.some(({ name }) => !taken.has(name.value))) return [];
      const { type: kind, directives = [], name } = this.#requiringByName(field);
      this.#note(type, value, ...(this.of.get(`${type.name.value}.${name.value}`) ?? []));
      const joins = directives.filter((directive) => directive.name.value === 'join__field');
      const stands = { kind: Kind.FIELD_DEFINITION, name: { kind: Kind.NAME, value }, type: kind } as const;
      return [this.#joined(type, { ...stands, directives: [...joins, hidden] })];
    });
  }
}

const fieldSetIn = (value: ConstValueNode | undefined): SelectionSetNode => {
  if (value?.kind !== Kind.STRING) return { kind: Kind.SELECTION_SET, selections: [] };
  const [query] = parse(`{${value.value}}`, { noLocation: true }).definitions as [OperationDefinitionNode];
  return query.selectionSet;
};

function typeOf({ type }: FieldDefinitionNode): string {
  let named = type;
  while (named.kind !== Kind.NAMED_TYPE) named = named.type;
  return named.name.value;
}

const withDirectives = (
  field: FieldDefinitionNode,
  change: (directive: ConstDirectiveNode) => ConstDirectiveNode | undefined,
): FieldDefinitionNode => ({ ...field, directives: (field.directives ?? []).flatMap((one) => change(one) ?? []) });

const argumentsOf = ({ arguments: given = [] }: ConstDirectiveNode): Record<string, ConstValueNode | undefined> =>
  Object.fromEntries(given.map(({ name, value }) => [name.value, value]));

const nameIn = (value: ConstValueNode | undefined): string => (value?.kind === Kind.ENUM ? value.value : '');

/** What the graph calls `@inaccessible`; undefined when it has none. */
function inaccessibleName({ definitions }: DocumentNode): string | undefined {
  for (const definition of definitions)
    for (const link of definition.kind === Kind.SCHEMA_DEFINITION ? (definition.directives ?? []) : []) {
      const { url, as } = argumentsOf(link);
      if (url?.kind === Kind.STRING && url.value.startsWith(INACCESSIBLE))
        return as?.kind === Kind.STRING ? as.value : 'inaccessible';
    }
  return undefined;
}

/** The feature that hides the names, where the graph does not have it. */
const FEATURE = parse(/* GraphQL */ `
  schema @link(url: "${INACCESSIBLE}v0.2", for: SECURITY) { query: Query }
  directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM
    | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION
`);

function withInaccessible(supergraph: DocumentNode): DocumentNode {
  if (inaccessibleName(supergraph)) return supergraph;
  const [linked, ...definition] = FEATURE.definitions as [SchemaDefinitionNode];
  return {
    ...supergraph,
    definitions: [
      ...supergraph.definitions.map((one) =>
        one.kind === Kind.SCHEMA_DEFINITION
          ? { ...one, directives: [...(one.directives ?? []), ...(linked.directives ?? [])] }
          : one,
      ),
      ...definition,
    ],
  };
}
