import type { Money } from '#schema/money.ts';
import type { BankNews } from './domain/payment.ts';
import type { StatedMovement } from './domain/reconciliation.ts';

/** A payment as a provider is asked to begin it. Its `id` is our reference there, and its idempotency key. */
export interface PaymentOrder {
  readonly id: string;
  readonly amount: Money;
  readonly cardToken: string;
  readonly returnUrl: string;
}

/** A provider's final no: asking again with the same input has no use. */
export class ProviderRefusal extends Error {
  override name = 'ProviderRefusal';
  /** The provider's code: `unknown_token`, `capture_declined`, `invalid_state`, … */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The provider did not answer, or not sensibly. What was asked may have been done: ask again, with the same key. */
export class ProviderUnavailable extends Error {
  override name = 'ProviderUnavailable';
}

/** Something a provider called back to tell. */
export interface ProviderEvent {
  /** The provider's number of the event; the same in every repetition. */
  readonly id: string;
  readonly kind: string;
  /** The id of our payment. */
  readonly paymentId: string;
  /** What came, without what we have no name for. */
  readonly body: unknown;
  /** What it says of the payment, or the refund of ours that went through; undefined for a kind we have no use for. */
  readonly told: { readonly news: BankNews } | { readonly refundId: string; readonly amount: Money } | undefined;
}

/** A line of a statement. */
export interface StatementLine extends StatedMovement {
  /** Where it stands in the file, from 1. */
  readonly line: number;
  readonly at: Date;
  /** The provider's own id of the payment. */
  readonly providerId: string;
}

/** What a provider says it did on a day of UTC. */
export interface Statement {
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** Until when it is complete. */
  readonly asOf: Date;
  readonly lines: readonly StatementLine[];
}

/** A statement that cannot be read, breaks off, or does not add up. */
export class StatementDamaged extends Error {
  override name = 'StatementDamaged';
  /** The first line that is wrong, from 1. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** A callback that is not the provider's, too old, or not of a form it uses. */
export class CallbackRejected extends Error {
  override name = 'CallbackRejected';
  readonly because: 'BAD_SIGNATURE' | 'MALFORMED';

  constructor(because: 'BAD_SIGNATURE' | 'MALFORMED', message: string) {
    super(message);
    this.because = because;
  }
}

/**
 * What takes cards for us. Every call is safe to repeat: it carries a key of ours, so that the provider does it once.
 * @throws ProviderRefusal, ProviderUnavailable from every call
 */
export interface PaymentProvider {
  /** The longest that a call takes until it is answered or given up, in ms. */
  readonly longestCallMs: number;
  start(order: PaymentOrder): Promise<BankNews>;
  /** How a payment stands there, by our id; undefined when the provider has no such payment. */
  find(paymentId: string): Promise<BankNews | undefined>;
  capture(payment: { id: string; providerId: string; amount: Money }): Promise<BankNews>;
  void(payment: { id: string; providerId: string }): Promise<BankNews>;
  /** @returns what has gone back */
  refund(payment: { providerId: string }, refund: { id: string; minor: number }): Promise<Money>;
  /**
   * Reads a callback.
   * @param body exactly as it came: the signature covers its bytes
   * @throws CallbackRejected
   */
  readCallback(headers: Readonly<Record<string, unknown>>, body: string): ProviderEvent;
  /** The statement of a day, as a file. @param date `YYYY-MM-DD` */
  statement(date: string): Promise<string>;
  /** Reads a statement's file. @throws StatementDamaged */
  readStatement(file: string): Statement;
  close(): Promise<void>;
}
