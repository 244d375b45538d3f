import type { Viewer } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Transport } from '#kernel/subgraph/peers.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { type Money, toDecimal } from '#schema/money.ts';
import { shared } from '#schema/shared.ts';
import { cart } from '../subgraph.ts';

interface Variant {
  purchasable: boolean;
  price: Money;
  left: number;
}

type Representations = { variants: { id: string }[] };

/** A cart subgraph whose catalogue and inventory are a table that a test writes. */
export class Shop {
  readonly variants = new Map<string, Variant>();
  /** Peers that do not answer. */
  readonly away = new Set<'catalog' | 'inventory'>();
  /** How often each peer was asked. */
  readonly asked = { catalog: 0, inventory: 0 };
  /** What is added to the time. */
  aheadMs = 0;
  subgraph!: TestSubgraph;

  async open(): Promise<this> {
    this.subgraph = await startTestSubgraph(cart, {
      shared,
      clock: () => new Date(Date.now() + this.aheadMs),
      peers: {
        catalog: this.#peer('catalog', ({ purchasable, price }) => ({
          purchasable,
          price: { now: { amount: toDecimal(price), currency: price.currency } },
        })),
        inventory: this.#peer('inventory', ({ left }) => ({
          availability: { quantityLeft: left },
        })),
      },
    });
    return this;
  }

  #peer(name: 'catalog' | 'inventory', answer: (variant: Variant) => object): Transport {
    return async ({ variables }) => {
      this.asked[name] += 1;
      if (this.away.has(name)) throw new Fault('UNAVAILABLE', `${name} is away.`);
      const { variants } = variables as unknown as Representations;
      return {
        data: {
          _entities: variants.map(({ id }) => {
            const variant = this.variants.get(id);
            return variant ? { id, ...answer(variant) } : null;
          }),
        },
      };
    };
  }

  /** Puts a variant on sale: 10.00 RUB and 1,000 in stock unless said otherwise. */
  sell(variant: Partial<Variant> = {}): string {
    const id = newId();
    this.variants.set(id, { purchasable: true, price: { minor: 1000, currency: 'RUB' }, left: 1000, ...variant });
    return id;
  }

  change(id: string, changes: Partial<Variant>): void {
    Object.assign(this.variants.get(id)!, changes);
  }

  /** Answers the one root field of a document; errors fail the test. */
  async ask<T = CartAnswer>(query: string, variables: Record<string, unknown>, viewer?: Viewer): Promise<T> {
    const { data, errors } = await this.subgraph.execute({ query, variables }, viewer);
    if (errors) throw new Error(JSON.stringify(errors));
    return Object.values(data as object)[0] as T;
  }

  add(viewer: Viewer | undefined, variantId: string, quantity = 1, token?: string): Promise<CartAnswer> {
    return this.ask(ADD, { input: { variantId, quantity, token } }, viewer);
  }

  see(viewer?: Viewer, token?: string): Promise<CartAnswer> {
    return this.ask(SEE, { token }, viewer);
  }
}

export interface CartAnswer {
  __typename: string;
  code?: string;
  field?: string;
  available?: number;
  id: string;
  token: string | null;
  expiresAt: string;
  quantity: number;
  total: { amount: string; currency: string } | null;
  lines: {
    id: string;
    quantity: number;
    variant: { id: string };
    seenPrice: { amount: string };
    unitPrice: { amount: string } | null;
    total: { amount: string } | null;
    problem: {
      __typename: string;
      available?: number;
      was?: { amount: string };
      now?: { amount: string };
    } | null;
  }[];
}

export const buyer = (id: string = newId()): Viewer & { kind: 'user' } => ({
  kind: 'user',
  id,
  roles: ['buyer'],
  sessionId: newId(),
});

/** The order subgraph, on behalf of a buyer. */
export const orderFor = ({ id }: { id: string }): Viewer => ({ kind: 'service', name: 'order', onBehalfOf: id });

const CART = `fragment C on Cart {
  id token expiresAt quantity total { amount currency }
  lines {
    id quantity variant { id } seenPrice { amount } unitPrice { amount } total { amount }
    problem { __typename ... on OutOfStock { available } ... on PriceChanged { was { amount } now { amount } } }
  }
}`;
const ANSWER = `__typename ...C
  ... on Refusal { code } ... on InvalidInput { field } ... on OutOfStock { available }`;

export const SEE = `query ($token: ID) { cart(token: $token) { __typename ...C } } ${CART}`;
export const ADD = `mutation ($input: AddToCartInput!) { addToCart(input: $input) { ${ANSWER} } } ${CART}`;
export const SET = `mutation ($input: SetCartLineQuantityInput!) { setCartLineQuantity(input: $input) { ${ANSWER} } } ${CART}`;
export const REMOVE = `mutation ($input: RemoveCartLineInput!) { removeCartLine(input: $input) { __typename ...C ... on Refusal { code } } } ${CART}`;
export const CLEAR = `mutation ($token: ID) { clearCart(token: $token) { __typename ...C ... on Refusal { code } } } ${CART}`;
export const ACCEPT = `mutation ($token: ID) { acceptCartPrices(token: $token) { __typename ...C ... on Refusal { code } } } ${CART}`;
export const MERGE = `mutation ($token: ID!) { mergeCart(token: $token) { __typename ...C ... on Refusal { code } } } ${CART}`;
export const BEGIN = `mutation ($cartId: ID!, $key: ID!) { beginCheckout(cartId: $cartId, key: $key) {
  __typename ... on Refusal { code }
  ... on CheckoutCart { cartId lines { variantId quantity seenPrice { amount currency } } } } }`;
export const END = 'mutation ($cartId: ID!, $key: ID!) { endCheckout(cartId: $cartId, key: $key) }';
