import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type NamedTypeNode,
  type NameNode,
  parse,
  print,
  type TypeDefinitionNode,
  validateSchema,
} from 'graphql';
import { apiSdlOf } from '#router/registry/api-sdl.ts';
import {
  argumentsOf,
  at,
  Hidden,
  isInaccessible,
  isMachinery,
  type Member,
  type Tagged,
} from '#router/registry/hidden.ts';

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
  /** Where whoever publishes it has it. */
  readonly at?: { readonly file: string; readonly line: number } | undefined;
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

/**
 * Cuts a contract's supergraph out of a whole one: what is not the audience's becomes `@inaccessible`, which planners use
 * and clients never see. Types that nothing leads to any more are hidden too.
 * @throws ContractError when nothing is left to ask
 */
export function contractSupergraph(supergraphSdl: string, definition: ContractDefinition): string {
  const document = parse(supergraphSdl, { noLocation: true });
  const hidden = hiddenFrom(document, definition);
  const definitions = document.definitions.map((node) => mark(node, hidden));
  const linked = document.definitions.some(
    (node) => node.kind === Kind.DIRECTIVE_DEFINITION && node.name.value === 'inaccessible',
  );
  return print({ ...document, definitions: linked ? definitions : withInaccessible(definitions) });
}

/**
 * What clients of each contract see. The same as the API schema of {@link contractSupergraph}, at a fifth of its cost: the
 * parts that are hidden are left out of the whole graph's.
 * @param apiSdl what clients of the whole graph see
 * @returns a schema for each contract, or the error that says why there is none
 */
export function contractApis(
  supergraphSdl: string,
  apiSdl: string,
  definitions: readonly ContractDefinition[],
): (string | ContractError)[] {
  if (definitions.length === 0) return [];
  const document = parse(supergraphSdl, { noLocation: true });
  const api = parse(apiSdl, { noLocation: true });
  return definitions.map((definition) => {
    try {
      const hidden = hiddenFrom(document, definition);
      const schema = buildASTSchema({ ...api, definitions: api.definitions.flatMap((node) => without(node, hidden)) });
      const problems = validateSchema(schema);
      if (problems.length > 0) throw new ContractError(problems.map(({ message }) => message));
      return apiSdlOf(schema);
    } catch (error) {
      return error instanceof ContractError ? error : new ContractError([(error as Error).message]);
    }
  });
}

function hiddenFrom(document: DocumentNode, { name, include, exclude }: ContractDefinition): Hidden {
  const hidden = new Hidden(document, include, exclude);
  if (hidden.types.has('Query'))
    throw new ContractError([`The contract ${name} is empty: no root field is tagged for it.`]);
  return hidden;
}

const named = (value: string): NameNode => ({ kind: Kind.NAME, value });
const INACCESSIBLE: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: named('inaccessible') };

const hide = <T extends Tagged>(element: T): T =>
  isInaccessible(element) ? element : { ...element, directives: [...(element.directives ?? []), INACCESSIBLE] };

/** A definition with what is hidden of it marked so. */
function mark(definition: DefinitionNode, hidden: Hidden): DefinitionNode {
  if (!('name' in definition) || definition.kind === Kind.DIRECTIVE_DEFINITION) return definition;
  const type = definition.name!.value;
  if (isMachinery(type)) return definition;
  if (hidden.types.has(type)) return hide(definition as TypeDefinitionNode);
  return withMembers(definition, (member) => {
    if (hidden.members.has(at(type, member))) return [hide(member)];
    if (member.kind !== Kind.FIELD_DEFINITION) return [member];
    const args = argumentsOf(member).map((argument) =>
      hidden.members.has(at(type, member, argument)) ? hide(argument) : argument,
    );
    return [{ ...member, arguments: args }];
  });
}

/** A definition of the API without what is hidden of it; nothing when it is hidden itself. */
function without(definition: DefinitionNode, hidden: Hidden): DefinitionNode[] {
  const seen = ({ name }: NamedTypeNode): boolean => !hidden.types.has(name.value);
  if (definition.kind === Kind.SCHEMA_DEFINITION)
    return [{ ...definition, operationTypes: definition.operationTypes.filter(({ type }) => seen(type)) }];
  if (!('name' in definition) || definition.kind === Kind.DIRECTIVE_DEFINITION) return [definition];
  const type = definition.name!.value;
  if (hidden.types.has(type)) return [];
  const narrowed = {
    ...definition,
    ...('interfaces' in definition ? { interfaces: definition.interfaces?.filter(seen) } : {}),
    ...(definition.kind === Kind.UNION_TYPE_DEFINITION ? { types: definition.types?.filter(seen) } : {}),
  } as DefinitionNode;
  return [
    withMembers(narrowed, (member) => {
      if (hidden.members.has(at(type, member))) return [];
      if (member.kind !== Kind.FIELD_DEFINITION) return [member];
      const args = argumentsOf(member).filter((argument) => !hidden.members.has(at(type, member, argument)));
      return [{ ...member, arguments: args }];
    }),
  ];
}

function withMembers(definition: DefinitionNode, change: (member: Member) => Member[]): DefinitionNode {
  if ('fields' in definition) {
    const fields = (definition.fields as readonly Member[] | undefined)?.flatMap(change);
    return { ...definition, fields } as DefinitionNode;
  }
  if ('values' in definition) return { ...definition, values: definition.values?.flatMap(change) } as DefinitionNode;
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
