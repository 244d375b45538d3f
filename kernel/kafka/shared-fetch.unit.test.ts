import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type FetchAnswer, type FetchRequest, SharedFetch } from '#kernel/kafka/shared-fetch.ts';
import { eventually } from '#kernel/testing/eventually.ts';

/** A broker that holds a request until there is something for it, as Kafka does. */
class ToyBroker {
  readonly #logs = new Map<string, { offset: string }[]>();
  readonly asked: FetchRequest[] = [];
  readonly #changed = new Set<() => void>();
  /** What it refuses requests with. */
  refusal: ((request: FetchRequest) => unknown) | undefined;

  write(place: string, count = 1): void {
    const log = this.#logs.get(place) ?? [];
    for (let more = count; more > 0; more -= 1) log.push({ offset: String(log.length) });
    this.#logs.set(place, log);
    this.wake();
  }

  /** Ends the wait of whoever waits. */
  wake(): void {
    for (const change of this.#changed) change();
    this.#changed.clear();
  }

  /** Never answers who waits now. @returns how many do */
  silence(): number {
    const waiting = this.#changed.size;
    this.#changed.clear();
    return waiting;
  }

  readonly ask = async (request: FetchRequest): Promise<FetchAnswer> => {
    this.asked.push(request);
    const isNew = () => this.#answer(request).responses.some(({ partitions }) => partitions[0]!.messages.length > 0);
    if (!isNew()) await new Promise<void>((resolve) => this.#changed.add(resolve));
    const refused = this.refusal?.(request);
    if (refused) throw refused;
    return this.#answer(request);
  };

  #answer({ topics }: FetchRequest): FetchAnswer {
    return {
      responses: topics.flatMap(({ topic, partitions }) =>
        partitions.map(({ partition, fetchOffset }) => {
          const log = this.#logs.get(`${topic}/${partition}`) ?? [];
          const messages = log.slice(Number(fetchOffset));
          return { topicName: topic, partitions: [{ partition, highWatermark: String(log.length), messages }] };
        }),
      ),
    };
  }
}

/** Reads from the places it is given, and goes on where it was; offsets it was given are noted. */
class Reader {
  readonly #shared: SharedFetch;
  readonly #broker: ToyBroker;
  readonly #at: Record<string, number>;
  readonly #terms: { maxWaitTime: number; minBytes: number };
  readonly messages: { offset: string }[] = [];

  constructor(shared: SharedFetch, broker: ToyBroker, at: Record<string, number>, terms = {}) {
    this.#shared = shared;
    this.#broker = broker;
    this.#at = at;
    this.#terms = { maxWaitTime: 60_000, minBytes: 1, ...terms };
  }

  /** @returns how many messages came */
  async read(): Promise<number> {
    const topics = Object.entries(this.#at).map(([place, offset]) => {
      const [topic = '', partition] = place.split('/');
      return { topic, partitions: [{ partition: Number(partition), fetchOffset: String(offset), maxBytes: 1 }] };
    });
    const answer = await this.#shared.fetch(this, { ...this.#terms, topics }, this.#broker.ask);
    let came = 0;
    for (const { topicName, partitions } of answer.responses)
      for (const { partition, messages } of partitions) {
        const at = this.#at[`${topicName}/${partition}`]!;
        const fresh = messages.filter(({ offset }) => Number(offset) >= at);
        this.#at[`${topicName}/${partition}`] = at + fresh.length;
        this.messages.push(...fresh);
        came += fresh.length;
      }
    return came;
  }
}

const offsetsOf = ({ messages }: Reader): number[] => messages.map(({ offset }) => Number(offset));

describe('what the consumers of a process fetch', () => {
  const setUp = async (readers: number, at: Record<string, number> = { 'orders/0': 0 }) => {
    const [shared, broker] = [new SharedFetch(), new ToyBroker()];
    for (const place of Object.keys(at)) broker.write(place);
    const all = Array.from({ length: readers }, () => new Reader(shared, broker, { ...at }));
    // Each asks for itself the first time.
    for (const reader of all) await reader.read();
    broker.asked.length = 0;
    return { shared, broker, readers: all };
  };

  it('is asked for once, and given to all who wait', async () => {
    const { broker, readers } = await setUp(3);
    const reads = readers.map((reader) => reader.read());
    await eventually(() => expect(broker.asked).toHaveLength(1));
    broker.write('orders/0', 2);
    expect(await Promise.all(reads)).toEqual([2, 2, 2]);
    expect(broker.asked).toHaveLength(1);
    expect(readers[1]!.messages[1]).toBe(readers[0]!.messages[1]);
  });

  it('is given to who comes late without asking again', async () => {
    const { broker, readers } = await setUp(2);
    const [quick, slow] = readers as [Reader, Reader];
    for (let round = 0; round < 3; round += 1) {
      const read = quick.read();
      broker.write('orders/0');
      await read;
    }
    const asked = broker.asked.length;
    expect(await slow.read()).toBe(3);
    expect(broker.asked.length).toBe(asked);
    expect(offsetsOf(slow)).toEqual([0, 1, 2, 3]);
  });

  it('comes from the broker for who lags further than is kept, and from there on with the others', async () => {
    const { broker, readers } = await setUp(2);
    const [quick, slow] = readers as [Reader, Reader];
    for (let round = 0; round < 3; round += 1) {
      const read = quick.read();
      broker.write('orders/0', 400);
      await read;
    }
    const asked = broker.asked.length;
    expect(await slow.read()).toBe(1_200);
    expect(broker.asked.length).toBe(asked + 1);
    const reads = [quick.read(), slow.read()];
    await eventually(() => expect(broker.asked.length).toBe(asked + 2));
    broker.write('orders/0');
    expect(await Promise.all(reads)).toEqual([1, 1]);
    expect(offsetsOf(slow)).toEqual(Array.from({ length: 1_202 }, (_, offset) => offset));
  });

  it('goes with those who are furthest, when somebody begins far behind', async () => {
    const { shared, broker } = await setUp(1);
    broker.write('orders/0', 600);
    const ahead = [new Reader(shared, broker, { 'orders/0': 601 }), new Reader(shared, broker, { 'orders/0': 601 })];
    for (let round = 0; round < 2; round += 1) {
      const reads = ahead.map((reader) => reader.read());
      await eventually(() => expect(broker.asked.length).toBe(2 + round));
      broker.write('orders/0');
      expect(await Promise.all(reads)).toEqual([1, 1]);
    }
  });

  it('includes what those want who are at work while the request is made', async () => {
    const { shared, broker, readers } = await setUp(1);
    broker.write('stock/0');
    const other = new Reader(shared, broker, { 'stock/0': 0 });
    await other.read();
    const waiting = readers[0]!.read();
    await eventually(() => expect(broker.asked).toHaveLength(2));
    const read = other.read();
    broker.write('stock/0');
    expect(await read).toBe(1);
    expect(broker.asked[1]!.topics.map(({ topic }) => topic).toSorted()).toEqual(['orders', 'stock']);
    broker.write('orders/0');
    expect(await waiting).toBe(1);
  });

  it('is each message once and in order, whoever reads which partitions how quickly', async () => {
    const places = ['orders/0', 'orders/1', 'stock/0'];
    const [shared, broker] = [new SharedFetch(), new ToyBroker()];
    for (const place of places) broker.write(place, 5);
    const total = 300;
    const readers = [[0], [0, 1], [1, 2], [0, 1, 2]].map(
      (which, speed) =>
        [
          new Reader(shared, broker, Object.fromEntries(which.map((index) => [places[index]!, 0]))),
          which.length * (total + 5),
          speed,
        ] as const,
    );
    const reading = readers.map(async ([reader, all, speed]) => {
      while (reader.messages.length < all) {
        await reader.read();
        for (let turns = 0; turns < speed; turns += 1) await new Promise(setImmediate);
      }
      expect(reader.messages).toHaveLength(all);
    });
    for (let written = 0; written < total; written += 3) {
      for (const place of places) broker.write(place, 3);
      if (written % 30 === 0) await new Promise(setImmediate);
    }
    const waking = setInterval(() => broker.wake(), 1);
    await Promise.all(reading);
    clearInterval(waking);
    expect(offsetsOf(readers[0]![0])).toEqual(Array.from({ length: total + 5 }, (_, offset) => offset));
  });

  it('is refused to whom it concerns, and to nobody else', async () => {
    const { shared, broker, readers } = await setUp(1);
    const other = readers[0]!;
    const gone = new Reader(shared, broker, { 'gone/0': 0 });
    broker.write('gone/0');
    await gone.read();
    broker.refusal = ({ topics }) => topics.some(({ topic }) => topic === 'gone') && new Error('no such partition');
    const reads = Promise.allSettled([other.read(), gone.read()]);
    await eventually(() => expect(broker.asked).toHaveLength(2));
    broker.wake();
    // Now each by itself.
    await eventually(() => expect(broker.asked).toHaveLength(4));
    broker.write('orders/0');
    broker.write('gone/0');
    expect(await reads).toEqual([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: new Error('no such partition') },
    ]);
  });

  it('is nothing only when the broker has said so: a broker that is silent is not a quiet one', async () => {
    const { shared, broker } = await setUp(1);
    const reader = new Reader(shared, broker, { 'orders/0': 1 }, { maxWaitTime: 1 });
    let came: number | undefined;
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const read = reader.read().then((count) => {
      came = count;
    });
    expect(broker.asked).toHaveLength(1);
    // Far longer than it wanted to wait.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(came).toBeUndefined();
    broker.wake();
    await read;
    expect(came).toBe(0);
  });

  it('is asked for by each for itself when what one asked for all is never answered', async () => {
    const { broker, readers } = await setUp(2);
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const reads = readers.map((reader) => reader.read());
    expect(broker.asked).toHaveLength(1);
    const unanswered = broker.silence();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(broker.asked).toHaveLength(3);
    broker.write('orders/0');
    expect(await Promise.all(reads)).toEqual([1, 1]);
    expect(unanswered).toBe(1);
  });

  it('gathers for who would rather wait, while others are told at once', async () => {
    const { shared, broker, readers } = await setUp(1);
    const patient = new Reader(shared, broker, { 'orders/0': 1 }, { maxWaitTime: 2_000, minBytes: 1_000_000 });
    const gathered = patient.read();
    await eventually(() => expect(broker.asked).toHaveLength(1));
    for (let round = 0; round < 3; round += 1) {
      const read = readers[0]!.read();
      broker.write('orders/0');
      expect(await read).toBe(1);
    }
    expect(patient.messages).toEqual([]);
    expect(await gathered).toBe(3);
  });
});
