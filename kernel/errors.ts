import { GraphQLError } from 'graphql';

/**
 * The one table of faults: every code a client may see, whether trying again may help, and the HTTP status of an
 * answer that consists of nothing else. Expected business outcomes are not faults; they are refusals, members of a
 * mutation's result union.
 */
export const FAULTS = {
  BAD_USER_INPUT: { retryable: false, http: 400 },
  UNAUTHENTICATED: { retryable: false, http: 401 },
  FORBIDDEN: { retryable: false, http: 403 },
  NOT_FOUND: { retryable: false, http: 404 },
  CONFLICT: { retryable: true, http: 409 },
  RESUME_EXPIRED: { retryable: false, http: 410 },
  TOO_LARGE: { retryable: false, http: 413 },
  RATE_LIMITED: { retryable: true, http: 429 },
  OVERLOADED: { retryable: true, http: 503 },
  UNAVAILABLE: { retryable: true, http: 503 },
  TIMEOUT: { retryable: true, http: 504 },
  INTERNAL: { retryable: false, http: 500 },
} as const satisfies Record<string, { retryable: boolean; http: number }>;

export type FaultCode = keyof typeof FAULTS;

/** A failure with a code from {@link FAULTS}. Its message is shown to clients, so it never holds anything internal. */
export class Fault extends GraphQLError {
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string, options: { cause?: unknown; facts?: Record<string, unknown> } = {}) {
    super(message, {
      extensions: { code, retryable: FAULTS[code].retryable, ...options.facts },
      originalError: options.cause instanceof Error ? options.cause : undefined,
    });
    this.name = 'Fault';
    this.code = code;
  }

  get retryable(): boolean {
    return FAULTS[this.code].retryable;
  }
}

/** An error and what it wraps, however deep graphql-js, graphql-jit or a batcher did. */
function within(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let current = error; current instanceof Error && chain.length < 8; ) {
    chain.push(current);
    current = (current as GraphQLError).originalError ?? current.cause;
  }
  return chain;
}

const codeOf = (error: Error): unknown => (error as { code?: unknown }).code;

/** The fault inside an error; undefined for a bug. */
export const faultIn = (error: unknown): Fault | undefined => within(error).find((one) => one instanceof Fault);

const TRANSIENT_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_SOCKET',
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '53300', // too_many_connections
  '55P03', // lock_not_available
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '08006', // connection_failure
  '08003', // connection_does_not_exist
]);

/** True when the same work may succeed later without change: a server is away, restarting, or a lock was lost. */
export function isTransient(error: unknown): boolean {
  for (const one of within(error)) {
    if (one instanceof Fault) return one.retryable;
    if (TRANSIENT_CODES.has(String(codeOf(one)))) return true;
  }
  return false;
}

/** True when PostgreSQL refused a text for a character it cannot keep, such as NUL: only clients send those. */
export const isUnkeepable = (error: unknown): boolean =>
  // character_not_in_repertoire, untranslatable_character
  within(error).some((one) => ['22021', '22P05'].includes(String(codeOf(one))));
