import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

/** How far a sender's clock may be from ours, in s; what is older may be somebody's recording. */
const TOLERANCE_S = 5 * 60;

/**
 * Knows requests signed as Standard Webhooks 1.0 says (standardwebhooks.com) with a shared secret: one of the space-separated
 * signatures is `v1,` and the HMAC-SHA256 over `id.timestamp.body` in base64. By `node:crypto`, since the npm package
 * `standardwebhooks`, by which the tests sign, computes SHA-256 in JavaScript.
 */
export class WebhookVerifier {
  readonly #key: KeyObject;

  /**
   * @param secret `whsec_` followed by the key in base64
   * @throws Error for a secret without a key
   */
  constructor(secret: string) {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    if (key.length === 0) throw new Error('a webhook secret is empty');
    this.#key = createSecretKey(key);
  }

  /**
   * Whether whoever knows the secret sent this, lately.
   * @param headers by their names in lower case
   */
  isSigned(body: string, headers: Readonly<Record<string, unknown>>): boolean {
    const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
    if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string') return false;
    if (!/^\d{1,12}$/.test(timestamp) || Math.abs(Date.now() / 1_000 - Number(timestamp)) > TOLERANCE_S) return false;
    const mac = createHmac('sha256', this.#key).update(`${id}.${timestamp}.${body}`).digest('base64');
    const expected = Buffer.from(`v1,${mac}`);
    return signatures.split(' ').some((signature) => {
      const given = Buffer.from(signature);
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }
}
