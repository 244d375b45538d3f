import { LRUCache } from 'lru-cache';
import type { Logger } from '#kernel/log.ts';
import type { Peers } from '#kernel/subgraph/peers.ts';

/** A warehouse as inventory knows it. */
export interface Warehouse {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
}

const WAREHOUSES = `query LogisticsWarehouses($of: [_Any!]!) {
  _entities(representations: $of) { ... on Warehouse { id name latitude longitude } }
}`;

/** A warehouse that moved or was renamed is noticed after this long, in ms. */
const BELIEVED_MS = 10 * 60_000;

/** Where the warehouses are, asked of inventory once and remembered. */
export class WarehouseDirectory {
  readonly #peers: Peers;
  readonly #log: Logger;
  readonly #known = new LRUCache<string, Warehouse>({ max: 10_000, ttl: BELIEVED_MS, allowStale: true });
  readonly #asked = new Map<string, Promise<void>>();

  constructor(peers: Peers, log: Logger) {
    this.#peers = peers;
    this.#log = log;
  }

  /** A warehouse if it is known already; if not, it will be soon. For whom it is better not to wait. */
  known(id: string): Warehouse | undefined {
    const fresh = this.#known.getRemainingTTL(id) > 0;
    if (!fresh)
      this.load([id]).catch((error) => this.#log.warn({ err: error }, 'inventory did not tell of a warehouse'));
    return this.#known.get(id, { noDeleteOnStaleGet: true });
  }

  /** Makes warehouses known. @throws Fault when inventory does not answer */
  async load(ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !(this.#known.getRemainingTTL(id) > 0));
    const unasked = missing.filter((id) => !this.#asked.has(id));
    if (unasked.length > 0) {
      const answer = this.#ask(unasked).finally(() => {
        for (const id of unasked) this.#asked.delete(id);
      });
      for (const id of unasked) this.#asked.set(id, answer);
    }
    await Promise.all(missing.map((id) => this.#asked.get(id)));
  }

  async #ask(ids: readonly string[]): Promise<void> {
    const of = ids.map((id) => ({ __typename: 'Warehouse', id }));
    const viewer = { kind: 'service', name: 'logistics' } as const;
    const { _entities } = await this.#peers.ask<{ _entities: (({ id: string } & Warehouse) | null)[] }>(
      'inventory',
      WAREHOUSES,
      { of },
      viewer,
    );
    for (const warehouse of _entities) if (warehouse) this.#known.set(warehouse.id, warehouse);
  }
}
