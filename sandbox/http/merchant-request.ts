import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import type { Exchange } from './server.ts';

/**
 * A check that the caller knows the API key.
 *
 * @returns a function that throws 401 `unauthorized` for anyone else.
 */
export function requireApiKey(apiKey: string): (exchange: Exchange) => void {
  const expected = Buffer.from(`Bearer ${apiKey}`);
  return (exchange) => {
    const given = Buffer.from(exchange.headers.authorization ?? '');
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new ApiError(401, 'unauthorized', 'Send the header "Authorization: Bearer <api key>".');
    }
  };
}

/** The body as JSON of the given shape, or 400 `invalid_json` / `invalid_request` that names the field. */
export function readJson<T>(exchange: Exchange, shape: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(exchange.body || '{}');
  } catch {
    throw new ApiError(400, 'invalid_json', 'The body is not JSON.');
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.join('.');
  throw new ApiError(400, 'invalid_request', field ? `${field}: ${issue.message}` : issue.message);
}

/** Minor units of a currency: a positive integer with room to add many of them exactly. */
export const amountShape = z.int().positive().max(1_000_000_000_000);

/** An address this server will call. */
export const callbackUrlShape = z.string().max(2048).refine(isHttpUrl, 'is not an http(s) URL');

function isHttpUrl(value: string): boolean {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}
