import { Pool } from 'undici';

/** The first error of an answer, by its code. */
export class GraphRequestError extends Error {
  override name = 'GraphRequestError';
  readonly code: string | undefined;
  /** Whether the same request may be answered later. */
  readonly retryable: boolean;

  constructor(message: string, { code, retryable = false }: { code?: string; retryable?: boolean } = {}) {
    super(message);
    this.code = code;
    this.retryable = retryable;
  }
}

/** The leanest client there is: a bench measures the product, not its load generator. */
export class GraphClient {
  readonly #pool: Pool;
  readonly #headers: Record<string, string>;

  /** @param headers sent with each request besides */
  constructor(url: string, connections: number, token?: string, headers: Record<string, string> = {}) {
    this.#pool = new Pool(new URL(url).origin, { connections, pipelining: 1 });
    this.#headers = { 'content-type': 'application/json', ...headers };
    if (token) this.#headers.authorization = `Bearer ${token}`;
  }

  /** A client that shares this one's connections and speaks for somebody. */
  as(token: string): GraphClient {
    const other = Object.create(this) as GraphClient;
    return Object.assign(other, { ask: this.#asker(token) });
  }

  #asker(token: string): GraphClient['ask'] {
    const headers = { ...this.#headers, authorization: `Bearer ${token}` };
    return (query, variables) => this.#post(query, variables ?? {}, headers);
  }

  /** @throws GraphRequestError when an answer has errors */
  ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    return this.#post(query, variables, this.#headers);
  }

  async #post<T>(query: string, variables: object, headers: Record<string, string>): Promise<T> {
    const response = await this.#pool.request({
      method: 'POST',
      path: '/graphql',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.body.json()) as {
      data?: T;
      errors?: { message: string; extensions?: { code?: string; retryable?: boolean } }[];
    };
    if (errors?.length)
      throw new GraphRequestError(
        `${response.statusCode}: ${errors.map(({ message }) => message).join('; ')}`,
        errors[0]!.extensions,
      );
    return data as T;
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
