import type { KeyReused } from '#kernel/db/answer-once.ts';
import type { Database } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import type { Shortage } from '../domain/allocation.ts';
import { compare, reconcile } from '../domain/count.ts';
import {
  countById,
  decideCount,
  differencesOf,
  insertCount,
  lockCount,
  onHandAt,
  type StockCountStatus,
  type StoredCount,
} from '../store/counts.ts';
import { countEvent } from './document-events.ts';
import type { Asked, StockDesk, TooMany } from './stock-desk.ts';

/** What a warehouse says lay there at a moment. */
export interface Counted {
  readonly warehouseId: string;
  /** One per variant. */
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
  readonly complete: boolean;
  /** Undefined is now. */
  readonly countedAt: Date | undefined;
}

export type CountDecision =
  | { readonly kind: 'DECIDED'; readonly count: StoredCount }
  | { readonly kind: 'UNKNOWN' }
  | { readonly kind: 'DECIDED_OTHERWISE'; readonly status: StockCountStatus }
  | { readonly kind: 'SHORT'; readonly lines: readonly Shortage[] }
  | TooMany
  | KeyReused;

/** Reconciles warehouses' own counts with the books: compared when reported, applied when approved. */
export class CountDesk {
  readonly #db: Database;
  readonly #desk: StockDesk;

  constructor(db: Database, desk: StockDesk) {
    this.#db = db;
    this.#desk = desk;
  }

  /** Keeps a count beside what the books said when it was taken. */
  async report(counted: Counted, asked: Asked): Promise<StoredCount | KeyReused> {
    const { warehouseId, lines, complete, countedAt } = counted;
    const answer = await this.#desk.once(
      asked,
      ['report', { ...counted, countedAt: countedAt ?? null }],
      async (tx) => {
        const at = countedAt ?? new Date();
        const variantIds = complete ? undefined : lines.map(({ variantId }) => variantId);
        const compared = compare(lines, await onHandAt(tx, warehouseId, at, variantIds), complete);
        const id = newId();
        await insertCount(tx, { id, warehouseId, complete, countedAt: at }, compared);
        await this.#desk.tell(tx, countEvent((await countById(tx, id))!, asked.by));
        return { kind: 'REPORTED' as const, id };
      },
    );
    return answer.kind === 'KEY_REUSED' ? answer : (await countById(this.#db, answer.id))!;
  }

  /** Applies a count's differences. */
  approve(id: string, asked: Asked): Promise<CountDecision> {
    return this.#decide(id, 'APPROVED', asked);
  }

  /** Puts a count aside. */
  discard(id: string, asked: Asked): Promise<CountDecision> {
    return this.#decide(id, 'DISCARDED', asked);
  }

  async #decide(id: string, wanted: 'APPROVED' | 'DISCARDED', asked: Asked): Promise<CountDecision> {
    const answer = await this.#desk.once(asked, [wanted, id], async (tx) => {
      const count = await lockCount(tx, id);
      if (!count) return { kind: 'UNKNOWN' as const };
      if (count.status === wanted) return { kind: 'DECIDED' as const };
      if (count.status !== 'OPEN') return { kind: 'DECIDED_OTHERWISE' as const, status: count.status };
      if (wanted === 'APPROVED' && count.differenceCount > 0) {
        const { warehouseId } = count;
        const lines = await differencesOf(tx, id);
        const shelves = lines.map(({ variantId }) => ({ variantId, warehouseId }));
        const applied = await this.#desk.change(tx, shelves, asked, (levelOf) => {
          const decided = reconcile(lines, (variantId) => levelOf({ variantId, warehouseId }));
          if (decided.kind !== 'APPLIED') return decided;
          const about = { warehouseId, kind: 'COUNTED', reason: null, documentId: id } as const;
          return { kind: 'CHANGES', changes: decided.changes.map((change) => ({ ...about, ...change })) };
        });
        if (applied.kind !== 'CHANGED') return applied;
      }
      await decideCount(tx, id, wanted);
      await this.#desk.tell(tx, countEvent({ ...count, status: wanted }, asked.by));
      return { kind: 'DECIDED' as const };
    });
    return answer.kind === 'DECIDED' ? { kind: 'DECIDED', count: (await countById(this.#db, id))! } : answer;
  }
}
