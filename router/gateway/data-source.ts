import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import { GUEST, type Viewer } from '#kernel/auth/viewer.ts';
import { FAULTS, type FaultCode, faultIn } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import type { Transport } from '#kernel/subgraph/peers.ts';

/** Finds the way to a subgraph by its name; undefined when this installation has none. */
export type TransportTo = (subgraph: string) => Transport | undefined;

/** What the gateway hands to data sources: on whose behalf the operation runs. */
export interface GatewayContext {
  readonly viewer: Viewer;
}

type Response = Awaited<ReturnType<GraphQLDataSource['process']>>;

const failure = (code: FaultCode, message: string): Response =>
  ({ errors: [{ message, extensions: { code, retryable: FAULTS[code].retryable } }] }) as unknown as Response;

/**
 * The gateway's way to one subgraph. The transport is looked up by name on every call, because the gateway keeps a data
 * source of an unchanged URL across a reload while an embedded subgraph may have been replaced. A subgraph that cannot
 * be reached is an answer with a coded error, so that it has a path and the rest of the operation goes on.
 */
export class TransportDataSource implements GraphQLDataSource {
  readonly #subgraph: string;
  readonly #transportTo: TransportTo;
  readonly #log: Logger;

  constructor(subgraph: string, transportTo: TransportTo, log: Logger) {
    this.#subgraph = subgraph;
    this.#transportTo = transportTo;
    this.#log = log;
  }

  async process({ request, context }: GraphQLDataSourceProcessOptions): Promise<Response> {
    const transport = this.#transportTo(this.#subgraph);
    if (!transport) return failure('UNAVAILABLE', 'A part of the marketplace is not installed.');
    try {
      const { query = '', variables, operationName } = request;
      const viewer = (context as Partial<GatewayContext>).viewer ?? GUEST;
      return (await transport({ query, variables, operationName }, viewer)) as unknown as Response;
    } catch (error) {
      this.#log.warn({ err: error, subgraph: this.#subgraph }, 'a subgraph did not answer');
      const fault = faultIn(error);
      if (fault) return failure(fault.code, fault.message);
      return failure('UNAVAILABLE', 'A part of the marketplace does not answer; try again shortly.');
    }
  }
}

/** Answers for a virtual subgraph, one that has types and no server. */
export const virtualDataSource: GraphQLDataSource = {
  process: async () => ({ data: { __typename: 'Query' } }) as Response,
};
