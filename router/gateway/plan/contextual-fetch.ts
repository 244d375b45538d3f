import { isObjectOfType } from '@apollo/gateway/dist/dataRewrites.js';
import type { FetchDataKeyRenamer, FetchDataRewrite, FetchNode, ResponsePath } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { EntityFetch, type Part } from '#router/gateway/plan/entity-fetch.ts';
import { isObject, type Json } from '#router/gateway/plan/merge.ts';
import type { Run } from '#router/gateway/plan/run.ts';

type Context = Record<string, unknown>;

const ON = '... on ';

/**
 * A fetch of entities whose fields take arguments from what is above them in the answer, `@fromContext`. Entities below
 * equal values are asked for together.
 * https://specs.apollo.dev/federation/v2.8/#@fromContext
 */
export class ContextualFetch {
  readonly #schema: GraphQLSchema;
  readonly #path: ResponsePath;
  readonly #sources: readonly FetchDataKeyRenamer[];
  readonly #fetch: EntityFetch;

  constructor(schema: GraphQLSchema, node: FetchNode, path: ResponsePath, rewrites: readonly FetchDataRewrite[]) {
    this.#schema = schema;
    this.#path = path;
    this.#sources = rewrites.filter((rewrite) => rewrite.kind === 'KeyRenamer');
    this.#fetch = new EntityFetch(schema, node, path, undefined);
  }

  async run(run: Run, targets: readonly Json[]): Promise<void> {
    const wanted = new Set(targets);
    const parts = new Map<string, Part & { targets: Json[] }>();
    this.#visit(run.data, 0, [], (object, above) => {
      if (!wanted.has(object)) return;
      const context = this.#contextBelow(above);
      const key = JSON.stringify(context);
      const part = parts.get(key) ?? { variables: { ...run.variables, ...context }, targets: [] };
      part.targets.push(object);
      parts.set(key, part);
    });
    await this.#fetch.runParts(run, [...parts.values()]);
  }

  /** @param above the objects that lead to what is visited, the nearest last */
  #visit(value: unknown, at: number, above: readonly Json[], visitor: (object: Json, above: readonly Json[]) => void) {
    const key = this.#path[at];
    if (Array.isArray(value)) {
      for (const item of value) this.#visit(item, key === '@' ? at + 1 : at, above, visitor);
    } else if (isObject(value)) {
      if (key === undefined) visitor(value, above);
      else if (Object.hasOwn(value, key)) this.#visit(value[key], at + 1, [...above, value], visitor);
    }
  }

  /** What clients send under one of these names does not count. */
  #contextBelow(above: readonly Json[]): Context {
    const context: Context = {};
    for (const { path, renameKeyTo: name } of this.#sources) {
      const up = path.lastIndexOf('..') + 1;
      context[name] ??= this.#valueIn(above[above.length - up], path.slice(up));
    }
    return context;
  }

  #valueIn(from: unknown, path: readonly string[]): unknown {
    let value = from;
    for (const step of path) {
      if (!isObject(value)) return undefined;
      if (!step.startsWith(ON)) value = value[step];
      else if (!isObjectOfType(this.#schema, value, step.slice(ON.length), true)) return undefined;
    }
    return value;
  }
}
