import { isId, newId } from '#kernel/ids.ts';
import type { Context } from '../context.ts';
import { MAX_RECEIPT } from '../domain/goods.ts';
import { arrive, type InboundStatus, type Surplus, shortOf } from '../domain/inbound.ts';
import type { DispatchTransferInput, ExpectDeliveryInput, ReceiveInboundInput } from '../generated.ts';
import { inboundById, insertInbound, lockInbound, saveArrival } from '../store/inbounds.ts';
import { inboundEvent } from './document-events.ts';
import {
  askedBy,
  conflict,
  invalid,
  missing,
  readLines,
  readText,
  refusing,
  requireStaff,
  stockShort,
  tooMany,
  warehouseNamed,
} from './staff-input.ts';

const QUANTITY = { least: 1, most: MAX_RECEIPT };

const shipment = async ({ db }: Context, id: string) => ({
  __typename: 'InboundShipment' as const,
  ...(await inboundById(db, id))!,
});

/** Announces a supplier's delivery. */
export function expectDelivery(context: Context, input: ExpectDeliveryInput) {
  const { viewer, desk } = context;
  requireStaff(viewer);
  return refusing(async () => {
    const asked = askedBy(viewer, input.idempotencyKey);
    const lines = readLines(input.lines, QUANTITY);
    const reference = readText('input.reference', input.reference);
    const toWarehouseId = await warehouseNamed(context, 'input.to', input.to);
    const expectedAt = input.expectedAt ?? null;
    const wanted = { fromWarehouseId: null, toWarehouseId, reference, expectedAt, lines };
    const answer = await desk.once(asked, ['expectDelivery', wanted], async (tx) => {
      const id = newId();
      await insertInbound(tx, { id, status: 'EXPECTED', ...wanted });
      await desk.tell(tx, inboundEvent((await inboundById(tx, id))!, asked.by));
      return { kind: 'EXPECTED' as const, id };
    });
    return answer.kind === 'KEY_REUSED' ? conflict : shipment(context, answer.id);
  });
}

/** Sends goods from one warehouse to another; what is promised to orders stays. */
export function dispatchTransfer(context: Context, input: DispatchTransferInput) {
  const { viewer, desk } = context;
  requireStaff(viewer);
  return refusing(async () => {
    const asked = askedBy(viewer, input.idempotencyKey);
    const lines = readLines(input.lines, QUANTITY);
    const reference = readText('input.reference', input.reference);
    const fromWarehouseId = await warehouseNamed(context, 'input.from', input.from);
    const toWarehouseId = await warehouseNamed(context, 'input.to', input.to);
    if (fromWarehouseId === toWarehouseId) throw invalid('input.to', 'A transfer goes to another warehouse.');
    const wanted = { fromWarehouseId, toWarehouseId, reference, expectedAt: input.expectedAt ?? null, lines };
    const answer = await desk.once(asked, ['dispatchTransfer', wanted], async (tx) => {
      const id = newId();
      const shelves = lines.map(({ variantId }) => ({ variantId, warehouseId: fromWarehouseId }));
      const left = await desk.change(tx, shelves, asked, (levelOf) => {
        const short = shortOf(lines, (variantId) => levelOf({ variantId, warehouseId: fromWarehouseId }));
        if (short.length > 0) return { kind: 'SHORT' as const, lines: short };
        const change = {
          warehouseId: fromWarehouseId,
          kind: 'TRANSFERRED_OUT',
          reason: reference,
          documentId: id,
        } as const;
        return {
          kind: 'CHANGES' as const,
          changes: lines.map(({ variantId, quantity }) => ({ ...change, variantId, onHand: -quantity })),
        };
      });
      if (left.kind !== 'CHANGED') return left;
      await insertInbound(tx, { id, status: 'DISPATCHED', ...wanted });
      await desk.tell(tx, inboundEvent((await inboundById(tx, id))!, asked.by));
      return { kind: 'DISPATCHED' as const, id };
    });
    switch (answer.kind) {
      case 'KEY_REUSED':
        return conflict;
      case 'TOO_MANY':
        return tooMany('input.lines');
      case 'SHORT':
        return stockShort('Send at most what is available.', answer.lines);
      case 'DISPATCHED':
        return shipment(context, answer.id);
    }
  });
}

/** Takes in what came of a delivery or a transfer. */
export function receiveInbound(context: Context, input: ReceiveInboundInput) {
  const { viewer, desk } = context;
  requireStaff(viewer);
  return refusing(async () => {
    const asked = askedBy(viewer, input.idempotencyKey);
    const close = input.close ?? false;
    const lines = input.lines ? readLines(input.lines, { ...QUANTITY, mayBeEmpty: close }) : undefined;
    const unknown = () => missing(input.inboundShipmentId, 'There is no such inbound shipment.');
    if (!isId(input.inboundShipmentId)) throw unknown();
    const id = input.inboundShipmentId.toLowerCase();
    const answer = await desk.once(asked, ['receiveInbound', id, lines ?? null, close], async (tx) => {
      const inbound = await lockInbound(tx, id);
      if (!inbound) return { kind: 'UNKNOWN' as const };
      const arrival = arrive(inbound, lines, close);
      if (arrival.kind !== 'ARRIVED') return arrival;
      const { toWarehouseId: warehouseId, reference: reason } = inbound;
      const kind = inbound.fromWarehouseId === null ? 'RECEIVED' : 'TRANSFERRED_IN';
      const changes = arrival.arrived.map(({ variantId, quantity }) => ({
        ...({ variantId, warehouseId, kind, reason, documentId: id } as const),
        onHand: quantity,
      }));
      if (changes.length > 0) {
        const taken = await desk.change(tx, changes, asked, () => ({ kind: 'CHANGES', changes }));
        if (taken.kind === 'TOO_MANY') return taken;
      }
      await saveArrival(tx, id, arrival.next.status, arrival.next.lines);
      await desk.tell(tx, inboundEvent({ ...inbound, ...arrival.next }, asked.by));
      return { kind: 'ARRIVED' as const };
    });
    switch (answer.kind) {
      case 'KEY_REUSED':
        return conflict;
      case 'UNKNOWN':
        throw unknown();
      case 'TOO_MANY':
        return tooMany('input.lines');
      case 'ENDED':
        return ended(answer.status);
      case 'SURPLUS':
        return surplus(answer.lines);
      case 'ARRIVED':
        return shipment(context, id);
    }
  });
}

const ended = (status: InboundStatus) => ({
  __typename: 'InboundEnded' as const,
  code: 'INBOUND_ENDED',
  message: 'All of it has come, or was given up. Take in what comes later by receiveStock.',
  status,
});

const surplus = (lines: readonly Surplus[]) => ({
  __typename: 'MoreThanExpected' as const,
  code: 'MORE_THAN_EXPECTED',
  message: 'Receive at most what is still expected; take in the rest by receiveStock.',
  lines: [...lines],
});
