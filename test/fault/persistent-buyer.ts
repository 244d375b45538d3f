import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { print } from 'graphql';
import { type Dispatcher, Pool } from 'undici';
import { DeliverySlotsDocument, type PlaceOrderInput } from '#schema/operations.generated.ts';
import { ADD_TO_CART, CHECKOUT, ORDER_STATUS } from '../bench/load/documents.ts';

/** Where buyers go. */
export interface Market {
  readonly graphUrl: string;
  readonly bankUrl: string;
  /** Variants to draw each order's lines from. */
  readonly variantIds: readonly string[];
}

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** An order somebody was told of, and all that they saw. */
export interface SeenOrder {
  readonly orderId: string;
  /** When its first request was sent, in ms of the process's clock. */
  readonly begunAt: number;
  /** When it was seen to have left PENDING_PAYMENT. */
  readonly settledAt?: number;
  /** The last status seen. */
  readonly status: string;
}

interface Answer<T> {
  data?: T | null;
  errors?: { message: string; extensions?: { code?: string; retryable?: boolean } }[];
}

const CITY = 'Москва';

/** How long one request may take before its buyer tries again, in ms. */
const PATIENCE_MS = 8_000;
/** How long one act may be tried before the buyer calls it broken, in ms: longer than any fault lasts. */
const GIVE_UP_MS = 120_000;

interface Placed {
  placeOrder: {
    __typename: string;
    code?: string;
    order?: { id: string; status: string };
    payment?: { redirectUrl: string | null; status: string } | null;
  };
}

/** The product said something no retry can mend. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/**
 * Somebody who shops through the public endpoint and, as an app would, asks again with the same key whenever no answer
 * comes or the answer says that another try may help.
 */
export class PersistentBuyer {
  readonly #market: Market;
  readonly #graph: Pool;
  readonly #bank: Pool;
  readonly #credentials: Credentials;
  #token = '';
  #addressId = '';
  /** Requests that had no answer, or were asked to come again. */
  retries = 0;

  constructor(
    market: Market,
    credentials: Credentials = { email: `fault-${randomUUID()}@example.org`, password: randomUUID() },
    connections = 2,
  ) {
    this.#market = market;
    this.#credentials = { email: credentials.email, password: credentials.password };
    const options = { connections, headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS, connectTimeout: 2_000 };
    this.#graph = new Pool(market.graphUrl, options);
    this.#bank = new Pool(market.bankUrl, options);
  }

  async register(): Promise<this> {
    type Session = { session: { accessToken?: string; code?: string } };
    const { session } = await this.ask<Session>(
      'mutation ($input: RegisterInput!) { session: register(input: $input) { ... on Session { accessToken } ... on Refusal { code } } }',
      { input: { ...this.#credentials, displayName: 'Persistent' } },
    );
    this.#token = session.accessToken ?? '';
    // A try before may have made the account, and its answer been lost.
    if (!this.#token) await this.logIn();
    if (!this.#token) throw new Broken(`register: ${session.code}`);
    const { address } = await this.ask<{ address: { id: string } }>(
      'mutation ($input: AddressInput!) { address: addAddress(input: $input) { ... on Address { id } } }',
      {
        input: {
          recipient: 'Persistent',
          country: 'RU',
          city: CITY,
          street: 'Тверская улица, 1',
          latitude: 55.7575,
          longitude: 37.6136,
        },
      },
    );
    this.#addressId = address.id;
    return this;
  }

  /** Signs in to an account that is there. */
  async logIn(): Promise<this> {
    this.#token = '';
    const { session } = await this.ask<{ session: { accessToken?: string } }>(
      'mutation ($input: LoginInput!) { session: login(input: $input) { ... on Session { accessToken } } }',
      { input: this.#credentials },
    );
    this.#token = session.accessToken ?? '';
    return this;
  }

  /** Two cart mutations, checkout, the bank's page, and the paid state seen; each again and again until it is answered. */
  async buy(turn: number): Promise<SeenOrder> {
    const begunAt = performance.now();
    const { orderId, redirectUrl } = await this.checkOut(await this.fillCart(turn));
    if (redirectUrl) await this.press(redirectUrl);
    for (const until = performance.now() + GIVE_UP_MS; ; await delay(200)) {
      const status = await this.statusOf(orderId);
      if (status !== 'PENDING_PAYMENT') return { orderId, begunAt, settledAt: performance.now(), status };
      if (performance.now() > until) return { orderId, begunAt, status };
    }
  }

  async statusOf(orderId: string): Promise<string> {
    const { order } = await this.ask<{ order: { status: string } | null }>(ORDER_STATUS, { id: orderId });
    if (!order) throw new Broken(`the order ${orderId} that was acknowledged is not there`);
    return order.status;
  }

  /** Where an order and its parcels are, for people to read. */
  async whereabouts(orderId: string): Promise<string> {
    const { order } = await this.ask<{ order: { status: string; shipments: { status: string }[] } | null }>(
      'query Whereabouts($id: ID!) { order(id: $id) { status shipments { status } } }',
      { id: orderId },
    );
    return `${orderId}: ${order?.status}, ${order?.shipments.map(({ status }) => status).join(' and ') || 'no parcels'}`;
  }

  /**
   * Two lines.
   * @param turn other goods in every turn
   * @returns the checkout of it
   */
  async fillCart(turn: number): Promise<PlaceOrderInput> {
    const { variantIds } = this.#market;
    let cartId = '';
    for (const offset of [0, 1]) {
      const variantId = variantIds[(turn * 2 + offset) % variantIds.length]!;
      const { addToCart } = await this.ask<{ addToCart: { __typename: string; id?: string; code?: string } }>(
        ADD_TO_CART,
        { input: { variantId, quantity: 1 } },
      );
      if (addToCart.__typename !== 'Cart') throw new Broken(`addToCart: ${addToCart.code}`);
      cartId = addToCart.id!;
    }
    const paymentMethod = { cardToken: 'tok_visa' };
    return { cartId, addressId: this.#addressId, paymentMethod, idempotencyKey: randomUUID() };
  }

  /** A delivery that can be chosen. */
  async deliverySlotId(): Promise<string> {
    const { deliverySlots } = await this.ask(DeliverySlotsDocument, { city: CITY });
    return deliverySlots[0]!.id;
  }

  /** Until the bank's page is known: an order can stand while its payment could not be begun yet. */
  async checkOut(input: PlaceOrderInput): Promise<{ orderId: string; redirectUrl: string | null }> {
    let first: string | undefined;
    for (const until = performance.now() + GIVE_UP_MS; ; await delay(300)) {
      const { placeOrder } = await this.ask<Placed>(CHECKOUT, { input });
      const { order, payment } = placeOrder;
      // The cart has not heard yet that the order before is placed: events wait while Kafka is away.
      if (placeOrder.code === 'CART_CLOSED' && performance.now() < until) continue;
      if (!order) throw new Broken(`placeOrder: ${placeOrder.code ?? placeOrder.__typename}`);
      first ??= order.id;
      if (order.id !== first) throw new Broken(`one key made two orders: ${first} and ${order.id}`);
      if (payment?.redirectUrl) return { orderId: order.id, redirectUrl: payment.redirectUrl };
      if (order.status !== 'PENDING_PAYMENT') return { orderId: order.id, redirectUrl: null };
      if (performance.now() > until) throw new Broken(`the payment of ${order.id} never began`);
    }
  }

  /** Presses Confirm on the bank's page. */
  async press(redirectUrl: string): Promise<void> {
    await this.#untilAnswered(async () => {
      const { statusCode, body } = await this.#bank.request({
        method: 'POST',
        path: new URL(redirectUrl).pathname,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'action=confirm',
      });
      await body.dump();
      // A bank that was killed has forgotten what it had not been asked to remember; the order then runs out.
      return statusCode < 500 || undefined;
    });
  }

  /** Asks until there is an answer. @throws Broken for an error that no other try can mend */
  ask<Data, Variables extends object = object>(
    document: TypedDocumentNode<Data, Variables> | string,
    variables: Variables,
  ): Promise<Data> {
    const query = typeof document === 'string' ? document : print(document);
    return this.#untilAnswered(async () => {
      const { statusCode, body } = await this.#post(query, variables);
      const text = await body.text();
      if (statusCode >= 500) return undefined;
      const { data, errors } = JSON.parse(text) as Answer<Data>;
      if (!errors?.length) return data as Data;
      const { message, extensions } = errors[0]!;
      if (extensions?.code === 'UNAUTHENTICATED' && this.#token) await this.logIn();
      else if (!extensions?.retryable) throw new Broken(`${extensions?.code}: ${message}`);
      return undefined;
    });
  }

  #post(query: string, variables: object): Promise<Dispatcher.ResponseData> {
    return this.#graph.request({
      method: 'POST',
      path: '/graphql',
      headers: {
        'content-type': 'application/json',
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
  }

  /** Tries until there is an answer. @throws Broken when there is none for longer than any fault lasts */
  async #untilAnswered<T>(attempt: () => Promise<T | undefined>): Promise<T> {
    const until = performance.now() + GIVE_UP_MS;
    for (let pause = 100; ; pause = Math.min(1_000, pause * 2)) {
      let last: unknown = 'asked to come again';
      try {
        const answer = await attempt();
        if (answer !== undefined) return answer;
      } catch (error) {
        if (error instanceof Broken) throw error;
        last = error;
      }
      if (performance.now() > until) throw new Broken(`no answer for ${GIVE_UP_MS} ms: ${last}`);
      this.retries += 1;
      await delay(pause * (0.5 + Math.random() / 2));
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#graph.destroy(), this.#bank.destroy()]);
  }
}
