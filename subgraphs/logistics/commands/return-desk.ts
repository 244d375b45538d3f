import type { Acting } from '#kernel/auth/viewer.ts';
import type { Clock } from '#kernel/clock.ts';
import { answerOnce, type KeyReused } from '#kernel/db/answer-once.ts';
import type { Database, Tx } from '#kernel/db/database.ts';
import type { Logger } from '#kernel/log.ts';
import { PoisonMessage, toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import type { BookedParcel } from '../carrier.ts';
import { crashPoint } from '../crash-points.ts';
import type { Address } from '../domain/plan.ts';
import { homeOf, type Inspected, type ReceiveDecision, type ReturnLine, receive } from '../domain/returned-goods.ts';
import { returnLabelIssued, returnReceived } from '../events.ts';
import {
  deliveredOf,
  insertReturnParcels,
  keepLabel,
  keepReceived,
  lockReturnParcel,
  type NewReturnParcel,
} from '../store/return-parcels.ts';

export interface ReturnDeskParts {
  readonly db: Database;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Logger;
  /** The name of the carrier that brings returns. */
  readonly carrier: string;
  /** Called after a commit of parcels that need labels. */
  approved(): void;
}

/** A return that may come. */
export interface Approval {
  readonly returnId: string;
  readonly orderId: string;
  readonly userId: string;
  readonly lines: readonly ReturnLine[];
  /** Where the goods are. */
  readonly address: Address;
}

export type ReceiveAnswer =
  | { readonly kind: 'RECEIVED' }
  | Exclude<ReceiveDecision, { kind: 'RECEIVED' }>
  | { readonly kind: 'UNKNOWN' }
  | KeyReused;

/** Brings returned goods back: a label for the buyer, then the warehouse that looks at what came. */
export class ReturnDesk {
  readonly #parts: ReturnDeskParts;

  constructor(parts: ReturnDeskParts) {
    this.#parts = parts;
  }

  /**
   * Awaits the parcels of approved returns.
   * @throws PoisonMessage when more is to come back than was delivered
   */
  async await(tx: Tx, approvals: readonly Approval[]): Promise<void> {
    const delivered = await deliveredOf(tx, [...new Set(approvals.map(({ orderId }) => orderId))]);
    const parcels = approvals.map(({ returnId: id, orderId, userId, lines, address: origin }): NewReturnParcel => {
      const warehouseId = homeOf(lines, delivered.get(orderId) ?? []);
      if (!warehouseId) throw new PoisonMessage(`return ${id}: more is to come back than was delivered`);
      return { id, orderId, userId, warehouseId, lines, origin };
    });
    await insertReturnParcels(tx, parcels);
    tx.afterCommit(() => this.#parts.approved());
  }

  /** Tells of a label the carrier has made. */
  async labelled(returnId: string, parcel: BookedParcel): Promise<void> {
    const { db, outbox, carrier, clock } = this.#parts;
    await db.transaction(async (tx) => {
      const kept = await keepLabel(tx, returnId, carrier, parcel);
      if (!kept) return;
      const { trackingNumber, labelUrl } = parcel;
      const at = clock().toISOString();
      const label = { returnId, orderId: kept.orderId, carrier, trackingNumber, labelUrl, at };
      await outbox.append(tx, [toOutgoing(returnLabelIssued, label)]);
    });
  }

  /**
   * Takes in what a warehouse found in a returned parcel, once per return and per key.
   * @param asked who asks, and the key under which a repetition is recognised
   */
  receive(
    returnId: string,
    warehouseId: string,
    inspected: readonly Inspected[],
    asked: { readonly actor: string; readonly by: Acting; readonly key: string },
  ): Promise<ReceiveAnswer> {
    const { db, outbox, clock } = this.#parts;
    const input = [returnId, warehouseId, inspected];
    return db.transaction((tx) =>
      answerOnce<ReceiveAnswer>(tx, 'staff_requests', `${asked.actor}:${asked.key}`, input, async () => {
        const parcel = await lockReturnParcel(tx, returnId);
        if (!parcel) return { kind: 'UNKNOWN' };
        const decision = receive(parcel, inspected);
        if (decision.kind !== 'RECEIVED') return decision;
        await keepReceived(tx, returnId, warehouseId, decision.lines);
        const lines = decision.lines.map(({ orderLineId, variantId, restock, writeOff }) => ({
          ...{ orderLineId, variantId, restock, writeOff },
        }));
        const received = { returnId, orderId: parcel.orderId, warehouseId, lines, at: clock().toISOString() };
        await outbox.append(tx, [toOutgoing(returnReceived, received, asked.by)]);
        crashPoint('logistics.return-received-not-committed');
        return { kind: 'RECEIVED' };
      }),
    );
  }
}
