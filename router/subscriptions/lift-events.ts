import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  print,
  type TypeDefinitionNode,
  type TypeNode,
  visit,
} from 'graphql';
import {
  type AdmissionArguments,
  type Binding,
  bindingOf,
  EVENTS_SUBGRAPH,
  type EventArguments,
  keyArguments,
  VIRTUAL_URL,
} from '#router/subscriptions/binding.ts';
import { argumentsOf, EventsSubgraph, fieldSet } from '#router/subscriptions/events-subgraph.ts';
import type { Mapping } from '#router/subscriptions/mapping.ts';

/** A subgraph as it is composed. */
export interface Sdl {
  readonly name: string;
  readonly sdl: string;
  readonly url: string;
}

/** A subscription field that cannot be bound as it is declared. */
export interface LiftProblem<S extends Sdl> {
  readonly code: 'INVALID_EVENT';
  readonly message: string;
  readonly subgraph: S;
  readonly line?: number;
}

/**
 * Takes subscription fields that are bound by `@event` out of the subgraphs that declare them, into one virtual subgraph
 * whose part of each answer is what the event itself tells: types that only events use move along, entities stay behind
 * as stubs of their key, and what a mapping tells of an entity is provided. The planner joins everything else. What is
 * taken out leaves blanks, so lines stay what they were. Pure; SDL that does not parse is left to the composer.
 */
export function liftEvents<S extends Sdl>(
  subgraphs: readonly S[],
): { readonly subgraphs: readonly (S | Sdl)[]; readonly problems: readonly LiftProblem<S>[] } {
  const problems: LiftProblem<S>[] = [];
  const events = new EventsSubgraph();
  const rest = subgraphs.map((subgraph): S | Sdl => {
    const document = subgraph.sdl.includes('@event') && parsed(subgraph.sdl);
    if (!document) return subgraph;
    const lift = new Lift(document, events, (field, message) =>
      problems.push({
        code: 'INVALID_EVENT',
        message: `Subscription.${field.name.value}: ${message}.`,
        subgraph,
        ...(field.loc ? { line: field.loc.startToken.line } : {}),
      }),
    );
    return { ...subgraph, sdl: blank(subgraph.sdl, lift.run()) };
  });
  const namesake = subgraphs.find(({ name }) => name === EVENTS_SUBGRAPH);
  if (namesake && !events.isEmpty) {
    const message = `The subgraph's name is that of the one that fields bound by @event are lifted into.`;
    return { subgraphs: rest, problems: [...problems, { code: 'INVALID_EVENT', message, subgraph: namesake }] };
  }
  return {
    subgraphs: events.isEmpty ? rest : [...rest, { name: EVENTS_SUBGRAPH, sdl: events.sdl(), url: VIRTUAL_URL }],
    problems,
  };
}

type Complain = (field: FieldDefinitionNode, message: string) => void;
type Located = Pick<DefinitionNode | FieldDefinitionNode, 'loc'>;

/** One subgraph's share in the virtual one. */
class Lift {
  readonly #document: DocumentNode;
  readonly #events: EventsSubgraph;
  readonly #complain: Complain;
  readonly #types: ReadonlyMap<string, TypeDefinitionNode>;
  /** Types of the lifted fields, of their arguments and of all inside, entities excepted. */
  readonly #reached = new Set<string>();
  /** By `Type.field`, what every mapping tells of that entity beyond its key. */
  readonly #provided = new Map<string, readonly string[]>();

  constructor(document: DocumentNode, events: EventsSubgraph, complain: Complain) {
    this.#document = document;
    this.#events = events;
    this.#complain = complain;
    const types = document.definitions.filter((node): node is TypeDefinitionNode => /TypeDefinition$/.test(node.kind));
    this.#types = new Map(types.map((type) => [type.name.value, type]));
  }

  /** @returns what is to be taken out of the subgraph's SDL */
  run(): Located[] {
    const roots = this.#document.definitions.filter(isSubscription);
    const bound = new Set(roots.flatMap(({ fields = [] }) => fields.filter((field) => directiveOf(field, 'event'))));
    if (bound.size === 0) return [];
    for (const field of bound)
      try {
        this.#lift(field);
      } catch (error) {
        this.#complain(field, (error as Error).message);
      }
    const moved = this.#moved(bound);
    for (const definition of this.#document.definitions) this.#copy(definition);
    return [
      ...moved,
      ...roots.flatMap((root): readonly Located[] =>
        root.fields?.every((field) => bound.has(field))
          ? [root]
          : [...(root.fields ?? [])].filter((field) => bound.has(field)),
      ),
    ];
  }

  #lift(field: FieldDefinitionNode): void {
    const admission = directiveOf(field, 'admission');
    const binding = bindingOf(
      field.name.value,
      argumentsOf(directiveOf(field, 'event')!) as unknown as EventArguments,
      admission && (argumentsOf(admission) as unknown as AdmissionArguments),
    );
    for (const name of argumentsUsed(binding))
      if (!field.arguments?.some((argument) => argument.name.value === name))
        throw new Error(`{${name}} is not an argument`);
    const type = this.#object(field.type);
    if (!type || keysOf(type).length > 0) throw new Error('its type has to be an object type without a key');
    this.#reach(type.name.value);
    for (const argument of field.arguments ?? []) this.#reach(nameOf(argument.type));
    this.#make(type, binding.select);
    if (binding.admission?.select) this.#make(type, binding.admission.select);
    this.#events.add(field);
  }

  /** Notes what a mapping tells of entities. @throws Error when it cannot make the type */
  #make(type: ObjectNode, { items }: Mapping): void {
    const name = type.name.value;
    for (const item of items)
      if (!type.fields?.some((field) => field.name.value === item.name))
        throw new Error(`${name} has no field "${item.name}"`);
    for (const field of type.fields ?? []) {
      const item = items.find((candidate) => candidate.name === field.name.value);
      const required = field.type.kind === Kind.NON_NULL_TYPE && field.name.value !== 'resumeToken';
      if (!item && required)
        throw new Error(`${name}.${field.name.value} is never null, and "select" does not make it`);
      const inner = item && this.#object(field.type);
      if (!inner) continue;
      if (!item.select) throw new Error(`"select" has to say which fields it makes of ${name}.${field.name.value}`);
      if (keysOf(inner).length === 0) this.#make(inner, item.select);
      else {
        const told = this.#stub(inner, item.select);
        const before = this.#provided.get(`${name}.${field.name.value}`);
        this.#provided.set(`${name}.${field.name.value}`, before ? before.filter((one) => told.includes(one)) : told);
      }
    }
  }

  /** @returns the fields that are told of an entity beyond its key */
  #stub(entity: ObjectNode, { items }: Mapping): string[] {
    const told = items.map((item) => item.name);
    const key = keysOf(entity).find((fields) => fields.every((field) => told.includes(field)));
    if (!key) throw new Error(`"select" makes no key of ${entity.name.value}`);
    const fields = told.map((name) => {
      const field = entity.fields?.find((candidate) => candidate.name.value === name);
      if (!field) throw new Error(`${entity.name.value} has no field "${name}"`);
      if (this.#object(field.type)) throw new Error(`${entity.name.value}.${name} is more than an event can tell`);
      this.#reach(nameOf(field.type));
      return field;
    });
    this.#events.stub(entity.name.value, key, fields);
    return told.filter((name) => !key.includes(name));
  }

  #object(type: TypeNode): ObjectTypeDefinitionNode | undefined {
    const definition = this.#types.get(nameOf(type));
    return definition?.kind === Kind.OBJECT_TYPE_DEFINITION ? definition : undefined;
  }

  #reach(name: string): void {
    const type = this.#types.get(name);
    if (!type || this.#reached.has(name) || (isObject(type) && keysOf(type).length > 0)) return;
    this.#reached.add(name);
    if ('fields' in type) for (const field of type.fields ?? []) this.#reach(nameOf(field.type));
  }

  /** Object types that nothing but lifted fields uses. */
  #moved(bound: ReadonlySet<FieldDefinitionNode>): TypeDefinitionNode[] {
    const moved = new Set(
      [...this.#types.values()].filter((type) => isObject(type) && this.#reached.has(type.name.value)),
    );
    for (let before = -1; before !== moved.size; ) {
      before = moved.size;
      for (const definition of this.#document.definitions)
        if (!moved.has(definition as TypeDefinitionNode))
          visit(definition, {
            FieldDefinition: (field) => (bound.has(field) ? false : undefined),
            NamedType: ({ name }) => void moved.delete(this.#types.get(name.value)!),
          });
    }
    return [...moved].filter((type) => !directiveOf(type, 'shareable'));
  }

  /** Puts what the lifted fields are made of into the virtual subgraph. */
  #copy(definition: DefinitionNode): void {
    if (definition.kind === Kind.SCHEMA_EXTENSION || definition.kind === Kind.SCHEMA_DEFINITION) {
      for (const directive of definition.directives ?? [])
        if (directive.name.value === 'link') this.#events.link(directive);
    } else if (definition.kind === Kind.DIRECTIVE_DEFINITION) {
      const name = definition.name.value;
      if (name === 'event' || name === 'admission') this.#events.define(`@${name}`, print(definition));
    } else if ('name' in definition && definition.name && this.#reached.has(definition.name.value))
      this.#events.define(
        definition.name.value,
        print(isObject(definition) ? this.#providing(definition) : definition),
      );
  }

  #providing(type: ObjectNode): ObjectNode {
    const fields = type.fields?.map((field) => {
      const provided = this.#provided.get(`${type.name.value}.${field.name.value}`) ?? [];
      if (provided.length === 0) return field;
      return { ...field, directives: [...(field.directives ?? []), fieldSet('provides', provided.join(' '))] };
    });
    return { ...type, fields } as ObjectNode;
  }
}

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

const isObject = (node: DefinitionNode): node is ObjectNode =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;

const isSubscription = (node: DefinitionNode): node is ObjectNode =>
  isObject(node) && node.name.value === 'Subscription';

const nameOf = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type));

const directiveOf = (node: FieldDefinitionNode | TypeDefinitionNode, name: string): ConstDirectiveNode | undefined =>
  node.directives?.find((directive) => directive.name.value === name);

/** An entity's keys of plain fields. */
const keysOf = (type: ObjectNode): string[][] =>
  (type.directives ?? [])
    .filter(({ name }) => name.value === 'key')
    .map((key) =>
      String(argumentsOf(key).fields)
        .trim()
        .split(/[\s,]+/),
    );

const argumentsUsed = ({ key, filter }: Binding): string[] => [
  ...keyArguments(key),
  ...filter.flatMap(({ operand }) => ('argument' in operand ? [operand.argument] : [])),
];

function parsed(sdl: string): DocumentNode | undefined {
  try {
    return parse(sdl);
  } catch {
    return undefined;
  }
}

/** The text with some nodes written over, line by line as it was. */
function blank(sdl: string, nodes: readonly Located[]): string {
  let text = sdl;
  for (const { loc } of nodes)
    if (loc)
      text = text.slice(0, loc.start) + text.slice(loc.start, loc.end).replace(/[^\n]/g, ' ') + text.slice(loc.end);
  return text;
}
