import { openDatabase } from '#kernel/db/database.ts';
import { createLogger } from '#kernel/log.ts';
import { OPERATOR } from '#router/registry/api/actor.ts';
import { createRegistryApi } from '#router/registry/api/registry-api.ts';
import { DocumentLists } from '#router/registry/documents/document-lists.ts';
import { ApiKeys } from '#router/registry/partners/api-keys.ts';
import { Webhooks } from '#router/registry/partners/webhooks.ts';
import { Registry } from '#router/registry/registry.ts';

/** The registry, wherever it is. */
export interface RegistryClient {
  /** Asks its GraphQL API. @throws RegistryUnavailable, RegistryRefused */
  ask<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  close(): Promise<void>;
}

/** Nobody answers there, or somebody else does. */
export class RegistryUnavailable extends Error {
  override readonly name = 'RegistryUnavailable';
}

/** It answered with an error. */
export class RegistryRefused extends Error {
  override readonly name = 'RegistryRefused';
  /** The first error's. */
  readonly code: string;

  constructor(errors: NonNullable<Answer['errors']>) {
    super(errors.map(({ message }) => message).join('\n'));
    this.code = errors[0]?.extensions?.code ?? 'INTERNAL';
  }
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** The address as a person may see it: without a password. */
const shown = (address: string): string => {
  const url = new URL(address);
  url.password = '';
  return url.href;
};

function dataOf<T>({ data, errors }: Answer, address: string): T {
  if (!errors?.length) return data as T;
  if (errors.some(({ extensions }) => extensions?.code === 'UNAVAILABLE'))
    throw new RegistryUnavailable(`The registry at ${shown(address)} does not answer.`);
  throw new RegistryRefused(errors);
}

/**
 * @param address the registry's database (`postgres://…`, which opens everything), or a router that serves its API
 *   (`https://…`)
 * @param key an API key with the scopes of what is asked; only for a router
 */
export function connect(address: string, key: string | undefined): RegistryClient {
  return /^postgres(ql)?:/.test(address) ? overDatabase(address) : overHttp(address, key);
}

function overDatabase(address: string): RegistryClient {
  const db = openDatabase(address, { owner: 'registry', max: 2 });
  const registry = new Registry(db);
  const parts = {
    registry,
    documents: new DocumentLists(db),
    apiKeys: new ApiKeys(db),
    webhooks: new Webhooks(db),
    db,
  };
  const execute = createRegistryApi({ ...parts, allowPrivateWebhooks: true, log: createLogger('registry') });
  const actor = { ...OPERATOR, name: process.env.REGISTRY_ACTOR ?? process.env.USER ?? OPERATOR.name };
  return {
    ask: async <T>(query: string, variables?: Record<string, unknown>) =>
      dataOf<T>(await execute({ query, variables }, { actor }), address),
    close: () => db.close(),
  };
}

function overHttp(address: string, key: string | undefined): RegistryClient {
  const endpoint = new URL('/registry/graphql', address);
  return {
    ask: async <T>(query: string, variables?: Record<string, unknown>) => {
      const response = await fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key ? { 'x-api-key': key } : {}) },
        body: JSON.stringify({ query, variables }),
      }).catch((cause: unknown) => {
        throw new RegistryUnavailable(`The registry at ${shown(address)} does not answer.`, { cause });
      });
      const answer = (await response.json().catch(() => undefined)) as Answer | undefined;
      if (!answer || !('data' in answer || 'errors' in answer))
        throw new RegistryUnavailable(`What answers at ${shown(address)} is no registry (${response.status}).`);
      return dataOf<T>(answer, address);
    },
    close: async () => {},
  };
}
