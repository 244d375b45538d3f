import type { Shelf } from './allocation.ts';
import {
  type Answer,
  type Circumstances,
  decide,
  type Reservation,
  type ReservationCommand,
  type StockChange,
} from './reservation.ts';

/** A row of stock, as it was loaded. */
export interface StockRow {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly onHand: number;
  readonly reserved: number;
}

/** A stock change with the order it was made for. */
export type Movement = StockChange & { readonly orderId: string };

const levelOf = ({ variantId, warehouseId }: { variantId: string; warehouseId: string }): string =>
  `${variantId} in ${warehouseId}`;

/** What rows of stock are once movements have been applied; of those that moved, by {@link asMoved}. */
export type MovedRows = ReadonlyMap<string, StockRow>;

export function movedRows(rows: readonly StockRow[], movements: readonly Movement[]): MovedRows {
  const moved = new Map<string, StockRow>();
  const before = new Map(rows.map((row) => [levelOf(row), row]));
  for (const movement of movements) {
    const level = levelOf(movement);
    const row = moved.get(level) ?? before.get(level)!;
    moved.set(level, { ...row, onHand: row.onHand + movement.onHand, reserved: row.reserved + movement.reserved });
  }
  return moved;
}

/** Rows as they will be when what moves some of them is saved. */
export const asMoved = (rows: readonly StockRow[], moved: MovedRows): StockRow[] =>
  rows.map((row) => moved.get(levelOf(row)) ?? row);

interface WorkingShelf extends Shelf {
  available: number;
}

/**
 * What a batch of commands decides upon: the rows it locked, changing in memory as one command after the other is
 * decided, so that each sees what those before it took. What is to be saved is read off at the end.
 */
export class WorkingSet {
  readonly #shelves = new Map<string, WorkingShelf[]>();
  readonly #before = new Map<string, number>();
  readonly #known: ReadonlySet<string>;
  readonly #reservations: Map<string, Reservation>;
  readonly #touched = new Set<string>();
  readonly #circumstances: Circumstances;
  readonly movements: Movement[] = [];

  constructor(rows: readonly StockRow[], reservations: readonly Reservation[], now: Date, holdMs: number) {
    for (const { variantId, warehouseId, latitude, longitude, onHand, reserved } of rows) {
      const shelf = { warehouseId, latitude, longitude, available: onHand - reserved };
      const shelves = this.#shelves.get(variantId);
      if (shelves) shelves.push(shelf);
      else this.#shelves.set(variantId, [shelf]);
    }
    for (const variantId of this.#shelves.keys()) this.#before.set(variantId, this.#available(variantId));
    this.#reservations = new Map(reservations.map((reservation) => [reservation.orderId, reservation]));
    this.#known = new Set(this.#reservations.keys());
    this.#circumstances = { now, holdMs, shelvesOf: (variantId) => this.#shelves.get(variantId) ?? [] };
  }

  /** Decides one command on what those before it left. */
  take(command: ReservationCommand): Answer {
    const { orderId } = command;
    const { answer, next, changes } = decide(command, this.#reservations.get(orderId), this.#circumstances);
    if (next) {
      this.#reservations.set(orderId, next);
      this.#touched.add(orderId);
    }
    for (const change of changes) {
      const shelf = this.#shelves.get(change.variantId)?.find(({ warehouseId }) => warehouseId === change.warehouseId);
      if (!shelf) throw new Error(`stock of ${change.variantId} in ${change.warehouseId} was not loaded`);
      shelf.available += change.onHand - change.reserved;
      this.movements.push({ ...change, orderId });
    }
    return answer;
  }

  /** Reservations that are new, and those that are no longer as they were loaded; in order of key, as all write them. */
  get changedReservations(): { fresh: Reservation[]; changed: Reservation[] } {
    const all = [...this.#touched].sort().map((orderId) => this.#reservations.get(orderId)!);
    return {
      fresh: all.filter(({ orderId }) => !this.#known.has(orderId)),
      changed: all.filter(({ orderId }) => this.#known.has(orderId)),
    };
  }

  /** Variants of which more or fewer can be had than before the batch, with how many. */
  get changedVariants(): { variantId: string; available: number }[] {
    return [...this.#before]
      .map(([variantId, before]) => ({ variantId, before, available: this.#available(variantId) }))
      .filter(({ before, available }) => before !== available)
      .map(({ variantId, available }) => ({ variantId, available }));
  }

  #available(variantId: string): number {
    return this.#shelves.get(variantId)?.reduce((sum, { available }) => sum + available, 0) ?? 0;
  }
}
