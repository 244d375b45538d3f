import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { FormattedExecutionResult } from 'graphql';
import { GUEST, type Viewer } from '#kernel/auth/viewer.ts';
import { FAULTS, type FaultCode, faultIn } from '#kernel/errors.ts';
import type { GraphQLRequest } from '#kernel/graphql/executor.ts';
import type { Logger } from '#kernel/log.ts';
import type { Transport, TransportAnswer } from '#kernel/subgraph/peers.ts';
import type { HeardCaching } from '#router/cache/heard-caching.ts';
import type { SubgraphRequest } from '#router/gateway/plan/run.ts';
import { mutationEnded, SharedFetches } from '#router/gateway/shared-fetches.ts';
import { unanswered } from '#router/gateway/unanswered.ts';
import type { PassedHeaders } from '#router/http/passed-headers.ts';
import type { ForwardedHeaders } from '#router/identity/forwarded-headers.ts';

/**
 * Finds the way to a subgraph by its name; undefined when this installation has none.
 * @param url where the graph says it answers
 */
export type TransportTo = (subgraph: string, url?: string) => Transport | undefined;

/** What the gateway hands to data sources: on whose behalf the operation runs. */
export interface GatewayContext {
  readonly viewer: Viewer;
  /** What of a client's headers subgraphs are told. */
  readonly forwarded?: ForwardedHeaders | undefined;
  /** Hears what subgraphs' responses say of caching. */
  readonly heard?: HeardCaching | undefined;
  /** Hears what subgraphs' responses to mutations tell the client. */
  readonly passed?: PassedHeaders | undefined;
}

/** On whose behalf an operation runs; a guest's where nobody has said. */
export const callerIn = (context: unknown): GatewayContext =>
  (context as Partial<GatewayContext>).viewer ? (context as GatewayContext) : ANYBODY;

const ANYBODY: GatewayContext = { viewer: GUEST };

/** The way to one subgraph, for plans and for the gateway's own executor. */
export interface SubgraphSource extends GraphQLDataSource {
  /** Never rejects: a subgraph that cannot be reached is an answer with a coded error. */
  fetch(request: SubgraphRequest, context: GatewayContext): Promise<FormattedExecutionResult>;
}

/** The gateway's own executor, which is left what is rare, gives arguments from context no value. */
const CONTEXT_UNKNOWN = [
  'BAD_USER_INPUT',
  'Fields with arguments from context cannot be asked for together with the schema, or with more than six conditions.',
] as const;

type Response = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** An error at each place where the request would have been answered. */
function failure(request: GraphQLRequest, code: FaultCode, message: string): FormattedExecutionResult {
  const error = { message, extensions: { code, retryable: FAULTS[code].retryable } };
  const paths = unanswered(request);
  return { errors: paths.length === 0 ? [error] : paths.map((path) => ({ ...error, path })) };
}

/**
 * The gateway's way to one subgraph. The transport is looked up by name on every call, because the gateway keeps a data
 * source of an unchanged URL across a reload while an embedded subgraph may have been replaced. A subgraph that cannot
 * be reached is an answer with a coded error, so that it has a path and the rest of the operation goes on.
 */
export class TransportDataSource implements SubgraphSource {
  readonly #subgraph: string;
  readonly #url: string | undefined;
  readonly #transportTo: TransportTo;
  readonly #log: Logger;
  readonly #shared = new SharedFetches();

  constructor(subgraph: string, url: string | undefined, transportTo: TransportTo, log: Logger) {
    this.#subgraph = subgraph;
    this.#url = url;
    this.#transportTo = transportTo;
    this.#log = log;
  }

  async process({ request, context }: GraphQLDataSourceProcessOptions): Promise<Response> {
    const { query = '', variables = {}, operationName } = request;
    if (query.includes('$contextualArgument_')) return failure({ query, variables }, ...CONTEXT_UNKNOWN) as Response;
    const caller = callerIn(context);
    const answer = await this.#ask({ query, variables, operationName }, caller);
    caller.heard?.hear(answer.header);
    return answer as unknown as Response;
  }

  /** Equal queries that come with the same viewer and headers at the same time cross a network once. */
  fetch(request: SubgraphRequest, context: GatewayContext): Promise<FormattedExecutionResult> {
    if (request.kind === 'mutation') return this.#mutate(request, context);
    if (!this.#transportTo(this.#subgraph, this.#url)?.overTheWire) return this.#ask(request, context);
    const { query, operationName, json } = request;
    const ask = () => this.#ask({ query, operationName, json }, context);
    const answer = this.#shared.share(this.#scopeOf(context), json, ask);
    return context.heard ? hearing(context.heard, answer) : answer;
  }

  async #mutate(request: SubgraphRequest, context: GatewayContext): Promise<TransportAnswer> {
    try {
      const answer = await this.#ask(request, context);
      context.passed?.hear(this.#subgraph, answer.header);
      return answer;
    } finally {
      mutationEnded();
    }
  }

  /** Equal where the subgraph is told the same of whoever asks. */
  #scopeOf({ viewer, forwarded }: GatewayContext): string {
    const told = forwarded?.to(this.#subgraph);
    return told ? `${scopeOf(viewer)}\n${told.key}` : scopeOf(viewer);
  }

  async #ask(request: GraphQLRequest, { viewer, forwarded }: GatewayContext): Promise<TransportAnswer> {
    const transport = this.#transportTo(this.#subgraph, this.#url);
    if (!transport) return failure(request, 'UNAVAILABLE', 'A part of the graph is not installed.');
    try {
      return await transport(request, viewer, forwarded?.to(this.#subgraph)?.headers);
    } catch (error) {
      this.#log.warn({ err: error, subgraph: this.#subgraph }, 'a subgraph did not answer');
      const fault = faultIn(error);
      if (fault) return failure(request, fault.code, fault.message);
      return failure(request, 'UNAVAILABLE', 'A part of the graph does not answer; try again shortly.');
    }
  }
}

async function hearing(heard: HeardCaching, answer: Promise<TransportAnswer>): Promise<TransportAnswer> {
  const { header } = await answer;
  heard.hear(header);
  return answer;
}

const scopes = new WeakMap<Viewer, string>();

/** Equal for viewers that are told the same. */
function scopeOf(viewer: Viewer): string {
  const scope = scopes.get(viewer) ?? JSON.stringify(viewer);
  scopes.set(viewer, scope);
  return scope;
}

/** Answers for a virtual subgraph, one that has types and no server. */
export const virtualDataSource: SubgraphSource = {
  process: async () => ({ data: { __typename: 'Query' } }) as Response,
  fetch: async () => ({ data: { __typename: 'Query' } }),
};
