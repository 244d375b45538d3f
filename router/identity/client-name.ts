import type { ApiKey } from '#router/identity/api-key.ts';

/** The program that sends operations, for metrics and usage. */
export interface Client {
  readonly client: string;
  readonly clientVersion: string;
}

/**
 * @param said headers, or what a socket said in their place: `apollographql-client-name` and `…-version`, as Apollo's
 *   clients and tools say them
 * @param apiKey a partner's key says who it is where nothing else does
 */
export const clientOf = (said: Readonly<Record<string, unknown>>, apiKey: ApiKey | undefined): Client => ({
  client: clientNameIn(said) ?? apiKey?.partnerId ?? '',
  clientVersion: String(said['apollographql-client-version'] ?? ''),
});

export function clientNameIn(said: Readonly<Record<string, unknown>>): string | undefined {
  const name = said['apollographql-client-name'] ?? said['graphql-client-name'];
  return typeof name === 'string' ? name : undefined;
}
