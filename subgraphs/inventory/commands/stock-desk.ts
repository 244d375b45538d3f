import { createHash } from 'node:crypto';
import type { Database, Tx } from '#kernel/db/database.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { adjust, type Level, MAX_ON_HAND } from '../domain/goods.ts';
import { stockChanged } from '../events.ts';
import type { AvailabilityBoard } from '../store/availability.ts';
import { type GoodsChange, lockLevels, type StockLevelRow, saveChanges } from '../store/stock.ts';
import { claimKey, keepAnswer } from '../store/stock-requests.ts';

export interface Receipt {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly quantity: number;
  readonly reason: string | null;
}

export interface Adjustment {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly change: number;
  readonly reason: string;
}

/** Who asks, and under which key a repetition is recognised. */
export interface Asked {
  readonly actor: string;
  readonly key: string | null;
}

export type StockAnswer =
  | { readonly kind: 'CHANGED'; readonly levels: readonly StockLevelRow[] }
  | { readonly kind: 'BELOW_RESERVED'; readonly level: Level }
  | { readonly kind: 'TOO_MANY' }
  | { readonly kind: 'KEY_REUSED' };

type Decided =
  | { readonly kind: 'CHANGES'; readonly changes: readonly GoodsChange[] }
  | Exclude<StockAnswer, { kind: 'CHANGED' | 'KEY_REUSED' }>;

const levelKey = ({ variantId, warehouseId }: { variantId: string; warehouseId: string }): string =>
  `${variantId} ${warehouseId}`;

/** Changes of what lies in the warehouses, by staff: each is a movement, and each that matters is told of. */
export class StockDesk {
  readonly #db: Database;
  readonly #outbox: Outbox;
  readonly #board: AvailabilityBoard;

  constructor(db: Database, outbox: Outbox, board: AvailabilityBoard) {
    this.#db = db;
    this.#outbox = outbox;
    this.#board = board;
  }

  /** Takes in deliveries: all or none. */
  receive(receipts: readonly Receipt[], asked: Asked): Promise<StockAnswer> {
    return this.#change(receipts, asked, receipts, (levels) => {
      const total = new Map<string, number>();
      for (const receipt of receipts) {
        const key = levelKey(receipt);
        total.set(key, (total.get(key) ?? levels.get(key)!.onHand) + receipt.quantity);
      }
      if ([...total.values()].some((onHand) => onHand > MAX_ON_HAND)) return { kind: 'TOO_MANY' };
      return {
        kind: 'CHANGES',
        changes: receipts.map(({ quantity, ...rest }) => ({ ...rest, kind: 'RECEIVED', onHand: quantity })),
      };
    });
  }

  /** Corrects a count, never below what is promised. */
  adjust(adjustment: Adjustment, asked: Asked): Promise<StockAnswer> {
    return this.#change([adjustment], asked, adjustment, (levels) => {
      const decision = adjust(levels.get(levelKey(adjustment))!, adjustment.change);
      if (decision.kind !== 'ADJUSTED') return decision;
      const { change, ...rest } = adjustment;
      return { kind: 'CHANGES', changes: [{ ...rest, kind: 'ADJUSTED', onHand: change }] };
    });
  }

  async #change(
    wanted: readonly { variantId: string; warehouseId: string }[],
    { actor, key }: Asked,
    input: unknown,
    decide: (levels: ReadonlyMap<string, StockLevelRow>) => Decided,
  ): Promise<StockAnswer> {
    return this.#db.transaction(async (tx) => {
      const claimed = key === null ? undefined : `${actor}:${key}`;
      if (claimed !== undefined) {
        const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex');
        const claim = await claimKey<StockAnswer>(tx, claimed, digest);
        if (claim.kind === 'REPEATED') return claim.answer;
        if (claim.kind === 'CONFLICT') return { kind: 'KEY_REUSED' };
      }
      const before = await lockLevels(tx, wanted);
      const version = this.#board.nextVersion();
      const decided = decide(new Map(before.map((level) => [levelKey(level), level])));
      const answer =
        decided.kind === 'CHANGES' ? await this.#save(tx, before, decided.changes, actor, version) : decided;
      if (claimed !== undefined) await keepAnswer(tx, claimed, answer);
      return answer;
    });
  }

  async #save(
    tx: Tx,
    before: readonly StockLevelRow[],
    changes: readonly GoodsChange[],
    actor: string,
    version: number,
  ): Promise<StockAnswer> {
    await saveChanges(tx, changes, actor);
    const gained = Map.groupBy(changes, levelKey);
    const levels = before.map((level) => ({
      ...level,
      onHand: level.onHand + (gained.get(levelKey(level)) ?? []).reduce((sum, { onHand }) => sum + onHand, 0),
    }));
    const at = new Date().toISOString();
    const variants = [...Map.groupBy(levels, ({ variantId }) => variantId)].map(([variantId, rows]) => ({
      variantId,
      available: rows.reduce((sum, { onHand, reserved }) => sum + onHand - reserved, 0),
    }));
    await this.#outbox.append(
      tx,
      variants.map((variant) => toOutgoing(stockChanged, { ...variant, at })),
    );
    tx.afterCommit(() => this.#board.changed(variants, version));
    return { kind: 'CHANGED', levels: levels.filter((level) => gained.has(levelKey(level))) };
  }
}
