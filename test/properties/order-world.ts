/**
 * One pure model of order, payment, inventory and logistics around their real domain functions, with a bank that keeps its
 * word. Messages lie in topics, one per subgraph and order, and each reader goes along them at its own pace, may be thrown
 * back to their beginning and told everything again. What it leaves out: several lines, a courier who brings back one of
 * several parcels, and a bank that breaks its word.
 */
import { decide as decideStock, type Reservation, type StockChange } from '#subgraphs/inventory/domain/reservation.ts';
import { planShipments, unknownDelivery } from '#subgraphs/logistics/domain/plan.ts';
import { hasLeft, decide as moveShipment, type ShipmentState } from '#subgraphs/logistics/domain/shipment.ts';
import { decide, type ProcessEvent, type ProcessState, placed } from '#subgraphs/order/domain/order-process.ts';
import { decideReturn, type ReturnEvent, type ReturnState, requested } from '#subgraphs/order/domain/return-process.ts';
import { decide as decidePayment } from '#subgraphs/payment/domain/decide.ts';
import { type BankNews, type Payment, type PaymentInput, workOf } from '#subgraphs/payment/domain/payment.ts';

/** Every order is for two of one thing, at 100 each; two warehouses have two of it each. */
export const QUANTITY = 2;
export const PRICE = 100;
const WAREHOUSES = ['A', 'B'] as const;
const ON_HAND = 2;
const HOLD_MS = 15 * 60_000;
const GRACE_MS = 60_000;
const ADDRESS = {} as never;

type Topic = 'order' | 'payment' | 'inventory' | 'logistics';
interface Message {
  readonly type: string;
  readonly data: Record<string, never>;
}

const READS = {
  process: ['payment', 'inventory', 'logistics'],
  returns: ['payment', 'logistics'],
  payment: ['order'],
  inventory: ['order', 'logistics'],
  logistics: ['order', 'inventory'],
} as const satisfies Record<string, readonly Topic[]>;
type Reader = keyof typeof READS;
/** Those that record what they have taken effect of; the others ignore by themselves what comes again. */
const WITH_INBOX: readonly Reader[] = ['returns', 'inventory'];

interface Parcel extends ShipmentState {
  readonly id: string;
  readonly quantity: number;
}

/** Everything that is known of one order, wherever. */
interface OrderWorld {
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

/** Something that can happen next: its name, and what it does to the world. */
export type Action = readonly [name: string, act: (world: World) => void];

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

const lines = [{ variantId: 'v', quantity: QUANTITY }];

function say(order: OrderWorld, topic: Topic, type: string, data: object = {}): void {
  order.topics[topic].push({ type, data: data as Message['data'] });
}

function reach(world: World, order: OrderWorld, event: ProcessEvent): void {
  const decision = decide(order.process, event, new Date(world.now));
  if (decision.kind === 'ignored') return;
  order.process = decision.state;
  if (!decision.announce) return;
  order.announced.push(decision.announce);
  say(order, 'order', decision.announce);
}

function reachReturn(world: World, order: OrderWorld, event: ReturnEvent): void {
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

function reachPayment(order: OrderWorld, input: PaymentInput): void {
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

function stock(world: World, order: OrderWorld, command: Parameters<typeof decideStock>[0]) {
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

function move(world: World, order: OrderWorld, index: number, command: Parameters<typeof moveShipment>[0]): void {
  const parcel = order.parcels[index]!;
  const decision = moveShipment(command, parcel, { now: new Date(world.now), here: null });
  if (decision.kind !== 'MOVED') return;
  order.parcels[index] = { ...parcel, status: decision.status };
  say(order, 'logistics', 'ShipmentMoved', { shipmentId: parcel.id, step: decision.status });
}

function plan(order: OrderWorld): void {
  const shipments = planShipments(order.delivery);
  if (shipments.length === 0 || order.parcels.length > 0) return;
  order.parcels = shipments.map(({ warehouseId, lines: parts }) => ({
    ...{ id: warehouseId, status: 'PLANNED', carrierSequence: 0 },
    quantity: parts.reduce((sum, { quantity }) => sum + quantity, 0),
  }));
  say(order, 'logistics', 'ShipmentsPlanned', { shipmentIds: order.parcels.map(({ id }) => id) });
}

function stop(world: World, order: OrderWorld): void {
  order.delivery = { ...order.delivery, cancelled: true };
  for (const index of order.parcels.keys()) move(world, order, index, { kind: 'CANCEL' });
}

/** What each reader does with a message. */
const TAKE: Record<Reader, (world: World, order: OrderWorld, message: Message) => void> = {
  process(world, order, { type, data }) {
    const paymentId = order.payment.id;
    switch (type) {
      case 'PaymentAuthorized':
      case 'PaymentDeclined':
      case 'PaymentVoided':
        return reach(world, order, { type, paymentId });
      case 'PaymentRefunded':
        return reach(world, order, { type, paymentId, whole: data.whole! });
      case 'StockReserved':
        return reach(world, order, { type, expiresAt: new Date(data.expiresAt!) });
      case 'StockRefused':
      case 'ShipmentsStopped':
      case 'StopRefused':
        return reach(world, order, { type });
      case 'ShipmentsPlanned':
        return reach(world, order, { type, shipmentIds: data.shipmentIds! });
      case 'ShipmentMoved':
        return reach(world, order, { type, shipmentId: data.shipmentId!, step: data.step! });
    }
  },
  returns(world, order, { type, data }) {
    if (type === 'ReturnReceived') {
      const received = [{ orderLineId: 'l', restock: data.quantity!, writeOff: 0 }];
      reachReturn(world, order, { type: 'GoodsReceived', lines: received });
    }
    if (type === 'PaymentRefunded' && (data.whole || data.request))
      reachReturn(world, order, { type: 'MoneyReturned' });
    if (type === 'PaymentRefundRefused') reachReturn(world, order, { type: 'RefundRefused', reason: 'x' });
  },
  payment(_, order, { type, data }) {
    if (type === 'OrderPaid') reachPayment(order, { type: 'order-paid' });
    if (type === 'OrderCancelled') reachPayment(order, { type: 'order-cancelled' });
    if (type === 'RefundRequested')
      reachPayment(order, {
        ...{ type: 'refund-requested', requestId: 'r', reason: 'return' },
        amount: { minor: data.minor!, currency: 'EUR' },
      });
  },
  inventory(world, order, { type, data }) {
    const { orderId } = order.payment;
    if (type === 'OrderPaid') stock(world, order, { kind: 'SELL', orderId, lines });
    if (type === 'HoldRequested') stock(world, order, { kind: 'HOLD_AGAIN', orderId, lines });
    if (type === 'OrderCancelled') stock(world, order, { kind: 'CANCEL', orderId });
    if (type === 'ReturnReceived') world.shelves.A!.onHand += data.quantity! as number;
  },
  logistics(world, order, { type }) {
    switch (type) {
      case 'OrderPaid':
        order.delivery = { ...order.delivery, userId: 'u', address: ADDRESS };
        return plan(order);
      case 'ReservationConfirmed':
        order.delivery = { ...order.delivery, allocations: order.reservation!.allocations };
        return plan(order);
      case 'CancellationRequested': {
        const tooLate = order.parcels.some(hasLeft);
        if (!tooLate) stop(world, order);
        return say(order, 'logistics', tooLate ? 'StopRefused' : 'ShipmentsStopped');
      }
      case 'OrderCancelled':
        return stop(world, order);
    }
  },
};

function deliver(world: World, order: OrderWorld, reader: Reader, topic: Topic): void {
  const key = `${reader} ${topic}`;
  const offset = order.offsets[key] ?? 0;
  const message = order.topics[topic][offset]!;
  order.offsets[key] = offset + 1;
  if (WITH_INBOX.includes(reader)) {
    // What it has taken effect of is always the beginning of a topic.
    if (offset < (order.inbox[key] ?? 0)) return;
    order.inbox[key] = offset + 1;
  }
  TAKE[reader](world, order, message);
}

const hear = (order: OrderWorld, status: BankNews['status']): void =>
  reachPayment(order, {
    type: 'bank-told',
    news: {
      providerId: 'b',
      status,
      redirectUrl: null,
      ...(status === 'captured' && { capturedMinor: order.bank.took }),
    },
  });

function atBank(order: OrderWorld, status: BankNews['status']): void {
  order.bank.status = status;
  order.callbacks.push(status);
}

/** Does the next piece of work at the bank; `lost`: its answer does not come back. */
function work(order: OrderWorld, lost: boolean): void {
  const { bank, payment } = order;
  const [next] = workOf(payment);
  if (!next) return;
  if (next.type === 'start' && payment.wish !== 'GIVE_BACK') bank.status ??= 'requires_action';
  if (next.type === 'capture' && bank.status === 'authorized') {
    bank.took = next.minor;
    atBank(order, 'captured');
  }
  if (next.type === 'void' && (bank.status === 'authorized' || bank.status === 'requires_action'))
    atBank(order, 'voided');
  if (next.type === 'refund') bank.gaveBack[next.refundId] = next.minor;
  if (lost) return;
  if (next.type === 'refund') reachPayment(order, { type: 'bank-refunded', refundId: next.refundId });
  else if (bank.status) hear(order, bank.status);
  else reachPayment(order, { type: 'bank-knows-nothing' });
}

/** What happens without anybody's will: messages arrive, work at the bank is done, jobs run, parcels move on. */
export function routine({ now, orders }: World): Action[] {
  return orders.flatMap((order, index): Action[] => {
    const of = (act: (world: World, order: OrderWorld) => void) => (world: World) => act(world, world.orders[index]!);
    const { process, reservation, parcels, payment } = order;
    const due = (at: Date | null | undefined) => !!at && at.getTime() <= now;
    return [
      ...(Object.entries(READS) as [Reader, readonly Topic[]][]).flatMap(([reader, topics]) =>
        topics
          .filter((topic) => order.topics[topic].length > (order.offsets[`${reader} ${topic}`] ?? 0))
          .map((topic): Action => [`${index} ${reader} reads ${topic}`, of((w, o) => deliver(w, o, reader, topic))]),
      ),
      ...(workOf(payment).some(({ type }) => type !== 'watch') || payment.status === 'REQUIRES_ACTION'
        ? [[`${index} bank works`, of((_, o) => work(o, false))] as Action]
        : []),
      ...(due(process.deadline)
        ? [[`${index} deadline`, of((w, o) => reach(w, o, { type: 'DeadlinePassed' }))] as Action]
        : []),
      ...(due(order.return?.deadline)
        ? [[`${index} return deadline`, of((w, o) => reachReturn(w, o, { type: 'DeadlinePassed' }))] as Action]
        : []),
      ...(reservation?.status === 'HELD' && due(reservation.expiresAt)
        ? [
            [
              `${index} hold expires`,
              of((w, o) => void stock(w, o, { kind: 'EXPIRE', orderId: payment.orderId })),
            ] as Action,
          ]
        : []),
      ...(order.return && order.broughtBack < order.return.lines[0]!.quantity
        ? [[`${index} goods arrive`, of((_, o) => goodsArrive(o))] as Action]
        : []),
      ...parcels.flatMap(({ status }, at): Action[] => {
        const next = {
          PLANNED: 'START_PICKING',
          PICKING: 'PACK',
          PACKED: 'HAND_OVER',
          HANDED_OVER: 'DELIVER',
        } as const;
        const kind = next[status as keyof typeof next];
        return kind ? [[`${index} parcel ${at} ${kind}`, of((w, o) => move(w, o, at, { kind }))]] : [];
      }),
    ];
  });
}

/** What people and misfortune do: once in the story of an order, or as often as they like. */
export function mishaps({ orders }: World): Action[] {
  return orders.flatMap((order, index): Action[] => {
    const of = (act: (world: World, order: OrderWorld) => void) => (world: World) => act(world, world.orders[index]!);
    const { bank, process, callbacks, parcels } = order;
    const pages = bank.status === 'requires_action';
    const inHand = parcels.length === 1 && parcels[0]!.status === 'HANDED_OVER';
    return [
      ...(pages ? [[`${index} confirms`, of((_, o) => atBank(o, 'authorized'))] as Action] : []),
      ...(pages ? [[`${index} declines`, of((_, o) => atBank(o, 'declined'))] as Action] : []),
      ...callbacks.map((status, nth): Action => [`${index} callback ${nth} ${status}`, of((_, o) => hear(o, status))]),
      [`${index} answer of the bank lost`, of((_, o) => work(o, true))],
      [`${index} buyer cancels`, of((w, o) => reach(w, o, { type: 'CancelRequested', by: 'BUYER' }))],
      ...(inHand ? [[`${index} undeliverable`, of((w, o) => move(w, o, 0, { kind: 'RETURN' }))] as Action] : []),
      ...(process.status === 'DELIVERED' && !order.return
        ? [1, QUANTITY].map(
            (quantity): Action => [`${index} return ${quantity}`, of((w, o) => sendBack(w, o, quantity))],
          )
        : []),
      ...Object.keys(order.offsets).map(
        (key): Action => [
          `${index} ${key} again from the start`,
          of((_, o) => {
            o.offsets[key] = 0;
          }),
        ],
      ),
    ];
  });
}

function sendBack(world: World, order: OrderWorld, quantity: number): void {
  order.return = requested('DEFECTIVE', [
    { orderLineId: 'l', variantId: 'v', sku: 's', quantity, unitPriceMinor: PRICE },
  ]);
  reachReturn(world, order, { type: 'Approved' });
}

function goodsArrive(order: OrderWorld): void {
  order.broughtBack += 1;
  say(order, 'logistics', 'ReturnReceived', { quantity: 1 });
}

/** Lets time pass. */
export const wait = (world: World, ms: number): void => {
  world.now += ms;
};

/** Lets everything that will happen by itself happen: messages come, work is done, and time passes until nobody waits. */
export function settle(world: World): void {
  for (let quiet = 0, steps = 0; quiet < 4; ) {
    const [action] = routine(world).filter(([name]) => !isWaiting(world, name));
    if (action) {
      action[1](world);
      quiet = 0;
    } else {
      wait(world, 40 * 24 * 3_600_000);
      quiet += 1;
    }
    steps += 1;
    if (steps > 5_000) throw new Error(`the world does not come to rest: ${action?.[0]}`);
  }
}

/** Looking at a page nobody presses changes nothing. */
const isWaiting = ({ orders }: World, name: string): boolean => {
  const [index, ...rest] = name.split(' ');
  const { payment, bank } = orders[Number(index)]!;
  return (
    rest.join(' ') === 'bank works' &&
    payment.status === 'REQUIRES_ACTION' &&
    bank.status === 'requires_action' &&
    payment.wish !== 'GIVE_BACK'
  );
};
