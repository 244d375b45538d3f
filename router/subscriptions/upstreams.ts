import { setTimeout as delay } from 'node:timers/promises';
import type { FetchNode } from '@apollo/query-planner';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { FAULTS } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';

export interface UpstreamsOptions {
  /** Where a subgraph answers, `http:` or `ws:`; undefined for one that serves no subscriptions. */
  urlOf(subgraph: string): string | undefined;
  /** What a subgraph is told of the viewer: headers of the upgrade, and the payload of `connection_init`. */
  identify?(viewer: Viewer): Record<string, string>;
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

/** How long a socket is kept after its last subscription, in ms. */
const LINGER_MS = 5_000;

/**
 * Subscriptions that subgraphs serve themselves, by the graphql-transport-ws protocol
 * (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). One socket per subgraph and viewer carries all of
 * them. A socket that is lost is opened again and its subscriptions with it; what happened meanwhile is the subgraph's to
 * tell.
 */
export class Upstreams {
  readonly #options: UpstreamsOptions;
  readonly #clients = new Map<string, Client>();

  constructor(options: UpstreamsOptions) {
    this.#options = options;
  }

  /** @returns how to leave */
  follow(
    { serviceName, operation, operationName, variableUsages = [] }: FetchNode,
    variables: Readonly<Record<string, unknown>>,
    viewer: Viewer,
    sink: UpstreamSink,
  ): () => void {
    const client = this.#client(serviceName, viewer);
    if (!client) {
      queueMicrotask(() => sink.end([failure('A part of the graph serves no subscriptions here.')]));
      return () => {};
    }
    const used = Object.fromEntries(
      variableUsages.filter((name) => name in variables).map((name) => [name, variables[name]]),
    );
    let refused: readonly GraphQLFormattedError[] = [];
    return client.subscribe(
      { query: operation, variables: used, ...(operationName ? { operationName } : {}) },
      {
        next: (result) => {
          // Without data nothing was subscribed to. Told at `complete`, which follows: the client miscounts its
          // subscriptions when one leaves between the two.
          if (result.data === undefined && result.errors) refused = result.errors as GraphQLFormattedError[];
          else sink.next(result as FormattedExecutionResult);
        },
        error: (error) => {
          if (Array.isArray(error)) return sink.end(error as GraphQLFormattedError[]);
          this.#options.log.warn({ err: error, subgraph: serviceName }, 'a subgraph ended its subscriptions');
          sink.end([failure('A part of the graph does not answer; try again shortly.')]);
        },
        complete: () => sink.end(refused),
      },
    );
  }

  #client(subgraph: string, viewer: Viewer): Client | undefined {
    const url = this.#options.urlOf(subgraph);
    if (!url) return undefined;
    const address = JSON.stringify([url, viewer]);
    const known = this.#clients.get(address);
    if (known) return known;
    const identify = (): Record<string, string> => this.#options.identify?.(viewer) ?? {};
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
      retryWait: (attempt) => delay(FIRST_PAUSE_MS * 2 ** attempt * (1 + Math.random() / 4)),
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
  }
}

const failure = (message: string): GraphQLFormattedError => ({
  message,
  extensions: { code: 'UNAVAILABLE', retryable: FAULTS.UNAVAILABLE.retryable },
});
