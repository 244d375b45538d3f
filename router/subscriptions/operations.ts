import { type GraphQLFormattedError, getOperationAST, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from '#kernel/log.ts';
import type { ResponseCache } from '#router/cache/response-cache.ts';
import type { Named, NamedDocuments, Parameters } from '#router/documents/named-documents.ts';
import type { Graph } from '#router/gateway/graph.ts';
import type { GraphQLFront } from '#router/http/apollo.ts';
import { clientError } from '#router/http/client-error.ts';
import type { Surface } from '#router/http/graphql-route.ts';
import { RequestRefusal } from '#router/http/request-refusal.ts';
import type { Client } from '#router/identity/client-name.ts';
import type { Identity } from '#router/identity/token-verifier.ts';
import type { UsedOperation } from '#router/registry/usage/usage-recorder.ts';
import type { Sink } from '#router/subscriptions/audience.ts';
import type { SubscriptionRequest } from '#router/subscriptions/stage.ts';
import type { Followed, Subscriptions } from '#router/subscriptions/subscriptions.ts';

export interface OperationsOptions {
  subscriptions: Subscriptions;
  graph: Graph;
  front: GraphQLFront;
  documents: NamedDocuments;
  /** Is told of each mutation. */
  cache: Pick<ResponseCache, 'wrote'>;
  /** Is told of each operation that was executed or followed. */
  used?: ((operation: UsedOperation) => void) | undefined;
  log: Logger;
}

/** Who sends operations, and from where. */
export interface Sender {
  readonly identity: Identity;
  readonly client: Client;
  readonly address: string;
  /** The contract they see of the graph; absent for the whole. */
  readonly surface?: Surface | undefined;
}

/** Distinct documents whose kind is remembered. */
const REMEMBERED = { max: 5_000, maxSize: 8 * 1024 * 1024 };

/** Nothing was left to follow or execute. */
const NOTHING: Followed = { resumeToken: undefined, leave: () => {} };

/**
 * What comes over sockets and streams, of whatever transport: guarded, charged and executed as it would be over HTTP, or
 * followed.
 */
export class Operations {
  readonly #options: OperationsOptions;
  readonly #known = new LRUCache<string, Pick<UsedOperation, 'document' | 'name'> & { kind: string }>(REMEMBERED);

  constructor(options: OperationsOptions) {
    this.#options = options;
  }

  /** `query`, `mutation` or `subscription`; undefined for a document whose faults its executor will name. */
  kindOf(request: SubscriptionRequest): string | undefined {
    return this.#read(request)?.kind;
  }

  #read({ query, operationName }: SubscriptionRequest) {
    const address = operationName ? `${operationName}\n${query}` : query;
    const known = this.#known.get(address);
    if (known) return known;
    try {
      const document = parse(query, { maxTokens: this.#options.front.limits.tokens, noLocation: true });
      const found = getOperationAST(document, operationName);
      if (!found) return undefined;
      const operation = { document, kind: found.operation, name: found.name?.value ?? 'anonymous' };
      this.#known.set(address, operation, { size: address.length + 1 });
      return operation;
    } catch {
      return undefined;
    }
  }

  #count(request: SubscriptionRequest, { client, surface }: Sender, failed: boolean): void {
    const { used, graph } = this.#options;
    const operation = used && this.#read(request);
    if (!operation) return;
    const { schema } = (surface?.graph ?? graph).generation;
    used({ ...operation, ...client, schema, failed });
  }

  /**
   * Runs what a socket sent, whose document may be named in place of being sent, as over HTTP.
   * @param resumeFrom what the connection said in place of the argument of the same name
   */
  runNamed(parameters: Parameters, resumeFrom: string | undefined, sender: Sender, sink: Sink): Followed {
    let followed = NOTHING;
    let left = false;
    const refuse = (error: unknown): void => {
      if (!left) sink.end(this.#shown(error));
    };
    const run = ({ parameters: { query, operationName, variables } }: Named): void => {
      if (left) return;
      const request = {
        query: String(query),
        operationName: typeof operationName === 'string' ? operationName : undefined,
        variables: isRecord(variables) ? variables : undefined,
        ...(resumeFrom === undefined ? {} : { resumeFrom }),
      };
      followed = this.run(request, sender, sink);
    };
    try {
      const named = this.#options.documents.resolve(parameters, sender.client.client || undefined);
      if (named instanceof Promise) named.then(run).catch(refuse);
      else run(named);
    } catch (error) {
      refuse(error);
    }
    return {
      get resumeToken() {
        return followed.resumeToken;
      },
      leave: () => {
        left = true;
        followed.leave();
      },
    };
  }

  /** Runs one operation into a sink: one answer and the end, or answers until either side ends it. */
  run(request: SubscriptionRequest, sender: Sender, sink: Sink): Followed {
    const { identity, address, surface } = sender;
    const { subscriptions } = this.#options;
    const { front } = surface ?? this.#options;
    if (this.kindOf(request) === 'subscription')
      try {
        const { cost, valid } = front.guard.admit(request, identity);
        front.quotas.spend(identity, address, cost);
        if (valid) this.#count(request, sender, false);
        return subscriptions.open(request, identity, sink, surface);
      } catch (error) {
        sink.end(this.#shown(error));
        return NOTHING;
      }
    front.executeFor(request, identity, address).then(
      (result) => {
        if (this.kindOf(request) === 'mutation') this.#options.cache.wrote(identity);
        // Without data nothing was executed: the request itself is refused.
        if (result.data === undefined && result.errors) return sink.end(result.errors);
        this.#count(request, sender, result.errors !== undefined);
        sink.next({ text: JSON.stringify(result) }, 'latest');
        sink.end();
      },
      (error: unknown) => sink.end(this.#shown(error)),
    );
    return NOTHING;
  }

  #shown(error: unknown): GraphQLFormattedError[] {
    const formatted = error instanceof RequestRefusal ? error.toJSON() : { message: 'unexpected' };
    return [clientError(formatted, error, this.#options.log)];
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
