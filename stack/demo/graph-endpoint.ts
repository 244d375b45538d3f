import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { createClient } from 'graphql-ws';

/** An error of a GraphQL answer, as clients see it. */
export interface AnsweredError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly retryable?: boolean };
}

/** The graph answered with errors. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly errors: readonly AnsweredError[];

  constructor(errors: readonly AnsweredError[]) {
    super(errors.map(({ message, extensions }) => `${extensions?.code ?? 'no code'}: ${message}`).join('; '));
    this.errors = errors;
  }

  /** The codes of all its errors. */
  get codes(): readonly (string | undefined)[] {
    return this.errors.map(({ extensions }) => extensions?.code);
  }
}

/** The graph's public endpoint, as anybody outside reaches it, and as whom. */
export class GraphEndpoint {
  readonly url: string;
  readonly #token: string | undefined;

  /**
   * @param url the HTTP address, `http://localhost:4000/graphql`; subscriptions use the same one over WebSocket
   * @param token an access token; a guest has none
   */
  constructor(url: string, token?: string) {
    this.url = url;
    this.#token = token;
  }

  /** The same endpoint for somebody else. */
  as(token: string): GraphEndpoint {
    return new GraphEndpoint(this.url, token);
  }

  /**
   * Answers a query or a mutation.
   * @throws GraphError when the answer has errors, TypeError when nobody listens at the address
   */
  async ask<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
    const { data, errors } = await this.post({ query: print(document), variables });
    if (errors?.length) throw new GraphError(errors);
    return data as Data;
  }

  /** Sends any body at all and gives the answer as it came. */
  async post(
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; data?: unknown; errors?: AnsweredError[] }> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, ...((await response.json()) as object) };
  }

  /**
   * Follows a subscription over graphql-ws until whoever iterates stops, or the signal does.
   * @throws GraphError when an answer has errors, or the subscription is refused
   */
  async *follow<Data, Variables extends Record<string, unknown>>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    signal?: AbortSignal,
  ): AsyncGenerator<Data, void, undefined> {
    const client = createClient({
      url: this.url.replace(/^http/, 'ws'),
      connectionParams: this.#token ? { authorization: `Bearer ${this.#token}` } : {},
      retryAttempts: 3,
    });
    const close = () => void client.dispose();
    signal?.addEventListener('abort', close, { once: true });
    try {
      for await (const { data, errors } of client.iterate<Data>({ query: print(document), variables })) {
        if (errors?.length) throw new GraphError(errors as unknown as AnsweredError[]);
        if (data) yield data;
      }
    } catch (error) {
      if (Array.isArray(error)) throw new GraphError(error as AnsweredError[]);
      if (!signal?.aborted) throw error;
    } finally {
      signal?.removeEventListener('abort', close);
      close();
    }
  }
}
