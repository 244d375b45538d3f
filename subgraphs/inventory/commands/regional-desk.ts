import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database, Tx } from '#kernel/db/database.ts';
import { Fault, isTransient } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import { type OutgoingEvent, toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { inRegion } from '#kernel/regions.ts';
import type { Peers } from '#kernel/subgraph/peers.ts';
import { afterAnswer, isElsewhere, type RegionalAnswer, type RegionalHold } from '../domain/regional-hold.ts';
import type { Answer, ReservationCommand } from '../domain/reservation.ts';
import { reservationConfirmed, reservationReleased, stockRefused, stockRequested, stockReserved } from '../events.ts';
import {
  forgetAsked,
  lockRegionalHolds,
  noteAsked,
  noteHeld,
  regionalHolds,
  saveRegionalHolds,
} from '../store/regional-holds.ts';
import { type RegionalStock, saveRegionalWarehouses } from '../store/regional-stock.ts';
import type { StoredWarehouse } from '../store/warehouses.ts';
import type { Cause, CausedCommand } from './reservation-desk.ts';
import type { ReserveStock } from './reserve-stock.ts';

const RESERVE = `mutation RegionReserves($input: ReserveStockInput!) {
  reserveStock(input: $input) {
    __typename
    ... on StockHeld { expiresAt }
    ... on HoldRefused { reason lines { variantId requested available } }
  }
}`;
const WAREHOUSES = '{ warehouses { id code name latitude longitude } }';

/** How long a region that answered nobody meanwhile is not asked again, in ms: buyers of its goods need not wait one by one. */
const LEFT_ALONE_MS = 1_000;

type Hold = Extract<ReservationCommand, { kind: 'HOLD' }>;

/** What a region said of one of our orders, and what led to it. */
export interface Told extends RegionalAnswer {
  readonly orderId: string;
  readonly region: string;
  readonly cause: Cause;
}

export interface RegionalDeskParts {
  readonly db: Database;
  readonly outbox: Outbox;
  readonly peers: Peers;
  readonly log: Logger;
  readonly regions: { readonly here: string; readonly others: readonly string[] };
  readonly stock: RegionalStock;
  /** Holds and releases of this region's own stock. */
  readonly reserveHere: ReserveStock;
}

/**
 * What this region's orders have to do with other regions' stock. An order leaves from one region: from here when all of
 * it is here, else from one that was last known to have all of it. That region decides; here is noted what it said.
 */
export class RegionalDesk {
  readonly #parts: RegionalDeskParts;
  readonly #known: Batcher<string, RegionalHold | undefined>;
  readonly #silentUntil = new Map<string, number>();
  readonly #answeredAt = new Map<string, number>();

  constructor(parts: RegionalDeskParts) {
    this.#parts = parts;
    this.#known = new Batcher({
      name: 'inventory.regional-holds',
      run: async (orderIds) => {
        const holds = new Map((await regionalHolds(parts.db, orderIds)).map((hold) => [hold.orderId, hold]));
        return orderIds.map((orderId) => holds.get(orderId));
      },
    });
  }

  /**
   * As {@link ReserveStock}, over all regions.
   * @throws Fault UNAVAILABLE when the region that may have it does not answer; the same may be asked again
   */
  readonly reserve: ReserveStock = async (command) =>
    command.kind === 'HOLD' ? this.#hold(command) : this.#release(command.orderId);

  async #hold(command: Hold): Promise<Answer> {
    const { reserveHere, stock } = this.#parts;
    const known = await this.#known.submit(command.orderId);
    if (known?.status === 'SOLD' || (known?.status === 'HELD' && known.expiresAt! > new Date()))
      return { outcome: 'HELD', expiresAt: known.expiresAt! };
    // Where it was asked for it may be held, whether or not the answer arrived.
    if (known?.status === 'ASKED' || known?.status === 'HELD') return this.#ask(known.region, command);
    if (known && known.status !== 'RELEASED') return { outcome: 'REFUSED', reason: 'ORDER_IS_OVER', shortages: [] };
    const here = await reserveHere(command);
    if (known || here.outcome !== 'REFUSED' || here.reason !== 'OUT_OF_STOCK') return here;
    for (const region of await stock.whoHas(command.lines)) {
      const there = await this.#ask(region, command);
      if (there.outcome === 'HELD') return there;
    }
    return here;
  }

  async #ask(region: string, { orderId, lines, destination }: Hold): Promise<Answer> {
    const { db, peers, log, regions } = this.#parts;
    const away = () =>
      new Fault('UNAVAILABLE', 'Some of this lies in a region that does not answer; try again shortly.');
    if ((this.#silentUntil.get(region) ?? 0) > performance.now()) throw away();
    await noteAsked(db, orderId, region);
    type Reply =
      | { __typename: 'StockHeld'; expiresAt: string }
      | {
          __typename: 'HoldRefused';
          reason: 'OUT_OF_STOCK' | 'ORDER_IS_OVER';
          lines: { variantId: string; requested: number; available: number }[];
        };
    let reply: Reply;
    const askedAt = performance.now();
    try {
      const input = { orderId, lines, ...destination };
      const viewer = { kind: 'service', name: inRegion('inventory', regions.here) } as const;
      ({ reserveStock: reply } = await peers.ask<{ reserveStock: Reply }>(
        inRegion('inventory', region),
        RESERVE,
        { input },
        viewer,
      ));
    } catch (error) {
      if (!isTransient(error)) throw error;
      // One that answered others meanwhile is slow and not away: leaving it alone would only bring all back at once.
      if ((this.#answeredAt.get(region) ?? 0) < askedAt)
        this.#silentUntil.set(region, performance.now() + LEFT_ALONE_MS);
      log.info({ err: error, region, orderId }, 'a region does not answer');
      throw away();
    }
    this.#answeredAt.set(region, performance.now());
    if (reply.__typename === 'StockHeld') {
      const expiresAt = new Date(reply.expiresAt);
      await noteHeld(db, orderId, expiresAt);
      return { outcome: 'HELD', expiresAt };
    }
    await forgetAsked(db, orderId);
    return reply.reason === 'OUT_OF_STOCK'
      ? { outcome: 'REFUSED', reason: 'OUT_OF_STOCK', shortages: reply.lines }
      : { outcome: 'REFUSED', reason: 'ORDER_IS_OVER', shortages: [] };
  }

  async #release(orderId: string): Promise<Answer> {
    const { db, outbox, reserveHere } = this.#parts;
    const known = await this.#known.submit(orderId);
    if (!known) return reserveHere({ kind: 'RELEASE', orderId });
    return db.transaction(async (tx) => {
      const [hold] = await lockRegionalHolds(tx, [orderId]);
      if (hold?.status !== 'ASKED' && hold?.status !== 'HELD') return { outcome: 'IGNORED', reason: 'ALREADY_ENDED' };
      await saveRegionalHolds(tx, [{ ...hold, status: 'RELEASED' }]);
      await outbox.append(tx, [requestOf(hold.region, { kind: 'RELEASE', orderId })]);
      return { outcome: 'RELEASED', reason: 'CANCELLED' };
    });
  }

  /**
   * Passes on what befell orders whose goods are in another region.
   * @returns the commands that are about goods here
   */
  async pass(tx: Tx, commands: readonly CausedCommand[]): Promise<CausedCommand[]> {
    const holds = await lockRegionalHolds(tx, [...new Set(commands.map(({ orderId }) => orderId))]);
    const elsewhere = new Map(holds.filter(isElsewhere).map((hold) => [hold.orderId, hold]));
    if (elsewhere.size === 0) return [...commands];
    const [here, there] = [[] as CausedCommand[], [] as OutgoingEvent[]];
    const over = new Map<string, RegionalHold>();
    for (const command of commands) {
      const hold = elsewhere.get(command.orderId);
      if (hold) there.push(requestOf(hold.region, command));
      else here.push(command);
      // What is sold is not over before it is back.
      if (hold && command.kind === 'CANCEL' && hold.status !== 'SOLD')
        over.set(hold.orderId, { ...hold, status: 'CANCELLED' });
    }
    await saveRegionalHolds(tx, [...over.values()]);
    await this.#parts.outbox.append(tx, there);
    return here;
  }

  /** Takes in what other regions answered, and tells this region as if it had happened here. */
  async take(tx: Tx, answers: readonly Told[]): Promise<void> {
    const holds = await lockRegionalHolds(tx, [...new Set(answers.map(({ orderId }) => orderId))]);
    const known = new Map(holds.map((hold) => [hold.orderId, hold]));
    const at = new Date().toISOString();
    const events: OutgoingEvent[] = [];
    for (const answer of answers) {
      const hold = known.get(answer.orderId);
      const next = hold?.region === answer.region ? afterAnswer(hold, answer) : undefined;
      if (!next) continue;
      known.set(next.orderId, next);
      events.push(newsOf(answer, at));
    }
    await saveRegionalHolds(tx, [...known.values()]);
    await this.#parts.outbox.append(tx, events);
  }

  /** Asks other regions where their goods leave from, for those who plan parcels. */
  async learnWarehouses(): Promise<void> {
    const { db, peers, log, regions } = this.#parts;
    const viewer = { kind: 'service', name: inRegion('inventory', regions.here) } as const;
    for (const region of regions.others)
      try {
        const answer = await peers.ask<{ warehouses: StoredWarehouse[] }>(
          inRegion('inventory', region),
          WAREHOUSES,
          {},
          viewer,
        );
        await saveRegionalWarehouses(db, region, answer.warehouses);
      } catch (error) {
        if (!isTransient(error)) throw error;
        log.debug({ err: error, region }, 'a region does not answer');
      }
  }
}

function requestOf(region: string, command: CausedCommand): OutgoingEvent {
  const { kind, orderId, cause } = command;
  const payload = {
    orderId,
    region,
    command: kind as 'SELL',
    lines: 'lines' in command ? [...command.lines] : [],
    destination: ('destination' in command && command.destination) || null,
    warehouseId: 'warehouseId' in command ? command.warehouseId : null,
    at: new Date().toISOString(),
  };
  return toOutgoing(stockRequested, payload, cause);
}

function newsOf({ orderId, outcome, expiresAt, allocations, cause }: Told, at: string): OutgoingEvent {
  switch (outcome) {
    case 'SOLD':
      return toOutgoing(
        reservationConfirmed,
        {
          orderId,
          at,
          allocations: allocations.map(({ variantId, warehouseId, quantity }) => ({
            variantId,
            warehouseId,
            quantity,
          })),
        },
        cause,
      );
    case 'HELD':
      return toOutgoing(stockReserved, { orderId, at, expiresAt: expiresAt!.toISOString() }, cause);
    case 'REFUSED':
      return toOutgoing(stockRefused, { orderId, at }, cause);
    case 'CANCELLED':
    case 'EXPIRED':
    case 'RETURNED':
      return toOutgoing(reservationReleased, { orderId, at, reason: outcome }, cause);
  }
}
