import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ApiError } from '../http/api-error.ts';
import { boundedMap } from '../http/bounded-map.ts';
import type { Journal } from '../http/journal.ts';
import { type Card, passesLuhn, testCards } from './test-cards.ts';

/** What a browser or a mobile application sends to have a card replaced by a token. */
export const cardShape = z.object({
  number: z.string().transform((value) => value.replace(/[ -]/g, '')),
  expMonth: z.coerce.number().int().min(1).max(12),
  expYear: z.coerce.number().int().min(2000).max(2099),
  cvc: z.string().regex(/^\d{3,4}$/, 'has three or four digits'),
});

/** A token that was given out, and the well-known token of the card it stands for: all that is remembered of either. */
export type IssuedToken = { readonly id: string; readonly card: string };

/**
 * Replaces card numbers by tokens. No number is kept: a token leads to the test card, whose number the bank knows anyway. With a
 * journal it begins with the tokens that remembers.
 */
export class CardVault {
  readonly #byNumber = new Map(testCards.map(({ number, ...card }): [string, Card] => [number, card]));
  readonly #wellKnown = new Map([...this.#byNumber.values()].map((card) => [card.token, card]));
  readonly #issued: ReturnType<typeof boundedMap<Card>>;
  readonly #journal: Journal<IssuedToken> | undefined;

  constructor(limit: number, journal?: Journal<IssuedToken>) {
    this.#issued = boundedMap(limit);
    this.#journal = journal;
    for (const { id, card } of journal?.remembered ?? []) {
      const known = this.#wellKnown.get(card);
      if (known) this.#issued.set(id, known);
    }
  }

  /**
   * Refusals (422): `invalid_number`, `expired_card`, and `not_a_test_card`, since a real card has no business here.
   */
  tokenise(given: z.infer<typeof cardShape>, now: Date): { token: string; brand: string; last4: string } {
    if (!/^\d{12,19}$/.test(given.number) || !passesLuhn(given.number)) {
      throw new ApiError(422, 'invalid_number', 'This is not a card number.');
    }
    const validUntil = Date.UTC(given.expYear, given.expMonth);
    if (validUntil <= now.getTime()) throw new ApiError(422, 'expired_card', 'The card has expired.');
    const card = this.#byNumber.get(given.number);
    if (!card) throw new ApiError(422, 'not_a_test_card', 'This bank takes its test cards only; GET / lists them.');
    const token = `tok_${randomUUID().replaceAll('-', '')}`;
    this.#journal?.write({ id: token, card: card.token });
    this.#issued.set(token, card);
    return { token, brand: card.brand, last4: card.last4 };
  }

  /** The card behind a token, or 422 `unknown_token`. */
  cardOf(token: string): Card {
    const card = this.#wellKnown.get(token) ?? this.#issued.peek(token);
    if (!card) throw new ApiError(422, 'unknown_token', 'No card has this token.');
    return card;
  }
}
