import { hash } from 'node:crypto';
import type { Answer } from './answer.ts';
import { ApiError } from './api-error.ts';
import type { Exchange } from './server.ts';

type Remembered = { readonly fingerprint: string; readonly answer: Answer };

/**
 * Makes a request safe to repeat: the same `Idempotency-Key` with the same body gets the first answer again, byte for
 * byte, with the header `idempotent-replayed: true`. Only answers that changed something (2xx) are remembered; a refusal
 * changes nothing, so it is judged anew. The oldest keys are forgotten beyond `limit`.
 *
 * Refusals: 400 `idempotency_key_missing`, 409 `idempotency_key_reused` (same key, another body or address).
 */
export class IdempotentAnswers {
  readonly #limit: number;
  readonly #remembered = new Map<string, Remembered>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  once(exchange: Exchange, act: () => Answer): Answer {
    const key = exchange.headers['idempotency-key'];
    if (typeof key !== 'string' || key === '' || key.length > 255) {
      throw new ApiError(400, 'idempotency_key_missing', 'Send an Idempotency-Key header of 1 to 255 characters.');
    }
    const fingerprint = hash('sha1', `${exchange.path}\n${exchange.body}`, 'base64');
    const before = this.#remembered.get(key);
    if (before) {
      if (before.fingerprint !== fingerprint) {
        throw new ApiError(409, 'idempotency_key_reused', 'This Idempotency-Key came with another request before.');
      }
      return { ...before.answer, headers: { 'idempotent-replayed': 'true' } };
    }
    const answer = act();
    if (answer.status < 300) {
      const { status, body, contentType } = answer;
      this.#remembered.set(key, { fingerprint, answer: { status, body, contentType } });
      if (this.#remembered.size > this.#limit) {
        for (const oldest of this.#remembered.keys()) {
          this.#remembered.delete(oldest);
          break;
        }
      }
    }
    return answer;
  }
}
