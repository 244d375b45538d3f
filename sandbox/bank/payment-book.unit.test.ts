import { expect, it } from 'vitest';
import { createPayment, decide, type Payment } from './payment.ts';
import { PaymentBook } from './payment-book.ts';
import { testCards } from './test-cards.ts';

const terms = { actionMs: 1_000, holdMs: 5_000 };

function payment(id: string, reference = id, now = 0): Payment {
  const url = 'https://shop.example/';
  const asked = { id, reference, amount: 1, currency: 'RUB', card: testCards[0]!, returnUrl: url, callbackUrl: url };
  return createPayment(asked, terms, now).payment;
}

const rejected = (before: Payment) => decide(before, { type: 'reject' }, terms, 1).payment;
const confirmed = (before: Payment, now: number) =>
  decide(before, { type: 'confirm', expectedCode: '' }, terms, now).payment;

it('forgets the payment that finished first when there is one too many, with its reference', () => {
  const book = new PaymentBook(3);
  for (const id of ['a', 'b', 'c']) book.put(payment(id, 'same'));
  book.put(rejected(book.get('c')!));
  book.put(rejected(book.get('b')!));
  book.put(payment('d', 'same'));
  expect(book.get('c')).toBeUndefined();
  expect(book.withReference('same').map(({ id }) => id)).toEqual(['a', 'b', 'd']);
  expect(book.size).toBe(3);
});

it('forgets the oldest when none has finished, also from those who wait', () => {
  const book = new PaymentBook(2);
  for (const id of ['a', 'b', 'c']) book.put(payment(id));
  expect(book.withReference('a')).toEqual([]);
  expect(book.overdue(1_000).map(({ id }) => id)).toEqual(['b', 'c']);
});

it('knows whose time is over: unpressed pages by creation, holds by authorisation', () => {
  const book = new PaymentBook(10);
  book.put(payment('a', 'a', 0));
  book.put(payment('b', 'b', 100));
  book.put(confirmed(payment('c', 'c', 0), 300));
  expect(book.overdue(1_000).map(({ id }) => id)).toEqual(['a']);
  expect(book.overdue(1_100).map(({ id }) => id)).toEqual(['a', 'b']);
  book.put(rejected(book.get('a')!));
  expect(book.overdue(5_300).map(({ id }) => id)).toEqual(['b', 'c']);
});
