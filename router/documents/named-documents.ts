import type { PersistedQueries } from '#router/documents/persisted-queries.ts';
import { sha256, type TrustedDocuments } from '#router/documents/trusted-documents.ts';
import { RequestRefusal } from '#router/http/request-refusal.ts';

export interface NamedDocumentsOptions {
  persisted: PersistedQueries;
  trusted?: Pick<TrustedDocuments, 'find'> | undefined;
  /** Whether only trusted documents may be executed. */
  trustedOnly: boolean;
}

/** A request's parameters, as GraphQL over HTTP names them. */
export type Parameters = Readonly<Record<string, unknown>>;

export interface Named {
  /** The parameters with the document's text, and without its name. */
  readonly parameters: Parameters;
  /** To be kept when the document turns out to be valid. */
  readonly keep?: { readonly hash: string; readonly text: string };
}

/**
 * Finds the text of documents that are named and not sent: by `documentId`
 * (https://github.com/graphql/graphql-over-http, appendix on persisted documents) or by `extensions.persistedQuery`.
 */
export class NamedDocuments {
  readonly #options: NamedDocumentsOptions;

  constructor(options: NamedDocumentsOptions) {
    this.#options = options;
  }

  /**
   * @param client the name the client gives itself
   * @returns at once for a request that sends its text, as most do
   * @throws RequestRefusal for a document that is not known, or not trusted
   */
  resolve(parameters: Parameters, client: string | undefined): Named | Promise<Named> {
    const { query, documentId, extensions } = parameters;
    const persisted = (extensions as { persistedQuery?: unknown } | null | undefined)?.persistedQuery;
    if (persisted === undefined && documentId === undefined) {
      if (typeof query === 'string') this.#requireTrust(query, client);
      return { parameters };
    }
    if (documentId !== undefined) return { parameters: withText(parameters, this.#trusted(documentId, client)) };
    const hash = hashOf(persisted);
    const trusted = this.#options.trusted?.find(hash, client);
    if (trusted !== undefined) return { parameters: withText(parameters, trusted) };
    if (this.#options.trustedOnly) throw notListed();
    if (query === undefined || query === null) return this.#known(parameters, hash);
    if (typeof query !== 'string' || sha256(query) !== hash)
      throw new RequestRefusal(400, 'BAD_REQUEST', 'The document does not have the hash it is sent with.');
    return { parameters: withText(parameters, query), keep: { hash, text: query } };
  }

  /** Keeps a document that was sent with its hash. */
  keep({ hash, text }: { hash: string; text: string }): void {
    this.#options.persisted.store(hash, text);
  }

  #requireTrust(query: string, client: string | undefined): void {
    const { trusted, trustedOnly } = this.#options;
    if (trustedOnly && trusted?.find(sha256(query), client) === undefined)
      throw new RequestRefusal(403, 'QUERY_NOT_IN_SAFE_LIST', 'This client may ask only what it was built with.');
  }

  #trusted(documentId: unknown, client: string | undefined): string {
    const text = typeof documentId === 'string' ? this.#options.trusted?.find(documentId, client) : undefined;
    if (text === undefined) throw notListed();
    return text;
  }

  async #known(parameters: Parameters, hash: string): Promise<Named> {
    const text = await this.#options.persisted.find(hash);
    // 200: clients take it for a question, and send the text.
    if (text === undefined) throw new RequestRefusal(200, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
    return { parameters: withText(parameters, text) };
  }
}

const notListed = (): RequestRefusal =>
  new RequestRefusal(404, 'PERSISTED_QUERY_NOT_IN_LIST', 'There is no document of this id for this client.');

function hashOf(persisted: unknown): string {
  const { version, sha256Hash } = (persisted ?? {}) as { version?: unknown; sha256Hash?: unknown };
  if (version !== 1 || typeof sha256Hash !== 'string' || !/^[0-9a-f]{64}$/.test(sha256Hash))
    throw new RequestRefusal(
      400,
      'PERSISTED_QUERY_NOT_SUPPORTED',
      'A persisted query has version 1 and a SHA-256 in hex.',
    );
  return sha256Hash;
}

/** The parameters as if the text had been sent. */
function withText({ documentId: _, extensions, ...rest }: Parameters, query: string): Parameters {
  const { persistedQuery: __, ...others } = (extensions ?? {}) as Record<string, unknown>;
  return { ...rest, query, ...(Object.keys(others).length > 0 ? { extensions: others } : {}) };
}
