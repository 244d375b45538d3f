import type { Viewer } from '#kernel/auth/viewer.ts';
import { Batcher } from '#kernel/commands/batcher.ts';
import type { Peers } from '#kernel/subgraph/peers.ts';
import { fromInput, type Money, type MoneyInput, toDecimal } from '#schema/money.ts';
import type { CartLine, Shortage, VariantOffer } from './domain/checkout.ts';
import type { DeliveryAddress } from './domain/order.ts';
import type { PaymentStatus } from './generated.ts';

/** A cart under checkout, or the cart's own refusal. */
export type BegunCheckout =
  | { readonly __typename: 'CheckoutCart'; readonly lines: readonly CartLine[] }
  | { readonly __typename: 'CartEmpty' | 'CartClosed' | 'NotFound'; readonly code: string; readonly message: string };

/** A payment as it was when it was started, or asked for again. */
export interface StartedPayment {
  readonly id: string;
  readonly status: PaymentStatus;
  readonly redirectUrl: string | null;
}

/** Goods held until a time, or the lines that cannot be held. */
export type Hold =
  | { readonly __typename: 'StockHeld'; readonly expiresAt: Date }
  | { readonly __typename: 'HoldRefused'; readonly lines: readonly Shortage[] };

const BEGIN_CHECKOUT = `mutation OrderBeginsCheckout($cartId: ID!, $key: ID!) {
  beginCheckout(cartId: $cartId, key: $key) {
    __typename
    ... on CheckoutCart { lines { variantId quantity seenPrice { amount currency } } }
    ... on Refusal { code message }
  }
}`;
const END_CHECKOUT = `mutation OrderEndsCheckout($cartId: ID!, $key: ID!) { endCheckout(cartId: $cartId, key: $key) }`;
const ADDRESS = `query OrderAddress($of: [_Any!]!) {
  _entities(representations: $of) {
    ... on Address { recipient phone country region city street postalCode latitude longitude }
  }
}`;
const VARIANTS = `query OrderVariants($of: [_Any!]!) {
  _entities(representations: $of) {
    ... on Variant { id sku purchasable price { now { amount currency } } product { id title } }
  }
}`;
const RESERVE = `mutation OrderReserves($input: ReserveStockInput!) {
  reserveStock(input: $input) {
    __typename
    ... on StockHeld { expiresAt }
    ... on HoldRefused { lines { variantId requested available } }
  }
}`;
const RELEASE = `mutation OrderReleases($orderId: ID!) { releaseStock(orderId: $orderId) }`;
const BOOK_SLOT = `mutation OrderBooksSlot($orderId: ID!, $slotId: ID!) {
  bookDeliverySlot(orderId: $orderId, slotId: $slotId)
}`;
const RELEASE_SLOT = `mutation OrderReleasesSlot($orderId: ID!) { releaseDeliverySlot(orderId: $orderId) }`;
const START_PAYMENT = `mutation OrderStartsPayment($input: StartPaymentInput!) { startPayment(input: $input) { id status redirectUrl } }`;

interface VariantAnswer {
  id: string;
  sku: string;
  purchasable: boolean;
  price: { now: MoneyInput } | null;
  product: { id: string; title: string } | null;
}

/** What a checkout asks of the other subgraphs. Everything here may be asked again with the same order id. */
export class CheckoutPeers {
  readonly #peers: Peers;
  readonly #offers: Batcher<readonly string[], Map<string, VariantOffer>>;

  constructor(peers: Peers) {
    this.#peers = peers;
    this.#offers = new Batcher({ name: 'order.offers', run: (batch) => this.#askOffers(batch) });
  }

  /** Closes the cart and reads its lines. The order's id is the checkout's key, so each attempt has one of its own. */
  async beginCheckout(userId: string, cartId: string, orderId: string): Promise<BegunCheckout> {
    type Answer =
      | { __typename: 'CheckoutCart'; lines: { variantId: string; quantity: number; seenPrice: MoneyInput }[] }
      | Exclude<BegunCheckout, { __typename: 'CheckoutCart' }>;
    const { beginCheckout: answer } = await this.#ask<{ beginCheckout: Answer }>('cart', BEGIN_CHECKOUT, userId, {
      cartId,
      key: orderId,
    });
    if (answer.__typename !== 'CheckoutCart') return answer;
    const lines = answer.lines.map((line) => ({ ...line, seenPrice: fromInput(line.seenPrice) }));
    return { __typename: 'CheckoutCart', lines };
  }

  /** Opens the cart again after a checkout that led to nothing. */
  async endCheckout(userId: string, cartId: string, orderId: string): Promise<void> {
    await this.#ask('cart', END_CHECKOUT, userId, { cartId, key: orderId });
  }

  /** One of the user's addresses; undefined when it is not theirs or there is none. */
  async address(userId: string, addressId: string): Promise<DeliveryAddress | undefined> {
    const of = [{ __typename: 'Address', id: addressId }];
    const answer = await this.#ask<{ _entities: (DeliveryAddress | null)[] }>('accounts', ADDRESS, userId, { of });
    const address = answer._entities[0];
    return address ? { ...address } : undefined;
  }

  /** What variants are sold at now. Checkouts that ask at the same time share one question. */
  offers(variantIds: readonly string[]): Promise<Map<string, VariantOffer>> {
    return this.#offers.submit(variantIds);
  }

  /** Holds every line, or none. */
  async reserve(
    userId: string,
    orderId: string,
    lines: readonly { variantId: string; quantity: number }[],
    address: DeliveryAddress,
  ): Promise<Hold> {
    type Answer = { __typename: 'StockHeld'; expiresAt: string } | { __typename: 'HoldRefused'; lines: Shortage[] };
    const { latitude, longitude } = address;
    const input = {
      orderId,
      lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity })),
      latitude,
      longitude,
    };
    const { reserveStock: hold } = await this.#ask<{ reserveStock: Answer }>('inventory', RESERVE, userId, { input });
    return hold.__typename === 'StockHeld' ? { ...hold, expiresAt: new Date(hold.expiresAt) } : hold;
  }

  /** Lets go what is held for an order that will not be. */
  async release(userId: string, orderId: string): Promise<void> {
    await this.#ask('inventory', RELEASE, userId, { orderId });
  }

  /** Takes a place in a delivery slot; false when there is none left. */
  async bookSlot(userId: string, orderId: string, slotId: string): Promise<boolean> {
    const answer = await this.#ask<{ bookDeliverySlot: boolean }>('logistics', BOOK_SLOT, userId, { orderId, slotId });
    return answer.bookDeliverySlot;
  }

  /** Gives the place in a delivery slot back. */
  async releaseSlot(userId: string, orderId: string): Promise<void> {
    await this.#ask('logistics', RELEASE_SLOT, userId, { orderId });
  }

  /**
   * Starts the payment of an order, once however often it is asked.
   * @param goodsHeldUntil by then it has to be known whether there is money
   */
  async startPayment(
    userId: string,
    orderId: string,
    total: Money,
    cardToken: string,
    goodsHeldUntil: Date,
  ): Promise<StartedPayment> {
    const amount = { amount: toDecimal(total), currency: total.currency };
    const input = { orderId, userId, amount, cardToken, goodsHeldUntil: goodsHeldUntil.toISOString() };
    const answer = await this.#ask<{ startPayment: StartedPayment }>('payment', START_PAYMENT, userId, { input });
    return answer.startPayment;
  }

  async #askOffers(batch: (readonly string[])[]): Promise<Map<string, VariantOffer>[]> {
    const of = [...new Set(batch.flat())].map((id) => ({ __typename: 'Variant', id }));
    const viewer: Viewer = { kind: 'service', name: 'order' };
    const answer = await this.#peers.ask<{ _entities: (VariantAnswer | null)[] }>('catalog', VARIANTS, { of }, viewer);
    const offers = new Map<string, VariantOffer>();
    for (const variant of answer._entities) {
      if (!variant?.purchasable || !variant.price || !variant.product) continue;
      const { id, sku, price, product } = variant;
      offers.set(id, { sku, title: product.title, price: fromInput(price.now) });
    }
    return batch.map(() => offers);
  }

  #ask<T>(peer: string, document: string, userId: string, variables: Record<string, unknown>): Promise<T> {
    return this.#peers.ask<T>(peer, document, variables, { kind: 'service', name: 'order', onBehalfOf: userId });
  }
}
