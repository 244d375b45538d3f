/** How a callback about this card's payments misbehaves; absent: one callback, at once. */
export type CallbackHabit = 'thrice' | 'late' | 'before_answer' | 'forged_first' | 'never';

export type Brand = 'visa' | 'mastercard' | 'mir';

/** A card of the sandbox: its number, its well-known token, and everything its payments will do. */
export type TestCard = {
  readonly token: string;
  readonly number: string;
  readonly brand: Brand;
  readonly last4: string;
  /** For the table a person reads. */
  readonly story: string;
  /** The buyer has to confirm on the 3-D Secure page. */
  readonly threeDSecure: boolean;
  readonly declines?: { readonly when: 'create' | 'confirm'; readonly reason: string };
  readonly captureDeclined?: boolean;
  readonly createHangs?: boolean;
  readonly createFailsFirst?: boolean;
  readonly callback?: CallbackHabit;
};

/** A card as the bank keeps it with payments: all but its number. */
export type Card = Omit<TestCard, 'number'>;

type Habits = Partial<Omit<TestCard, 'token' | 'number' | 'brand' | 'last4' | 'story'>>;

/** Every card number the bank knows. All pass the Luhn check, none exists outside a test. */
export const testCards: readonly TestCard[] = [
  card('tok_visa', '4242424242424242', 'asks for 3-D Secure, then pays'),
  card('tok_mastercard', '5555555555554444', 'asks for 3-D Secure, then pays'),
  card('tok_mir', '2200000000000004', 'asks for 3-D Secure, then pays'),
  card('tok_frictionless', '4000000000000101', 'authorised at once, no 3-D Secure', { threeDSecure: false }),
  card('tok_declined', '4000000000000002', 'declined at once: card_declined', {
    declines: { when: 'create', reason: 'card_declined' },
  }),
  card('tok_insufficient_funds', '4000000000009995', 'declined at once: insufficient_funds', {
    declines: { when: 'create', reason: 'insufficient_funds' },
  }),
  card('tok_declined_after_3ds', '4000000000000119', 'declined after the buyer confirmed: card_declined', {
    declines: { when: 'confirm', reason: 'card_declined' },
  }),
  card('tok_capture_declined', '4000000000000127', 'authorised, but every capture is refused: capture_declined', {
    captureDeclined: true,
  }),
  card('tok_timeout', '4000000000000135', 'the payment is made, its first answer hangs; a repeat is answered at once', {
    createHangs: true,
  }),
  card('tok_error', '4000000000000143', 'the first try of a reference is a 500 and makes nothing; the next one works', {
    createFailsFirst: true,
  }),
  card('tok_duplicate_callback', '4000000000000150', 'the same callback three times at once', { callback: 'thrice' }),
  card('tok_late_callback', '4000000000000168', 'the callback comes late', { callback: 'late' }),
  card('tok_callback_first', '4000000000000176', 'no 3-D Secure; the callback comes before the answer', {
    threeDSecure: false,
    callback: 'before_answer',
  }),
  card('tok_bad_signature', '4000000000000184', 'a forged callback first, then the good one', {
    callback: 'forged_first',
  }),
  card('tok_no_callback', '4000000000000192', 'never a callback; ask for the state', { callback: 'never' }),
];

function card(token: string, number: string, story: string, habits: Habits = {}): TestCard {
  return { token, number, brand: brandOf(number), last4: number.slice(-4), story, threeDSecure: true, ...habits };
}

function brandOf(number: string): Brand {
  if (number.startsWith('4')) return 'visa';
  return number.startsWith('5') ? 'mastercard' : 'mir';
}

/** The check digit rule of ISO/IEC 7812. */
export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let i = 0; i < number.length; i++) {
    let digit = number.charCodeAt(number.length - 1 - i) - 48;
    if (i % 2 === 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 === 0;
}
