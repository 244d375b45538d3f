import { KeptConnections } from '#kernel/subgraph/kept-connections.ts';

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

/** How long a client of a bench waits, in ms: its product is busy. */
export const PATIENCE = { answerMs: 300_000, connectMs: 10_000 };

/** Documents as JSON: there are few, and they are long. */
const documents = new Map<string, string>();

function jsonOf(query: string): string {
  const known = documents.get(query);
  if (known !== undefined) return known;
  const json = JSON.stringify(query);
  documents.set(query, json);
  return json;
}

/** The leanest client there is: a bench measures the product, not its load generator. */
export class GraphClient {
  readonly #connections: KeptConnections;
  readonly #headers: Record<string, string>;

  /** @param headers sent with each request besides */
  constructor(url: string, connections: number, token?: string, headers: Record<string, string> = {}) {
    this.#connections = new KeptConnections(new URL(url).origin, { most: connections, ...PATIENCE });
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
    const body = `{"query":${jsonOf(query)},"variables":${JSON.stringify(variables)}}`;
    const answer = await this.#connections.post({ path: '/graphql', headers, body });
    const { data, errors } = JSON.parse(answer) as {
      data?: T;
      errors?: { message: string; extensions?: { code?: string; retryable?: boolean } }[];
    };
    if (errors?.length)
      throw new GraphRequestError(errors.map(({ message }) => message).join('; '), errors[0]!.extensions);
    return data as T;
  }

  close(): Promise<void> {
    return this.#connections.close();
  }
}
