import { hash } from 'node:crypto';
import type { Answer } from './answer.ts';
import { ApiError } from './api-error.ts';
import { boundedMap } from './bounded-map.ts';
import type { Journal } from './journal.ts';
import type { Exchange } from './server.ts';

/** What a key was answered with; `id` is the key. */
export type Remembered<Result> = { readonly id: string; readonly fingerprint: string; readonly result: Result };

/**
 * Makes a request safe to repeat: the same `Idempotency-Key` with the same body gets the first answer again, with the
 * header `idempotent-replayed: true`. Only what succeeded is remembered; a refusal changes nothing, so it is judged
 * anew. The oldest keys are forgotten beyond `limit`.
 *
 * What is kept is the result, an immutable value, and not the text made of it, which would be several times as large.
 */
export class IdempotentResults<Result> {
  readonly #remembered: ReturnType<typeof boundedMap<Remembered<Result>>>;
  readonly #journal: Journal<Remembered<Result>> | undefined;

  constructor(limit: number, journal?: Journal<Remembered<Result>>) {
    this.#remembered = boundedMap(limit);
    this.#journal = journal;
    for (const remembered of journal?.remembered ?? []) this.#remembered.set(remembered.id, remembered);
  }

  /**
   * Refusals: 400 `idempotency_key_missing`, 409 `idempotency_key_reused` (same key, another body or address).
   *
   * @param act does the work; what it throws is not remembered
   * @param show makes the answer, the first time and every time after
   */
  once(exchange: Exchange, act: () => Result, show: (result: Result) => Answer): Answer {
    const key = exchange.headers['idempotency-key'];
    if (typeof key !== 'string' || key === '' || key.length > 255) {
      throw new ApiError(400, 'idempotency_key_missing', 'Send an Idempotency-Key header of 1 to 255 characters.');
    }
    const fingerprint = hash('sha1', `${exchange.path}\n${exchange.body}`, 'base64');
    const before = this.#remembered.peek(key);
    if (before) {
      if (before.fingerprint !== fingerprint) {
        throw new ApiError(409, 'idempotency_key_reused', 'This Idempotency-Key came with another request before.');
      }
      return { ...show(before.result), headers: { 'idempotent-replayed': 'true' } };
    }
    const result = act();
    const remembered = { id: key, fingerprint, result };
    this.#journal?.write(remembered);
    this.#remembered.set(key, remembered);
    return show(result);
  }
}
