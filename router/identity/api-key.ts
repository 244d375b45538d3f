/** What a partner's API key stands for, as the registry keeps it. */
export interface ApiKey {
  readonly partnerId: string;
  /** What `@requiresScopes` may ask of it. */
  readonly scopes: readonly string[];
  /** The slice of the graph it is for; the whole graph without one. */
  readonly contract?: string | undefined;
  /** Cost that its requests may add up to within a minute. */
  readonly quotaPerMinute: number;
}

/** The header that carries a partner's key. */
export const API_KEY_HEADER = 'x-api-key';

/**
 * Finds what a key stands for. It is asked for every request, so it remembers.
 * @returns undefined for a key that is unknown, revoked or has ended
 */
export type FindApiKey = (key: string) => ApiKey | undefined | Promise<ApiKey | undefined>;
