import { availableParallelism } from 'node:os';
import { z } from 'zod';

const count = (otherwise: number) => z.coerce.number().int().positive().default(otherwise);

/** The subgraph's settings, by the environment variables that hold them. */
export const settings = {
  /** The key that signs access tokens: a private Ed25519 JWK (RFC 8037) as JSON. */
  JWT_PRIVATE_JWK: z.string(),
  /** Who issues them. */
  JWT_ISSUER: z.string().default('marketplace'),
  /** How long an access token works, in s. */
  ACCESS_TOKEN_SECONDS: count(600),
  /** How long a session lasts after its last refresh, in days. */
  REFRESH_TOKEN_DAYS: count(30),
  /** How long a used refresh token still gets the same successor, in s. */
  REFRESH_GRACE_SECONDS: z.coerce.number().int().nonnegative().default(10),
  /** Cost of a password's hash; the defaults are OWASP's for argon2id (Password Storage Cheat Sheet). */
  ARGON2_MEMORY_KIB: count(19_456),
  ARGON2_ITERATIONS: count(2),
  ARGON2_PARALLELISM: count(1),
  /** Passwords hashed at once; the default leaves a core to everything else. */
  PASSWORD_CONCURRENCY: count(Math.max(1, availableParallelism() - 1)),
  /** Hashings that may wait; more are refused as OVERLOADED. */
  PASSWORD_QUEUE: count(500),
  /** Wrong passwords for one address within the window. */
  LOGIN_ATTEMPTS: count(10),
  LOGIN_WINDOW_SECONDS: count(900),
};
