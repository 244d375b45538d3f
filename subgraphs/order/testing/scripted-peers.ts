import type { FormattedExecutionResult } from 'graphql';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Transport } from '#kernel/subgraph/peers.ts';

interface Line {
  variantId: string;
  quantity: number;
  seenPrice: { amount: string; currency: string };
}

/**
 * The other subgraphs as a checkout meets them: they keep the promises of their contracts (the same order id gets the
 * same answer), and a test says what there is to sell and which of them fails.
 */
export class ScriptedPeers {
  readonly carts = new Map<string, { userId: string; lines: Line[]; checkout?: string }>();
  readonly addresses = new Map<string, string>();
  readonly stock = new Map<string, number>();
  readonly prices = new Map<string, string>();
  readonly holds = new Map<string, { variantId: string; quantity: number }[]>();
  readonly payments = new Map<
    string,
    { id: string; amount: string; goodsHeldUntil: string; status: string; redirectUrl: string }
  >();
  readonly slots = new Map<string, number>();
  readonly bookings = new Map<string, string>();
  /** Everything asked, as `<peer>.<field>`. */
  readonly asked: string[] = [];
  /** Runs before a question is answered; may throw, or wait. */
  before: (question: string, variables: Record<string, unknown>) => void | Promise<void> = () => {};
  holdMs = 15 * 60_000;

  /** Leaves a question unanswered, a number of times. */
  fail(question: string, times = 1): void {
    let left = times;
    this.before = (asked) => {
      if (asked === question && left-- > 0)
        throw new Fault('UNAVAILABLE', 'A part of the marketplace does not answer.');
    };
  }

  /** A buyer with an address and a cart of two lines, 10 + 2 × 5 = 20.00 EUR, all in stock. */
  buyer(userId: string = newId()): {
    userId: string;
    input: Record<string, unknown>;
    variantIds: [string, string];
    cartId: string;
  } {
    const [cartId, addressId] = [newId(), newId()];
    const variantIds: [string, string] = [newId(), newId()];
    const [first, second] = variantIds;
    this.prices.set(first, '10.00').set(second, '5.00');
    this.stock.set(first, 100).set(second, 100);
    this.addresses.set(addressId, userId);
    const lines = [
      { variantId: first, quantity: 1, seenPrice: { amount: '10.00', currency: 'EUR' } },
      { variantId: second, quantity: 2, seenPrice: { amount: '5.00', currency: 'EUR' } },
    ];
    this.carts.set(cartId, { userId, lines });
    const input = { cartId, addressId, paymentMethod: { cardToken: 'tok_good' }, idempotencyKey: newId() };
    return { userId, input, variantIds, cartId };
  }

  transports(): Record<string, Transport> {
    const peer = (name: string, answer: (query: string, variables: never, viewer: Viewer) => unknown): Transport => {
      return async ({ query, variables }, viewer): Promise<FormattedExecutionResult> => {
        const field = /{\s*(\w+)/.exec(query)?.[1] ?? '';
        this.asked.push(`${name}.${field}`);
        try {
          await this.before(`${name}.${field}`, variables ?? {});
          return { data: { [field]: answer(field, (variables ?? {}) as never, viewer) } };
        } catch (error) {
          if (error instanceof Fault) return { errors: [error.toJSON()] };
          throw error;
        }
      };
    };
    return {
      cart: peer('cart', (field, { cartId, key }: { cartId: string; key: string }, viewer) => {
        const cart = this.carts.get(cartId);
        const owned = viewer.kind === 'service' && cart?.userId === viewer.onBehalfOf ? cart : undefined;
        if (field === 'endCheckout') return owned?.checkout === key && delete owned.checkout;
        if (!owned) return { __typename: 'NotFound', code: 'NOT_FOUND', message: 'There is no such cart.' };
        if (owned.checkout && owned.checkout !== key)
          return { __typename: 'CartClosed', code: 'CART_CLOSED', message: 'The cart is being checked out.' };
        if (owned.lines.length === 0)
          return { __typename: 'CartEmpty', code: 'CART_EMPTY', message: 'Put something in.' };
        owned.checkout = key;
        return { __typename: 'CheckoutCart', lines: owned.lines };
      }),
      accounts: peer('accounts', (_field, { of }: { of: [{ id: string }] }, viewer) => [
        viewer.kind === 'service' && this.addresses.get(of[0].id) === viewer.onBehalfOf ? ADDRESS : null,
      ]),
      catalog: peer('catalog', (_field, { of }: { of: { id: string }[] }) =>
        of.map(({ id }) => {
          const amount = this.prices.get(id);
          if (!amount) return null;
          const price = { now: { amount, currency: 'EUR' } };
          return { id, sku: `SKU-${id.slice(-4)}`, purchasable: true, price, product: { id, title: 'Mattress' } };
        }),
      ),
      inventory: peer('inventory', (field, variables: never) =>
        field === 'reserveStock' ? this.#reserve(variables) : this.#release(variables),
      ),
      logistics: peer('logistics', (field, { orderId, slotId }: { orderId: string; slotId: string }) => {
        if (field === 'releaseDeliverySlot') return this.bookings.delete(orderId);
        const left = this.slots.get(slotId) ?? 0;
        if (left === 0 || this.bookings.has(orderId)) return this.bookings.has(orderId);
        this.slots.set(slotId, left - 1);
        this.bookings.set(orderId, slotId);
        return true;
      }),
      payment: peer(
        'payment',
        (_field, { input }: { input: { orderId: string; amount: { amount: string }; goodsHeldUntil: string } }) => {
          const payment = this.payments.get(input.orderId) ?? {
            id: newId(),
            amount: input.amount.amount,
            goodsHeldUntil: input.goodsHeldUntil,
            status: 'REQUIRES_ACTION',
            redirectUrl: 'https://bank.example/3ds',
          };
          this.payments.set(input.orderId, payment);
          return payment;
        },
      ),
    };
  }

  #reserve({ input }: { input: { orderId: string; lines: { variantId: string; quantity: number }[] } }): unknown {
    const { orderId, lines } = input;
    const expiresAt = new Date(Date.now() + this.holdMs).toISOString();
    if (this.holds.has(orderId)) return { __typename: 'StockHeld', expiresAt };
    const short = lines.filter(({ variantId, quantity }) => (this.stock.get(variantId) ?? 0) < quantity);
    if (short.length > 0)
      return {
        __typename: 'HoldRefused',
        lines: short.map(({ variantId, quantity }) => ({
          variantId,
          requested: quantity,
          available: this.stock.get(variantId) ?? 0,
        })),
      };
    for (const { variantId, quantity } of lines) this.stock.set(variantId, this.stock.get(variantId)! - quantity);
    this.holds.set(orderId, lines);
    return { __typename: 'StockHeld', expiresAt };
  }

  #release({ orderId }: { orderId: string }): boolean {
    for (const { variantId, quantity } of this.holds.get(orderId) ?? [])
      this.stock.set(variantId, this.stock.get(variantId)! + quantity);
    return this.holds.delete(orderId);
  }
}

const ADDRESS = {
  recipient: 'Anna Petrova',
  phone: '+79161234567',
  country: 'RU',
  region: null,
  city: 'Москва',
  street: 'Тверская 1',
  postalCode: '125009',
  latitude: 55.757,
  longitude: 37.615,
};
