import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { KeptConnections } from '#kernel/subgraph/kept-connections.ts';
import { type GraphClient, PATIENCE } from '#test/harness/graph-client.ts';
import { ADD_TO_CART, CHECKOUT, ORDER_STATUS } from './documents.ts';

/** Whoever asks the graph. */
export type Asking = Pick<GraphClient, 'ask'>;

/** A signed-in buyer with an address, ready to buy. */
export interface LoadBuyer {
  token: string;
  addressId: string;
}

/** What came of one attempt, and how long its parts took in ms. */
export interface Attempt {
  outcome: 'PAID' | 'OUT_OF_STOCK';
  /** The `placeOrder` request alone. */
  placeMs: number;
  /** From the first cart mutation until the order was seen PAID. */
  wholeMs: number;
}

interface Placed {
  placeOrder: {
    __typename: string;
    code?: string;
    message?: string;
    order?: { id: string };
    payment?: { redirectUrl: string | null };
  };
}

/** A client's pauses between asking whether its order is paid, in ms: it doubles from the first to the last. */
const POLL_MS = { first: 30, last: 250 };

/** How long an order may wait to be seen paid. */
const PAID_WITHIN_MS = 180_000;

/** An order that waits for its payment. */
export interface Unpaid {
  orderId: string;
  redirectUrl: string;
  placeMs: number;
}

/**
 * A cart mutation per line, then checkout.
 * @returns undefined when something is out of stock
 * @throws Error for every other answer that is no placed order
 */
export async function placeUnpaid(
  client: Asking,
  buyer: LoadBuyer,
  variantIds: readonly string[],
): Promise<Unpaid | undefined> {
  let cartId = '';
  for (const variantId of variantIds) {
    const { addToCart } = await client.ask<{ addToCart: { __typename: string; id: string; code?: string } }>(
      ADD_TO_CART,
      { input: { variantId, quantity: 1 } },
    );
    if (addToCart.__typename === 'OutOfStock') return undefined;
    if (addToCart.__typename !== 'Cart') throw new Error(`addToCart: ${addToCart.code}`);
    cartId = addToCart.id;
  }
  const placing = performance.now();
  const { placeOrder: placed } = await client.ask<Placed>(CHECKOUT, {
    input: {
      cartId,
      addressId: buyer.addressId,
      paymentMethod: { cardToken: 'tok_visa' },
      idempotencyKey: randomUUID(),
    },
  });
  if (placed.__typename === 'OutOfStock') return undefined;
  const redirectUrl = placed.payment?.redirectUrl;
  if (!placed.order || !redirectUrl)
    throw new Error(`placeOrder: ${placed.code ?? placed.__typename} ${placed.message ?? ''}`);
  return { orderId: placed.order.id, redirectUrl, placeMs: performance.now() - placing };
}

/** Buyers' browsers at the bank. */
export const browsersAt = (bankUrl: string, most: number): KeptConnections =>
  new KeptConnections(bankUrl, { most, ...PATIENCE });

/** Presses Confirm on the bank's 3-D Secure page. */
export async function payFor(bank: KeptConnections, redirectUrl: string): Promise<void> {
  let status = 0;
  await bank.post({
    path: new URL(redirectUrl).pathname,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'action=confirm',
    heard: (_header, told) => {
      status = told;
    },
  });
  if (status !== 303) throw new Error(`3-D Secure answered ${status}`);
}

/**
 * One order as a client makes it: a cart mutation per line, checkout, the bank's 3-D Secure page pressed, and the paid
 * state seen. Everything through the public endpoint and the bank.
 * @throws Error for every answer that is neither a paid order nor `OutOfStock`
 */
export async function placeOrder(
  client: Asking,
  bank: KeptConnections,
  buyer: LoadBuyer,
  variantIds: readonly string[],
): Promise<Attempt> {
  const began = performance.now();
  const unpaid = await placeUnpaid(client, buyer, variantIds);
  if (!unpaid) return { outcome: 'OUT_OF_STOCK', placeMs: 0, wholeMs: 0 };
  const { orderId, redirectUrl, placeMs } = unpaid;
  await payFor(bank, redirectUrl);
  const deadline = performance.now() + PAID_WITHIN_MS;
  for (let pause = POLL_MS.first; ; pause = Math.min(POLL_MS.last, pause * 2)) {
    const { order } = await client.ask<{ order: { status: string } }>(ORDER_STATUS, { id: orderId });
    if (order.status !== 'PENDING_PAYMENT') return { outcome: 'PAID', placeMs, wholeMs: performance.now() - began };
    if (performance.now() > deadline) throw new Error('the order was not paid within three minutes');
    await delay(pause);
  }
}
