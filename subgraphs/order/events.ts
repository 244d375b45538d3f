import { z } from 'zod';
import { defineEvent } from '#kernel/messages/event.ts';

/** Why a buyer sends goods back. */
const RETURN_REASONS = ['DEFECTIVE', 'DAMAGED', 'WRONG_ITEM', 'NOT_AS_DESCRIBED', 'CHANGED_MIND'] as const;

/** Every event of an order tells whose it is and what its status is now, so that any of them can drive live tracking. */
const order = {
  orderId: z.uuid(),
  userId: z.uuid(),
  status: z.string().describe('The order status after the event, as OrderStatus in the graph'),
  at: z.iso.datetime(),
};

const line = z.object({
  variantId: z.uuid(),
  sku: z.string(),
  quantity: z.int().positive(),
  unitPriceMinor: z.int().nonnegative().describe('Minor units of the order currency'),
});

const address = z.object({
  recipient: z.string(),
  phone: z.string().nullable(),
  country: z.string().describe('ISO 3166-1 alpha-2'),
  region: z.string().nullable(),
  city: z.string(),
  street: z.string(),
  postalCode: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
});

const cancelReason = z.enum(['BUYER', 'STAFF', 'PAYMENT_DECLINED', 'PAYMENT_TIMEOUT', 'OUT_OF_STOCK', 'UNDELIVERABLE']);

export const orderPlaced = defineEvent({
  type: 'order.OrderPlaced',
  key: 'orderId',
  description: 'An order was placed; its stock is held and its payment is awaited.',
  schema: z.object({
    ...order,
    number: z.string(),
    cartId: z.uuid(),
    lines: z.array(line),
    totalMinor: z.int(),
    currency: z.string(),
    holdExpiresAt: z.iso.datetime(),
  }),
});

export const holdRequested = defineEvent({
  type: 'order.HoldRequested',
  key: 'orderId',
  description: 'The money came after the hold had run out: inventory is asked to hold the lines once more.',
  schema: z.object({ ...order, lines: z.array(line) }),
});

export const orderPaid = defineEvent({
  type: 'order.OrderPaid',
  key: 'orderId',
  description: 'The payment is authorized and the stock is held: sell, capture and ship.',
  schema: z.object({
    ...order,
    number: z.string(),
    paymentId: z.uuid(),
    lines: z.array(line),
    totalMinor: z.int(),
    currency: z.string(),
    deliverySlotId: z.uuid().nullable(),
    address,
  }),
});

export const cancellationRequested = defineEvent({
  type: 'order.CancellationRequested',
  key: 'orderId',
  description:
    'A paid order is to be undone: logistics stops its parcels, all or none, and answers. Said again until it does.',
  schema: z.object({ ...order, reason: cancelReason }),
});

export const orderStatusChanged = defineEvent({
  type: 'order.OrderStatusChanged',
  key: 'orderId',
  description: 'An order moved on its way to the door.',
  schema: z.object(order),
});

export const orderCancelled = defineEvent({
  type: 'order.OrderCancelled',
  key: 'orderId',
  description: 'An order will not be fulfilled: release its stock, stop its shipments, void or refund its payment.',
  schema: z.object({
    ...order,
    reason: cancelReason,
    paymentId: z.uuid().nullable(),
  }),
});

const returned = { ...order, returnId: z.uuid() };

export const returnRequested = defineEvent({
  type: 'order.ReturnRequested',
  key: 'orderId',
  description: 'A buyer wishes to send goods back; staff decide.',
  schema: z.object({ ...returned, reason: z.enum(RETURN_REASONS) }),
});

export const returnApproved = defineEvent({
  type: 'order.ReturnApproved',
  key: 'orderId',
  description: 'Goods may come back: make a label and await them.',
  schema: z.object({
    ...returned,
    lines: z.array(
      z.object({ orderLineId: z.uuid(), variantId: z.uuid(), sku: z.string(), quantity: z.int().positive() }),
    ),
    address: address.describe('Where the goods are'),
  }),
});

export const returnRefused = defineEvent({
  type: 'order.ReturnRefused',
  key: 'orderId',
  description: 'Staff refused a return: the goods stay with the buyer.',
  schema: z.object({ ...returned, explanation: z.string() }),
});

export const refundRequested = defineEvent({
  type: 'order.RefundRequested',
  key: 'orderId',
  description:
    'Money is to go back to the buyer. Said again until payment.PaymentRefunded names the request, so one request is one refund.',
  schema: z.object({
    ...order,
    refundRequestId: z.uuid().describe('The id of the return it is for'),
    amount: z.object({ minor: z.int().positive(), currency: z.string() }),
    reason: z.string(),
  }),
});

export const returnClosed = defineEvent({
  type: 'order.ReturnClosed',
  key: 'orderId',
  description: 'A return ended: its money is back, nothing of it is refunded, or its goods never came.',
  schema: z.object({ ...returned, outcome: z.enum(['REFUNDED', 'NOT_REFUNDED', 'EXPIRED']) }),
});

export const orderEvents = [
  orderPlaced,
  holdRequested,
  orderPaid,
  cancellationRequested,
  orderStatusChanged,
  orderCancelled,
  returnRequested,
  returnApproved,
  returnRefused,
  refundRequested,
  returnClosed,
] as const;
