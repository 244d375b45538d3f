import { randomUUID } from 'node:crypto';
import { eventually } from '#kernel/testing/eventually.ts';
import {
  ApproveReturnDocument,
  CancelOrderDocument,
  CheckoutDocument,
  MyReturnsDocument,
  type MyReturnsQuery,
  OrderPageDocument,
  type OrderPageQuery,
  ReceiveReturnDocument,
  RequestReturnDocument,
  WarehousesDocument,
} from '#schema/operations.generated.ts';
import { granted } from '#stack/demo/buyer.ts';
import type { PersistentBuyer } from '../persistent-buyer.ts';
import type { Lapses } from './lapses.ts';

/** A part of an order's life, during which a process is killed. */
export type Stage =
  | 'refused checkout'
  | 'checkout'
  | 'waiting for money'
  | 'end of the hold'
  | 'end of the wait for money'
  | 'payment'
  | 'cancellation of what is not paid'
  | 'cancellation'
  | 'dispatch'
  | 'return'
  | 'end of the wait for returned goods';

type OrderPage = NonNullable<OrderPageQuery['order']>;
type SeenReturn = NonNullable<MyReturnsQuery['order']>['returns'][number];
type ReturnedLine = { orderLineId: string; quantity: number };

/** Runs something during which a process is killed, and resolves when it was and the thing is done all the same. */
export type Strike = <T>(act: () => Promise<T>) => Promise<T>;

const PATIENCE = { timeoutMs: 180_000, everyMs: 250 };
const key = () => ({ idempotencyKey: randomUUID() });
const move = (name: string) =>
  `mutation ($id: ID!) { moved: ${name}(shipmentId: $id) { __typename ... on Refusal { code } } }`;

/** One order from the cart to its end, by a buyer and staff who ask again with the same key until they are answered. */
export class Story {
  readonly #buyer: PersistentBuyer;
  readonly #staff: PersistentBuyer;
  readonly #lapses: Lapses;

  constructor(buyer: PersistentBuyer, staff: PersistentBuyer, lapses: Lapses) {
    this.#buyer = buyer;
    this.#staff = staff;
    this.#lapses = lapses;
  }

  /**
   * @param turn which goods
   * @returns the order at its end
   */
  async play(stage: Stage, turn: number, strike: Strike): Promise<string> {
    const during = <T>(one: Stage, act: () => Promise<T>) => (one === stage ? strike(act) : act());
    const cart = await this.#buyer.fillCart(turn);
    if (stage === 'refused checkout') await strike(() => this.#refusedCheckout(cart));
    const input = { ...cart, deliverySlotId: await this.#buyer.deliverySlotId() };
    const { orderId, redirectUrl } = await during('checkout', () => this.#buyer.checkOut(input));
    await during('waiting for money', async () => {});
    if (stage === 'cancellation of what is not paid') {
      await strike(() => this.#cancel(orderId));
      await this.#becomes(orderId, ({ payment }) => payment?.status === 'VOIDED');
      return orderId;
    }
    if (stage === 'end of the hold' || stage === 'end of the wait for money') {
      await during('end of the hold', () => this.#lapses.hold(orderId));
      await during('end of the wait for money', async () => {
        await this.#lapses.money(orderId);
        await this.#becomes(orderId, ({ status, payment }) => status === 'CANCELLED' && payment?.status === 'VOIDED');
      });
      return orderId;
    }
    await during('payment', async () => {
      await this.#buyer.press(redirectUrl!);
      await this.#becomes(orderId, ({ status, shipments }) => status !== 'PENDING_PAYMENT' && shipments.length > 0);
    });
    if (stage === 'cancellation') {
      await strike(() => this.#cancel(orderId));
      await this.#becomes(orderId, ({ status }) => status === 'REFUNDED');
      return orderId;
    }
    await during('dispatch', async () => {
      await this.#dispatch(orderId);
      await this.#becomes(orderId, ({ status }) => status === 'DELIVERED');
    });
    if (stage === 'return') {
      await strike(() => this.#sendBack(orderId));
      await this.#becomes(orderId, ({ status }) => status === 'REFUNDED');
    }
    if (stage === 'end of the wait for returned goods') {
      await this.#approvedReturn(orderId);
      await strike(async () => {
        await this.#lapses.returnedGoods(orderId);
        await this.#returnBecomes(orderId, ({ status }) => status === 'CLOSED');
      });
    }
    return orderId;
  }

  /** The buyer saw another total; the key stays free for what they see then. */
  async #refusedCheckout(cart: Awaited<ReturnType<PersistentBuyer['fillCart']>>): Promise<void> {
    const input = { ...cart, expectedTotal: { amount: '1.00', currency: 'RUB' } };
    const { placeOrder } = await this.#buyer.ask(CheckoutDocument, { input });
    granted(placeOrder, 'PriceChanged');
  }

  async #cancel(orderId: string): Promise<void> {
    const { cancelOrder } = await this.#buyer.ask(CancelOrderDocument, { input: { orderId, ...key() } });
    granted(cancelOrder, 'CancelledOrder');
  }

  async #dispatch(orderId: string): Promise<void> {
    const { shipments } = await this.orderOf(orderId);
    for (const { id } of shipments)
      for (const step of ['startPicking', 'packShipment', 'handOver']) {
        const { moved } = await this.#staff.ask<{ moved: { __typename: string; code?: string } }>(move(step), { id });
        granted(moved, 'Shipment');
      }
  }

  /** All of it. */
  async #approvedReturn(orderId: string): Promise<{ returnId: string; lines: ReturnedLine[] }> {
    const bought = (await this.#buyer.ask(MyReturnsDocument, { orderId })).order!.lines;
    const lines = bought.map(({ id: orderLineId, quantity }) => ({ orderLineId, quantity }));
    const wanted = { orderId, lines, reason: 'DEFECTIVE' as const, ...key() };
    const { requestReturn } = await this.#buyer.ask(RequestReturnDocument, { input: wanted });
    const returnId = granted(requestReturn, 'RequestedReturn').return.id;
    const { approveReturn } = await this.#staff.ask(ApproveReturnDocument, { input: { returnId, ...key() } });
    granted(approveReturn, 'DecidedReturn');
    return { returnId, lines };
  }

  #returnBecomes(orderId: string, wanted: (seen: SeenReturn) => boolean): Promise<boolean> {
    return eventually(async () => {
      const { order } = await this.#buyer.ask(MyReturnsDocument, { orderId });
      return wanted(order!.returns[0]!);
    }, PATIENCE);
  }

  /** Found to be as good as new. */
  async #sendBack(orderId: string): Promise<void> {
    const { returnId, lines } = await this.#approvedReturn(orderId);
    await this.#returnBecomes(orderId, ({ label }) => label !== null);
    const { warehouses } = await this.#staff.ask(WarehousesDocument, {});
    const found = lines.map(({ orderLineId, quantity }) => ({ orderLineId, restock: quantity, writeOff: 0 }));
    const input = { returnId, warehouseId: warehouses[0]!.id, lines: found, ...key() };
    const { receiveReturn } = await this.#staff.ask(ReceiveReturnDocument, { input });
    granted(receiveReturn, 'ReturnParcel');
  }

  /** An order as its buyer sees it. @throws Error when it is not there */
  async orderOf(id: string): Promise<OrderPage> {
    const { order } = await this.#buyer.ask(OrderPageDocument, { id, lang: 'RU' });
    if (!order) throw new Error(`the order ${id} that was acknowledged is not there`);
    return order;
  }

  async #becomes(orderId: string, wanted: (order: OrderPage) => boolean): Promise<void> {
    await eventually(async () => {
      const order = await this.orderOf(orderId);
      const { status, payment, shipments } = order;
      if (!wanted(order)) throw new Error(`still ${JSON.stringify({ orderId, status, payment, shipments })}`);
      return true;
    }, PATIENCE);
  }
}
