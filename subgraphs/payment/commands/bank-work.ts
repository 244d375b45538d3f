import { Counter } from 'prom-client';
import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#kernel/db/database.ts';
import type { Logger } from '#kernel/log.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { crashPoint } from '../crash-points.ts';
import { type BankNews, type BankWork, type PaymentInput, workOf } from '../domain/payment.ts';
import { watchPause } from '../domain/watching.ts';
import { type PaymentProvider, ProviderRefusal, ProviderUnavailable } from '../provider.ts';
import { claimDue, putOff } from '../store/bank-queue.ts';
import type { StoredPayment } from '../store/payments.ts';
import type { Decisions } from './decisions.ts';
import type { Cause } from './payment-events.ts';

const asked = new Counter({
  name: 'payment_bank_calls_total',
  help: 'Work done at the bank by how it ended',
  labelNames: ['work', 'outcome'],
  registers: [metrics],
});

export interface BankWorkOptions {
  db: Database;
  provider: PaymentProvider;
  decisions: Decisions;
  clock: Clock;
  log: Logger;
  leaseMs: number;
  /** How long a callback is awaited before the bank is asked for the first time, in ms. */
  watchMs: number;
  /** First pause after a failed try, in ms; doubles with each. */
  retryMs: number;
  /** A payment the bank has not heard of for this long is declined, in ms. */
  giveUpMs: number;
}

/** Payments worked on at the same time by one process. */
const AT_ONCE = 64;
/** Payments that wait in this process; what is beyond waits in the table until its lease is over. */
const MAX_WAITING = 10_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Does at the bank what payments' states ask for, outside of any transaction, and submits what the bank says. Work is
 * done at once by the process that saved the state; what a dead process or a sick bank left behind, the sweep finds.
 */
export class BankWorker {
  readonly #options: BankWorkOptions;
  readonly #waiting: { payment: StoredPayment; cause: Cause | undefined }[] = [];
  readonly #running = new Set<Promise<unknown>>();
  #stopping = false;

  constructor(options: BankWorkOptions) {
    this.#options = options;
    options.decisions.onWork = (payment, cause) => this.soon(payment, cause);
  }

  /** Works on a payment in the background. */
  soon(payment: StoredPayment, cause?: Cause): void {
    if (this.#stopping || this.#waiting.length >= MAX_WAITING) return;
    this.#waiting.push({ payment, cause });
    this.#fill();
  }

  #fill(): void {
    while (!this.#stopping && this.#running.size < AT_ONCE) {
      const next = this.#waiting.shift();
      if (!next) return;
      const running = this.#workSafely(next.payment, next.cause).finally(() => {
        this.#running.delete(running);
        this.#fill();
      });
      this.#running.add(running);
    }
  }

  /**
   * Does one payment's work, once each. When the bank does not answer, the work is put off.
   * @returns the payment afterwards
   */
  async work(payment: StoredPayment, cause?: Cause): Promise<StoredPayment> {
    let now = payment;
    let left = false;
    for (const work of workOf(payment)) {
      const input = await this.#ask(now, work);
      crashPoint(`payment.${work.type}-asked-not-recorded`);
      const answer =
        input &&
        (await this.#options.decisions.submit({ key: { id: now.id }, known: now, input, ...(cause && { cause }) }));
      if (answer) now = answer.payment;
      left ||= answer?.decision.outcome !== 'changed';
    }
    if (left && workOf(now).length > 0) await this.#putOff(now);
    return now;
  }

  /** Works on everything that is due, until nothing is. */
  async sweep(): Promise<void> {
    while (!this.#stopping) {
      const due = await claimDue(this.#options.db, AT_ONCE, this.#options.leaseMs);
      await Promise.all(due.map((payment) => this.#workSafely(payment)));
      if (due.length < AT_ONCE) return;
    }
  }

  /** Waits for what is running; what waits is left to the sweep of whoever comes next. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.allSettled([...this.#running]);
  }

  /** Work that fails unexpectedly is due again once its lease is over. */
  async #workSafely(payment: StoredPayment, cause?: Cause): Promise<void> {
    try {
      await this.work(payment, cause);
    } catch (error) {
      this.#options.log.error({ err: error, paymentId: payment.id }, 'work at the bank failed unexpectedly');
    }
  }

  /** @returns what the bank said, undefined when it said nothing */
  async #ask(payment: StoredPayment, work: BankWork): Promise<PaymentInput | undefined> {
    try {
      const input = await this.#call(payment, work);
      asked.inc({ work: work.type, outcome: input.type });
      return input;
    } catch (error) {
      if (!(error instanceof ProviderUnavailable)) throw error;
      asked.inc({ work: work.type, outcome: 'unavailable' });
      this.#options.log.warn({ err: error, paymentId: payment.id, work: work.type }, 'the bank did not answer');
      const age = this.#options.clock().getTime() - payment.createdAt.getTime();
      return work.type === 'start' && age > this.#options.giveUpMs ? { type: 'bank-unreachable' } : undefined;
    }
  }

  async #call(payment: StoredPayment, work: BankWork): Promise<PaymentInput> {
    const { provider } = this.#options;
    try {
      switch (work.type) {
        case 'start':
          return await this.#start(payment);
        case 'watch':
          return await this.#look(payment);
        case 'capture':
          return { type: 'bank-told', news: await this.#capture(payment, work.minor) };
        case 'void':
          return { type: 'bank-told', news: await provider.void({ id: payment.id, providerId: payment.providerId! }) };
        case 'refund': {
          const { refundId, minor } = work;
          const amount = await provider.refund({ providerId: payment.providerId! }, { id: refundId, minor });
          return { type: 'bank-refunded', refundId, amount };
        }
      }
    } catch (error) {
      if (!(error instanceof ProviderRefusal)) throw error;
      this.#options.log.warn({ paymentId: payment.id, work: work.type, code: error.code }, 'the bank refused');
      if (work.type === 'start') return { type: 'bank-refused-start', reason: error.code };
      if (work.type === 'refund') return { type: 'bank-refused-refund', refundId: work.refundId, reason: error.code };
      // Something else happened to it there: what, decides.
      if (work.type === 'void' || error.code === 'invalid_state') return this.#look(payment);
      return { type: 'bank-refused-capture', reason: error.code };
    }
  }

  #capture({ id, providerId, amount }: StoredPayment, minor: number): Promise<BankNews> {
    return this.#options.provider.capture({ id, providerId: providerId!, amount: { ...amount, minor } });
  }

  /** Begins a payment, unless an earlier try did, or the order wants it no more. */
  async #start(payment: StoredPayment): Promise<PaymentInput> {
    if (payment.attempts > 0 || payment.wish === 'GIVE_BACK') {
      const input = await this.#look(payment);
      if (input.type === 'bank-told' || payment.wish === 'GIVE_BACK') return input;
    }
    const { id, amount, returnUrl } = payment;
    const news = await this.#options.provider.start({ id, amount, returnUrl, cardToken: payment.cardToken ?? '' });
    return { type: 'bank-told', news };
  }

  async #look(payment: StoredPayment): Promise<PaymentInput> {
    const news = await this.#options.provider.find(payment.id);
    return news ? { type: 'bank-told', news } : { type: 'bank-knows-nothing' };
  }

  async #putOff(payment: StoredPayment): Promise<void> {
    const { db, clock, retryMs, watchMs } = this.#options;
    const heldForMs = (payment.goodsHeldUntil?.getTime() ?? 0) - clock().getTime();
    const watched = workOf(payment)[0]?.type === 'watch';
    const pause = watched
      ? watchPause({ watchMs, heldForMs, attempts: payment.attempts })
      : Math.min(LONGEST_PAUSE_MS, retryMs * 2 ** payment.attempts);
    await putOff(db, payment, pause);
  }
}
