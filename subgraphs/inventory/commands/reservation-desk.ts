import type { Database, Queryable, Tx } from '#kernel/db/database.ts';
import { type OutgoingEvent, toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { crashPoint } from '../crash-points.ts';
import type { Allocation } from '../domain/allocation.ts';
import type { Answer, ReservationCommand } from '../domain/reservation.ts';
import { asMoved, type MovedRows, movedRows, type StockRow, WorkingSet } from '../domain/working-set.ts';
import {
  reservationConfirmed,
  reservationReleased,
  stockAnswered,
  stockChanged,
  stockRefused,
  stockReserved,
} from '../events.ts';
import type { AvailabilityBoard } from '../store/availability.ts';
import { type Decisions, type Loaded, loadForDecision, saveDecisions } from '../store/reservations.ts';

/** What led to a command, so that events can tell. */
export interface Cause {
  readonly correlationId?: string;
  readonly id?: string;
}

/** A command and what led to it; of another region's order, with the region that is to be answered. */
export type CausedCommand = ReservationCommand & { readonly cause?: Cause; readonly home?: string | undefined };

/** What is being saved: stock as it will be then, of which orders, and whether it came to that. */
interface Saving {
  readonly orderIds: ReadonlySet<string>;
  readonly stock: MovedRows;
  readonly saved: Promise<boolean>;
}

/**
 * The one place where stock is promised, sold and given back: decides commands on reservations, many at a time, in two
 * statements whatever their number (load, save). One StockChanged goes out per variant whose availability is another at
 * the end.
 */
export class ReservationDesk {
  readonly #db: Database;
  readonly #outbox: Outbox;
  readonly #board: AvailabilityBoard;
  readonly #holdMs: number;
  /** The last of what {@link trySettle} is saving. */
  #saving: Saving | undefined;

  /** @param holdMs how long a hold lasts */
  constructor(db: Database, outbox: Outbox, board: AvailabilityBoard, holdMs: number) {
    this.#db = db;
    this.#outbox = outbox;
    this.#board = board;
    this.#holdMs = holdMs;
  }

  /** Decides in the caller's transaction, on locked rows; answers in the commands' order. */
  async settle(tx: Tx, commands: readonly CausedCommand[]): Promise<Answer[]> {
    if (commands.length === 0) return [];
    const { answers, decisions, committed } = this.#decide(commands, await this.#load(tx, commands, true));
    await saveDecisions(tx, decisions);
    crashPoint('inventory.settled-not-committed');
    tx.afterCommit(committed);
    return answers;
  }

  /**
   * Decides without a transaction, on rows read without a lock and saved only if they are still as they were: two round
   * trips for what is nearly always alone, and one when nothing is to be saved, as for a sold-out variant. What is being
   * saved meanwhile is taken for saved, so that the next batch is read and decided while the last is written; should it
   * not be saved, neither is what was decided on it.
   * @param onSaving told when the next batch may begin
   * @returns undefined when somebody else was quicker: settle it on locked rows
   */
  async trySettle(commands: readonly CausedCommand[], onSaving = () => {}): Promise<Answer[] | undefined> {
    const before = this.#saving;
    // What was decided of the same order is to be read.
    if (commands.some(({ orderId }) => before?.orderIds.has(orderId))) await before!.saved;
    const { rows, ...loaded } = await this.#load(this.#db, commands, false);
    const stock = before ? asMoved(rows, before.stock) : rows;
    const { answers, decisions, committed } = this.#decide(commands, { ...loaded, rows: stock });
    if (decisions.changed.length > 0) return undefined;
    if (before && !(await before.saved)) return undefined;
    const touched = new Set(decisions.movements.map(({ variantId }) => variantId));
    const unchanged = stock.filter(({ variantId }) => touched.has(variantId));
    const saved = this.#save(decisions, unchanged);
    const saving = {
      orderIds: new Set(commands.map(({ orderId }) => orderId)),
      stock: movedRows(unchanged, decisions.movements),
      saved: saved.catch(() => false),
    };
    this.#saving = saving;
    onSaving();
    try {
      if (!(await saved)) return undefined;
    } finally {
      if (this.#saving === saving) this.#saving = undefined;
    }
    committed();
    return answers;
  }

  /** Whether it was saved: not when stock is another meanwhile, or an order has a reservation. */
  async #save(decisions: Decisions, unchanged: readonly StockRow[]): Promise<boolean> {
    try {
      return await saveDecisions(this.#db, decisions, unchanged);
    } catch (error) {
      if ((error as { code?: string }).code === UNIQUE_VIOLATION) return false;
      throw error;
    }
  }

  #load(db: Queryable, commands: readonly CausedCommand[], lock: boolean): Promise<Loaded> {
    const orderIds = new Set(commands.map(({ orderId }) => orderId));
    const variantIds = new Set(
      commands.flatMap((command) => ('lines' in command ? command.lines.map(({ variantId }) => variantId) : [])),
    );
    return loadForDecision(db, [...orderIds], [...variantIds], lock);
  }

  #decide(commands: readonly CausedCommand[], { now, reservations, rows }: Loaded) {
    // Taken while the rows are as they were loaded: under their locks, or checked when they are saved.
    const version = this.#board.nextVersion();
    const work = new WorkingSet(rows, reservations, now, this.#holdMs);
    const answers = commands.map((command) => work.take(command));
    const available = work.changedVariants;
    const at = now.toISOString();
    const events = commands.flatMap((command, index) => eventsOf(command, answers[index]!, at));
    for (const variant of available) events.push(toOutgoing(stockChanged, { ...variant, at }));
    const decisions: Decisions = { ...work.changedReservations, movements: work.movements, events };
    const committed = (): void => {
      this.#board.changed(available, version);
      // Should telling the relay fail, it looks by itself within a second.
      if (events.length > 0) this.#outbox.announce(this.#db).catch(() => {});
    };
    return { answers, decisions, committed };
  }
}

/** SQLSTATE of a key that exists already. */
const UNIQUE_VIOLATION = '23505';

/** What others are told of one order's answer. Checkout, which waits for its answer, needs no event. */
function eventsOf(command: CausedCommand, answer: Answer, at: string): OutgoingEvent[] {
  if (command.home !== undefined) return answersTo(command.home, command, answer, at);
  const { kind, orderId, cause } = command;
  switch (answer.outcome) {
    case 'SOLD':
      return [
        toOutgoing(
          reservationConfirmed,
          {
            orderId,
            at,
            allocations: told(answer.allocations),
          },
          cause,
        ),
      ];
    case 'RELEASED':
      return [toOutgoing(reservationReleased, { orderId, at, reason: answer.reason }, cause)];
    case 'HELD':
      return kind === 'HOLD_AGAIN'
        ? [toOutgoing(stockReserved, { orderId, at, expiresAt: answer.expiresAt.toISOString() }, cause)]
        : [];
    case 'REFUSED':
      return kind === 'HOLD' ? [] : [toOutgoing(stockRefused, { orderId, at }, cause)];
    case 'TAKEN_BACK_IN_PART':
    case 'IGNORED':
      return [];
  }
}

/** What another region is told of its order's answer. */
function answersTo(region: string, { orderId, cause }: CausedCommand, answer: Answer, at: string): OutgoingEvent[] {
  const reply = { orderId, region, at, expiresAt: null, allocations: [] };
  switch (answer.outcome) {
    case 'SOLD':
      return [toOutgoing(stockAnswered, { ...reply, outcome: 'SOLD', allocations: told(answer.allocations) }, cause)];
    case 'HELD':
      return [
        toOutgoing(stockAnswered, { ...reply, outcome: 'HELD', expiresAt: answer.expiresAt.toISOString() }, cause),
      ];
    case 'RELEASED':
      return [toOutgoing(stockAnswered, { ...reply, outcome: answer.reason }, cause)];
    case 'REFUSED':
      return [toOutgoing(stockAnswered, { ...reply, outcome: 'REFUSED' }, cause)];
    case 'TAKEN_BACK_IN_PART':
    case 'IGNORED':
      return [];
  }
}

const told = (allocations: readonly Allocation[]): Allocation[] =>
  allocations.map(({ variantId, warehouseId, quantity }) => ({ variantId, warehouseId, quantity }));
