interface Slot {
  readonly offset: number;
  /** Consumers that are not through with the message. */
  pending: number;
}

/** Messages of a partition beyond the first that is not settled; more wait in Kafka. */
const ROOM = 5_000;

/**
 * How far a partition has been dealt with. Messages are settled in any order, since one that is tried again does not hold
 * up those of other keys; what may be committed is the offset of the first that is not settled.
 */
export class PartitionProgress {
  readonly topic: string;
  readonly partition: number;
  #slots: Slot[] = [];
  #head = 0;
  #next = 0;
  #high = 0;
  #changed = false;
  #room: (() => void) | undefined;

  constructor(topic: string, partition: number) {
    this.topic = topic;
    this.partition = partition;
  }

  /**
   * Notes messages that have come, in order.
   * @param high the offset that the partition's next message will have
   * @returns for each what says that one consumer is through with it
   */
  begin(offsets: readonly string[], consumers: number, high: string): (() => void)[] {
    // Kafka begins anew at an earlier offset: what was noted beyond it comes again.
    if (offsets.length > 0 && Number(offsets[0]) < this.#next) {
      this.#slots = [];
      this.#head = 0;
    }
    this.#high = Number(high);
    const slots = offsets.map((offset): Slot => ({ offset: Number(offset), pending: consumers }));
    this.#slots.push(...slots);
    if (slots.length > 0) this.#next = slots.at(-1)!.offset + 1;
    return slots.map((slot) => () => {
      slot.pending -= 1;
      if (slot.pending === 0) this.#advance();
    });
  }

  #advance(): void {
    while (this.#head < this.#slots.length && this.#slots[this.#head]!.pending === 0) {
      this.#head += 1;
      this.#changed = true;
    }
    if (this.#head === this.#slots.length || this.#head > ROOM) {
      this.#slots = this.#slots.slice(this.#head);
      this.#head = 0;
    }
    if (this.#slots.length - this.#head < ROOM) this.#room?.();
  }

  /** Resolves when there is room for more, so that one message that cannot be settled does not fill the memory. */
  async room(stopping: AbortSignal): Promise<void> {
    if (this.#slots.length - this.#head < ROOM || stopping.aborted) return;
    await new Promise<void>((resolve) => {
      this.#room = resolve;
      stopping.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#room = undefined;
  }

  /** Where a successor has to begin. */
  get offset(): number {
    return this.#slots[this.#head]?.offset ?? this.#next;
  }

  /** Messages that are in the partition and not dealt with, as far as is known here. */
  get lag(): number {
    return this.#high - this.offset;
  }

  /** Whether `offset` has moved since it was asked last. */
  moved(): boolean {
    const moved = this.#changed;
    this.#changed = false;
    return moved;
  }
}
