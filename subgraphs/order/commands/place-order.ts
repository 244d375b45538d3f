import { hash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Acting } from '#kernel/auth/viewer.ts';
import type { Batcher } from '#kernel/commands/batcher.ts';
import { Fault } from '#kernel/errors.ts';
import { isId, newId } from '#kernel/ids.ts';
import type { SubgraphRuntime } from '#kernel/subgraph/define.ts';
import { fromInput, type Money, type MoneyInput } from '#schema/money.ts';
import { crashPoint } from '../crash-points.ts';
import {
  type BrokenRule,
  checkCardToken,
  checkKey,
  type PriceDifference,
  quote,
  type Shortage,
} from '../domain/checkout.ts';
import { orderNumber } from '../domain/order.ts';
import { placed } from '../domain/order-process.ts';
import type { CheckoutPeers, StartedPayment } from '../peers.ts';
import type { Checkouts, Claim } from '../store/checkouts.ts';
import type { NewOrder, Order } from '../store/orders.ts';

/** The mutation's input, as the SDL has it. */
export interface PlaceOrderInput {
  readonly cartId: string;
  readonly paymentMethod: { readonly cardToken: string };
  readonly addressId: string;
  readonly deliverySlotId?: string | null;
  readonly idempotencyKey: string;
  readonly expectedTotal?: MoneyInput | null;
}

/** The order, or the one reason why there is none. */
export type Placement =
  | { readonly kind: 'placed'; readonly order: Order; readonly payment: StartedPayment | null }
  | CheckoutRefusal
  | { readonly kind: 'conflict' }
  | ({ readonly kind: 'invalid' } & BrokenRule);

type CheckoutRefusal =
  | { readonly kind: 'not-found'; readonly what: 'cart' | 'address' | 'delivery slot'; readonly id: string }
  | { readonly kind: 'out-of-stock'; readonly lines: readonly Shortage[] }
  | {
      readonly kind: 'price-changed';
      readonly was: Money;
      readonly now: Money;
      readonly lines: readonly PriceDifference[];
    }
  | { readonly kind: 'cart-empty' | 'cart-closed'; readonly message: string }
  | { readonly kind: 'slot-full' };

/** How long a request waits for one with its key that is running, in ms: longer than a dead runner's claim lasts. */
const WAIT_MS = 14_000;

export interface PlaceOrderParts extends Pick<SubgraphRuntime, 'clock' | 'log'> {
  readonly checkouts: Checkouts;
  readonly peers: CheckoutPeers;
  readonly inserter: Batcher<NewOrder, boolean>;
  /** Reads an order by id. */
  readonly orderOf: (id: string) => Promise<Order | null>;
  /** How long after its hold lapsed an order still waits for its payment, in ms. */
  readonly paymentGraceMs: number;
}

/**
 * Places orders. The idempotency key is claimed before anything is touched, and the claim fixes the order's id; every
 * step after it is idempotent by that id. So a run that dies anywhere is finished by the next request with the key:
 * there is one hold, one order and one payment. A refusal gives the key up, since nothing came of it.
 */
export class PlaceOrder {
  readonly #parts: PlaceOrderParts;

  constructor(parts: PlaceOrderParts) {
    this.#parts = parts;
  }

  /**
   * @param userId the buyer
   * @param by the same, and from where
   * @throws Fault TIMEOUT when a request with this key has been running for long, or what a peer that is away makes; the same
   *   request may be repeated after either
   */
  async run(userId: string, given: PlaceOrderInput, by?: Acting): Promise<Placement> {
    const input = {
      ...given,
      cartId: given.cartId.toLowerCase(),
      addressId: given.addressId.toLowerCase(),
      deliverySlotId: given.deliverySlotId?.toLowerCase() ?? null,
    };
    const checked = check(input);
    if (checked.kind !== 'valid') return checked;
    const { expectedTotal } = checked;
    const inputHash = hashOf(input);
    const until = performance.now() + WAIT_MS;
    for (let pause = 10; ; pause = Math.min(250, pause * 2)) {
      const { idempotencyKey: key, cartId } = input;
      const request = { userId, key, inputHash, cartId, orderId: newId(), runner: newId() };
      const answer = await this.#parts.checkouts.claim(request);
      if (answer.kind === 'conflict') return answer;
      if (answer.kind === 'placed') return this.#answerAgain(userId, answer.orderId, input);
      if (answer.kind === 'granted') {
        const outcome = await this.#runClaimed(answer.claim, input, expectedTotal, by);
        if (outcome) return outcome;
      }
      if (performance.now() > until)
        throw new Fault(
          'TIMEOUT',
          'A request with this key is still running. Repeat this one shortly with the same key.',
        );
      await delay(pause);
    }
  }

  /** undefined when another run took the claim over: its outcome is the one that counts. */
  async #runClaimed(
    claim: Claim,
    input: PlaceOrderInput,
    expectedTotal: Money | undefined,
    by: Acting | undefined,
  ): Promise<Placement | undefined> {
    const { checkouts } = this.#parts;
    crashPoint('order.key-claimed-not-begun');
    let prepared: NewOrder | CheckoutRefusal;
    try {
      if (claim.abandonedOrderId) await this.letGo(claim.userId, input.cartId, claim.abandonedOrderId);
      prepared = await this.#prepare(claim, input, expectedTotal);
      if ('order' in prepared) crashPoint('order.goods-held-not-saved');
      if ('order' in prepared && !(await this.#parts.inserter.submit(by ? { ...prepared, by } : prepared)))
        return undefined;
    } catch (error) {
      await checkouts.yield(claim).catch(() => {});
      throw error;
    }
    if ('order' in prepared) {
      crashPoint('order.saved-not-paid');
      return this.#pay(prepared.order, input);
    }
    crashPoint('order.refused-not-let-go');
    // The cart first: once the key is free, its next checkout may begin.
    if (claim.resumed) await this.letGo(claim.userId, input.cartId, claim.orderId);
    else if (prepared.kind !== 'cart-closed')
      await this.#parts.peers.endCheckout(claim.userId, input.cartId, claim.orderId);
    crashPoint('order.let-go-not-released');
    return (await checkouts.release(claim)) ? prepared : undefined;
  }

  /** Everything up to the order itself: cart, address, prices, hold, delivery slot. */
  async #prepare(
    { userId, orderId, ...claim }: Claim,
    input: PlaceOrderInput,
    expectedTotal: Money | undefined,
  ): Promise<NewOrder | CheckoutRefusal> {
    const { peers, clock, paymentGraceMs } = this.#parts;
    const { cartId, addressId, deliverySlotId = null } = input;
    const [cart, address] = await Promise.all([
      peers.beginCheckout(userId, cartId, orderId),
      peers.address(userId, addressId),
    ]);
    crashPoint('order.cart-closed-not-held');
    if (cart.__typename === 'NotFound') return { kind: 'not-found', what: 'cart', id: cartId };
    if (cart.__typename !== 'CheckoutCart')
      return { kind: cart.__typename === 'CartEmpty' ? 'cart-empty' : 'cart-closed', message: cart.message };
    if (!address) return { kind: 'not-found', what: 'address', id: addressId };
    const offers = await peers.offers(cart.lines.map(({ variantId }) => variantId));
    const quoted = quote(cart.lines, offers, expectedTotal);
    if (quoted.kind === 'gone') return { kind: 'out-of-stock', lines: quoted.lines };
    if (quoted.kind === 'price-changed') return quoted;
    const hold = await peers.reserve(userId, orderId, cart.lines, address);
    if (hold.__typename === 'HoldRefused') return { kind: 'out-of-stock', lines: hold.lines };
    if (deliverySlotId && !(await peers.bookSlot(userId, orderId, deliverySlotId))) {
      await peers.release(userId, orderId);
      return { kind: 'slot-full' };
    }
    const placedAt = clock();
    return {
      claim: { userId, orderId, ...claim },
      lines: quoted.lines.map((line) => ({ id: newId(), ...line })),
      order: {
        ...placed(hold.expiresAt, paymentGraceMs),
        id: orderId,
        number: orderNumber(orderId, placedAt),
        userId,
        cartId,
        totalMinor: quoted.total.minor,
        currency: quoted.total.currency,
        deliverySlotId,
        address,
        placedAt,
      },
    };
  }

  /** The first answer once more: order and payment as they are now, the payment started if it never was. */
  async #answerAgain(userId: string, orderId: string, input: PlaceOrderInput): Promise<Placement> {
    const order = await this.#parts.orderOf(orderId);
    if (!order || order.userId !== userId) throw new Error(`the order ${orderId} of a placed checkout is missing`);
    // An order that ended before its payment was begun is not to be paid any more.
    const begins = order.status === 'PENDING_PAYMENT' || order.paymentId !== null;
    return begins ? this.#pay(order, input) : { kind: 'placed', order, payment: null };
  }

  /** The order stands whatever becomes of this: an order nobody pays for ends by itself. */
  async #pay(order: Order, { paymentMethod: { cardToken } }: PlaceOrderInput): Promise<Placement> {
    const { userId, id, holdExpiresAt } = order;
    const total = { minor: order.totalMinor, currency: order.currency };
    try {
      const payment = await this.#parts.peers.startPayment(userId, id, total, cardToken, holdExpiresAt);
      crashPoint('order.payment-begun-not-answered');
      return { kind: 'placed', order, payment };
    } catch (error) {
      this.#parts.log.warn({ err: error, orderId: order.id }, 'a payment could not be started');
      return { kind: 'placed', order, payment: null };
    }
  }

  /** Undoes what an attempt that led to no order may have left behind at the peers. */
  async letGo(userId: string, cartId: string, orderId: string): Promise<void> {
    const { peers } = this.#parts;
    await Promise.all([
      peers.release(userId, orderId),
      peers.releaseSlot(userId, orderId),
      peers.endCheckout(userId, cartId, orderId),
    ]);
  }
}

type Checked =
  | { kind: 'valid'; expectedTotal: Money | undefined }
  | Extract<Placement, { kind: 'invalid' | 'not-found' }>;

function check(input: PlaceOrderInput): Checked {
  const broken = checkKey(input.idempotencyKey) ?? checkCardToken(input.paymentMethod.cardToken);
  if (broken) return { kind: 'invalid', ...broken };
  if (!isId(input.cartId)) return { kind: 'not-found', what: 'cart', id: input.cartId };
  if (!isId(input.addressId)) return { kind: 'not-found', what: 'address', id: input.addressId };
  if (input.deliverySlotId && !isId(input.deliverySlotId))
    return { kind: 'not-found', what: 'delivery slot', id: input.deliverySlotId };
  try {
    return { kind: 'valid', expectedTotal: input.expectedTotal ? fromInput(input.expectedTotal) : undefined };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'invalid', field: 'input.expectedTotal', message: error.message };
  }
}

/** A digest of all the input but its key: the card's token is not kept. */
const hashOf = ({ cartId, paymentMethod, addressId, deliverySlotId, expectedTotal }: PlaceOrderInput): string =>
  hash(
    'sha256',
    JSON.stringify([
      cartId,
      paymentMethod.cardToken,
      addressId,
      deliverySlotId ?? null,
      expectedTotal?.amount ?? null,
      expectedTotal?.currency ?? null,
    ]),
    'base64',
  );
