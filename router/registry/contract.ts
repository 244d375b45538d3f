import { Supergraph } from '@apollo/federation-internals';
import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type GraphQLError,
  type InputValueDefinitionNode,
  Kind,
  type NameNode,
  parse,
  print,
  printSchema,
  type StringValueNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { withoutEnforcedMarks } from '#router/protection/enforced-features.ts';

/**
 * A slice of the graph for one audience, cut by `@tag`.
 *
 * An element that has tags belongs to the audiences it names. One that has none belongs to whoever can reach it, except a
 * root field: with `include`, a root field without tags is in no contract, so that nothing is published by accident.
 */
export interface ContractDefinition {
  /** One lower-case word; the endpoint is `/graphql/<name>`. */
  readonly name: string;
  /** For whom, in a sentence. */
  readonly description?: string;
  /** Tags of what is in it; none for everything. */
  readonly include: readonly string[];
  /** Tags of what is not in it, whatever else they have. */
  readonly exclude: readonly string[];
}

/** A contract of one version of the graph. */
export interface Contract extends ContractDefinition {
  /** What clients of this contract see. */
  readonly apiSdl: string;
}

/** The contract cannot be made: it would be empty, or would need what it hides. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  /** Each thing that is wrong. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const INACCESSIBLE_URL = 'https://specs.apollo.dev/inaccessible/v0.2';
const INACCESSIBLE_SDL = `directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION`;
const ROOTS = ['Query', 'Mutation', 'Subscription'];
/** Machinery of the supergraph itself. */
const isMachinery = (name: string): boolean =>
  /^(join|link|core|federation|context|policy|requiresScopes|cost)__/.test(name);

/**
 * Cuts a contract's supergraph out of a whole one: what is not the audience's becomes `@inaccessible`, which planners use
 * and clients never see. Types that nothing leads to any more are hidden too.
 * @throws ContractError when nothing is left to ask
 */
export function contractSupergraph(supergraphSdl: string, { name, include, exclude }: ContractDefinition): string {
  const document = parse(supergraphSdl, { noLocation: true });
  const hidden = new Hidden(document, include, exclude);
  if (hidden.types.has('Query'))
    throw new ContractError([`The contract ${name} is empty: no root field is tagged for it.`]);
  const definitions = document.definitions.map((definition) => mark(definition, hidden));
  const linked = document.definitions.some(
    (definition) => definition.kind === Kind.DIRECTIVE_DEFINITION && definition.name.value === 'inaccessible',
  );
  return print({ ...document, definitions: linked ? definitions : withInaccessible(definitions) });
}

/** The schema that clients of a supergraph see. @throws ContractError that names all that cannot be hidden */
export function apiSdlOf(supergraphSdl: string): string {
  try {
    return `${printSchema(Supergraph.build(withoutEnforcedMarks(supergraphSdl)).apiSchema().toGraphQLJSSchema())}\n`;
  } catch (error) {
    const causes = (error as { causes?: readonly GraphQLError[] }).causes ?? [error as Error];
    throw new ContractError(causes.map(({ message }) => message.replace(/^\[\w+\] /, '')));
  }
}

type Tagged = { readonly directives?: readonly ConstDirectiveNode[] };

const tagsOf = ({ directives = [] }: Tagged): string[] =>
  directives
    .filter((directive) => directive.name.value === 'tag')
    .map((directive) => (directive.arguments?.[0]?.value as StringValueNode | undefined)?.value ?? '');

const isInaccessible = ({ directives = [] }: Tagged): boolean =>
  directives.some((directive) => directive.name.value === 'inaccessible');

const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));

const isRequired = (input: InputValueDefinitionNode): boolean =>
  input.type.kind === Kind.NON_NULL_TYPE && !input.defaultValue;

/** Everything of a supergraph that an audience does not see: types by name, the rest by node. */
class Hidden {
  readonly types = new Set<string>();
  readonly members = new Set<object>();
  readonly #definitions: ReadonlyMap<string, TypeDefinitionNode>;
  readonly #belongs: (element: Tagged, untagged: boolean) => boolean;

  constructor(document: DocumentNode, include: readonly string[], exclude: readonly string[]) {
    const definitions = document.definitions.filter(
      (definition): definition is TypeDefinitionNode =>
        'name' in definition && definition.kind !== Kind.DIRECTIVE_DEFINITION && !isMachinery(definition.name!.value),
    );
    this.#definitions = new Map(definitions.map((definition) => [definition.name.value, definition]));
    this.#belongs = (element, untagged) => {
      const tags = tagsOf(element);
      if (isInaccessible(element) || tags.some((tag) => exclude.includes(tag))) return false;
      if (include.length === 0) return true;
      return tags.length === 0 ? untagged : tags.some((tag) => include.includes(tag));
    };
    for (const definition of definitions) this.#hideByTag(definition);
    while (this.#hideByConsequence());
    this.#hideUnreachable();
  }

  #hideByTag(definition: TypeDefinitionNode): void {
    const isRoot = ROOTS.includes(definition.name.value);
    if (!this.#belongs(definition, true)) this.types.add(definition.name.value);
    for (const member of membersOf(definition)) {
      if (!this.#belongs(member, !isRoot)) this.members.add(member);
      if (member.kind === Kind.FIELD_DEFINITION)
        for (const argument of member.arguments ?? []) if (!this.#belongs(argument, true)) this.members.add(argument);
    }
  }

  /** One round of hiding what cannot stay without what is hidden already. @returns whether anything was hidden */
  #hideByConsequence(): boolean {
    const before = this.types.size + this.members.size;
    for (const definition of this.#definitions.values()) {
      const name = definition.name.value;
      if (this.types.has(name)) continue;
      for (const member of membersOf(definition)) {
        if (member.kind === Kind.ENUM_VALUE_DEFINITION || this.members.has(member)) continue;
        if (this.types.has(namedType(member.type))) this.members.add(member);
        if (member.kind === Kind.FIELD_DEFINITION && !this.#hideArguments(member)) this.members.add(member);
        // Nobody could send an object without a field it must have.
        if (member.kind === Kind.INPUT_VALUE_DEFINITION && this.members.has(member) && isRequired(member))
          this.types.add(name);
      }
      const empty =
        definition.kind === Kind.UNION_TYPE_DEFINITION
          ? definition.types?.every((type) => this.types.has(type.name.value))
          : definition.kind !== Kind.SCALAR_TYPE_DEFINITION &&
            membersOf(definition).every((member) => this.members.has(member));
      if (empty) this.types.add(name);
    }
    return this.types.size + this.members.size > before;
  }

  /** @returns false when an argument must be given and cannot be */
  #hideArguments(field: FieldDefinitionNode): boolean {
    for (const argument of field.arguments ?? [])
      if (this.types.has(namedType(argument.type))) this.members.add(argument);
    return !field.arguments?.some((argument) => this.members.has(argument) && isRequired(argument));
  }

  #hideUnreachable(): void {
    const reached = new Set<string>();
    const implementations = Map.groupBy(
      [...this.#definitions.values()].flatMap((definition) =>
        'interfaces' in definition
          ? (definition.interfaces ?? []).map((of) => ({ of: of.name.value, by: definition.name.value }))
          : [],
      ),
      ({ of }) => of,
    );
    const reach = (name: string, asOutput: boolean): void => {
      const definition = this.#definitions.get(name);
      if (!definition || this.types.has(name)) return;
      // An interface that something only implements does not bring the others that implement it.
      if (asOutput && definition.kind === Kind.INTERFACE_TYPE_DEFINITION && !reached.has(`${name}*`)) {
        reached.add(`${name}*`);
        for (const { by } of implementations.get(name) ?? []) reach(by, true);
      }
      if (reached.has(name)) return;
      reached.add(name);
      for (const member of membersOf(definition)) {
        if (this.members.has(member) || member.kind === Kind.ENUM_VALUE_DEFINITION) continue;
        reach(namedType(member.type), true);
        if (member.kind === Kind.FIELD_DEFINITION)
          for (const argument of member.arguments ?? [])
            if (!this.members.has(argument)) reach(namedType(argument.type), true);
      }
      if ('interfaces' in definition) for (const { name: of } of definition.interfaces ?? []) reach(of.value, false);
      if (definition.kind === Kind.UNION_TYPE_DEFINITION)
        for (const { name: of } of definition.types ?? []) reach(of.value, true);
    };
    for (const root of ROOTS) reach(root, true);
    for (const name of this.#definitions.keys()) if (!reached.has(name)) this.types.add(name);
  }
}

type Member = FieldDefinitionNode | InputValueDefinitionNode | NonNullable<EnumTypeDefinitionNode['values']>[number];

function membersOf(definition: TypeDefinitionNode): readonly Member[] {
  if ('fields' in definition) return definition.fields ?? [];
  return 'values' in definition ? (definition.values ?? []) : [];
}

const named = (value: string): NameNode => ({ kind: Kind.NAME, value });
const INACCESSIBLE: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: named('inaccessible') };

const hide = <T extends Tagged>(element: T): T =>
  isInaccessible(element) ? element : { ...element, directives: [...(element.directives ?? []), INACCESSIBLE] };

function mark(definition: DefinitionNode, hidden: Hidden): DefinitionNode {
  if (!('name' in definition) || definition.kind === Kind.DIRECTIVE_DEFINITION) return definition;
  if (isMachinery(definition.name!.value)) return definition;
  if (hidden.types.has(definition.name!.value)) return hide(definition as TypeDefinitionNode);
  const markMember = (member: Member): Member => {
    if (hidden.members.has(member)) return hide(member);
    if (member.kind !== Kind.FIELD_DEFINITION || !member.arguments?.some((argument) => hidden.members.has(argument)))
      return member;
    const args = member.arguments.map((argument) => (hidden.members.has(argument) ? hide(argument) : argument));
    return { ...member, arguments: args };
  };
  if ('fields' in definition) return { ...definition, fields: definition.fields?.map(markMember) } as DefinitionNode;
  if ('values' in definition) return { ...definition, values: definition.values?.map(markMember) } as DefinitionNode;
  return definition;
}

/** The directive and its link, for a supergraph in which nothing was inaccessible. */
function withInaccessible(definitions: readonly DefinitionNode[]): DefinitionNode[] {
  const link = parse(`schema @link(url: "${INACCESSIBLE_URL}", for: SECURITY) { query: Query }`, { noLocation: true });
  const [schema] = link.definitions as [Extract<DefinitionNode, { kind: Kind.SCHEMA_DEFINITION }>];
  return [
    ...definitions.map((definition) =>
      definition.kind === Kind.SCHEMA_DEFINITION
        ? { ...definition, directives: [...(definition.directives ?? []), ...(schema.directives ?? [])] }
        : definition,
    ),
    ...parse(INACCESSIBLE_SDL, { noLocation: true }).definitions,
  ];
}
