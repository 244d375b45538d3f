import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import type { DocumentNode, GraphQLError } from 'graphql';
import { parse } from 'graphql';
import { CacheRules } from '#router/cache/cache-rules.ts';
import { withDefiners, withDirectivesOfOperations } from '#router/gateway/executable-directives.ts';
import { isServed } from '#router/protection/enforced-features.ts';
import { apiSdlOf } from '#router/registry/api-sdl.ts';
import type { EventSchema } from '#router/registry/checks/event-compatibility.ts';
import { type Contract, type ContractDefinition, contractApis } from '#router/registry/contract.ts';
import { MAX_TOKENS, type Place, Places, placeInFile, type SdlFile } from '#router/registry/places.ts';
import { liftEvents } from '#router/subscriptions/lift-events.ts';

/** A subgraph as it is published. */
export interface PublishedSubgraph {
  /** One lower-case word. */
  readonly name: string;
  /** Its whole SDL, federation's `@link` included. */
  readonly sdl: string;
  /** Where it answers; informative when it runs in the router's process. */
  readonly url: string;
  /** The files the SDL was put together from, in order; reasons then name them. */
  readonly files?: readonly SdlFile[];
  /** The events it publishes, where it publishes some. */
  readonly events?: readonly EventSchema[];
}

/** One reason why subgraphs cannot become a graph. */
export interface CompositionProblem {
  /** `INVALID_GRAPHQL` for SDL that does not parse, `INVALID_CONTRACT`, `INVALID_CACHING`, `COMPOSITION_FAILED`, else the composer's own. */
  readonly code: string;
  readonly message: string;
  /** The subgraph at fault, where one is. */
  readonly subgraph?: string;
  /** The file at fault, where the publisher told of files. */
  readonly file?: string;
  /** Where in that file, or else in the subgraph's SDL, counted from 1. */
  readonly line?: number;
  /** The contract that cannot be cut out, where it is one. */
  readonly contract?: string;
}

/** A graph that routers can run. */
export interface Composed {
  readonly supergraphSdl: string;
  /** What clients of the whole graph see. */
  readonly apiSdl: string;
  readonly contracts: readonly Contract[];
}

export type Composition =
  | (Composed & { readonly errors?: undefined })
  | { readonly errors: readonly CompositionProblem[] };

/**
 * Composes subgraphs into one graph, and cuts every contract out of it. Pure, and the same whatever order the subgraphs
 * come in. Every reason for a refusal is named at once.
 */
export function compose(
  subgraphs: readonly PublishedSubgraph[],
  contracts: readonly ContractDefinition[] = [],
): Composition {
  const errors: CompositionProblem[] = [];
  const parsed: { name: string; url: string; typeDefs: DocumentNode }[] = [];
  const { subgraphs: lifted, problems } = liftEvents(subgraphs);
  for (const { subgraph, line, ...reason } of problems) errors.push({ ...reason, ...placeInFile(subgraph, line) });
  for (const subgraph of [...lifted].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name, sdl, url } = subgraph;
    try {
      parsed.push({ name, url, typeDefs: parse(sdl, { maxTokens: MAX_TOKENS }) });
    } catch (error) {
      const { message, locations } = error as GraphQLError;
      errors.push({ code: 'INVALID_GRAPHQL', message, ...placeInFile(subgraph, locations?.[0]?.line) });
    }
  }
  if (errors.length > 0) return { errors };
  const result = composed(parsed);
  if (result instanceof Error) return { errors: [{ code: 'COMPOSITION_FAILED', message: result.message.trim() }] };
  let known: Places | undefined;
  const places = (): Places => {
    known ??= new Places(subgraphs);
    return known;
  };
  if (result.errors) return { errors: result.errors.map((error) => problem(error, subgraphs, places())) };
  const { schema } = result;
  const supergraphSdl = withDefiners(result.supergraphSdl, schema, parsed);
  for (const message of CacheRules.of(schema).problems)
    errors.push({ code: 'INVALID_CACHING', message, ...places().about(message) });
  for (const { url, purpose } of schema.coreFeatures?.allFeatures() ?? [])
    if (purpose && !isServed(String(url)))
      errors.push({
        code: 'UNSUPPORTED_LINKED_FEATURE',
        message: `No router here can serve a graph with ${url}, which is for ${purpose}.`,
        ...mention(subgraphs, [String(url), `@${url.name}`]),
      });
  const loaded = withDirectivesOfOperations(supergraphSdl);
  const api = loaded === supergraphSdl ? schema.toAPISchema() : Supergraph.build(loaded).apiSchema();
  const apiSdl = apiSdlOf(api.toGraphQLJSSchema());
  const cut: Contract[] = [];
  for (const [index, slice] of contractApis(supergraphSdl, apiSdl, contracts).entries()) {
    const definition = contracts[index]!;
    if (typeof slice === 'string') cut.push({ ...definition, apiSdl: slice });
    else
      for (const message of slice.problems)
        errors.push({
          code: 'INVALID_CONTRACT',
          message,
          contract: definition.name,
          ...(definition.at ?? places().named(message)),
        });
  }
  return errors.length > 0 ? { errors } : { supergraphSdl, apiSdl, contracts: cut };
}

/** What the composer makes of them; an error is of something it does not expect, such as a type that one subgraph lacks. */
function composed(services: Parameters<typeof composeServices>[0]): ReturnType<typeof composeServices> | Error {
  try {
    return composeServices(services);
  } catch (error) {
    return error as Error;
  }
}

/** Where the first subgraph that does says one of these. */
function mention(subgraphs: readonly PublishedSubgraph[], words: readonly string[]): Place {
  for (const subgraph of subgraphs) {
    const index = subgraph.sdl.split('\n').findIndex((line) => words.some((word) => line.includes(word)));
    if (index >= 0) return placeInFile(subgraph, index + 1);
  }
  return {};
}

const problem = (error: GraphQLError, subgraphs: readonly PublishedSubgraph[], places: Places): CompositionProblem => {
  const node = error.nodes?.find((candidate) => candidate.loc) as
    | { subgraph?: string; loc?: { startToken: { line: number } } }
    | undefined;
  const message = error.message.replace(/^\[[\w-]+\] /, '');
  const name = node?.subgraph ?? /^\[([\w-]+)\] /.exec(error.message)?.[1];
  const subgraph = subgraphs.find((candidate) => candidate.name === name);
  return {
    code: String(error.extensions.code ?? 'COMPOSITION_FAILED'),
    message,
    ...(subgraph && node?.loc
      ? placeInFile(subgraph, node.loc.startToken.line)
      : places.about(message, subgraph?.name)),
  };
};
