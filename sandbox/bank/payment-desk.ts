import { hash, randomUUID } from 'node:crypto';
import { ApiError } from '../http/api-error.ts';
import type { WebhookSender } from '../http/webhook-sender.ts';
import type { BankMetrics } from './bank-metrics.ts';
import {
  type Command,
  createPayment,
  type Decision,
  decide,
  type NewPayment,
  type Payment,
  type PaymentEventType,
  type Refusal,
  type Terms,
} from './payment.ts';
import type { PaymentBook } from './payment-book.ts';
import { eventBody } from './payment-view.ts';

/** Copies of a callback that a card with the habit `thrice` gets. */
const THRICE = 3;
/** The longest that an answer waits for its own callback to be there first. */
const BEFORE_ANSWER_MS = 3_000;

/** Where a decision becomes a fact: loads the payment, decides, remembers, calls back. */
export class PaymentDesk {
  readonly #book: PaymentBook;
  readonly #sender: WebhookSender;
  readonly #metrics: BankMetrics;
  readonly #terms: Terms;
  readonly #now: () => number;
  readonly #allEvents: boolean;
  readonly #lateCallbackMs: number;

  constructor(options: {
    book: PaymentBook;
    sender: WebhookSender;
    metrics: BankMetrics;
    terms: Terms;
    now: () => number;
    allEvents: boolean;
    lateCallbackMs: number;
  }) {
    this.#book = options.book;
    this.#sender = options.sender;
    this.#metrics = options.metrics;
    this.#terms = options.terms;
    this.#now = options.now;
    this.#allEvents = options.allEvents;
    this.#lateCallbackMs = options.lateCallbackMs;
  }

  /** @returns the payment, and when its callback has been tried, if that comes before the answer. */
  create(asked: Omit<NewPayment, 'id'>): { payment: Payment; calledBack?: Promise<void> } {
    const id = `pay_${randomUUID().replaceAll('-', '')}`;
    const decision = createPayment({ ...asked, id }, this.#terms, this.#now());
    return { payment: decision.payment, calledBack: this.#record(decision) };
  }

  /** The payment as it is now, or 404 `payment_not_found`. */
  get(id: string): Payment {
    const payment = this.find(id);
    if (!payment) throw new ApiError(404, 'payment_not_found', 'The bank knows no such payment.');
    return payment;
  }

  find(id: string): Payment | undefined {
    const payment = this.#book.get(id);
    return payment && this.#inTime(payment);
  }

  withReference(reference: string): Payment[] {
    return this.#book.withReference(reference).map((payment) => this.#inTime(payment));
  }

  do(payment: Payment, command: Command): { payment: Payment; refusal?: Refusal } {
    const decision = decide(payment, command, this.#terms, this.#now());
    this.#record(decision, payment);
    return decision;
  }

  /** Ends what nobody finished in time. */
  sweep(): void {
    for (const payment of this.#book.overdue(this.#now())) this.#inTime(payment);
  }

  #inTime(payment: Payment): Payment {
    return this.do(payment, { type: 'let_time_pass' }).payment;
  }

  #record(decision: Decision, before?: Payment): Promise<void> | undefined {
    const { payment, event } = decision;
    if (payment === before) return undefined;
    this.#book.put(payment);
    if (payment.status !== before?.status) this.#metrics.reached(payment.status);
    return event && this.#callBack(payment, event);
  }

  #callBack(payment: Payment, type: PaymentEventType): Promise<void> | undefined {
    const habit = payment.card.callback;
    if (habit === 'never') return undefined;
    if (type !== 'payment.authorized' && type !== 'payment.declined' && !this.#allEvents) return undefined;
    const id = `evt_${randomUUID().replaceAll('-', '')}`;
    const callback = {
      url: payment.callbackUrl,
      id,
      body: eventBody(id, type, payment, this.#now()),
      delayMs: habit === 'late' ? this.#lateCallbackMs : 0,
      forgeFirst: habit === 'forged_first',
    };
    if (habit === 'before_answer') {
      return new Promise((resolve) => {
        setTimeout(resolve, BEFORE_ANSWER_MS).unref();
        this.#sender.send({ ...callback, attempted: resolve });
      });
    }
    // The answer to the request that caused this is written first.
    setImmediate(() => {
      for (let copy = 0; copy < (habit === 'thrice' ? THRICE : 1); copy++) this.#sender.send(callback);
    });
    return undefined;
  }
}

/** Six digits that the buyer would get by message; here the page tells them. */
export function oneTimeCode(paymentId: string): string {
  return String(Number.parseInt(hash('sha1', paymentId).slice(0, 8), 16) % 1_000_000).padStart(6, '0');
}
