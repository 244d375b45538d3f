import { readFileSync } from 'node:fs';
import { Kind, parse } from 'graphql';
import { expect, it } from 'vitest';
import * as published from '#schema/events.ts';

/** Subgraphs whose every change is on record. */
const ON_RECORD = ['order', 'payment', 'inventory', 'logistics', 'operations', 'audit'];

/** By mutation: the event that tells of it, with who asked and from where, and the test that shows so. */
const TOLD: Record<string, readonly [event: string, test: string]> = {
  placeOrder: ['order.OrderPlaced', 'test/e2e/audit/audit.e2e.test.ts'],
  cancelOrder: ['order.OrderCancelled', 'subgraphs/order/consumers/peers.int.test.ts'],
  requestReturn: ['order.ReturnRequested', 'subgraphs/order/commands/return-goods.int.test.ts'],
  approveReturn: ['order.ReturnApproved', 'subgraphs/order/commands/return-goods.int.test.ts'],
  refuseReturn: ['order.ReturnRefused', 'subgraphs/order/commands/return-goods.int.test.ts'],
  capturePayment: ['payment.PaymentCaptureAccepted', 'subgraphs/payment/staff-acts.int.test.ts'],
  refundPayment: ['payment.PaymentRefundAccepted', 'subgraphs/payment/staff-acts.int.test.ts'],
  importStatement: ['payment.StatementImported', 'subgraphs/payment/staff-acts.int.test.ts'],
  upsertWarehouse: ['inventory.WarehouseSaved', 'subgraphs/inventory/commands/idempotency.int.test.ts'],
  receiveStock: ['inventory.GoodsMoved', 'subgraphs/inventory/commands/idempotency.int.test.ts'],
  adjustStock: ['inventory.GoodsMoved', 'subgraphs/inventory/commands/idempotency.int.test.ts'],
  expectDelivery: ['inventory.InboundChanged', 'subgraphs/inventory/commands/idempotency.int.test.ts'],
  dispatchTransfer: ['inventory.InboundChanged', 'subgraphs/inventory/commands/idempotency.int.test.ts'],
  receiveInbound: ['inventory.InboundChanged', 'subgraphs/inventory/commands/idempotency.int.test.ts'],
  reportCount: ['inventory.StockCountChanged', 'subgraphs/inventory/commands/idempotency.int.test.ts'],
  approveCount: ['inventory.StockCountChanged', 'subgraphs/inventory/commands/idempotency.int.test.ts'],
  discardCount: ['inventory.StockCountChanged', 'subgraphs/inventory/commands/idempotency.int.test.ts'],
  startPicking: ['logistics.ShipmentMoved', 'subgraphs/logistics/staff-acts.int.test.ts'],
  packShipment: ['logistics.ShipmentMoved', 'subgraphs/logistics/staff-acts.int.test.ts'],
  handOver: ['logistics.ShipmentMoved', 'subgraphs/logistics/staff-acts.int.test.ts'],
  trackShipment: ['logistics.ShipmentMoved', 'subgraphs/logistics/staff-acts.int.test.ts'],
  deliverShipment: ['logistics.ShipmentMoved', 'subgraphs/logistics/staff-acts.int.test.ts'],
  returnShipment: ['logistics.ShipmentMoved', 'subgraphs/logistics/staff-acts.int.test.ts'],
  receiveReturn: ['logistics.ReturnReceived', 'subgraphs/logistics/consumers/returns.int.test.ts'],
  replayDeadLetters: ['operations.DeadLetterReplayed', 'subgraphs/operations/dead-letters.int.test.ts'],
  discardDeadLetters: ['operations.DeadLetterDiscarded', 'subgraphs/operations/dead-letters.int.test.ts'],
  // The log notes it by itself.
  eraseAuditOrigins: ['audit.OriginsErased', 'subgraphs/audit/audit-log.int.test.ts'],
};

/** The mutations of a subgraph that clients can ask for. */
function mutationsOf(subgraph: string): string[] {
  const { definitions } = parse(readFileSync(`subgraphs/${subgraph}/schema.graphql`, 'utf8'));
  return definitions
    .flatMap((one) => (one.kind === Kind.OBJECT_TYPE_DEFINITION && one.name.value === 'Mutation' ? one.fields! : []))
    .filter(({ directives }) => !directives?.some(({ name }) => name.value === 'inaccessible'))
    .map(({ name }) => name.value);
}

it('every mutation on orders, payments, stock, shipments and dead letters is told of', () => {
  expect(ON_RECORD.flatMap(mutationsOf).sort()).toEqual(Object.keys(TOLD).sort());
});

it.each(Object.entries(TOLD))('what tells of %s is shown to say who asked', (_mutation, [event, test]) => {
  const types = Object.values(published).flatMap((one) => ('type' in one ? [one.type as string] : []));
  expect(event.startsWith('audit.') || types.includes(event)).toBe(true);
  expect(readFileSync(test, 'utf8')).toContain(`'${event}'`);
});
