/**
 * One pure model of order, payment, inventory and logistics around their real domain functions, with a bank that keeps its
 * word. Messages lie in topics, one per subgraph and order, and each reader goes along them at its own pace, may be thrown
 * back to their beginning and told everything again. What it leaves out: several lines, a courier who brings back one of
 * several parcels, and a bank that breaks its word.
 */
import { decide as decideStock, type Reservation, type StockChange } from '#subgraphs/inventory/domain/reservation.ts';
import { planShipments, unknownDelivery } from '#subgraphs/logistics/domain/plan.ts';
import { decide as moveShipment, type ShipmentState } from '#subgraphs/logistics/domain/shipment.ts';
import { decide, type ProcessEvent, type ProcessState, placed } from '#subgraphs/order/domain/order-process.ts';
import { decideReturn, type ReturnEvent, type ReturnState } from '#subgraphs/order/domain/return-process.ts';
import { decide as decidePayment } from '#subgraphs/payment/domain/decide.ts';
import type { BankNews, Payment, PaymentInput } from '#subgraphs/payment/domain/payment.ts';

/** Every order is for two of one thing, at 100 each; two warehouses have two of it each. */
export const QUANTITY = 2;
export const PRICE = 100;
const WAREHOUSES = ['A', 'B'] as const;
const ON_HAND = 2;
const HOLD_MS = 15 * 60_000;
const GRACE_MS = 60_000;

/** What each subgraph publishes to. */
export type Topic = 'order' | 'payment' | 'inventory' | 'logistics';
/** An event as its readers see it. */
export interface Message {
  readonly type: string;
  readonly data: Record<string, never>;
}

/** Which topics each reader goes along. */
export const READS = {
  process: ['payment', 'inventory', 'logistics'],
  returns: ['payment', 'logistics'],
  payment: ['order'],
  inventory: ['order', 'logistics'],
  logistics: ['order', 'inventory'],
} as const satisfies Record<string, readonly Topic[]>;
/** Who reads. */
export type Reader = keyof typeof READS;
interface Parcel extends ShipmentState {
  readonly id: string;
  readonly quantity: number;
}

/** Everything that is known of one order, wherever. */
export interface OrderWorld {
  process: ProcessState;
  return: ReturnState | undefined;
  payment: Payment;
  reservation: Reservation | undefined;
  delivery: ReturnType<typeof unknownDelivery>;
  parcels: Parcel[];
  /** How many came back to a warehouse after they were delivered. */
  broughtBack: number;
  bank: { status: BankNews['status'] | undefined; took: number; gaveBack: Record<string, number> };
  callbacks: BankNews['status'][];
  topics: Record<Topic, Message[]>;
  offsets: Record<string, number>;
  inbox: Record<string, number>;
  announced: string[];
}

/** A world as data, so that it can be copied and compared. */
export interface World {
  now: number;
  shelves: Record<string, { onHand: number; reserved: number }>;
  orders: OrderWorld[];
}

export const newWorld = (): World => ({
  now: Date.UTC(2026, 0, 1),
  shelves: Object.fromEntries(WAREHOUSES.map((id) => [id, { onHand: ON_HAND, reserved: 0 }])),
  orders: [],
});

/** Holds the goods and places an order; nothing when they cannot be held. */
export function placeOrder(world: World): void {
  const orderId = String(world.orders.length);
  const order: OrderWorld = {
    process: placed(new Date(world.now), GRACE_MS),
    return: undefined,
    payment: {
      ...{ id: `p${orderId}`, orderId, userId: 'u', amount: { minor: QUANTITY * PRICE, currency: 'EUR' } },
      ...{ status: 'STARTING', wish: 'HOLD', held: false, captureMinor: null, capturedMinor: 0, feeBps: 0 },
      ...{ providerId: null, redirectUrl: null, reason: null, cardToken: 'tok', refunds: [] },
    },
    reservation: undefined,
    delivery: unknownDelivery(orderId),
    parcels: [],
    broughtBack: 0,
    bank: { status: undefined, took: 0, gaveBack: {} },
    callbacks: [],
    topics: { order: [], payment: [], inventory: [], logistics: [] },
    offsets: Object.fromEntries(
      Object.entries(READS).flatMap(([reader, topics]) => topics.map((topic) => [`${reader} ${topic}`, 0])),
    ),
    inbox: { 'inventory order': 0, 'inventory logistics': 0, 'returns payment': 0, 'returns logistics': 0 },
    announced: [],
  };
  const answer = stock(world, order, { kind: 'HOLD', orderId, lines });
  if (answer.outcome !== 'HELD') return;
  order.process = placed(answer.expiresAt, GRACE_MS);
  world.orders.push(order);
}

/** What every order is for. */
export const lines = [{ variantId: 'v', quantity: QUANTITY }];

/** Lays a message into a topic. */
export function say(order: OrderWorld, topic: Topic, type: string, data: object = {}): void {
  order.topics[topic].push({ type, data: data as Message['data'] });
}

/** An event reaches the order's process. */
export function reach(world: World, order: OrderWorld, event: ProcessEvent): void {
  const decision = decide(order.process, event, new Date(world.now));
  if (decision.kind === 'ignored') return;
  order.process = decision.state;
  if (!decision.announce) return;
  order.announced.push(decision.announce);
  say(order, 'order', decision.announce);
}

/** An event reaches the return of the order, if there is one. */
export function reachReturn(world: World, order: OrderWorld, event: ReturnEvent): void {
  if (!order.return) return;
  const paidBack = order.process.money === 'RETURNED';
  const decision = decideReturn(order.return, event, { now: new Date(world.now), paidBack });
  if (decision.kind === 'ignored') return;
  order.return = decision.state;
  if (decision.announce) say(order, 'order', decision.announce, { minor: decision.state.refundMinor });
  const back = decision.state.lines.reduce((sum, line) => sum + line.restocked + line.writtenOff, 0);
  if (event.type === 'GoodsReceived') reach(world, order, { type: 'GoodsReturned', whole: back >= QUANTITY });
}

/** What others hear of a payment, by what it says to itself; they hear nothing of the rest. */
const PAYMENT_EVENTS: Partial<Record<string, string>> = {
  authorized: 'PaymentAuthorized',
  declined: 'PaymentDeclined',
  captured: 'PaymentCaptured',
  voided: 'PaymentVoided',
  refunded: 'PaymentRefunded',
  'refund-refused': 'PaymentRefundRefused',
};

/** Something reaches the payment of the order. */
export function reachPayment(order: OrderWorld, input: PaymentInput): void {
  const decision = decidePayment(order.payment, input, `refund ${order.payment.refunds.length}`);
  if (decision.outcome !== 'changed') return;
  order.payment = decision.payment;
  const back = decision.payment.refunds.reduce((sum, one) => sum + (one.status === 'SUCCEEDED' ? one.minor : 0), 0);
  for (const event of decision.events) {
    const type = PAYMENT_EVENTS[event.type];
    const whole = event.type === 'refunded' && back >= decision.payment.capturedMinor;
    if (type)
      say(order, 'payment', type, { whole, request: event.type === 'refunded' ? event.refund.requestId : null });
  }
}

/** Asks inventory, and puts what it decides onto the shelves. */
export function stock(world: World, order: OrderWorld, command: Parameters<typeof decideStock>[0]) {
  const { answer, next, changes } = decideStock(command, order.reservation, {
    now: new Date(world.now),
    holdMs: HOLD_MS,
    shelvesOf: () =>
      WAREHOUSES.map((warehouseId) => {
        const { onHand, reserved } = world.shelves[warehouseId]!;
        return { warehouseId, available: onHand - reserved, latitude: 0, longitude: 0 };
      }),
  });
  if (next) order.reservation = next;
  for (const change of changes) shelve(world, change);
  if (command.kind === 'HOLD' || command.kind === 'RELEASE' || command.kind === 'CANCEL') return answer;
  if (answer.outcome === 'HELD') say(order, 'inventory', 'StockReserved', { expiresAt: answer.expiresAt });
  if (answer.outcome === 'SOLD') say(order, 'inventory', 'ReservationConfirmed');
  if (answer.outcome === 'REFUSED') say(order, 'inventory', 'StockRefused');
  return answer;
}

function shelve({ shelves }: World, { warehouseId, onHand, reserved }: StockChange): void {
  const shelf = shelves[warehouseId]!;
  shelf.onHand += onHand;
  shelf.reserved += reserved;
  if (shelf.reserved < 0 || shelf.onHand < shelf.reserved)
    throw new Error(`a shelf was oversold: ${JSON.stringify(shelf)}`);
}

/** Moves a parcel, if it may move so. */
export function move(
  world: World,
  order: OrderWorld,
  index: number,
  command: Parameters<typeof moveShipment>[0],
): void {
  const parcel = order.parcels[index]!;
  const decision = moveShipment(command, parcel, { now: new Date(world.now), here: null });
  if (decision.kind !== 'MOVED') return;
  order.parcels[index] = { ...parcel, status: decision.status };
  say(order, 'logistics', 'ShipmentMoved', { shipmentId: parcel.id, step: decision.status });
}

/** Makes parcels once logistics knows enough. */
export function plan(order: OrderWorld): void {
  const shipments = planShipments(order.delivery);
  if (shipments.length === 0 || order.parcels.length > 0) return;
  order.parcels = shipments.map(({ warehouseId, lines: parts }) => ({
    ...{ id: warehouseId, status: 'PLANNED', carrierSequence: 0 },
    quantity: parts.reduce((sum, { quantity }) => sum + quantity, 0),
  }));
  say(order, 'logistics', 'ShipmentsPlanned', { shipmentIds: order.parcels.map(({ id }) => id) });
}

/** Keeps back every parcel that has not left. */
export function stop(world: World, order: OrderWorld): void {
  order.delivery = { ...order.delivery, cancelled: true };
  for (const index of order.parcels.keys()) move(world, order, index, { kind: 'CANCEL' });
}
