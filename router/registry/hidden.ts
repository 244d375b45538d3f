import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
  type NameNode,
  type StringValueNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { isOfOperations } from '#router/gateway/executable-directives.ts';

/** Root types of a composed graph, which are always called so. */
export const ROOTS = ['Query', 'Mutation', 'Subscription'];
/** Types that features of the supergraph bring along: `join__Graph`, `policy__Policy`. */
export const isMachinery = (name: string): boolean => name.includes('__');

/** What may have directives. */
export type Tagged = { readonly directives?: readonly ConstDirectiveNode[] };

export const tagsOf = ({ directives = [] }: Tagged): string[] =>
  directives
    .filter((directive) => directive.name.value === 'tag')
    .map((directive) => (directive.arguments?.[0]?.value as StringValueNode | undefined)?.value ?? '');

export const isInaccessible = ({ directives = [] }: Tagged): boolean =>
  directives.some((directive) => directive.name.value === 'inaccessible');

const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));

const isRequired = (input: InputValueDefinitionNode): boolean =>
  input.type.kind === Kind.NON_NULL_TYPE && !input.defaultValue;

/** Everything of a supergraph that an audience does not see: types by name, the rest by coordinate. */
export class Hidden {
  readonly types = new Set<string>();
  readonly members = new Set<string>();
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
    this.#hideUnreachable(
      document.definitions.flatMap((one) =>
        one.kind === Kind.DIRECTIVE_DEFINITION && isOfOperations(one)
          ? (one.arguments ?? []).map(({ type }) => namedType(type))
          : [],
      ),
    );
  }

  #hideByTag(definition: TypeDefinitionNode): void {
    const type = definition.name.value;
    const isRoot = ROOTS.includes(type);
    if (!this.#belongs(definition, true)) this.types.add(type);
    for (const member of membersOf(definition)) {
      if (!this.#belongs(member, !isRoot)) this.members.add(at(type, member));
      for (const argument of argumentsOf(member))
        if (!this.#belongs(argument, true)) this.members.add(at(type, member, argument));
    }
  }

  /** One round of hiding what cannot stay without what is hidden already. @returns whether anything was hidden */
  #hideByConsequence(): boolean {
    const before = this.types.size + this.members.size;
    for (const definition of this.#definitions.values()) {
      const name = definition.name.value;
      if (this.types.has(name)) continue;
      for (const member of membersOf(definition)) {
        if (member.kind === Kind.ENUM_VALUE_DEFINITION) continue;
        const coordinate = at(name, member);
        if (this.types.has(namedType(member.type)) || !this.#hideArguments(name, member)) this.members.add(coordinate);
        if (member.kind !== Kind.INPUT_VALUE_DEFINITION) continue;
        if (this.#hasHiddenDefault(member)) this.members.add(coordinate);
        // Nobody could send an object without a field it must have.
        if (this.members.has(coordinate) && isRequired(member)) this.types.add(name);
      }
      const empty =
        definition.kind === Kind.UNION_TYPE_DEFINITION
          ? definition.types?.every((type) => this.types.has(type.name.value))
          : definition.kind !== Kind.SCALAR_TYPE_DEFINITION &&
            membersOf(definition).every((member) => this.members.has(at(name, member)));
      if (empty) this.types.add(name);
    }
    return this.types.size + this.members.size > before;
  }

  /** @returns false when an argument must be given and cannot be */
  #hideArguments(type: string, field: Member): boolean {
    let givable = true;
    for (const argument of argumentsOf(field)) {
      const coordinate = at(type, field, argument);
      if (this.types.has(namedType(argument.type)) || this.#hasHiddenDefault(argument)) this.members.add(coordinate);
      if (this.members.has(coordinate) && isRequired(argument)) givable = false;
    }
    return givable;
  }

  /** Whether what stands for a value that is not given is itself hidden. */
  #hasHiddenDefault({ type, defaultValue }: InputValueDefinitionNode): boolean {
    const isHidden = (value: ConstValueNode, of: string): boolean => {
      if (value.kind === Kind.LIST) return value.values.some((each) => isHidden(each, of));
      if (value.kind === Kind.ENUM) return this.members.has(`${of}.${value.value}`);
      if (value.kind !== Kind.OBJECT) return false;
      const definition = this.#definitions.get(of);
      const fields = definition ? membersOf(definition) : [];
      return value.fields.some(({ name, value: each }) => {
        const field = fields.find((candidate) => candidate.name.value === name.value);
        if (field?.kind !== Kind.INPUT_VALUE_DEFINITION) return false;
        return this.members.has(at(of, field)) || isHidden(each, namedType(field.type));
      });
    };
    return defaultValue !== undefined && isHidden(defaultValue, namedType(type));
  }

  /** @param inputs types of what clients may say beside fields */
  #hideUnreachable(inputs: readonly string[]): void {
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
        if (member.kind === Kind.ENUM_VALUE_DEFINITION || this.members.has(at(name, member))) continue;
        reach(namedType(member.type), true);
        for (const argument of argumentsOf(member))
          if (!this.members.has(at(name, member, argument))) reach(namedType(argument.type), true);
      }
      if ('interfaces' in definition) for (const { name: of } of definition.interfaces ?? []) reach(of.value, false);
      if (definition.kind === Kind.UNION_TYPE_DEFINITION)
        for (const { name: of } of definition.types ?? []) reach(of.value, true);
    };
    for (const root of [...ROOTS, ...inputs]) reach(root, true);
    for (const name of this.#definitions.keys()) if (!reached.has(name)) this.types.add(name);
  }
}

/** What a type consists of. */
export type Member =
  | FieldDefinitionNode
  | InputValueDefinitionNode
  | NonNullable<EnumTypeDefinitionNode['values']>[number];

export function membersOf(definition: TypeDefinitionNode): readonly Member[] {
  if ('fields' in definition) return definition.fields ?? [];
  return 'values' in definition ? (definition.values ?? []) : [];
}

export const argumentsOf = (member: Member): readonly InputValueDefinitionNode[] =>
  member.kind === Kind.FIELD_DEFINITION ? (member.arguments ?? []) : [];

/** A schema coordinate. */
export const at = (type: string, ...path: readonly { readonly name: NameNode }[]): string =>
  [type, ...path.map(({ name }) => name.value)].join('.');
