import { isInterfaceType, isObjectType, type Schema } from '@apollo/federation-internals';
import { type DirectiveHolder, linkedDirective } from '#router/protection/linked-directive.ts';

/** One thing a viewer may have: `authenticated`, `scope:<scope>` or `policy:<policy>`. */
export type Right = string;

/** All of these clauses; of each, one alternative; of an alternative, every right. */
export type Requirement = readonly (readonly (readonly Right[])[])[];

/** What a graph's `@authenticated`, `@requiresScopes` and `@policy` ask of whoever selects a field or names a type. */
export class AuthorizationRules {
  readonly #types = new Map<string, Requirement>();
  readonly #fields = new Map<string, Requirement>();

  /** @param schema the supergraph, not the clients' schema, which has no such directives */
  constructor(schema: Schema) {
    const requirementOf = requirementReader(schema);
    for (const type of schema.types()) {
      add(this.#types, type.name, requirementOf(type));
      if (isObjectType(type) || isInterfaceType(type))
        for (const field of type.fields()) add(this.#fields, `${type.name}.${field.name}`, requirementOf(field));
    }
    // A field of an interface may show any implementation, so it asks for what all of them ask.
    for (const type of schema.interfaceTypes())
      for (const { name } of type.fields())
        for (const { name: implementation } of type.possibleRuntimeTypes()) {
          add(this.#fields, `${type.name}.${name}`, this.ofType(implementation));
          add(this.#fields, `${type.name}.${name}`, this.#fields.get(`${implementation}.${name}`) ?? []);
        }
  }

  /** Every right that is asked for anywhere. */
  get rights(): ReadonlySet<Right> {
    return new Set([...this.#types.values(), ...this.#fields.values()].flat(3));
  }

  ofType(name: string): Requirement {
    return this.#types.get(name) ?? [];
  }

  /** @param returned the name of the type the field leads to */
  ofField(parent: string, name: string, returned: string): Requirement {
    return [...(this.#fields.get(`${parent}.${name}`) ?? []), ...this.ofType(returned)];
  }
}

/** Whether somebody with these rights satisfies a requirement. */
export const satisfies = (requirement: Requirement, has: (right: Right) => boolean): boolean =>
  requirement.every((alternatives) => alternatives.some((rights) => rights.every(has)));

function requirementReader(schema: Schema): (element: DirectiveHolder) => Requirement {
  const specification = (name: string) => `https://specs.apollo.dev/${name}`;
  const authenticated = linkedDirective(schema, specification('authenticated'), 'authenticated');
  const scopes = linkedDirective<{ scopes: string[][] }>(schema, specification('requiresScopes'), 'requiresScopes');
  const policy = linkedDirective<{ policies: string[][] }>(schema, specification('policy'), 'policy');
  const prefixed = (prefix: string, alternatives: string[][]): Right[][] =>
    alternatives.map((names) => names.map((name) => `${prefix}:${name}`));
  return (element) => {
    const requirement: Right[][][] = [];
    if (authenticated(element)) requirement.push([['authenticated']]);
    const needed = scopes(element)?.scopes;
    if (needed) requirement.push(prefixed('scope', needed));
    const policies = policy(element)?.policies;
    if (policies) requirement.push(prefixed('policy', policies));
    return requirement;
  };
}

function add(to: Map<string, Requirement>, key: string, requirement: Requirement): void {
  if (requirement.length > 0) to.set(key, [...(to.get(key) ?? []), ...requirement]);
}
