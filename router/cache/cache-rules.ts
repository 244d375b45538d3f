import { isInterfaceType, isObjectType, type Schema } from '@apollo/federation-internals';
import type { DocumentNode } from 'graphql';
import { type CachePolicy, policyOf } from '#router/cache/cache-policy.ts';
import { parseTagFormat, type TagFormat } from '#router/cache/tag-format.ts';

/** Where this router's own directive comes from, as `@link` says it. */
export const CACHING_SPEC = 'https://marketplace.example/caching/v1.0';

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
  readonly invalidations: readonly Invalidation[];
  readonly #policies = new WeakMap<DocumentNode, Map<string | undefined, CachePolicy | undefined>>();

  /** @returns undefined for a graph of which nothing may be cached */
  static of(schema: Schema): CacheRules | undefined {
    const rules = new CacheRules(schema);
    return rules.#hints.size > 0 ? rules : undefined;
  }

  private constructor(schema: Schema) {
    const invalidations: Invalidation[] = [];
    const read = (coordinate: string, type: string, element: Element): void => {
      const [hint] = applied(schema, element, 'cacheControl');
      if (hint) this.#hints.set(coordinate, hint as CacheHint);
      const tags = applied(schema, element, 'cacheTag').map(({ format }) => parseTagFormat(String(format)));
      if (tags.length === 0) return;
      this.#tags.set(coordinate, tags);
      this.tagged.add(type);
    };
    for (const type of schema.types()) {
      read(type.name, type.name, type);
      for (const { topic, types, tags } of applied(schema, type, 'invalidatedBy'))
        invalidations.push({
          topic: String(topic),
          types: Array.isArray(types) && types.length > 0 ? new Set(types.map(String)) : undefined,
          tags: (tags as readonly unknown[]).map((format) => parseTagFormat(String(format))),
        });
      if (isObjectType(type) || isInterfaceType(type))
        for (const field of type.fields()) read(`${type.name}.${field.name}`, type.name, field);
    }
    this.invalidations = invalidations;
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
