/** What a broker answers of one partition, as kafkajs decodes it; offsets are decimal strings. */
export interface PartitionAnswer {
  readonly partition: number;
  readonly highWatermark: string;
  readonly abortedTransactions?: readonly unknown[];
  readonly messages: readonly { readonly offset: string }[];
}

/** Messages that are kept of one partition for whoever lags behind; who lags further asks the broker. */
const KEPT = 500;

/** A reader that has not asked for so long, in ms, has left or is at work on what it was given. */
const GONE_MS = 2_000;

/** The last messages of one partition, kept until everybody here who reads it has had them. */
export class PartitionTail {
  readonly topic: string;
  readonly partition: number;
  /** Each begins where the one before it ends. */
  #parts: { from: number; to: number; answer: PartitionAnswer }[] = [];
  /** The offset of the message that comes next. */
  #next: number;
  readonly #readers = new Map<object, { offset: number; seenMs: number }>();

  constructor(topic: string, partition: number, next: number) {
    this.topic = topic;
    this.partition = partition;
    this.#next = next;
  }

  get next(): number {
    return this.#next;
  }

  /** Whether all there is from that offset on is here. */
  covers(offset: number): boolean {
    return offset >= (this.#parts[0]?.from ?? this.#next) && offset <= this.#next;
  }

  /** Notes how far a reader is, and lets go of what all have had. */
  seen(reader: object, offset: number): void {
    this.#readers.set(reader, { offset, seenMs: performance.now() });
    const first = this.#parts[0];
    if (!first || first.to > offset) return;
    const slowest = Math.min(...Array.from(this.#readers.values(), (one) => one.offset));
    this.#parts = this.#parts.filter(({ to }) => to > slowest);
  }

  /** Forgets who is gone. @returns whether anybody still reads the partition here */
  isRead(): boolean {
    const goneMs = performance.now() - GONE_MS;
    for (const [reader, { seenMs }] of this.#readers) if (seenMs < goneMs) this.#readers.delete(reader);
    return this.#readers.size > 0;
  }

  /** Takes what a broker answered to a request from an offset that was covered. @returns whether there was anything new */
  take(answer: PartitionAnswer): boolean {
    const from = this.#next;
    const messages = answer.messages.filter(({ offset }) => Number(offset) >= from);
    const last = messages.at(-1);
    if (!last) return false;
    this.#next = Number(last.offset) + 1;
    // Which of a transaction's messages count is told for the range that was asked for: not to be taken apart.
    if (answer.abortedTransactions?.length) this.#parts = [];
    else this.#parts.push({ from, to: this.#next, answer: { ...answer, messages } });
    while (this.#next - (this.#parts[0]?.from ?? this.#next) > KEPT) this.#parts.shift();
    return true;
  }

  /** What came from an offset on, which is covered; undefined when nothing has. */
  after(offset: number): PartitionAnswer | undefined {
    const parts = this.#parts.filter(({ to }) => to > offset).map(({ answer }) => answer);
    const last = parts.at(-1);
    // Messages before the offset may be among them: readers pass over those, as they have to over what a broker gives.
    return parts.length > 1 ? { ...last!, messages: parts.flatMap(({ messages }) => messages) } : last;
  }
}
