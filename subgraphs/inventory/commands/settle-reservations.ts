import type { Tx } from '#kernel/db/database.ts';
import { type OutgoingEvent, toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import type { Answer, ReservationCommand } from '../domain/reservation.ts';
import { WorkingSet } from '../domain/working-set.ts';
import { reservationConfirmed, reservationReleased, stockChanged, stockRefused, stockReserved } from '../events.ts';
import type { AvailabilityBoard } from '../store/availability.ts';
import { lockForDecision, saveDecisions } from '../store/reservations.ts';

/** What led to a command, so that events can tell. */
export interface Cause {
  readonly correlationId?: string;
  readonly id?: string;
}

/** A command and what led to it. */
export type CausedCommand = ReservationCommand & { readonly cause?: Cause };

/** Decides commands on reservations, many at a time, in the caller's transaction; answers in their order. */
export type SettleReservations = (tx: Tx, commands: readonly CausedCommand[]) => Promise<Answer[]>;

/**
 * The one place where stock is promised, sold and given back: three statements a batch, whatever its size (lock and
 * load, save, outbox). One StockChanged goes out per variant whose availability is another at the end.
 * @param holdMs how long a hold lasts
 */
export const settleReservations =
  (outbox: Outbox, board: AvailabilityBoard, holdMs: number): SettleReservations =>
  async (tx, commands) => {
    if (commands.length === 0) return [];
    const orderIds = new Set(commands.map(({ orderId }) => orderId));
    const variantIds = new Set(
      commands.flatMap((command) => ('lines' in command ? command.lines.map(({ variantId }) => variantId) : [])),
    );
    const { now, reservations, rows } = await lockForDecision(tx, [...orderIds], [...variantIds]);
    const version = board.nextVersion();
    const work = new WorkingSet(rows, reservations, now, holdMs);
    const answers = commands.map((command) => work.take(command));
    const changed = work.changedVariants;
    const at = now.toISOString();
    const events = commands.flatMap((command, index) => eventsOf(command, answers[index]!, at));
    for (const variant of changed) events.push(toOutgoing(stockChanged, { ...variant, at }));
    // Sent together: the connection runs them in order, and one round trip carries both.
    await Promise.all([saveDecisions(tx, work.changedReservations, work.movements), outbox.append(tx, events)]);
    tx.afterCommit(() => board.changed(changed, version));
    return answers;
  };

/** What others are told of one order's answer. Checkout, which waits for its answer, needs no event. */
function eventsOf({ kind, orderId, cause }: CausedCommand, answer: Answer, at: string): OutgoingEvent[] {
  switch (answer.outcome) {
    case 'SOLD':
      return [
        toOutgoing(
          reservationConfirmed,
          { orderId, at, allocations: answer.allocations.map((one) => ({ ...one })) },
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
    case 'IGNORED':
      return [];
  }
}
