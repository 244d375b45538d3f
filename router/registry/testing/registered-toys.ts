import { newId } from '#kernel/ids.ts';
import { createLogger } from '#kernel/log.ts';
import { type GraphSourceOptions, openGraphSource } from '#router/registry/graph-source.ts';
import type { Publication } from '#router/registry/registry.ts';
import { type OpenRegistry, openRegistry } from '#router/registry/testing/open-registry.ts';
import { type RouterOptions, type RunningRouter, startRouter } from '#router/router.ts';
import { createTokenMint } from '#router/testing/tokens.ts';
import { type RunningToys, startToys, type Toy } from '#router/testing/toys.ts';

export const log = createLogger('registry-test');

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for.
  readonly data: any;
  // biome-ignore lint/suspicious/noExplicitAny: likewise.
  readonly errors?: any;
}

/** Subgraphs published in a registry, and routers that have their graph from it. */
export interface RegisteredToys extends OpenRegistry {
  readonly toys: RunningToys;
  /** The first router: it has the registry's database, and serves its API. */
  readonly router: RunningRouter;
  /** Starts another one. */
  start(graph: Omit<GraphSourceOptions, 'log'>, more?: Partial<RouterOptions>): Promise<RunningRouter>;
  /** Asks the first router. */
  post(path: string, query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
  /** Asks the registry's API as an admin. @throws when the answer has errors */
  manage(query: string, variables?: object): Promise<Answer['data']>;
  /** A key of a partner, a new one unless the input names one. */
  issueKey(
    input?: object,
  ): Promise<{ text: string; key: { id: string; contract: string | null; quotaPerMinute: number | null } }>;
  addPartner(): Promise<string>;
}

/** @param more how all routers are, the first one included */
export async function registerToys(
  toys: readonly Toy[],
  contracts: Publication['contracts'],
  more: Partial<RouterOptions> = {},
): Promise<RegisteredToys> {
  // Should it not come to the end, what was begun is ended.
  await using begun = new AsyncDisposableStack();
  const open = await openRegistry();
  begun.defer(() => open.stop());
  const mint = await createTokenMint();
  const admin = await mint.authorization('ada', ['admin']);
  const running = await startToys(toys, 'embedded', log);
  begun.defer(() => running.stop());
  await open.registry.publish({ subgraphs: running.published, contracts });
  let ends: AsyncDisposableStack = begun;
  const start: RegisteredToys['start'] = async (options, own = {}) => {
    const graph = openGraphSource({ ...options, log });
    ends.defer(() => graph.close());
    const router = await startRouter({
      ...{ host: '127.0.0.1', port: 0, playground: false, log },
      ...{ supergraph: graph.source, registry: graph.registry, transportTo: running.transportTo, tokens: mint.options },
      ...{ ...more, ...own },
    });
    ends.defer(() => router.stop());
    return router;
  };
  const router = await start({ registry: open.url, allowPrivateWebhooks: true, usageEveryMs: 100 });
  const post: RegisteredToys['post'] = async (path, query, variables = {}, headers = {}) => {
    const response = await fetch(`${router.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
  };
  const manage: RegisteredToys['manage'] = async (query, variables = {}) => {
    const { data, errors } = await post('/registry/graphql', query, variables, { authorization: admin });
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  const addPartner = async (): Promise<string> => {
    const add = 'mutation ($name: String!) { addPartner(name: $name, contact: "a@acme.example") { id } }';
    return (await manage(add, { name: newId() })).addPartner.id;
  };
  ends = begun.move();
  const ISSUE = `mutation ($input: ApiKeyInput!) {
    issueApiKey(input: $input) { text key { id contract quotaPerMinute } } }`;
  return {
    ...{ ...open, toys: running, router, start, post, manage, addPartner },
    issueKey: async (input = {}) =>
      (await manage(ISSUE, { input: { partnerId: await addPartner(), ...input } })).issueApiKey,
    stop: () => ends.disposeAsync(),
  };
}

/** What a shop sells to the public, and what its sellers see beside. */
export const SHOP: Toy = {
  name: 'shop',
  sdl: `
    type Query {
      "One product."
      product(id: ID!): Product @tag(name: "public")
      "Those who <b>buy</b>."
      buyers(first: Int = 3): [String!]! @tag(name: "seller")
    }
    "A thing to buy."
    type Product @key(fields: "id") {
      id: ID!
      "What it is called."
      title: String!
      name: String @deprecated(reason: "Use title.")
      cost: Int @tag(name: "seller")
      media: Media
    }
    union Media = Picture | Ledger
    type Picture { url: String! }
    type Ledger @tag(name: "seller") { lines: Int! }`,
  resolvers: {
    Query: {
      product: (_: unknown, { id }: { id: string }) => ({ id, title: `Chair ${id}`, cost: 7 }),
      buyers: () => ['ann'],
    },
    Product: {
      media: ({ id }: { id: string }) =>
        id === 'l' ? { __typename: 'Ledger', lines: 1 } : { __typename: 'Picture', url: '/x' },
    },
  },
};

/** The shop, with the contracts `public` and `seller`. */
export const registerShop = (): Promise<RegisteredToys> =>
  registerToys(
    [SHOP],
    [
      { name: 'public', description: 'For everybody.', include: ['public'], exclude: [] },
      { name: 'seller', include: ['public', 'seller'], exclude: [] },
    ],
  );

/** Publishes the shop with some of its SDL replaced. */
export const changeShop = async ({ registry, toys }: RegisteredToys, was: string, is: string): Promise<void> => {
  await registry.publish({ subgraphs: toys.published.map((one) => ({ ...one, sdl: one.sdl.replace(was, is) })) });
};
