import { LRUCache } from 'lru-cache';
import { upTo } from '#kernel/cache/places.ts';
import { headerOf } from '#kernel/kafka/record-codec.ts';
import type { Invalidation } from '#router/cache/cache-rules.ts';
import { gather, tagsOf } from '#router/cache/tag-format.ts';
import type { Hub, TopicMessage } from '#router/subscriptions/hub.ts';

/** Where messages come from. */
export interface HeardEvents {
  /** Put before every topic. */
  readonly topicPrefix: string;
  readonly hub: Pick<Hub, 'listenToAll'>;
  readonly feed: {
    /** The offset of the next message of each partition; undefined for a topic that is not followed yet. */
    positions(topic: string): readonly number[] | undefined;
    /** When Kafka answered last, in ms (`performance.now()`). */
    readonly heardUntil: number;
  };
}

/** By whole topic: the next offset of each partition. */
export type Positions = Readonly<Record<string, readonly number[]>>;

/** A moment, as far as messages are concerned: all before it have been heard, none after it. */
export interface Mark {
  /** Counts what this router has heard. */
  readonly sequence: number;
  /** The same for every router. */
  readonly positions: Positions;
  /** In ms, `performance.now()`. */
  readonly at: number;
}

interface Heard {
  readonly sequence: number;
  readonly at: number;
  /** By place: where the last message stood that made the tag's answers out of date. */
  readonly offsets: ReadonlyMap<string, number>;
}

/** Tags that are remembered. What was answered before one that is forgotten is taken to be out of date. */
const REMEMBERED = 100_000;
/** For so long after a message, in ms, subgraphs may still answer from caches that have not heard of the change. */
const SETTLES_MS = 1_500;
/** What may be out of date unheard of: without word from Kafka for longer than this, in ms, nothing is certain. */
const DEAF_MS = 5_000;

/**
 * Knows which answers are out of date, without being asked to forget them: an answer keeps the positions in Kafka's topics
 * at which its execution began, and a message at or behind them that names one of its tags ends it. So nothing is written
 * when something changes, answers may be shared by routers that are not equally far, and one that was read before a change
 * and arrives after it is never taken for a new one.
 */
export class Invalidations {
  #events: HeardEvents | undefined;
  /** By topic, without prefix. */
  #rules: ReadonlyMap<string, readonly Invalidation[]> = new Map();
  readonly #heard: LRUCache<string, Heard>;
  /** By place: answers of before this offset may have been ended by messages that this router does not know of. */
  readonly #floor = new Map<string, number>();
  #floorSequence = 0;
  #sequence = 0;

  constructor({ remembered = REMEMBERED } = {}) {
    this.#heard = new LRUCache({
      ...upTo(remembered),
      dispose: ({ sequence, offsets }, _tag, reason) => {
        if (reason !== 'evict') return;
        this.#floorSequence = Math.max(this.#floorSequence, sequence);
        for (const [place, offset] of offsets)
          this.#floor.set(place, Math.max(this.#floor.get(place) ?? 0, offset + 1));
      },
    });
  }

  /** Hears of events from now on. Without, answers are kept for as long as they may be. */
  listen(events: HeardEvents): void {
    this.#events = events;
    events.hub.listenToAll((message) => this.#hear(message));
  }

  /** Goes by these rules from now on. */
  follow(rules: readonly Invalidation[]): void {
    this.#rules = Map.groupBy(rules, ({ topic }) => topic);
    // What was heard before was not looked at by these rules.
    this.#sequence += 1;
    this.#floorSequence = this.#sequence;
    this.#floor.clear();
  }

  #hear({ topic, partition, offset, message }: TopicMessage): void {
    const rules = this.#rules.get(topic.slice(this.#events?.topicPrefix.length));
    if (!rules) return;
    const type = headerOf(message, 'ce_type');
    const concerned = rules.filter(({ types }) => !types || (type !== undefined && types.has(type)));
    if (concerned.length === 0) return;
    const payload = parsed(message.value);
    this.#sequence += 1;
    for (const { tags } of concerned)
      for (const format of tags)
        for (const tag of tagsOf(format, (path) => gather(payload, path)) ?? [])
          this.#note(tag, placeOf(topic, partition), offset);
  }

  #note(tag: string, place: string, offset: number): void {
    const offsets = new Map(this.#heard.peek(tag)?.offsets).set(place, offset);
    this.#heard.set(tag, { sequence: this.#sequence, at: performance.now(), offsets });
  }

  /**
   * Now, for an execution that begins now.
   * @returns undefined while it is not certain that everything is heard
   */
  mark(): Mark | undefined {
    if (!this.isCertain) return undefined;
    const { topicPrefix, feed } = this.#events ?? {};
    const positions: Record<string, readonly number[]> = {};
    if (feed)
      for (const name of this.#rules.keys()) {
        const topic = `${topicPrefix}${name}`;
        const next = feed.positions(topic);
        if (!next) return undefined;
        positions[topic] = [...next];
        for (const [partition, offset] of next.entries()) {
          const place = placeOf(topic, partition);
          if (!this.#floor.has(place)) this.#floor.set(place, offset);
        }
      }
    return { sequence: this.#sequence, positions, at: performance.now() };
  }

  /** Whether whatever happens is heard of. */
  get isCertain(): boolean {
    if (!this.#events || this.#rules.size === 0) return true;
    return performance.now() - this.#events.feed.heardUntil <= DEAF_MS;
  }

  /** Whether what was executed here at a mark is still so. */
  holds({ sequence }: Pick<Mark, 'sequence'>, tags: readonly string[]): boolean {
    if (!this.isCertain) return false;
    if (sequence === this.#sequence) return true;
    if (sequence < this.#floorSequence) return false;
    return tags.every((tag) => (this.#heard.peek(tag)?.sequence ?? 0) <= sequence);
  }

  /** Whether what another router executed at these positions is still so at a mark of now. */
  holdsAt(positions: Positions, tags: readonly string[], now: Mark): boolean {
    for (const [topic, partitions] of Object.entries(now.positions))
      for (const partition of partitions.keys()) {
        const before = positions[topic]?.[partition];
        if (before === undefined || before < (this.#floor.get(placeOf(topic, partition)) ?? 0)) return false;
      }
    return tags.every((tag) => {
      for (const [place, offset] of this.#heard.peek(tag)?.offsets ?? []) {
        const [topic = '', partition] = place.split('/');
        if (offset >= (positions[topic]?.[Number(partition)] ?? 0)) return false;
      }
      return true;
    });
  }

  /** Whether an execution that began at a mark can be trusted to have seen every change that was heard of before. */
  isSettled({ at }: Mark, tags: readonly string[]): boolean {
    return tags.every((tag) => (this.#heard.peek(tag)?.at ?? Number.NEGATIVE_INFINITY) < at - SETTLES_MS);
  }
}

const placeOf = (topic: string, partition: number): string => `${topic}/${partition}`;

function parsed(value: Buffer | null): unknown {
  try {
    return value === null ? undefined : JSON.parse(value.toString('utf8'));
  } catch {
    // Nobody's tags.
    return undefined;
  }
}
