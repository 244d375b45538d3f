import type { Schema } from '@apollo/federation-internals';
import { type DocumentNode, Kind, parse, visit } from 'graphql';

/**
 * Names of the fields that a `@requires` of the graph asks for with arguments. The planner asks for them under their own
 * names, whatever a client asks for under the same: `comments(limit: 1)` would be answered with what
 * `@requires(fields: "comments(limit: 3)")` got.
 */
export function fieldsRequiredWithArguments(supergraph: Schema): ReadonlySet<string> {
  const names = new Set<string>();
  for (const type of [...supergraph.objectTypes(), ...supergraph.interfaceTypes()])
    for (const field of type.fields())
      for (const directive of field.appliedDirectivesOf('join__field')) {
        const { requires } = directive.arguments() as { requires?: string };
        if (!requires) continue;
        visit(parse(`{ ${requires} }`), {
          Field: ({ name, arguments: given = [] }) => {
            if (given.length > 0) names.add(name.value);
          },
        });
      }
  return names;
}

/** A document some of whose keys stand for others, so that they meet nothing that is required. */
export interface KeptApart {
  readonly document: DocumentNode;
  /** What the client calls each of those keys; undefined where nothing had to be kept apart. */
  readonly clientKeys?: ReadonlyMap<string, string>;
}

/** Gives every key of a document that is one of the names another one. */
export function keepApart(document: DocumentNode, names: ReadonlySet<string>): KeptApart {
  if (names.size === 0) return { document };
  const taken = new Set<string>();
  visit(document, { Field: ({ alias, name }) => void taken.add((alias ?? name).value) });
  const others = new Map<string, string>();
  for (const name of names) {
    if (!taken.has(name)) continue;
    let other = `${name}__asked`;
    while (taken.has(other)) other += '_';
    others.set(name, other);
  }
  if (others.size === 0) return { document };
  const clients = new Map([...others].map(([name, other]) => [other, name]));
  return {
    document: visit(document, {
      Field: (field) => {
        const other = others.get((field.alias ?? field.name).value);
        return other ? { ...field, alias: { kind: Kind.NAME, value: other } } : undefined;
      },
    }),
    clientKeys: clients,
  };
}

/** Data with every key as the client calls it. */
export function withClientKeys<T>(data: T, clientKeys: ReadonlyMap<string, string>): T {
  if (Array.isArray(data)) return data.map((item) => withClientKeys(item, clientKeys)) as T;
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, part]) => [clientKeys.get(key) ?? key, withClientKeys(part, clientKeys)]),
  ) as T;
}
