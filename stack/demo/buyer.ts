import { randomUUID } from 'node:crypto';
import {
  AddAddressDocument,
  type AddAddressMutation,
  type AddressInput,
  AddToCartDocument,
  type AddToCartMutation,
  CancelOrderDocument,
  type CancelOrderMutation,
  CheckoutDocument,
  type CheckoutMutation,
  type LanguageCode,
  LoginDocument,
  MyCartDocument,
  type MyCartQuery,
  MyOrdersDocument,
  OrderPageDocument,
  type OrderPageQuery,
  ProductPageDocument,
  RegisterDocument,
  SearchProductsDocument,
  TrackOrderDocument,
  type TrackOrderSubscription,
  TrackParcelsDocument,
  type TrackParcelsSubscription,
} from '#schema/operations.generated.ts';
import type { GraphEndpoint } from './graph-endpoint.ts';

/** Where a buyer lives who has said nothing else. */
export const HOME: AddressInput = {
  recipient: 'Вера Соколова',
  phone: '+79161234567',
  country: 'RU',
  city: 'Москва',
  street: 'Тверская улица, 1, кв. 12',
  postalCode: '125009',
  latitude: 55.757,
  longitude: 37.615,
};

/** A mutation was refused: the answer is data, and says why. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: { readonly __typename: string; readonly code?: string; readonly message?: string };

  constructor(refusal: { __typename: string; code?: string; message?: string }) {
    super(`${refusal.code ?? refusal.__typename}: ${refusal.message ?? ''}`);
    this.refusal = refusal;
  }
}

/** The wished member of a result union. @throws Refused for every other member */
export function granted<Result extends { __typename: string }, Name extends Result['__typename']>(
  result: Result,
  name: Name,
): Extract<Result, { __typename: Name }> {
  if (result.__typename === name) return result as Extract<Result, { __typename: Name }>;
  throw new Refused(result);
}

/** What to check out, and how, where it is not the usual. */
export interface CheckoutChoices {
  cartId?: string;
  addressId?: string;
  /** The bank's token for a card; `tok_visa` passes 3-D Secure and pays. */
  card?: string;
  idempotencyKey?: string;
  deliverySlotId?: string;
  expectedTotal?: { amount: string; currency: string };
}

type Credentials = { email: string; password: string; cartToken?: string };
type PlacedOrder = Extract<CheckoutMutation['placeOrder'], { __typename: 'PlacedOrder' }>;

/** Somebody who buys through the public endpoint, as an app would on their behalf. */
export class Buyer {
  /** The graph as this buyer. */
  readonly graph: GraphEndpoint;
  readonly id: string;
  readonly accessToken: string;
  readonly credentials: Credentials;
  #home: Promise<string> | undefined;

  private constructor(graph: GraphEndpoint, session: { accessToken: string; user: { id: string } }, who: Credentials) {
    this.graph = graph.as(session.accessToken);
    this.id = session.user.id;
    this.accessToken = session.accessToken;
    this.credentials = who;
  }

  /** Makes a fresh account. */
  static async register(
    graph: GraphEndpoint,
    {
      displayName = 'Вера',
      language = 'RU',
      cartToken,
    }: { displayName?: string; language?: LanguageCode; cartToken?: string } = {},
  ): Promise<Buyer> {
    const who = { email: `vera-${randomUUID()}@demo.example`, password: randomUUID() };
    const { register } = await graph.ask(RegisterDocument, { input: { ...who, displayName, language, cartToken } });
    return new Buyer(graph, granted(register, 'Session'), who);
  }

  /** Signs in to an account that is there. */
  static async login(graph: GraphEndpoint, { email, password, cartToken }: Credentials): Promise<Buyer> {
    const who = { email, password, cartToken };
    const { login } = await graph.ask(LoginDocument, { input: who });
    return new Buyer(graph, granted(login, 'Session'), who);
  }

  async search(query: string, lang: LanguageCode = 'RU', first = 5) {
    return (await this.graph.ask(SearchProductsDocument, { query, lang, first })).products;
  }

  /** The first variant of a product that can be bought now. @throws Error when there is none */
  async inStock(productId: string, lang: LanguageCode = 'RU') {
    const { product } = await this.graph.ask(ProductPageDocument, { id: productId, lang });
    const variant = product?.variants.find(({ purchasable, availability }) => purchasable && availability.inStock);
    if (!variant) throw new Error('the product is sold out');
    return variant;
  }

  /** Puts a variant into the cart and tells what came of it. */
  async tryToAdd(variantId: string, quantity = 1): Promise<AddToCartMutation['addToCart']> {
    return (await this.graph.ask(AddToCartDocument, { input: { variantId, quantity } })).addToCart;
  }

  /** Puts a variant into the cart. @returns the cart's id. @throws Refused */
  async add(variantId: string, quantity = 1): Promise<string> {
    return granted(await this.tryToAdd(variantId, quantity), 'Cart').id;
  }

  async cart(): Promise<NonNullable<MyCartQuery['cart']>> {
    const { cart } = await this.graph.ask(MyCartDocument, {});
    if (!cart) throw new Error('there is no cart');
    return cart;
  }

  async addAddress(
    input: AddressInput = HOME,
  ): Promise<Extract<AddAddressMutation['addAddress'], { __typename: 'Address' }>> {
    return granted((await this.graph.ask(AddAddressDocument, { input })).addAddress, 'Address');
  }

  /** The id of the buyer's home address, which is added when it is first needed. */
  home(): Promise<string> {
    this.#home ??= this.addAddress().then(({ id }) => id);
    return this.#home;
  }

  /** Checks the cart out, to the home address unless another is named, and tells what came of it. */
  async tryToCheckOut(choices: CheckoutChoices = {}): Promise<CheckoutMutation['placeOrder']> {
    const { card = 'tok_visa', idempotencyKey = randomUUID(), deliverySlotId, expectedTotal } = choices;
    const cartId = choices.cartId ?? (await this.cart()).id;
    const addressId = choices.addressId ?? (await this.home());
    const input = {
      cartId,
      addressId,
      paymentMethod: { cardToken: card },
      idempotencyKey,
      deliverySlotId,
      expectedTotal,
    };
    return (await this.graph.ask(CheckoutDocument, { input })).placeOrder;
  }

  /** Checks the cart out. @throws Refused */
  async checkOut(choices: CheckoutChoices = {}): Promise<PlacedOrder> {
    return granted(await this.tryToCheckOut(choices), 'PlacedOrder');
  }

  async cancel(orderId: string, idempotencyKey: string = randomUUID()): Promise<CancelOrderMutation['cancelOrder']> {
    return (await this.graph.ask(CancelOrderDocument, { input: { orderId, idempotencyKey } })).cancelOrder;
  }

  /** One order with everything about it; null when it is not this buyer's to see. */
  async order(id: string): Promise<OrderPageQuery['order']> {
    return (await this.graph.ask(OrderPageDocument, { id, lang: 'RU' })).order;
  }

  /** The newest orders. */
  async orders(first = 20) {
    const { me } = await this.graph.ask(MyOrdersDocument, { first });
    return me?.orders.edges.map(({ node }) => node) ?? [];
  }

  /**
   * Each status of an order as it happens: the present one first or, with the token of an earlier event, all since then.
   */
  async *follow(
    orderId: string,
    { resumeFrom, signal }: { resumeFrom?: string; signal?: AbortSignal } = {},
  ): AsyncGenerator<NonNullable<TrackOrderSubscription['orderStatusChanged']>, void, undefined> {
    const news = this.graph.follow(TrackOrderDocument, { orderId, resumeFrom }, signal);
    for await (const { orderStatusChanged } of news) if (orderStatusChanged) yield orderStatusChanged;
  }

  /** Each step and place of an order's parcels as it happens. */
  async *followParcels(
    orderId: string,
    { signal }: { signal?: AbortSignal } = {},
  ): AsyncGenerator<NonNullable<TrackParcelsSubscription['shipmentMoved']>, void, undefined> {
    for await (const { shipmentMoved } of this.graph.follow(TrackParcelsDocument, { orderId }, signal))
      if (shipmentMoved) yield shipmentMoved;
  }
}
