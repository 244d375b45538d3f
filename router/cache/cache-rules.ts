import {
  baseType,
  isEnumType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  type NamedType,
  type ObjectType,
  type Schema,
} from '@apollo/federation-internals';
import type { DocumentNode } from 'graphql';
import { type CachePolicy, policyOf } from '#router/cache/cache-policy.ts';
import { parseTagFormat, type TagFormat } from '#router/cache/tag-format.ts';

/** What `@cacheControl` says of a field or of a type. */
export interface CacheHint {
  readonly maxAge?: number | undefined;
  readonly scope?: 'PUBLIC' | 'PRIVATE' | undefined;
  readonly inheritMaxAge?: boolean | undefined;
}

/** Messages that make what is cached under some tags out of date: one `@invalidatedBy`. */
export interface Invalidation {
  /** Without the installation's prefix. */
  readonly topic: string;
  /** CloudEvents types; every message when there are none. */
  readonly types: ReadonlySet<string> | undefined;
  /** Paths lead into the message's payload. */
  readonly tags: readonly TagFormat[];
}

interface Applied {
  arguments(): Readonly<Record<string, unknown>>;
}

interface Element {
  appliedDirectivesOf(name: string): readonly Applied[];
}

/** What a supergraph says of caching, by coordinate (`Product`, `Product.title`). */
export class CacheRules {
  readonly #hints = new Map<string, CacheHint>();
  readonly #tags = new Map<string, TagFormat[]>();
  /** Object types that have tags, or fields with tags. */
  readonly tagged = new Set<string>();
  readonly invalidations: Invalidation[] = [];
  readonly #policies = new WeakMap<DocumentNode, Map<string | undefined, CachePolicy | undefined>>();

  /**
   * @returns no rules for a graph of which nothing is said to be cached, or not all is understood: what ends an answer may
   * be among it. Every problem names its coordinate.
   */
  static of(schema: Schema): { readonly rules?: CacheRules; readonly problems: readonly string[] } {
    const problems: string[] = [];
    const rules = new CacheRules(schema, (coordinate, what) => problems.push(`${coordinate}: ${what}.`));
    return problems.length === 0 && rules.#hints.size > 0 ? { rules, problems } : { problems };
  }

  private constructor(schema: Schema, complain: (coordinate: string, what: string) => void) {
    const read = (coordinate: string, type: NamedType, element: Element, args?: readonly string[]): void => {
      const [hint] = applied(schema, element, 'cacheControl') as CacheHint[];
      if ((hint?.maxAge ?? 0) < 0) complain(coordinate, '"maxAge" is below 0');
      if (hint) this.#hints.set(coordinate, hint);
      const tags = formatsOf(
        applied(schema, element, 'cacheTag').map(({ format }) => format),
        (path) => leads(path, type, args),
        (what) => complain(coordinate, what),
      );
      if (tags.length === 0) return;
      this.#tags.set(coordinate, tags);
      this.tagged.add(type.name);
    };
    for (const type of schema.types()) {
      read(type.name, type, type);
      for (const { topic, types, tags } of applied(schema, type, 'invalidatedBy'))
        this.invalidations.push({
          topic: String(topic),
          types: Array.isArray(types) && types.length > 0 ? new Set(types.map(String)) : undefined,
          tags: formatsOf(
            tags as readonly unknown[],
            ([first]) => !first?.startsWith('$'),
            (what) => complain(type.name, what),
          ),
        });
      if (isObjectType(type) || isInterfaceType(type))
        for (const field of type.fields())
          read(
            `${type.name}.${field.name}`,
            type,
            field,
            field.arguments().map(({ name }) => name),
          );
    }
  }

  hint(coordinate: string): CacheHint {
    return this.#hints.get(coordinate) ?? {};
  }

  tags(coordinate: string): readonly TagFormat[] {
    return this.#tags.get(coordinate) ?? [];
  }

  /** Topics whose messages make answers out of date, without the installation's prefix. */
  get topics(): ReadonlySet<string> {
    return new Set(this.invalidations.map(({ topic }) => topic));
  }

  /** How an operation's answers may be cached; found out once for each document. */
  policyOf(
    schema: Parameters<typeof policyOf>[1],
    document: DocumentNode,
    operationName: string | undefined,
  ): CachePolicy | undefined {
    const known = this.#policies.get(document) ?? new Map<string | undefined, CachePolicy | undefined>();
    this.#policies.set(document, known);
    if (!known.has(operationName)) known.set(operationName, policyOf(this, schema, document, operationName));
    return known.get(operationName);
  }
}

/** Reads formats, each of whose paths has to lead somewhere. */
function formatsOf(
  texts: readonly unknown[],
  isPath: (path: readonly string[]) => boolean,
  complain: (what: string) => void,
): TagFormat[] {
  return texts.flatMap((text) => {
    try {
      const format = parseTagFormat(String(text));
      const lost = format.paths.find((path) => !isPath(path));
      if (!lost) return [format];
      complain(`"{${lost.join('.')}}" in the cache tag "${text}" leads nowhere`);
    } catch (error) {
      complain((error as Error).message);
    }
    return [];
  });
}

/** Whether a path of a `@cacheTag` leads to leaves: fields of the object (`$key`, `$this`), or a field's arguments. */
function leads([from, ...path]: readonly string[], type: NamedType, args: readonly string[] | undefined): boolean {
  if (from === '$args') return path.length > 0 && (args?.includes(path[0]!) ?? false);
  if (from !== '$key' && from !== '$this') return false;
  let at: NamedType | undefined = type;
  for (const step of path) at = at && isObjectType(at) ? fieldType(at, step) : undefined;
  return path.length > 0 && at !== undefined && isLeafType(at);
}

const fieldType = (type: ObjectType, name: string): NamedType | undefined => {
  const field = type.field(name)?.type;
  return field && baseType(field);
};

const isLeafType = (type: NamedType): boolean => isScalarType(type) || isEnumType(type);

/**
 * A directive's applications to an element, each as its arguments: applied under its own name, as `@composeDirective`
 * leaves it, or told by `@join__directive`, as federation composes its own.
 */
function applied(schema: Schema, element: Element, name: string): Readonly<Record<string, unknown>>[] {
  const joined = schema.directive('join__directive') ? element.appliedDirectivesOf('join__directive') : [];
  return [
    ...(schema.directive(name) ? element.appliedDirectivesOf(name) : []).map((one) => one.arguments()),
    ...joined
      .map((one) => one.arguments())
      .filter((join) => String(join.name).replace(/^\w*?__/, '') === name)
      .map(({ args }) => (args ?? {}) as Readonly<Record<string, unknown>>),
  ];
}
