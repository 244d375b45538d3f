import type { Acting } from '#kernel/auth/viewer.ts';
import { answerOnce, type KeyReused } from '#kernel/db/answer-once.ts';
import type { Database, Tx } from '#kernel/db/database.ts';
import { type OutgoingEvent, toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { crashPoint } from '../crash-points.ts';
import { adjust, type Level, MAX_ON_HAND } from '../domain/goods.ts';
import { stockChanged } from '../events.ts';
import type { AvailabilityBoard } from '../store/availability.ts';
import { type GoodsChange, lockLevels, type StockLevelRow, saveChanges } from '../store/stock.ts';
import { goodsMovedEvents } from './goods-events.ts';

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
  /** The same as events name it, and from where. */
  readonly by?: Acting;
  readonly key: string;
}

export type TooMany = { readonly kind: 'TOO_MANY' };

export interface Changed {
  readonly kind: 'CHANGED';
  readonly levels: readonly StockLevelRow[];
}

export type StockAnswer = Changed | { readonly kind: 'BELOW_RESERVED'; readonly level: Level } | TooMany;

/** A level's place: what and where. */
export interface Shelf {
  readonly variantId: string;
  readonly warehouseId: string;
}

/** A decision that changes goods; any other is a refusal. */
export interface Changes {
  readonly kind: 'CHANGES';
  readonly changes: readonly GoodsChange[];
}

const levelKey = ({ variantId, warehouseId }: Shelf): string => `${variantId} ${warehouseId}`;

/** Of a level that was locked. */
export type LevelOf = (shelf: Shelf) => StockLevelRow;

/** Changes of what lies in the warehouses, otherwise than for orders: each is a movement, and each that matters is told of. */
export class StockDesk {
  readonly #db: Database;
  readonly #outbox: Outbox;
  readonly #board: AvailabilityBoard;

  constructor(db: Database, outbox: Outbox, board: AvailabilityBoard) {
    this.#db = db;
    this.#outbox = outbox;
    this.#board = board;
  }

  /** Does a request's work in one transaction, once per key: see {@link answerOnce}. */
  once<A>({ actor, key }: Asked, input: unknown, work: (tx: Tx) => Promise<A>): Promise<A | KeyReused> {
    return this.#db.transaction((tx) => answerOnce(tx, 'stock_requests', `${actor}:${key}`, input, () => work(tx)));
  }

  /**
   * Decides upon locked levels, and saves what was decided.
   * @param shelves what may change
   * @returns the levels that changed, as they are now, or the refusal
   */
  async change<D extends { readonly kind: string }>(
    tx: Tx,
    shelves: readonly Shelf[],
    { actor, by }: Pick<Asked, 'actor' | 'by'>,
    decide: (levelOf: LevelOf) => D | Changes,
  ): Promise<Changed | TooMany | Exclude<D, { kind: 'CHANGES' }>> {
    const before = await lockLevels(tx, shelves);
    // Taken while the rows are locked.
    const version = this.#board.nextVersion();
    const byKey = new Map(before.map((level) => [levelKey(level), level]));
    const decided = decide((shelf) => byKey.get(levelKey(shelf))!);
    if (decided.kind !== 'CHANGES') return decided as Exclude<D, { kind: 'CHANGES' }>;
    const { changes } = decided as Changes;
    const gained = new Map<string, number>();
    for (const change of changes) gained.set(levelKey(change), (gained.get(levelKey(change)) ?? 0) + change.onHand);
    const levels = before.map((level) => ({ ...level, onHand: level.onHand + (gained.get(levelKey(level)) ?? 0) }));
    if (levels.some(({ onHand }) => onHand > MAX_ON_HAND)) return { kind: 'TOO_MANY' };
    await saveChanges(tx, changes, actor);
    const at = new Date().toISOString();
    const variants = changedAvailability(before, levels);
    await this.#outbox.append(tx, [
      ...goodsMovedEvents(changes, before, at, by),
      ...variants.map((variant) => toOutgoing(stockChanged, { ...variant, at }, by)),
    ]);
    crashPoint('inventory.moved-not-committed');
    tx.afterCommit(() => this.#board.changed(variants, version));
    return { kind: 'CHANGED', levels: levels.filter((level) => gained.has(levelKey(level))) };
  }

  /** Tells of something that is no change of a level. */
  tell(tx: Tx, event: OutgoingEvent): Promise<void> {
    return this.#outbox.append(tx, [event]);
  }

  /** Takes in deliveries: all or none. */
  receive(receipts: readonly Receipt[], asked: Asked): Promise<StockAnswer | KeyReused> {
    return this.once(asked, receipts, (tx) =>
      this.change(tx, receipts, asked, () => ({
        kind: 'CHANGES',
        changes: receipts.map(({ quantity, ...rest }) => ({ ...rest, kind: 'RECEIVED', onHand: quantity })),
      })),
    );
  }

  /** Corrects a count, never below what is promised. */
  adjust(adjustment: Adjustment, asked: Asked): Promise<StockAnswer | KeyReused> {
    return this.once(asked, adjustment, (tx) =>
      this.change(tx, [adjustment], asked, (levelOf) => {
        const decision = adjust(levelOf(adjustment), adjustment.change);
        if (decision.kind !== 'ADJUSTED') return decision;
        const { change, ...rest } = adjustment;
        return { kind: 'CHANGES', changes: [{ ...rest, kind: 'ADJUSTED', onHand: change }] };
      }),
    );
  }
}

/** Variants of which more or fewer can be had than before, over all warehouses, with how many. */
function changedAvailability(
  before: readonly StockLevelRow[],
  after: readonly StockLevelRow[],
): { variantId: string; available: number }[] {
  const was = availabilityOf(before);
  return [...availabilityOf(after)]
    .filter(([variantId, available]) => was.get(variantId) !== available)
    .map(([variantId, available]) => ({ variantId, available }));
}

function availabilityOf(levels: readonly StockLevelRow[]): Map<string, number> {
  const available = new Map<string, number>();
  for (const { variantId, onHand, reserved } of levels)
    available.set(variantId, (available.get(variantId) ?? 0) + onHand - reserved);
  return available;
}
