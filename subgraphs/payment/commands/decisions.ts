import { Counter } from 'prom-client';
import type { Clock } from '#kernel/clock.ts';
import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { crashPoint } from '../crash-points.ts';
import { decide } from '../domain/decide.ts';
import { entryOf } from '../domain/ledger.ts';
import { type Decision, type PaymentInput, workOf } from '../domain/payment.ts';
import { loadPayments, type StaffRequest, type StoredPayment } from '../store/payments.ts';
import { type Change, type NotedEvent, saveChanges } from '../store/save-changes.ts';
import { type Cause, toPublished } from './payment-events.ts';

const decided = new Counter({
  name: 'payment_decisions_total',
  help: 'Inputs of payments by what came of them',
  labelNames: ['input', 'outcome'],
  registers: [metrics],
});

/** Something a payment is told. */
export interface Submission {
  /** The payment, by its own id or its order's. */
  readonly key: { readonly id: string } | { readonly orderId: string };
  readonly input: PaymentInput;
  /** The state as the caller knows it: saves a read, and is read again when it turns out to be old. */
  readonly known?: StoredPayment;
  /** The provider's event that tells it, kept once however often it comes. */
  readonly event?: Pick<NotedEvent, 'id' | 'kind' | 'body'>;
  /** Who of staff asks, and by which key, for the inputs `refund` and `capture`. */
  readonly request?: Omit<StaffRequest, 'refundId'>;
  readonly cause?: Cause;
}

/** What came of it; undefined when there is no such payment. `refundId` is of the refund it made, if it made one. */
export type Answer =
  | { readonly payment: StoredPayment; readonly decision: Decision; readonly refundId: string }
  | undefined;

export interface DecisionsOptions {
  db: Database;
  outbox: Outbox;
  clock: Clock;
  /** How long the process that saved a change has to do its work at the bank before another may, in ms. */
  leaseMs: number;
  /** How long to wait for the buyer and the callback before the bank is asked, in ms. */
  watchMs: number;
}

/** A batch whose payments keep being changed by others is tried this often. */
const TRIES = 20;

/**
 * The one place where a payment changes after it was begun. Whatever tells a payment something, the bank's answer, a
 * callback, an order's event or staff, submits it here; all that wait are decided together: one statement reads the
 * states that are not known, one saves states, ledger entries, refunds, provider events and outgoing events. The version makes it safe
 * without a lock or a transaction: what was decided on an old state is decided again.
 */
export class Decisions {
  readonly #options: DecisionsOptions;
  readonly #batcher = new Batcher<Submission, Answer>({
    name: 'payment.decisions',
    run: (batch) => this.#run(batch),
  });
  /** Called with each payment that has new work at the bank, after it is saved. */
  onWork: (payment: StoredPayment, cause: Cause | undefined) => void = () => {};

  constructor(options: DecisionsOptions) {
    this.#options = options;
  }

  submit(submission: Submission): Promise<Answer> {
    return this.#batcher.submit(submission);
  }

  async #run(batch: Submission[]): Promise<Answer[]> {
    const answers: Answer[] = new Array(batch.length).fill(undefined);
    let waiting = [...batch.entries()];
    for (let attempt = 0; waiting.length > 0; attempt += 1) {
      if (attempt === TRIES) throw new Error('payments keep changing; a batch of decisions could not be saved');
      const round = new Round(this.#options);
      await round.load(
        waiting.map(([, submission]) => submission),
        attempt > 0,
      );
      const verdicts = waiting.map(([place, submission]) => ({ place, submission, verdict: round.decide(submission) }));
      const outdated = await round.save();
      if ([...round.changes].some(({ hasWork }) => hasWork)) crashPoint('payment.decided-not-worked');
      for (const { place, submission, verdict } of verdicts) {
        if (!verdict || outdated.has(verdict.paymentId)) continue;
        // What is answered is the state after the whole batch, the one its version stands for.
        answers[place] = { ...verdict, payment: round.payment(verdict.paymentId) };
        decided.inc({ input: submission.input.type, outcome: outcomeOf(verdict.decision) });
      }
      for (const { payment, hasWork, cause } of round.changes)
        if (hasWork && !outdated.has(payment.id)) this.onWork(round.payment(payment.id), cause);
      waiting = verdicts.flatMap(({ place, submission, verdict }) =>
        verdict && outdated.has(verdict.paymentId) ? [[place, submission] as const] : [],
      ) as typeof waiting;
    }
    return answers;
  }
}

const outcomeOf = (decision: Decision): string =>
  decision.outcome === 'ignored' ? decision.because : decision.outcome;

const requestOf = (
  request: Omit<StaffRequest, 'refundId'>,
  { type }: PaymentInput,
  refundId: string,
): StaffRequest => ({
  ...request,
  refundId: type === 'refund' ? refundId : null,
});

type Pending = Change & { readonly cause: Cause | undefined; readonly hasWork: boolean };
type Verdict = { readonly paymentId: string; readonly decision: Decision; readonly refundId: string };

/** One try at a batch: states as they change in memory, and what has to be saved. */
class Round {
  readonly #options: DecisionsOptions;
  readonly #byId = new Map<string, StoredPayment>();
  readonly #byOrder = new Map<string, string>();
  readonly #noted: NotedEvent[] = [];
  readonly #pending = new Map<string, Pending>();

  constructor(options: DecisionsOptions) {
    this.#options = options;
  }

  get changes(): Iterable<Pending> {
    return this.#pending.values();
  }

  payment(id: string): StoredPayment {
    return this.#byId.get(id)!;
  }

  async load(submissions: readonly Submission[], afresh: boolean): Promise<void> {
    if (!afresh) for (const { known } of submissions) if (known) this.#keep(known);
    const ids = new Set<string>();
    const orderIds = new Set<string>();
    for (const { key } of submissions) {
      if ('id' in key) {
        if (!this.#byId.has(key.id)) ids.add(key.id);
      } else if (!this.#byOrder.has(key.orderId)) orderIds.add(key.orderId);
    }
    if (ids.size + orderIds.size === 0) return;
    const loaded = await loadPayments(this.#options.db, { ids: [...ids], orderIds: [...orderIds] });
    for (const payment of loaded) this.#keep(payment);
  }

  #keep(payment: StoredPayment): void {
    if ((this.#byId.get(payment.id)?.version ?? 0) > payment.version) return;
    this.#byId.set(payment.id, payment);
    this.#byOrder.set(payment.orderId, payment.id);
  }

  decide({ key, input, event, request, cause }: Submission): Verdict | undefined {
    const before = this.#byId.get('id' in key ? key.id : (this.#byOrder.get(key.orderId) ?? ''));
    if (!before) return undefined;
    const refundId = newId();
    const decision = decide(before, input, refundId);
    if (event) this.#noted.push({ ...event, paymentId: before.id, outcome: outcomeOf(decision) });
    if (decision.outcome === 'changed') {
      const payment: StoredPayment = { ...before, ...decision.payment };
      this.#byId.set(payment.id, payment);
      const earlier = this.#pending.get(payment.id);
      const at = this.#options.clock();
      const [work] = workOf(payment);
      const entry = entryOf(before, payment);
      const { leaseMs, watchMs } = this.#options;
      this.#pending.set(payment.id, {
        payment,
        dueInMs: work ? (work.type === 'watch' ? watchMs : leaseMs) : null,
        hasWork: work !== undefined && work.type !== 'watch',
        requests: [...(earlier?.requests ?? []), ...(request ? [requestOf(request, input, refundId)] : [])],
        entries: [...(earlier?.entries ?? []), ...(entry ? [entry] : [])],
        events: [...(earlier?.events ?? []), ...decision.events.map((told) => toPublished(payment, told, at, cause))],
        cause,
      });
    }
    return { paymentId: before.id, decision, refundId };
  }

  /** @returns payments that others changed first: what was decided of them does not hold. */
  async save(): Promise<Set<string>> {
    const changes = [...this.#pending.values()];
    if (changes.length === 0 && this.#noted.length === 0) return new Set();
    const { db, outbox } = this.#options;
    const saved = await saveChanges(db, changes, this.#noted);
    const outdated = new Set<string>();
    let told = false;
    for (const { payment, events } of changes) {
      if (!saved.has(payment.id)) outdated.add(payment.id);
      else {
        this.#byId.set(payment.id, { ...payment, version: payment.version + 1, attempts: 0 });
        told ||= events.length > 0;
      }
    }
    if (told) await outbox.announce(db);
    return outdated;
  }
}
