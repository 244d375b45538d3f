import { setTimeout as delay } from 'node:timers/promises';
import { Buyer } from '#stack/demo/buyer.ts';
import { GraphEndpoint, GraphError } from '#stack/demo/graph-endpoint.ts';
import type { ImportProduct } from './catalogue-item.ts';
import type { Catalogue, Outcome } from './import-run.ts';

const IMPORT_PRODUCTS = `mutation ImportProducts($input: [ImportProductInput!]!) {
  importProducts(input: $input) { created updated unchanged refused { index key reason { message } } }
}`;
const IMPORT_CATEGORIES = `mutation ImportCategories($input: [CreateCategoryInput!]!) {
  importCategories(input: $input) { refused { key reason { message } } }
}`;

/** Who imports. */
export interface Importer {
  readonly email: string;
  readonly password: string;
}

/** How often a call that failed in passing is made again, and how long the first wait is, in ms. */
const ATTEMPTS = 6;
const FIRST_WAIT_MS = 250;

/** The catalogue of a running product, through its public endpoint. */
export class CatalogueOverGraph implements Catalogue {
  readonly #guest: GraphEndpoint;
  readonly #who: Importer;
  #graph: GraphEndpoint | undefined;

  /** @param url the product's `/graphql` */
  constructor(url: string, who: Importer) {
    this.#guest = new GraphEndpoint(url);
    this.#who = who;
  }

  /** Signs in. @throws Refused for wrong credentials, Error when nobody answers */
  async signIn(): Promise<void> {
    this.#graph = (await Buyer.login(this.#guest, this.#who)).graph;
  }

  /** Makes sure of a category. */
  async ensureCategory(slug: string, name: { ru: string; en: string }): Promise<void> {
    type Answer = { importCategories: { refused: { reason: { message: string } }[] } };
    const { importCategories } = await this.#ask<Answer>(IMPORT_CATEGORIES, {
      input: [{ slug, name, position: 1_000 }],
    });
    const [refused] = importCategories.refused;
    if (refused) throw new Error(`The category ${slug}: ${refused.reason.message}`);
  }

  async take(products: readonly ImportProduct[]): Promise<Outcome> {
    return (await this.#ask<{ importProducts: Outcome }>(IMPORT_PRODUCTS, { input: products })).importProducts;
  }

  /** Asks until there is an answer: signs in again when the token has expired, waits when the product is busy or away. */
  async #ask<T>(query: string, variables: object): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (!this.#graph) await this.signIn();
        const { data, errors } = await this.#graph!.post({ query, variables });
        if (!errors?.length) return data as T;
        throw new GraphError(errors);
      } catch (error) {
        if (attempt === ATTEMPTS || !passes(error)) throw error;
        if (error instanceof GraphError && error.codes.includes('UNAUTHENTICATED')) this.#graph = undefined;
        await delay(FIRST_WAIT_MS * 2 ** (attempt - 1));
      }
    }
  }
}

/** Whether a failure may pass by itself: nobody listens just now, the product says so, or the token has expired. */
const passes = (error: unknown): boolean =>
  error instanceof GraphError
    ? error.errors.some(({ extensions }) => extensions?.retryable || extensions?.code === 'UNAUTHENTICATED')
    : error instanceof TypeError || error instanceof SyntaxError;
