import type { Clock } from '#kernel/clock.ts';
import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database, Tx } from '#kernel/db/database.ts';
import { isId } from '#kernel/ids.ts';
import { crashPoint } from '../crash-points.ts';
import { SlotBook, type SlotCommand, windowsFrom } from '../domain/slots.ts';
import type { AreaDirectory } from '../store/areas.ts';
import { ensureSlots, lockSlots, saveSlots } from '../store/slots.ts';

/** How many days ahead a delivery can be chosen. */
const DAYS_AHEAD = 14;

/** Places in delivery slots: booked and given back in batches, never more than there are. */
export class SlotDesk {
  readonly #db: Database;
  readonly #batcher: Batcher<SlotCommand, boolean>;

  constructor(db: Database) {
    this.#db = db;
    this.#batcher = new Batcher({
      name: 'logistics.slots',
      run: (commands) => db.transaction((tx) => this.take(tx, commands)),
    });
  }

  /** Whether the order has its place now. An order has one place, and asking again changes nothing. */
  async book(orderId: string, slotId: string): Promise<boolean> {
    if (!isId(orderId) || !isId(slotId)) return false;
    const command = { kind: 'BOOK', orderId: orderId.toLowerCase(), slotId: slotId.toLowerCase() } as const;
    const booked = await this.#batcher.submit(command);
    crashPoint('logistics.slot-booked-not-answered');
    return booked;
  }

  /** Whether the order had a place to give back. */
  async release(orderId: string): Promise<boolean> {
    return isId(orderId) && this.#batcher.submit({ kind: 'RELEASE', orderId: orderId.toLowerCase() });
  }

  /** Decides commands in their order, in the caller's transaction. */
  async take(tx: Tx, commands: readonly SlotCommand[]): Promise<boolean[]> {
    const orderIds = [...new Set(commands.map(({ orderId }) => orderId))];
    const slotIds = commands.flatMap((command) => (command.kind === 'BOOK' ? [command.slotId] : []));
    const { slots, bookings, now } = await lockSlots(tx, orderIds, slotIds);
    const book = new SlotBook(slots, bookings, now);
    const answers = commands.map((command) => book.take(command));
    const changes = book.changes;
    await saveSlots(
      tx,
      changes.bookings.map((booking) => ({ ...booking, isNew: !bookings.has(booking.orderId) })),
      changes.slots,
    );
    return answers;
  }

  /** Opens the slots of the next days in every town. */
  async openAhead(areas: AreaDirectory, clock: Clock, capacity: number): Promise<void> {
    const now = clock();
    await ensureSlots(
      this.#db,
      areas.all.flatMap(({ code, utcOffsetMinutes }) =>
        windowsFrom(now, DAYS_AHEAD, utcOffsetMinutes).map((window) => ({ ...window, area: code, capacity })),
      ),
    );
  }
}
