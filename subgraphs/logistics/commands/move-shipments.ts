import type { Acting } from '#kernel/auth/viewer.ts';
import type { Clock } from '#kernel/clock.ts';
import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database, Tx } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { type OutgoingEvent, toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { crashPoint } from '../crash-points.ts';
import { decide, type ShipmentCommand, type ShipmentDecision } from '../domain/shipment.ts';
import { shipmentMoved, shipmentReturned } from '../events.ts';
import type { WarehouseDirectory } from '../peers/warehouses.ts';
import { lockShipments, type NewTrackingEvent, type StoredShipment, saveMoves } from '../store/shipments.ts';

/** A command on one shipment, and what led to it. */
export interface Move {
  readonly shipmentId: string;
  readonly command: ShipmentCommand | { readonly kind: 'BOOKED'; readonly parcel: Booked };
  readonly cause?: { correlationId?: string; id?: string } | Acting;
}

/** What the carrier answered when it took a parcel on. */
export interface Booked {
  readonly carrier: string;
  readonly parcelId: string;
  readonly trackingNumber: string;
  readonly estimatedDelivery: Date;
}

export type Moved =
  | { readonly kind: 'UNKNOWN' }
  | {
      readonly kind: 'KNOWN';
      /** As it is after the command. */
      readonly shipment: StoredShipment;
      readonly decision: ShipmentDecision | { readonly kind: 'BOOKED' };
    };

interface Parts {
  readonly outbox: Outbox;
  readonly warehouses: WarehouseDirectory;
  readonly clock: Clock;
  /** The name of the carrier that sends news. */
  readonly carrier: string;
  /** How long the next news of a shipment is awaited before the carrier is asked, in ms. */
  readonly watchMs: number;
  /** Called after a commit that handed shipments over. */
  handedOver(): void;
}

/**
 * The one place where shipments move: commands on many, in the caller's transaction, in two statements. Whoever asks
 * (warehouse, carrier, courier, order) is decided upon by the same pure function.
 */
export class ShipmentMover {
  readonly #parts: Parts;
  readonly #batcher: Batcher<Move, Moved>;
  readonly #db: Database;

  constructor(db: Database, parts: Parts) {
    this.#db = db;
    this.#parts = parts;
    this.#batcher = new Batcher({
      name: 'logistics.move',
      run: (moves) => db.transaction((tx) => this.moveAll(tx, moves)),
    });
  }

  /** One command, decided together with others that wait. */
  move(move: Move): Promise<Moved> {
    return this.#batcher.submit(move);
  }

  /** Many commands, decided in their order. */
  async moveAll(tx: Tx, moves: readonly Move[]): Promise<Moved[]> {
    if (moves.length === 0) return [];
    const { outbox, clock, watchMs, handedOver } = this.#parts;
    const loaded = await lockShipments(tx, [...new Set(moves.map(({ shipmentId }) => shipmentId))]);
    const shipments = new Map(loaded.map((shipment) => [shipment.id, shipment]));
    const now = clock();
    const history: NewTrackingEvent[] = [];
    const events: OutgoingEvent[] = [];
    const answers = moves.map((move): Moved => {
      const shipment = shipments.get(move.shipmentId);
      if (!shipment) return { kind: 'UNKNOWN' };
      const { next, decision, event } = this.#apply(shipment, move.command, now);
      shipments.set(next.id, next);
      if (event) history.push(event);
      if (event && decision.kind === 'MOVED') events.push(...eventsOf(next, event, move.cause));
      return { kind: 'KNOWN', shipment: next, decision };
    });
    const changed = loaded.map(({ id }) => shipments.get(id)!).filter((shipment, index) => shipment !== loaded[index]);
    await saveMoves(tx, changed, history, events, watchMs);
    crashPoint('logistics.moved-not-committed');
    // Should telling the relay fail, it looks by itself within a second.
    if (events.length > 0) tx.afterCommit(() => void outbox.announce(this.#db).catch(() => {}));
    if (changed.some(({ status, carrierParcelId }) => status === 'HANDED_OVER' && carrierParcelId === null))
      tx.afterCommit(handedOver);
    return answers;
  }

  #apply(shipment: StoredShipment, command: Move['command'], now: Date): Applied {
    if (command.kind === 'BOOKED') {
      const { carrier, parcelId, trackingNumber, estimatedDelivery } = command.parcel;
      // News may have come before the answer; it knows better when the parcel arrives.
      const estimate = shipment.carrierSequence === 0 ? estimatedDelivery : shipment.estimatedDelivery;
      const next = { ...shipment, carrier, carrierParcelId: parcelId, trackingNumber, estimatedDelivery: estimate };
      return { next, decision: { kind: 'BOOKED' } };
    }
    const warehouse = this.#parts.warehouses.known(shipment.warehouseId);
    const here = warehouse
      ? { name: warehouse.name, latitude: warehouse.latitude, longitude: warehouse.longitude }
      : null;
    const decision = decide(command, shipment, { now, here });
    let next = shipment;
    if (command.kind === 'CARRIER_NEWS' && decision.kind !== 'IGNORED') {
      const { news } = command;
      const latest = news.sequence > shipment.carrierSequence;
      next = {
        ...next,
        carrier: this.#parts.carrier,
        carrierParcelId: news.parcelId,
        trackingNumber: news.trackingNumber,
        carrierSequence: Math.max(news.sequence, shipment.carrierSequence),
        estimatedDelivery: latest ? (news.estimatedDelivery ?? next.estimatedDelivery) : next.estimatedDelivery,
      };
    }
    if (decision.kind !== 'MOVED' && decision.kind !== 'RECORDED') return { next, decision };
    const { status, at, place } = decision;
    const event = { id: newId(), shipmentId: shipment.id, status, at, place };
    const carrierSequence = command.kind === 'CARRIER_NEWS' ? command.news.sequence : null;
    if (decision.kind === 'MOVED') next = { ...next, status, lastEvent: event };
    return { next, decision, event: { ...event, carrierSequence } };
  }
}

interface Applied {
  readonly next: StoredShipment;
  readonly decision: ShipmentDecision | { readonly kind: 'BOOKED' };
  readonly event?: NewTrackingEvent;
}

/** What others are told of a step. */
function eventsOf(
  { id, orderId, userId, warehouseId, status }: StoredShipment,
  event: NewTrackingEvent,
  cause: Move['cause'],
): OutgoingEvent[] {
  const at = event.at.toISOString();
  const moved = toOutgoing(
    shipmentMoved,
    { shipmentId: id, orderId, userId, status, trackingEventId: event.id, at },
    cause,
  );
  if (status !== 'RETURNED') return [moved];
  return [moved, toOutgoing(shipmentReturned, { shipmentId: id, orderId, warehouseId, at }, cause)];
}
