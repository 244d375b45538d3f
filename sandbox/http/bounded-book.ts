import { boundedMap } from './bounded-map.ts';

/**
 * Things by id, at most `limit` of them. When one too many comes, the first of those that have finished goes; if none has, the first
 * of all: who was put longest ago. Every operation is O(1).
 */
export class BoundedBook<T extends { readonly id: string }> {
  readonly #limit: number;
  readonly #dropped: (item: T) => void;
  readonly #open: ReturnType<typeof boundedMap<T>>;
  readonly #finished: ReturnType<typeof boundedMap<T>>;

  constructor(limit: number, dropped: (item: T) => void = () => {}) {
    this.#limit = limit;
    this.#dropped = dropped;
    // One too many, until it is dropped.
    this.#open = boundedMap(limit + 1);
    this.#finished = boundedMap(limit + 1);
  }

  get size(): number {
    return this.#open.size + this.#finished.size;
  }

  get(id: string): T | undefined {
    return this.#open.peek(id) ?? this.#finished.peek(id);
  }

  put(item: T, finished: boolean): void {
    if (finished) this.#open.delete(item.id);
    (finished ? this.#finished : this.#open).set(item.id, item);
    if (this.size <= this.#limit) return;
    const first = (this.#finished.size > 0 ? this.#finished : this.#open).pop();
    if (first) this.#dropped(first);
  }

  /** Open ones first, of either what was put longest ago first. */
  *values(): Generator<T> {
    for (const items of [this.#open, this.#finished]) for (const item of items.rvalues()) if (item) yield item;
  }
}
