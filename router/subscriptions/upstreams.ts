import { setTimeout as delay } from 'node:timers/promises';
import type { FetchNode } from '@apollo/query-planner';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { FAULTS } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import type { GatewayContext } from '#router/gateway/data-source.ts';
import { followStream } from '#router/subscriptions/upstream-stream.ts';
import { multipart, serverSentEvents, type Wire } from '#router/subscriptions/upstream-wires.ts';

export interface UpstreamsOptions {
  /** Where a subgraph answers, `http:`, `ws:`, `sse+http:` or `multipart+http:`; undefined for one that serves no subscriptions. */
  urlOf(subgraph: string): string | undefined;
  /** What a subgraph is told, of the viewer above all: headers of the upgrade, and the payload of `connection_init`. */
  identify?(viewer: Viewer, subgraph: string): Record<string, string>;
  log: Logger;
}

/** Where a subgraph's answers go. */
export interface UpstreamSink {
  next(result: FormattedExecutionResult): void;
  end(errors: readonly GraphQLFormattedError[]): void;
}

/** Attempts to connect again, with pauses that double, before a lost subgraph ends its subscriptions: half a minute. */
const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 100;

const pauseAfter = (attempt: number): number => FIRST_PAUSE_MS * 2 ** attempt * (1 + Math.random() / 4);

/** What an address begins with whose subgraph answers in one HTTP response in place of a WebSocket. */
const WIRES: Readonly<Record<string, Wire>> = { sse: serverSentEvents, multipart };

/** How long a socket is kept after its last subscription, in ms. */
const LINGER_MS = 5_000;

/**
 * Subscriptions that subgraphs serve themselves, by the graphql-transport-ws protocol
 * (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md), one socket per subgraph and viewer for all of them, or
 * each by server-sent events or multipart HTTP ({@link followStream}). A connection that is lost is opened again and its subscriptions
 * with it; what happened meanwhile is the subgraph's to tell.
 */
export class Upstreams {
  readonly #options: UpstreamsOptions;
  readonly #clients = new Map<string, Client>();
  readonly #streams = new Set<() => void>();

  constructor(options: UpstreamsOptions) {
    this.#options = options;
  }

  /** @returns how to leave */
  follow(
    { serviceName, operation, operationName, variableUsages = [] }: FetchNode,
    variables: Readonly<Record<string, unknown>>,
    caller: GatewayContext,
    sink: UpstreamSink,
  ): () => void {
    const url = this.#options.urlOf(serviceName);
    if (!url) {
      queueMicrotask(() => sink.end([failure('A part of the graph serves no subscriptions here.')]));
      return () => {};
    }
    const used = Object.fromEntries(
      variableUsages.filter((name) => name in variables).map((name) => [name, variables[name]]),
    );
    const request = { query: operation, variables: used, ...(operationName ? { operationName } : {}) };
    let refused: readonly GraphQLFormattedError[] = [];
    const next = (result: FormattedExecutionResult): void => {
      // Without data nothing was subscribed to. Told at `complete`, which follows: the client miscounts its
      // subscriptions when one leaves between the two.
      if (result.data === undefined && result.errors) refused = result.errors;
      else sink.next(result);
    };
    const lost = (error?: unknown): void => {
      this.#options.log.warn({ err: error, subgraph: serviceName }, 'a subgraph ended its subscriptions');
      sink.end([failure('A part of the graph does not answer; try again shortly.')]);
    };
    const [, name = '', address = url] = /^(\w+)\+(.*)$/.exec(url) ?? [];
    const wire = WIRES[name];
    if (wire) {
      const leave = followStream({
        wire,
        url: address,
        body: JSON.stringify(request),
        headers: () => this.#told(caller, serviceName),
        next,
        end: (errors) => {
          this.#streams.delete(leave);
          if (errors) sink.end(errors.length > 0 ? errors : refused);
          else lost();
        },
        pauseAfter: (failures) => (failures > ATTEMPTS ? undefined : pauseAfter(failures)),
        log: this.#options.log,
      });
      this.#streams.add(leave);
      return () => {
        this.#streams.delete(leave);
        leave();
      };
    }
    return this.#client(url, caller, serviceName).subscribe(request, {
      next: (result) => next(result as FormattedExecutionResult),
      error: (error) => (Array.isArray(error) ? sink.end(error as GraphQLFormattedError[]) : lost(error)),
      complete: () => sink.end(refused),
    });
  }

  /** What it is told of whoever follows; what it is told of everybody counts for more. */
  #told({ viewer, forwarded }: GatewayContext, subgraph: string): Record<string, string> {
    return { ...forwarded?.to(subgraph)?.headers, ...this.#options.identify?.(viewer, subgraph) };
  }

  #client(url: string, caller: GatewayContext, subgraph: string): Client {
    const address = JSON.stringify([subgraph, url, caller.viewer, caller.forwarded?.to(subgraph)?.key]);
    const known = this.#clients.get(address);
    if (known) return known;
    const identify = (): Record<string, string> => this.#told(caller, subgraph);
    const client = createClient({
      url: url.replace(/^http/, 'ws'),
      webSocketImpl: class extends WebSocket {
        constructor(to: string, protocols: string) {
          super(to, protocols, { headers: identify(), perMessageDeflate: false });
        }
      },
      connectionParams: identify,
      lazyCloseTimeout: LINGER_MS,
      keepAlive: 15_000,
      retryAttempts: ATTEMPTS,
      retryWait: (attempt) => delay(pauseAfter(attempt)),
      shouldRetry: () => true,
      on: { closed: () => this.#forget(address, client) },
    });
    this.#clients.set(address, client);
    return client;
  }

  /** A client whose socket is gone opens another for whoever still uses it; newcomers get a client of their own. */
  #forget(address: string, client: Client): void {
    if (this.#clients.get(address) === client) this.#clients.delete(address);
  }

  stop(): void {
    for (const client of this.#clients.values()) void client.dispose();
    this.#clients.clear();
    for (const leave of this.#streams) leave();
    this.#streams.clear();
  }
}

const failure = (message: string): GraphQLFormattedError => ({
  message,
  extensions: { code: 'UNAVAILABLE', retryable: FAULTS.UNAVAILABLE.retryable },
});
