import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { type DocumentNode, type GraphQLError, parse, printSchema } from 'graphql';
import { withoutEnforcedMarks } from '#router/protection/enforced-features.ts';

/** A subgraph as it is published. */
export interface PublishedSubgraph {
  /** One lower-case word. */
  readonly name: string;
  /** Its whole SDL, federation's `@link` included. */
  readonly sdl: string;
  /** Where it answers; informative when it runs in the router's process. */
  readonly url: string;
}

/** One reason why subgraphs cannot become a graph. */
export interface CompositionProblem {
  /** `INVALID_GRAPHQL` for SDL that does not parse, else the composer's own code. */
  readonly code: string;
  readonly message: string;
  /** The subgraph at fault, where one is. */
  readonly subgraph?: string;
  /** Where in that subgraph's SDL, counted from 1. */
  readonly line?: number;
}

export type Composition =
  | { readonly supergraphSdl: string; readonly apiSdl: string; readonly errors?: undefined }
  | { readonly errors: readonly CompositionProblem[] };

/**
 * Composes subgraphs into one graph: the supergraph the router plans with, and the schema clients see. Pure, and the
 * same whatever order the subgraphs come in. Every reason for a refusal is named at once.
 */
export function compose(subgraphs: readonly PublishedSubgraph[]): Composition {
  const errors: CompositionProblem[] = [];
  const parsed: { name: string; url: string; typeDefs: DocumentNode }[] = [];
  for (const { name, sdl, url } of [...subgraphs].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    try {
      parsed.push({ name, url, typeDefs: parse(sdl) });
    } catch (error) {
      const { message, locations } = error as GraphQLError;
      errors.push({ code: 'INVALID_GRAPHQL', message, subgraph: name, line: locations?.[0]?.line });
    }
  }
  if (errors.length > 0) return { errors };
  const result = composeServices(parsed);
  if (result.errors) return { errors: result.errors.map(problem) };
  const { supergraphSdl } = result;
  const api = Supergraph.build(withoutEnforcedMarks(supergraphSdl)).apiSchema().toGraphQLJSSchema();
  return { supergraphSdl, apiSdl: `${printSchema(api)}\n` };
}

const problem = (error: GraphQLError): CompositionProblem => {
  const node = error.nodes?.find((candidate) => candidate.loc) as
    | { subgraph?: string; loc?: { startToken: { line: number } } }
    | undefined;
  const message = error.message.replace(/^\[(\w+)\] /, '');
  const subgraph = node?.subgraph ?? /^\[(\w+)\] /.exec(error.message)?.[1];
  return {
    code: String(error.extensions.code ?? 'COMPOSITION_FAILED'),
    message,
    ...(subgraph ? { subgraph } : {}),
    ...(node?.loc ? { line: node.loc.startToken.line } : {}),
  };
};
