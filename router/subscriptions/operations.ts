import { type GraphQLFormattedError, getOperationAST, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from '#kernel/log.ts';
import type { GraphQLFront } from '#router/http/apollo.ts';
import { clientError } from '#router/http/client-error.ts';
import type { Identity } from '#router/identity/token-verifier.ts';
import type { Sink } from '#router/subscriptions/audience.ts';
import type { SubscriptionRequest } from '#router/subscriptions/stage.ts';
import type { Followed, Subscriptions } from '#router/subscriptions/subscriptions.ts';

export interface OperationsOptions {
  subscriptions: Subscriptions;
  front: GraphQLFront;
  log: Logger;
}

/** Who sends operations, and from where. */
export interface Sender {
  readonly identity: Identity;
  readonly address: string;
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
  readonly #kinds = new LRUCache<string, string>(REMEMBERED);

  constructor(options: OperationsOptions) {
    this.#options = options;
  }

  /** `query`, `mutation` or `subscription`; undefined for a document whose faults its executor will name. */
  kindOf({ query, operationName }: SubscriptionRequest): string | undefined {
    const address = operationName ? `${operationName}\n${query}` : query;
    const known = this.#kinds.get(address);
    if (known) return known;
    try {
      const document = parse(query, { maxTokens: this.#options.front.limits.tokens, noLocation: true });
      const kind = getOperationAST(document, operationName)?.operation;
      if (kind) this.#kinds.set(address, kind, { size: address.length + 1 });
      return kind;
    } catch {
      return undefined;
    }
  }

  /** Runs one operation into a sink: one answer and the end, or answers until either side ends it. */
  run(request: SubscriptionRequest, { identity, address }: Sender, sink: Sink): Followed {
    const { subscriptions, front } = this.#options;
    if (this.kindOf(request) === 'subscription')
      try {
        const { cost } = front.guard.admit(request, identity);
        front.quotas.spend(identity, address, cost);
        return subscriptions.open(request, identity, sink);
      } catch (error) {
        sink.end(this.#shown(error));
        return NOTHING;
      }
    front.executeFor(request, identity, address).then(
      (result) => {
        // Without data nothing was executed: the request itself is refused.
        if (result.data === undefined && result.errors) return sink.end(result.errors);
        sink.next({ text: JSON.stringify(result) }, 'latest');
        sink.end();
      },
      (error: unknown) => sink.end(this.#shown(error)),
    );
    return NOTHING;
  }

  #shown(error: unknown): GraphQLFormattedError[] {
    return [clientError({ message: 'unexpected' }, error, this.#options.log)];
  }
}
