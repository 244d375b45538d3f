import { randomInt, randomUUID } from 'node:crypto';
import { ApiError } from '../http/api-error.ts';
import { BoundedBook } from '../http/bounded-book.ts';
import type { Journal } from '../http/journal.ts';
import type { WebhookSender } from '../http/webhook-sender.ts';
import type { CarrierClock } from './carrier-clock.ts';
import { DueQueue } from './due-queue.ts';
import {
  acceptParcel,
  cancelParcel,
  hasReached,
  isDone,
  type Moment,
  type NewParcel,
  nextDue,
  type Parcel,
  type ParcelStatus,
  resumeParcel,
  statusOf,
  takeStep,
} from './parcel.ts';
import { moveBody } from './parcel-view.ts';
import type { MoveStatus } from './route.ts';

/** With this many callbacks undelivered, parcels wait: they are told late rather than not at all. */
const PENDING_LIMIT = 50_000;
/** Outdated entries of the queue that are not worth a cleaning. */
const QUEUE_SLACK = 1_000;

/** A parcel that moved this long ago, in ms, has been told of even by a carrier that was killed right after. */
const TOLD_MS = 10 * 60_000;

/** Where parcels are kept and moved when their time has come, and each move is told. */
export class DispatchOffice {
  readonly reached: Record<ParcelStatus, number> = {
    accepted: 0,
    in_transit: 0,
    out_for_delivery: 0,
    delivered: 0,
    cancelled: 0,
  };
  readonly #book: BoundedBook<Parcel>;
  readonly #byTrackingNumber = new Map<string, string>();
  #queue = new DueQueue<Parcel>();
  readonly #sender: WebhookSender;
  readonly #clock: CarrierClock;

  readonly #journal: Journal<Parcel> | undefined;

  constructor(options: {
    keep: number;
    sender: WebhookSender;
    clock: CarrierClock;
    journal?: Journal<Parcel> | undefined;
  }) {
    this.#book = new BoundedBook(options.keep, (parcel) => this.#byTrackingNumber.delete(parcel.trackingNumber));
    this.#sender = options.sender;
    this.#clock = options.clock;
    this.#journal = options.journal;
    for (const parcel of this.#journal?.remembered ?? []) this.#resume(parcel);
  }

  get size(): number {
    return this.#book.size;
  }

  /** Entries of the queue of due steps, outdated ones included. */
  get queued(): number {
    return this.#queue.size;
  }

  accept(asked: Omit<NewParcel, 'id' | 'trackingNumber'>): Parcel {
    const id = `par_${randomUUID().replaceAll('-', '')}`;
    const trackingNumber = `SC${String(randomInt(1e12)).padStart(12, '0')}`;
    const parcel = acceptParcel({ ...asked, id, trackingNumber }, this.#moment());
    this.#byTrackingNumber.set(trackingNumber, id);
    this.#keep(parcel);
    return parcel;
  }

  /** The parcel, or 404 `parcel_not_found`. */
  get(id: string): Parcel {
    const parcel = this.#book.get(id);
    if (!parcel) throw new ApiError(404, 'parcel_not_found', 'The carrier knows no such parcel.');
    return parcel;
  }

  /** Those of some parcels that are remembered. */
  known(ids: readonly string[]): Parcel[] {
    return ids.flatMap((id) => this.#book.get(id) ?? []);
  }

  withTrackingNumber(trackingNumber: string): Parcel | undefined {
    return this.#book.get(this.#byTrackingNumber.get(trackingNumber) ?? '');
  }

  /** Refusal: 409 `already_picked_up`. */
  cancel(id: string): Parcel {
    const parcel = this.get(id);
    const cancelled = cancelParcel(parcel, Date.now());
    if (!cancelled) throw new ApiError(409, 'already_picked_up', 'The parcel is on its way and cannot be cancelled.');
    if (cancelled !== parcel) this.#keep(cancelled);
    return cancelled;
  }

  /** Takes the parcel's next step now; or, up to a status, all steps that are missing. */
  hurry(id: string, until?: MoveStatus): Parcel {
    let parcel = this.get(id);
    do {
      if (until && hasReached(parcel, until)) break;
      const moved = takeStep(parcel, this.#moment());
      if (!moved) break;
      this.#moved(moved);
      parcel = moved;
    } while (until);
    return parcel;
  }

  /**
   * Moves every parcel whose step is due, earliest first.
   *
   * @returns how many steps were taken
   */
  moveDue(): number {
    let steps = 0;
    const { clockSeconds } = this.#moment();
    while (this.#sender.pending < PENDING_LIMIT) {
      const queued = this.#queue.popDue(clockSeconds);
      if (!queued) break;
      // Forgotten, cancelled or hurried since it was queued.
      if (this.#book.get(queued.id) !== queued) continue;
      const moved = takeStep(queued, this.#moment());
      if (!moved) continue;
      this.#moved(moved);
      steps++;
    }
    return steps;
  }

  #moment(): Moment {
    const now = Date.now();
    return { now, clockSeconds: this.#clock.seconds(now), speed: this.#clock.speed };
  }

  /** Goes on where the parcel was when the process ended; its last move may not have been told. */
  #resume(parcel: Parcel): void {
    const moment = this.#moment();
    this.#put(isDone(parcel) ? parcel : resumeParcel(parcel, moment));
    this.#byTrackingNumber.set(parcel.trackingNumber, parcel.id);
    if (statusOf(parcel) !== 'cancelled' && moment.now - parcel.takenAt.at(-1)! < TOLD_MS) this.#tell(parcel);
  }

  #moved(parcel: Parcel): void {
    this.#keep(parcel);
    this.#tell(parcel);
  }

  #tell(parcel: Parcel): void {
    if (!parcel.callbackUrl) return;
    const id = `evt_${randomUUID().replaceAll('-', '')}`;
    this.#sender.send({
      url: parcel.callbackUrl,
      id,
      body: moveBody(id, parcel),
      orderKey: parcel.id,
    });
  }

  #keep(parcel: Parcel): void {
    this.reached[statusOf(parcel)]++;
    this.#journal?.write(parcel);
    this.#put(parcel);
  }

  #put(parcel: Parcel): void {
    this.#book.put(parcel, isDone(parcel));
    const due = nextDue(parcel);
    if (due === undefined) return;
    this.#queue.push(due, parcel);
    if (this.#queue.size > 2 * this.#book.size + QUEUE_SLACK) this.#requeue();
  }

  /** Cancelled, hurried and forgotten parcels leave entries behind; a clock that stands still would never drop them. */
  #requeue(): void {
    this.#queue = new DueQueue();
    for (const parcel of this.#book.values()) {
      const due = nextDue(parcel);
      if (due !== undefined) this.#queue.push(due, parcel);
    }
  }
}
