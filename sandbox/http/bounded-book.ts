/**
 * Things by id, at most `limit` of them. When one too many comes, the one that finished first goes; if none has
 * finished, the oldest. Both are the first of a Map in insertion order, so every operation is O(1).
 */
export class BoundedBook<T extends { readonly id: string }> {
  readonly #limit: number;
  readonly #dropped: (item: T) => void;
  readonly #open = new Map<string, T>();
  readonly #finished = new Map<string, T>();

  constructor(limit: number, dropped: (item: T) => void = () => {}) {
    this.#limit = limit;
    this.#dropped = dropped;
  }

  get size(): number {
    return this.#open.size + this.#finished.size;
  }

  get(id: string): T | undefined {
    return this.#open.get(id) ?? this.#finished.get(id);
  }

  put(item: T, finished: boolean): void {
    if (finished) {
      this.#open.delete(item.id);
      this.#finished.set(item.id, item);
    } else {
      this.#open.set(item.id, item);
    }
    if (this.size > this.#limit) this.#dropFirst(this.#finished.size > 0 ? this.#finished : this.#open);
  }

  *values(): Generator<T> {
    yield* this.#open.values();
    yield* this.#finished.values();
  }

  #dropFirst(from: Map<string, T>): void {
    for (const [id, item] of from) {
      from.delete(id);
      this.#dropped(item);
      return;
    }
  }
}
