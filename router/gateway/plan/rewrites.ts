import { isObjectOfType } from '@apollo/gateway/dist/dataRewrites.js';
import type { FetchDataRewrite } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type Json, setOwn } from '#router/gateway/plan/merge.ts';

const ON = '... on ';

/** Changes JSON as a plan says. Other than the gateway's, it renames every value: also 0, false, nothing and null. */
export function applyRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[] | undefined,
  value: unknown,
) {
  for (const rewrite of rewrites ?? []) rewriteAt(schema, rewrite, 0, value);
}

function rewriteAt(schema: GraphQLSchema, rewrite: FetchDataRewrite, at: number, value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) rewriteAt(schema, rewrite, at, item);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const object = value as Json;
  const step = rewrite.path[at]!;
  if (step.startsWith(ON)) {
    if (isObjectOfType(schema, object, step.slice(ON.length), true)) rewriteAt(schema, rewrite, at + 1, object);
  } else if (at < rewrite.path.length - 1) {
    if (Object.hasOwn(object, step)) rewriteAt(schema, rewrite, at + 1, object[step]);
  } else if (rewrite.kind === 'ValueSetter') object[step] = rewrite.setValueTo;
  else if (Object.hasOwn(object, step)) {
    setOwn(object, rewrite.renameKeyTo, object[step]);
    delete object[step];
  }
}
