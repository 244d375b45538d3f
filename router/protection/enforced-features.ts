import { DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES } from '@apollo/federation-internals';
import { Kind, parse } from 'graphql';

/**
 * Features of a supergraph that this router sees to by itself: security before planning, cache tags,
 * arguments from context.
 * https://specs.apollo.dev/link/v1.0/#@link.for says that who does not know a feature `for:` something must not serve it.
 */
const ENFORCED = /^https:\/\/specs\.apollo\.dev\/(authenticated|requiresScopes|policy|cacheTag|context)\/v0\.1$/;

/** Whether routers can do what a feature of a supergraph is for, by its URL. */
export const isServed = (feature: string): boolean =>
  ENFORCED.test(feature) || DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES.has(feature);

/**
 * The supergraph as the gateway may load it: features that are enforced here no longer say `for:` what, which the
 * gateway would refuse. Their directives stay, and so does what nobody here knows, which is then refused.
 */
export function withoutEnforcedMarks(supergraphSdl: string): string {
  if (!/SECURITY|cacheTag/.test(supergraphSdl)) return supergraphSdl;
  const cuts: { start: number; end: number }[] = [];
  for (const definition of parse(supergraphSdl).definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const { arguments: args = [] } of definition.directives ?? []) {
      const url = args.find(({ name }) => name.value === 'url')?.value;
      const purpose = args.find(({ name }) => name.value === 'for');
      if (purpose?.loc && url?.kind === Kind.STRING && ENFORCED.test(url.value)) cuts.push(purpose.loc);
    }
  }
  return cuts.reduceRight((sdl, { start, end }) => sdl.slice(0, start) + sdl.slice(end), supergraphSdl);
}
