import type { Clock } from '#kernel/clock.ts';
import type { Database, Queryable, Tx } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import type { Logger } from '#kernel/log.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { crashPoint } from '../crash-points.ts';
import { type Coordinates, type Delivery, estimateDelivery, planShipments, unknownDelivery } from '../domain/plan.ts';
import { hasLeft } from '../domain/shipment.ts';
import { shipmentsPlanned, shipmentsStopped, stopRefused } from '../events.ts';
import type { WarehouseDirectory } from '../peers/warehouses.ts';
import type { AreaDirectory } from '../store/areas.ts';
import { learn } from '../store/deliveries.ts';
import { insertShipments, lockShipments, type NewShipment, shipmentIdsOf } from '../store/shipments.ts';
import { slotsByIds } from '../store/slots.ts';
import type { ShipmentMover } from './move-shipments.ts';
import type { SlotDesk } from './slot-desk.ts';

/** Something that became known of an order's delivery, and the event that told it. */
export interface News {
  readonly delivery: Delivery;
  readonly cause: { correlationId: string; id: string };
  /** The order wants its parcels stopped and waits for an answer. */
  readonly stop?: boolean;
}

export interface PlannerParts {
  readonly db: Database;
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Logger;
  readonly warehouses: WarehouseDirectory;
  readonly areas: AreaDirectory;
  readonly mover: ShipmentMover;
  readonly slots: SlotDesk;
}

/** Puts together what a batch tells of the same order. */
function merged(news: readonly News[]): News[] {
  const byOrder = new Map<string, News>();
  for (const { delivery, cause, stop } of news) {
    const earlier = byOrder.get(delivery.orderId);
    const known = earlier?.delivery;
    byOrder.set(delivery.orderId, {
      cause,
      stop: (earlier?.stop ?? false) || stop,
      delivery: {
        orderId: delivery.orderId,
        userId: known?.userId ?? delivery.userId,
        address: known?.address ?? delivery.address,
        deliverySlotId: known?.deliverySlotId ?? delivery.deliverySlotId,
        allocations: known?.allocations ?? delivery.allocations,
        cancelled: (known?.cancelled ?? false) || delivery.cancelled,
      },
    });
  }
  return [...byOrder.values()];
}

/**
 * Takes what became known of orders, many at a time: an order of which everything is known is split into shipments, one
 * that was cancelled has its shipments stopped and its delivery slot freed.
 */
export class ShipmentPlanner {
  readonly #parts: PlannerParts;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
  }

  /** Hearing the same again changes nothing, so what a crash cut short is finished when it is told once more. */
  async take(news: readonly News[]): Promise<void> {
    const { db } = this.#parts;
    const orders = merged(news);
    const learned = orders.map(({ delivery }) => delivery);
    const causes = new Map(orders.map(({ delivery, cause }) => [delivery.orderId, cause]));
    const cancelled = orders.flatMap(({ delivery }) => (delivery.cancelled ? [delivery.orderId] : []));
    // Planning asks again, under the order's lock, whether it was cancelled meanwhile: no transaction has to hold it.
    const stopping = orders.flatMap(({ delivery, stop }) => (stop ? [delivery.orderId] : []));
    if (cancelled.length === 0 && stopping.length === 0) return this.#plan(db, await learn(db, learned), causes);
    await db.transaction(async (tx) => {
      await this.#plan(tx, await learn(tx, learned), causes);
      const stopped = await this.#stop(tx, stopping, causes);
      await this.#cancel(tx, [...new Set([...cancelled, ...stopped])], causes);
      crashPoint('logistics.stopped-not-committed');
    });
  }

  async #plan(on: Queryable, deliveries: readonly Delivery[], causes: Causes): Promise<void> {
    const { clock, db, outbox } = this.#parts;
    const now = clock();
    const slotIds = deliveries.flatMap(({ deliverySlotId }) => deliverySlotId ?? []);
    const slots = new Map(
      (slotIds.length > 0 ? await slotsByIds(on, slotIds) : []).map((slot) => [slot.id, slot.endsAt]),
    );
    const planned = deliveries.flatMap((delivery) =>
      planShipments(delivery).map(
        ({ warehouseId, lines }): NewShipment => ({
          id: newId(),
          orderId: delivery.orderId,
          userId: delivery.userId!,
          warehouseId,
          lines,
          destination: delivery.address!,
          estimatedDelivery: estimateDelivery(
            now,
            slots.get(delivery.deliverySlotId ?? ''),
            this.#parts.warehouses.known(warehouseId),
            this.#whereTo(delivery),
          ),
        }),
      ),
    );
    if (planned.length === 0) return;
    const told = [...Map.groupBy(planned, ({ orderId }) => orderId)].map(([orderId, shipments]) => {
      const [{ id, userId }] = shipments as [NewShipment];
      const shipmentIds = shipments.map((shipment) => shipment.id);
      const event = toOutgoing(
        shipmentsPlanned,
        { orderId, userId, shipmentIds, at: now.toISOString() },
        causes.get(orderId),
      );
      return { firstShipmentId: id, event };
    });
    await insertShipments(on, planned, told);
    crashPoint('logistics.planned-not-resolved');
    // Told inside a transaction the relay may look too soon; it looks by itself within a second.
    await outbox.announce(db).catch(() => {});
  }

  /**
   * Decides which orders can be stopped, all of their parcels or none, and answers each. Called with the orders' deliveries
   * locked; the parcels are locked by it, so that none is handed over meanwhile.
   * @returns those that can: they are known as cancelled, and their parcels are still to be
   */
  async #stop(tx: Tx, orderIds: readonly string[], causes: Causes): Promise<string[]> {
    if (orderIds.length === 0) return [];
    const ids = (await shipmentIdsOf(tx, orderIds)).map(({ id }) => id);
    const gone = new Set((await lockShipments(tx, ids)).filter(hasLeft).map(({ orderId }) => orderId));
    const stopped = orderIds.filter((orderId) => !gone.has(orderId));
    await learn(
      tx,
      stopped.map((orderId) => ({ ...unknownDelivery(orderId), cancelled: true })),
    );
    const at = this.#parts.clock().toISOString();
    await this.#parts.outbox.append(
      tx,
      orderIds.map((orderId) =>
        toOutgoing(gone.has(orderId) ? stopRefused : shipmentsStopped, { orderId, at }, causes.get(orderId)),
      ),
    );
    return stopped;
  }

  async #cancel(tx: Tx, orderIds: readonly string[], causes: Causes): Promise<void> {
    const { mover, slots, log } = this.#parts;
    const shipments = await shipmentIdsOf(tx, orderIds);
    const answers = await mover.moveAll(
      tx,
      shipments.map(({ id, orderId }) => ({ shipmentId: id, command: { kind: 'CANCEL' }, cause: causes.get(orderId) })),
    );
    for (const answer of answers)
      if (answer.kind === 'KNOWN' && answer.decision.kind !== 'MOVED')
        log.info(
          { shipmentId: answer.shipment.id, status: answer.shipment.status, decision: answer.decision },
          'ignored',
        );
    await slots.take(
      tx,
      orderIds.map((orderId) => ({ kind: 'RELEASE', orderId })),
    );
  }

  #whereTo({ address }: Delivery): Coordinates | undefined {
    return address ? this.#parts.areas.locate(address) : undefined;
  }
}

type Causes = ReadonlyMap<string, News['cause']>;
