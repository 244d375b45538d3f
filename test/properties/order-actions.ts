import { requested } from '#subgraphs/order/domain/return-process.ts';
import { type BankNews, workOf } from '#subgraphs/payment/domain/payment.ts';
import { deliver } from './order-readers.ts';
import {
  move,
  type OrderWorld,
  PRICE,
  QUANTITY,
  READS,
  type Reader,
  reach,
  reachPayment,
  reachReturn,
  say,
  stock,
  type Topic,
  type World,
} from './order-world.ts';

/** Something that can happen next: its name, and what it does to the world. */
export type Action = readonly [name: string, act: (world: World) => void];

const hear = (order: OrderWorld, status: BankNews['status']): void =>
  reachPayment(order, {
    type: 'bank-told',
    news: {
      providerId: 'b',
      status,
      redirectUrl: null,
      ...(status === 'captured' && { captured: { ...order.payment.amount, minor: order.bank.took } }),
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
