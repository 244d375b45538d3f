/** Hours of the day, local time, between which a courier comes. */
const WINDOWS = [
  [9, 13],
  [13, 17],
  [17, 21],
] as const;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Window {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/**
 * The delivery windows of the next days of a place.
 * @param utcOffsetMinutes how far the place's clocks are ahead of UTC
 */
export function windowsFrom(now: Date, days: number, utcOffsetMinutes: number): Window[] {
  const offset = utcOffsetMinutes * 60_000;
  const localMidnight = Math.floor((now.getTime() + offset) / DAY_MS) * DAY_MS - offset;
  return Array.from({ length: days }, (_, day) =>
    WINDOWS.map(([from, to]) => ({
      startsAt: new Date(localMidnight + day * DAY_MS + from * HOUR_MS),
      endsAt: new Date(localMidnight + day * DAY_MS + to * HOUR_MS),
    })),
  )
    .flat()
    .filter(({ startsAt }) => startsAt > now);
}

export interface SlotState {
  readonly id: string;
  readonly startsAt: Date;
  readonly capacity: number;
  readonly booked: number;
}

export type SlotCommand =
  | { readonly kind: 'BOOK'; readonly orderId: string; readonly slotId: string }
  | { readonly kind: 'RELEASE'; readonly orderId: string };

/** What a batch of slot commands decides upon, changing as one after the other is decided. */
export class SlotBook {
  readonly #slots: ReadonlyMap<string, SlotState>;
  readonly #booked: Map<string, number>;
  readonly #bookings: Map<string, string>;
  readonly #before: ReadonlyMap<string, string>;
  readonly #now: Date;

  constructor(slots: readonly SlotState[], bookings: ReadonlyMap<string, string>, now: Date) {
    this.#slots = new Map(slots.map((slot) => [slot.id, slot]));
    this.#booked = new Map(slots.map(({ id, booked }) => [id, booked]));
    this.#before = bookings;
    this.#bookings = new Map(bookings);
    this.#now = now;
  }

  /**
   * @returns whether the order has its place, for BOOK; whether it had one to give back, for RELEASE. An order has one
   *   place: booking another slot gives the first back, if the other has room.
   */
  take(command: SlotCommand): boolean {
    const current = this.#bookings.get(command.orderId);
    if (command.kind === 'RELEASE') {
      if (current === undefined) return false;
      this.#free(current);
      return this.#bookings.delete(command.orderId);
    }
    if (current === command.slotId) return true;
    const slot = this.#slots.get(command.slotId);
    if (!slot || slot.startsAt <= this.#now || this.#booked.get(slot.id)! >= slot.capacity) return false;
    if (current !== undefined) this.#free(current);
    this.#booked.set(slot.id, this.#booked.get(slot.id)! + 1);
    this.#bookings.set(command.orderId, slot.id);
    return true;
  }

  /** Orders that have another slot than before, null for none; and by how many each slot's places changed. */
  get changes(): { bookings: { orderId: string; slotId: string | null }[]; slots: { id: string; change: number }[] } {
    const orders = new Set([...this.#before.keys(), ...this.#bookings.keys()]);
    const bookings = [...orders]
      .filter((orderId) => this.#before.get(orderId) !== this.#bookings.get(orderId))
      .map((orderId) => ({ orderId, slotId: this.#bookings.get(orderId) ?? null }));
    const slots = [...this.#slots.values()]
      .map(({ id, booked }) => ({ id, change: this.#booked.get(id)! - booked }))
      .filter(({ change }) => change !== 0);
    return { bookings, slots };
  }

  #free(slotId: string): void {
    const booked = this.#booked.get(slotId);
    if (booked === undefined) throw new Error(`slot ${slotId} was not loaded`);
    this.#booked.set(slotId, booked - 1);
  }
}
