/** Values by the time they are due, earliest first: a binary heap, so any number of parcels needs one timer. */
export class DueQueue<T> {
  readonly #heap: { readonly due: number; readonly value: T }[] = [];

  get size(): number {
    return this.#heap.length;
  }

  push(due: number, value: T): void {
    const heap = this.#heap;
    const entry = { due, value };
    let at = heap.length;
    heap.push(entry);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]!.due <= due) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  /** The earliest value, if it is due by `now`. */
  popDue(now: number): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    if (!first || first.due > now) return undefined;
    const last = heap.pop()!;
    if (heap.length > 0) this.#sink(last);
    return first.value;
  }

  #sink(entry: { readonly due: number; readonly value: T }): void {
    const heap = this.#heap;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]!.due < heap[child]!.due) child++;
      if (heap[child]!.due >= entry.due) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = entry;
  }
}
