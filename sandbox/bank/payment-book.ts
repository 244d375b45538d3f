import { BoundedBook } from '../http/bounded-book.ts';
import type { Journal } from '../http/journal.ts';
import { isFinished, type Payment } from './payment.ts';

/**
 * The payments the bank remembers: by id, by the merchant's reference, and the unfinished ones in the order in which
 * their time runs out. The bank gives every payment of a status the same time, so insertion order is that order. With a
 * journal it begins with what that remembers.
 */
export class PaymentBook {
  readonly #byId: BoundedBook<Payment>;
  readonly #byReference = new Map<string, readonly string[]>();
  readonly #awaitingBuyer = new Map<string, Payment>();
  readonly #holds = new Map<string, Payment>();

  readonly #journal: Journal<Payment> | undefined;

  constructor(limit: number, journal?: Journal<Payment>) {
    this.#byId = new BoundedBook(limit, (payment) => this.#forget(payment));
    this.#journal = journal;
    for (const payment of journal?.remembered ?? []) this.#keep(payment);
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): Payment | undefined {
    return this.#byId.get(id);
  }

  /** Oldest first. */
  withReference(reference: string): Payment[] {
    const ids = this.#byReference.get(reference) ?? [];
    return ids.map((id) => this.#byId.get(id)).filter((payment) => payment !== undefined);
  }

  values(): Iterable<Payment> {
    return this.#byId.values();
  }

  put(payment: Payment): void {
    this.#journal?.write(payment);
    this.#keep(payment);
  }

  #keep(payment: Payment): void {
    const { id, reference, status } = payment;
    const before = this.#byId.get(id);
    if (!before) this.#byReference.set(reference, [...(this.#byReference.get(reference) ?? []), id]);
    if (before && before.status !== status) this.#stopWaiting(id);
    if (status === 'requires_action') this.#awaitingBuyer.set(id, payment);
    if (status === 'authorized') this.#holds.set(id, payment);
    this.#byId.put(payment, isFinished(payment));
  }

  /** Unfinished payments whose time is over. */
  overdue(now: number): Payment[] {
    const found: Payment[] = [];
    for (const unfinished of [this.#awaitingBuyer, this.#holds]) {
      for (const payment of unfinished.values()) {
        if (payment.deadline > now) break;
        found.push(payment);
      }
    }
    return found;
  }

  #forget(payment: Payment): void {
    this.#stopWaiting(payment.id);
    const left = (this.#byReference.get(payment.reference) ?? []).filter((id) => id !== payment.id);
    if (left.length > 0) this.#byReference.set(payment.reference, left);
    else this.#byReference.delete(payment.reference);
  }

  #stopWaiting(id: string): void {
    this.#awaitingBuyer.delete(id);
    this.#holds.delete(id);
  }
}
