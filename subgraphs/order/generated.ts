import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyParent } from '../../schema/money.ts';
import type { OrderProcess as OrderProcessParent, Order as OrderParent, OrderLine as OrderLineParent, PlacedOrder as PlacedOrderParent, CancelledOrder as CancelledOrderParent, Return as ReturnParent, ReturnLine as ReturnLineParent, ReturnStatusEntry as ReturnStatusEntryParent, RequestedReturn as RequestedReturnParent, DecidedReturn as DecidedReturnParent, OutOfStockLine as OutOfStockLineParent, PriceChangedLine as PriceChangedLineParent, OrderStatusEntry as OrderStatusEntryParent, OrderProcessStep as OrderProcessStepParent, User as UserParent, Variant as VariantParent, Payment as PaymentParent } from './mappers.ts';
import type { Context } from './context.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 4217 currency code: `RUB`, `EUR`, `GBP`. */
  CurrencyCode: { input: string; output: string; }
  /** An instant in UTC, written as RFC 3339 with milliseconds: `2026-01-31T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /** An exact decimal number, written as a string so that no client rounds it: `"1299.90"`. */
  Decimal: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Which return may come. */
export type ApproveReturnInput = {
  /** Chosen by the client for this one decision, 8 to 100 characters. */
  idempotencyKey: Scalars['ID']['input'];
  /** The return. */
  returnId: Scalars['ID']['input'];
};

/** Which order to call off. */
export type CancelOrderInput = {
  /** Chosen by the client for this one cancellation, 8 to 100 characters. */
  idempotencyKey: Scalars['ID']['input'];
  /** The order. */
  orderId: Scalars['ID']['input'];
};

/** What came of a cancellation. */
export type CancelOrderResult = CancelledOrder | IdempotencyConflict | InvalidInput | NotCancellable | NotFound;

/** Why an order was undone. */
export type CancelReason =
  /** The buyer wished it. */
  | 'BUYER'
  /** The hold had run out when the money came, and the goods were gone. */
  | 'OUT_OF_STOCK'
  /** The bank or the buyer refused the payment. */
  | 'PAYMENT_DECLINED'
  /** The payment did not come in time. */
  | 'PAYMENT_TIMEOUT'
  /** Staff did it. */
  | 'STAFF'
  /** No parcel could be delivered; all of them came back. */
  | 'UNDELIVERABLE';

/** The order was called off. */
export type CancelledOrder = {
  __typename?: 'CancelledOrder';
  /** The order. */
  order: Order;
};

/** The cart is being checked out, or was. */
export type CartClosed = Refusal & {
  __typename?: 'CartClosed';
  /** Always `CART_CLOSED`. */
  code: Scalars['String']['output'];
  /** What to do. */
  message: Scalars['String']['output'];
};

/** There is nothing in the cart. */
export type CartEmpty = Refusal & {
  __typename?: 'CartEmpty';
  /** Always `CART_EMPTY`. */
  code: Scalars['String']['output'];
  /** What to do. */
  message: Scalars['String']['output'];
};

/** What came of staff's decision on a return. */
export type DecideReturnResult = DecidedReturn | IdempotencyConflict | InvalidInput | NotFound | ReturnAlreadyDecided;

/** Staff have decided. */
export type DecidedReturn = {
  __typename?: 'DecidedReturn';
  /** The return. */
  return: Return;
};

/** Where an order goes, as it was when the order was placed. */
export type DeliveryAddress = {
  __typename?: 'DeliveryAddress';
  /** Town. */
  city: Scalars['String']['output'];
  /** ISO 3166-1 alpha-2. */
  country: Scalars['String']['output'];
  /** How to reach the recipient. */
  phone?: Maybe<Scalars['String']['output']>;
  /** Postal code. */
  postalCode?: Maybe<Scalars['String']['output']>;
  /** Who receives it. */
  recipient: Scalars['String']['output'];
  /** State, oblast or the like. */
  region?: Maybe<Scalars['String']['output']>;
  /** Street, house and flat. */
  street: Scalars['String']['output'];
};

/** Every place of the delivery slot is taken. */
export type DeliverySlotFull = Refusal & {
  __typename?: 'DeliverySlotFull';
  /** Always `DELIVERY_SLOT_FULL`. */
  code: Scalars['String']['output'];
  /** What to do. */
  message: Scalars['String']['output'];
};

/** The idempotency key was used before with other input. */
export type IdempotencyConflict = Refusal & {
  __typename?: 'IdempotencyConflict';
  /** Always `IDEMPOTENCY_CONFLICT`. */
  code: Scalars['String']['output'];
  /** What to do: repeat the first input, or take a new key. */
  message: Scalars['String']['output'];
};

/** Input that breaks a rule the schema cannot state. */
export type InvalidInput = Refusal & {
  __typename?: 'InvalidInput';
  /** Always `INVALID_INPUT`. */
  code: Scalars['String']['output'];
  /** The input field at fault, as a dotted path. */
  field?: Maybe<Scalars['String']['output']>;
  /** Which rule, in words. */
  message: Scalars['String']['output'];
};

/** A language of the catalogue's texts. */
export type LanguageCode =
  /** English. */
  | 'EN'
  /** Russian. */
  | 'RU';

/** An amount of money in one currency. */
export type Money = {
  __typename?: 'Money';
  /** The amount in major units with the currency's own number of digits. */
  amount: Scalars['Decimal']['output'];
  /** The currency the amount is in. */
  currency: Scalars['CurrencyCode']['output'];
};

/** An amount of money, as a client sends it. */
export type MoneyInput = {
  /** The amount in major units, with at most the currency's own number of digits. */
  amount: Scalars['Decimal']['input'];
  /** The currency the amount is in. */
  currency: Scalars['CurrencyCode']['input'];
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Lets goods come back. For staff. */
  approveReturn: DecideReturnResult;
  /**
   * Calls an order off, until its first parcel is with a carrier. What was done is undone in reverse: parcels are stopped,
   * which is waited for, then goods are released and money goes back by itself. The order is CANCELLED when its parcels are
   * stopped and REFUNDED when the money is back.
   */
  cancelOrder: CancelOrderResult;
  /**
   * Turns a cart into an order: holds the goods, saves the order and starts its payment. Repeat it with the same
   * `idempotencyKey` and the same input after any failure: it finishes what was begun and answers with the same order,
   * once placed. A refusal changes nothing and frees the key.
   */
  placeOrder: PlaceOrderResult;
  /** Lets goods stay where they are. For staff. */
  refuseReturn: DecideReturnResult;
  /**
   * Asks to send goods of a delivered order back, within 14 days of delivery. Staff decide; once approved a label comes, and
   * when the goods are back and looked at, so is their money, by itself.
   */
  requestReturn: RequestReturnResult;
};


export type MutationApproveReturnArgs = {
  input: ApproveReturnInput;
};


export type MutationCancelOrderArgs = {
  input: CancelOrderInput;
};


export type MutationPlaceOrderArgs = {
  input: PlaceOrderInput;
};


export type MutationRefuseReturnArgs = {
  input: RefuseReturnInput;
};


export type MutationRequestReturnArgs = {
  input: RequestReturnInput;
};

/** The order is past the point where it can be called off, or has ended already. */
export type NotCancellable = Refusal & {
  __typename?: 'NotCancellable';
  /** Always `NOT_CANCELLABLE`. */
  code: Scalars['String']['output'];
  /** Why not. */
  message: Scalars['String']['output'];
  /** What the order's status is. */
  status: OrderStatus;
};

/** Something the request names does not exist, or is not the viewer's to see. */
export type NotFound = Refusal & {
  __typename?: 'NotFound';
  /** Always `NOT_FOUND`. */
  code: Scalars['String']['output'];
  /** The id that was asked for. */
  id?: Maybe<Scalars['ID']['output']>;
  /** What was not found. */
  message: Scalars['String']['output'];
};

/** The goods cannot be returned: not delivered, delivered too long ago, or returned already. */
export type NotReturnable = Refusal & {
  __typename?: 'NotReturnable';
  /** Always `NOT_RETURNABLE`. */
  code: Scalars['String']['output'];
  /** Lines of which fewer can come back than were asked; empty when it is the order that cannot be returned. */
  lines: Array<NotReturnableLine>;
  /** Why not. */
  message: Scalars['String']['output'];
  /** What the order's status is. */
  status: OrderStatus;
};

/** A line of which fewer can come back than were asked. */
export type NotReturnableLine = {
  __typename?: 'NotReturnableLine';
  /** The id that was asked for; maybe of no line of this order. */
  orderLineId: Scalars['ID']['output'];
  /** How many were asked for. */
  requested: Scalars['Int']['output'];
  /** How many can still come back. */
  returnable: Scalars['Int']['output'];
};

/** A purchase: what was bought at which price, and how far it has come. */
export type Order = {
  __typename?: 'Order';
  /** Whose it is. */
  buyer: User;
  /** Why it was undone, or is about to be; null when it was not. */
  cancelReason?: Maybe<CancelReason>;
  /** Whether it can be called off now. */
  cancellable: Scalars['Boolean']['output'];
  /** Where it goes. */
  deliveryAddress: DeliveryAddress;
  /** Each status it had, oldest first. */
  history: Array<OrderStatusEntry>;
  /** When the goods are no longer held for it; null once it is not waiting for its payment. */
  holdExpiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque and unique. */
  id: Scalars['ID']['output'];
  /** What was bought. */
  lines: Array<OrderLine>;
  /** What people call it by: `261121-7KQ4-M2XP-9DAB`. */
  number: Scalars['String']['output'];
  /** When it was placed. */
  placedAt: Scalars['DateTime']['output'];
  /** How it was brought this far, for staff; null for others. */
  process?: Maybe<OrderProcess>;
  /** Whether a return may be asked for now: delivered, not more than 14 days ago. */
  returnable: Scalars['Boolean']['output'];
  /** What the buyer wished to send back, oldest first. */
  returns: Array<Return>;
  /** Where it is on its way. Shared with live events, which tell the status they are about. */
  status: OrderStatus;
  /** What all lines cost together. */
  total: Money;
};

/** A page of orders. */
export type OrderConnection = {
  __typename?: 'OrderConnection';
  /** The orders of the page. */
  edges: Array<OrderEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** An order in a list. */
export type OrderEdge = {
  __typename?: 'OrderEdge';
  /** Pass it as `after` for what follows. */
  cursor: Scalars['String']['output'];
  /** The order. */
  node: Order;
};

/** One variant of an order. */
export type OrderLine = {
  __typename?: 'OrderLine';
  /** Opaque and unique. */
  id: Scalars['ID']['output'];
  /** How many. */
  quantity: Scalars['Int']['output'];
  /** Its stock keeping unit when it was bought. */
  sku: Scalars['String']['output'];
  /** The product's title when it was bought. */
  title: Scalars['String']['output'];
  /** What the line cost. */
  total: Money;
  /** What one cost. */
  unitPrice: Money;
  /** What was bought. */
  variant: Variant;
};

/** How an order or a return was brought this far: the process that reserves, charges, ships and compensates. */
export type OrderProcess = {
  __typename?: 'OrderProcess';
  /** When it acts by itself if nothing arrives; null when it need not. */
  deadline?: Maybe<Scalars['DateTime']['output']>;
  /** Everything that arrived and what was decided, oldest first. */
  history: Array<OrderProcessStep>;
  /** What the process waits for or ended with. */
  state: Scalars['String']['output'];
};

/** Something that arrived, and what was decided. */
export type OrderProcessStep = {
  __typename?: 'OrderProcessStep';
  /** When. */
  at: Scalars['DateTime']['output'];
  /** How often it was tried until it was saved. */
  attempts: Scalars['Int']['output'];
  /** What was announced, or why nothing was: `OrderPaid`, `IGNORED:ALREADY_AUTHORIZED`. */
  decision: Scalars['String']['output'];
  /** Why the try before the last failed; null when the first did not. */
  error?: Maybe<Scalars['String']['output']>;
  /** What arrived. */
  event: Scalars['String']['output'];
};

/** Where an order is on its way. */
export type OrderStatus =
  /** The order was called off; money that was taken is on its way back. */
  | 'CANCELLED'
  /** The last parcel was delivered. */
  | 'DELIVERED'
  /** A courier is on the way to the door. */
  | 'OUT_FOR_DELIVERY'
  /** The bank holds the money. */
  | 'PAID'
  /** The goods are held and the payment is awaited. */
  | 'PENDING_PAYMENT'
  /** The goods are being picked and packed. */
  | 'PROCESSING'
  /** The whole of the money is back. */
  | 'REFUNDED'
  /** The goods went back. */
  | 'RETURNED'
  /** A carrier has the first parcel. */
  | 'SHIPPED';

/** A status an order had. */
export type OrderStatusEntry = {
  __typename?: 'OrderStatusEntry';
  /** Since when. */
  at: Scalars['DateTime']['output'];
  /** Why, where there is a reason to tell. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The status. */
  status: OrderStatus;
};

/** An order had a new status. */
export type OrderStatusEvent = {
  __typename?: 'OrderStatusEvent';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** The order; its status is the one this event tells of, all else is as it is now. */
  order: Order;
  /** Opaque: pass it as `resumeFrom` after a lost connection to miss nothing. */
  resumeToken: Scalars['String']['output'];
};

/** Fewer can be had than were asked for. */
export type OutOfStock = Refusal & {
  __typename?: 'OutOfStock';
  /** How many of the first line's variant can be had now. */
  available: Scalars['Int']['output'];
  /** Always `OUT_OF_STOCK`. */
  code: Scalars['String']['output'];
  /** Each line that cannot be had in full. */
  lines: Array<OutOfStockLine>;
  /** What is missing. */
  message: Scalars['String']['output'];
};

/** A line that cannot be had in full. */
export type OutOfStockLine = {
  __typename?: 'OutOfStockLine';
  /** How many can be had now. */
  available: Scalars['Int']['output'];
  /** How many were asked for. */
  requested: Scalars['Int']['output'];
  /** The variant that is short. */
  variant: Variant;
};

/** Where a page of a list stands, as Relay's cursor connections define it. */
export type PageInfo = {
  __typename?: 'PageInfo';
  /** The cursor of the page's last edge; pass it as `after` for the next page. */
  endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is more after this page. */
  hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is something before this page. */
  hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the page's first edge. */
  startCursor?: Maybe<Scalars['String']['output']>;
};

/** The payment of an order; the payment subgraph owns it. A checkout knows what it was told when the payment was started. */
export type Payment = {
  __typename?: 'Payment';
  /** The payment's id, which the bank knows as our reference. */
  id: Scalars['ID']['output'];
  /** The bank's page on which the buyer confirms; null when there is nothing to confirm. */
  redirectUrl?: Maybe<Scalars['String']['output']>;
  /** Where it stands. */
  status: PaymentStatus;
};

/** How an order is paid. */
export type PaymentMethodInput = {
  /** The bank's token for a card. Never the card's number. */
  cardToken: Scalars['String']['input'];
};

/** Where a payment stands. */
export type PaymentStatus =
  /** The bank holds the money. */
  | 'AUTHORIZED'
  /** The money was taken. */
  | 'CAPTURED'
  /** The bank or the buyer refused. */
  | 'DECLINED'
  /** A part of the money went back to the buyer. */
  | 'PARTIALLY_REFUNDED'
  /** All of the money went back to the buyer. */
  | 'REFUNDED'
  /** The buyer has to confirm on the bank's page. */
  | 'REQUIRES_ACTION'
  /** The bank has been asked, and has not answered yet. */
  | 'STARTING'
  /** The money was released before it was taken. */
  | 'VOIDED';

/** What a checkout needs. */
export type PlaceOrderInput = {
  /** Where to send it: one of the buyer's addresses. */
  addressId: Scalars['ID']['input'];
  /** The cart to buy. It is closed to changes meanwhile. */
  cartId: Scalars['ID']['input'];
  /** When to bring it; absent for as soon as possible. */
  deliverySlotId?: InputMaybe<Scalars['ID']['input']>;
  /** The total the buyer saw. When it is no longer the price, nothing is bought and `PriceChanged` tells the difference. */
  expectedTotal?: InputMaybe<MoneyInput>;
  /** Chosen by the client for this one purchase, 8 to 100 characters; a UUID is good. */
  idempotencyKey: Scalars['ID']['input'];
  /** How to pay. */
  paymentMethod: PaymentMethodInput;
};

/** What came of a checkout. */
export type PlaceOrderResult = CartClosed | CartEmpty | DeliverySlotFull | IdempotencyConflict | InvalidInput | NotFound | OutOfStock | PlacedOrder | PriceChanged;

/** The order exists, its goods are held, its payment is awaited. */
export type PlacedOrder = {
  __typename?: 'PlacedOrder';
  /** The order. */
  order: Order;
  /**
   * Its payment: send the buyer to its `redirectUrl`. Null when it could not be started just now; repeat the mutation with
   * the same key to try again.
   */
  payment?: Maybe<Payment>;
};

/** The price is no longer the one the buyer saw. */
export type PriceChanged = Refusal & {
  __typename?: 'PriceChanged';
  /** Always `PRICE_CHANGED`. */
  code: Scalars['String']['output'];
  /** Each line whose price changed. */
  lines: Array<PriceChangedLine>;
  /** What changed. */
  message: Scalars['String']['output'];
  /** What it is now: of the line, or of the whole. */
  now: Money;
  /** What the buyer saw: of the line, or of the whole. */
  was: Money;
};

/** A line whose price changed. */
export type PriceChangedLine = {
  __typename?: 'PriceChangedLine';
  /** The unit price now. */
  now: Money;
  /** The variant whose price changed. */
  variant: Variant;
  /** The unit price the buyer saw. */
  was: Money;
};

export type Query = {
  __typename?: 'Query';
  /** One order. Null when there is none, or none the viewer may see. */
  order?: Maybe<Order>;
  /** One return. Null when there is none, or none the viewer may see. */
  return?: Maybe<Return>;
  /** Returns, newest first, for staff. */
  returns: ReturnConnection;
};


export type QueryOrderArgs = {
  id: Scalars['ID']['input'];
};


export type QueryReturnArgs = {
  id: Scalars['ID']['input'];
};


export type QueryReturnsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<ReturnStatus>;
};

/** An expected answer that is not the wished one. It changes nothing; its type carries the facts. */
export type Refusal = {
  /** A stable code, for programs. */
  code: Scalars['String']['output'];
  /** What happened and what to do about it, for people. */
  message: Scalars['String']['output'];
};

/** Which return may not come. */
export type RefuseReturnInput = {
  /** What the buyer is told, 1 to 1000 characters. */
  explanation: Scalars['String']['input'];
  /** Chosen by the client for this one decision, 8 to 100 characters. */
  idempotencyKey: Scalars['ID']['input'];
  /** The return. */
  returnId: Scalars['ID']['input'];
};

/** What to send back. */
export type RequestReturnInput = {
  /** More about it, in the buyer's words; at most 1000 characters. */
  comment?: InputMaybe<Scalars['String']['input']>;
  /** Chosen by the client for this one request, 8 to 100 characters. */
  idempotencyKey: Scalars['ID']['input'];
  /** What of it: at least one line, each once. */
  lines: Array<ReturnLineInput>;
  /** The order. */
  orderId: Scalars['ID']['input'];
  /** Keys of pictures the buyer has uploaded; at most 10. */
  photoKeys?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Why. */
  reason: ReturnReason;
};

/** What came of a request to send goods back. */
export type RequestReturnResult = IdempotencyConflict | InvalidInput | NotFound | NotReturnable | RequestedReturn;

/** The return waits for staff. */
export type RequestedReturn = {
  __typename?: 'RequestedReturn';
  /** The return. */
  return: Return;
};

/** Goods of an order that come back. */
export type Return = {
  __typename?: 'Return';
  /** The buyer's own words. */
  comment?: Maybe<Scalars['String']['output']>;
  /** Why staff refused. */
  explanation?: Maybe<Scalars['String']['output']>;
  /** Each status it had, oldest first. */
  history: Array<ReturnStatusEntry>;
  /** Opaque and unique. */
  id: Scalars['ID']['output'];
  /** For the parcel; null until the carrier has made it. */
  label?: Maybe<ReturnLabel>;
  /** What comes back. */
  lines: Array<ReturnLine>;
  /** The order they were bought by. */
  order: Order;
  /** Keys of the pictures the buyer showed. */
  photoKeys: Array<Scalars['String']['output']>;
  /** How it was brought this far, for staff; null for others. */
  process?: Maybe<OrderProcess>;
  /** Why. */
  reason: ReturnReason;
  /** What goes back to the buyer; null until the goods were looked at. */
  refund?: Maybe<Money>;
  /** When it was asked for. */
  requestedAt: Scalars['DateTime']['output'];
  /** Where it is. */
  status: ReturnStatus;
};

/** Somebody was faster: the return was decided on. */
export type ReturnAlreadyDecided = Refusal & {
  __typename?: 'ReturnAlreadyDecided';
  /** Always `RETURN_ALREADY_DECIDED`. */
  code: Scalars['String']['output'];
  /** What was decided. */
  message: Scalars['String']['output'];
  /** Where the return is now. */
  status: ReturnStatus;
};

/** A page of returns. */
export type ReturnConnection = {
  __typename?: 'ReturnConnection';
  /** The returns of the page. */
  edges: Array<ReturnEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A return in a list. */
export type ReturnEdge = {
  __typename?: 'ReturnEdge';
  /** Pass it as `after` for what follows. */
  cursor: Scalars['String']['output'];
  /** The return. */
  node: Return;
};

/** What the buyer puts on the parcel. */
export type ReturnLabel = {
  __typename?: 'ReturnLabel';
  /** Who brings it. */
  carrier: Scalars['String']['output'];
  /** What the carrier calls it by. */
  trackingNumber: Scalars['String']['output'];
  /** The page to print. */
  url: Scalars['String']['output'];
};

/** How many of a line come back. */
export type ReturnLine = {
  __typename?: 'ReturnLine';
  /** The line of the order. */
  orderLine: OrderLine;
  /** How many may come. */
  quantity: Scalars['Int']['output'];
  /** How many came and can be sold again. */
  restocked: Scalars['Int']['output'];
  /** How many came and cannot. */
  writtenOff: Scalars['Int']['output'];
};

/** How many of a line come back. */
export type ReturnLineInput = {
  /** The line of the order. */
  orderLineId: Scalars['ID']['input'];
  /** How many of it. */
  quantity: Scalars['Int']['input'];
};

/** Why goods come back. */
export type ReturnReason =
  /** The buyer wants it no longer. */
  | 'CHANGED_MIND'
  /** It arrived damaged. */
  | 'DAMAGED'
  /** It does not work. */
  | 'DEFECTIVE'
  /** It is not what the catalogue says. */
  | 'NOT_AS_DESCRIBED'
  /** It is something else than was bought. */
  | 'WRONG_ITEM';

/** Where a return is. */
export type ReturnStatus =
  /** The goods may come; a label is being made. */
  | 'APPROVED'
  /** Over without money: the goods never came, or came back spoiled by a buyer who changed their mind. */
  | 'CLOSED'
  /** The label is there, the goods are awaited. */
  | 'LABELLED'
  /** The goods are back and were looked at; their money is on its way. */
  | 'RECEIVED'
  /** The money is back. */
  | 'REFUNDED'
  /** Staff refused. */
  | 'REFUSED'
  /** Staff have to decide. */
  | 'REQUESTED';

/** A status a return had. */
export type ReturnStatusEntry = {
  __typename?: 'ReturnStatusEntry';
  /** Since when. */
  at: Scalars['DateTime']['output'];
  /** The status. */
  status: ReturnStatus;
};

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * An order's way to the door. The first answer comes at once and tells where the order is now; each later one tells of a
   * new status. Only the buyer and staff may follow an order.
   */
  orderStatusChanged?: Maybe<OrderStatusEvent>;
};


export type SubscriptionOrderStatusChangedArgs = {
  orderId: Scalars['ID']['input'];
  resumeFrom?: InputMaybe<Scalars['String']['input']>;
};

/** Somebody with an account; accounts owns it. */
export type User = {
  __typename?: 'User';
  /** Opaque and unique. */
  id: Scalars['ID']['output'];
  /** The user's orders, newest first. Only for the user and staff. */
  orders: OrderConnection;
};


/** Somebody with an account; accounts owns it. */
export type UserOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A variant; the catalogue owns it. */
export type Variant = {
  __typename?: 'Variant';
  /** Opaque and unique. */
  id: Scalars['ID']['output'];
};

/** Whose a value is. */
export type Caching__Scope =
  /** The viewer's alone. */
  | 'PRIVATE'
  /** Everybody's who has the same rights. */
  | 'PUBLIC';



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Order: Order;
  OrderLine: OrderLine;
  Return: Return;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}> );
  OrderLine:
    ( { __typename: 'OrderLine' }
    & GraphQLRecursivePick<FederationTypes['OrderLine'], {"id":true}> );
  Return:
    ( { __typename: 'Return' }
    & GraphQLRecursivePick<FederationTypes['Return'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  CancelOrderResult:
    | ( CancelledOrderParent )
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotCancellable> )
    | ( Partial<NotFound> )
  ;
  DecideReturnResult:
    | ( DecidedReturnParent )
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<ReturnAlreadyDecided> )
  ;
  PlaceOrderResult:
    | ( Partial<CartClosed> )
    | ( Partial<CartEmpty> )
    | ( Partial<DeliverySlotFull> )
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<Omit<OutOfStock, 'lines'> & { lines: Array<_RefType['OutOfStockLine']> }> )
    | ( PlacedOrderParent )
    | ( Partial<Omit<PriceChanged, 'lines' | 'now' | 'was'> & { lines: Array<_RefType['PriceChangedLine']>, now: _RefType['Money'], was: _RefType['Money'] }> )
  ;
  RequestReturnResult:
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<NotReturnable> )
    | ( RequestedReturnParent )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( Partial<CartClosed> )
    | ( Partial<CartEmpty> )
    | ( Partial<DeliverySlotFull> )
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotCancellable> )
    | ( Partial<NotFound> )
    | ( Partial<NotReturnable> )
    | ( Partial<Omit<OutOfStock, 'lines'> & { lines: Array<_RefType['OutOfStockLine']> }> )
    | ( Partial<Omit<PriceChanged, 'lines' | 'now' | 'was'> & { lines: Array<_RefType['PriceChangedLine']>, now: _RefType['Money'], was: _RefType['Money'] }> )
    | ( Partial<ReturnAlreadyDecided> )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ApproveReturnInput: ResolverTypeWrapper<Partial<ApproveReturnInput>>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  CancelOrderInput: ResolverTypeWrapper<Partial<CancelOrderInput>>;
  CancelOrderResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CancelOrderResult']>>;
  CancelReason: ResolverTypeWrapper<Partial<CancelReason>>;
  CancelledOrder: ResolverTypeWrapper<CancelledOrderParent>;
  CartClosed: ResolverTypeWrapper<Partial<CartClosed>>;
  CartEmpty: ResolverTypeWrapper<Partial<CartEmpty>>;
  CurrencyCode: ResolverTypeWrapper<Partial<Scalars['CurrencyCode']['output']>>;
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  DecideReturnResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DecideReturnResult']>>;
  DecidedReturn: ResolverTypeWrapper<DecidedReturnParent>;
  Decimal: ResolverTypeWrapper<Partial<Scalars['Decimal']['output']>>;
  DeliveryAddress: ResolverTypeWrapper<Partial<DeliveryAddress>>;
  DeliverySlotFull: ResolverTypeWrapper<Partial<DeliverySlotFull>>;
  IdempotencyConflict: ResolverTypeWrapper<Partial<IdempotencyConflict>>;
  InvalidInput: ResolverTypeWrapper<Partial<InvalidInput>>;
  LanguageCode: ResolverTypeWrapper<Partial<LanguageCode>>;
  Money: ResolverTypeWrapper<MoneyParent>;
  MoneyInput: ResolverTypeWrapper<Partial<MoneyInput>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotCancellable: ResolverTypeWrapper<Partial<NotCancellable>>;
  NotFound: ResolverTypeWrapper<Partial<NotFound>>;
  NotReturnable: ResolverTypeWrapper<Partial<NotReturnable>>;
  NotReturnableLine: ResolverTypeWrapper<Partial<NotReturnableLine>>;
  Order: ResolverTypeWrapper<OrderParent>;
  OrderConnection: ResolverTypeWrapper<Partial<Omit<OrderConnection, 'edges'> & { edges: Array<ResolversTypes['OrderEdge']> }>>;
  OrderEdge: ResolverTypeWrapper<Partial<Omit<OrderEdge, 'node'> & { node: ResolversTypes['Order'] }>>;
  OrderLine: ResolverTypeWrapper<OrderLineParent>;
  OrderProcess: ResolverTypeWrapper<OrderProcessParent>;
  OrderProcessStep: ResolverTypeWrapper<OrderProcessStepParent>;
  OrderStatus: ResolverTypeWrapper<Partial<OrderStatus>>;
  OrderStatusEntry: ResolverTypeWrapper<OrderStatusEntryParent>;
  OrderStatusEvent: ResolverTypeWrapper<Partial<Omit<OrderStatusEvent, 'order'> & { order: ResolversTypes['Order'] }>>;
  OutOfStock: ResolverTypeWrapper<Partial<Omit<OutOfStock, 'lines'> & { lines: Array<ResolversTypes['OutOfStockLine']> }>>;
  OutOfStockLine: ResolverTypeWrapper<OutOfStockLineParent>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Payment: ResolverTypeWrapper<PaymentParent>;
  PaymentMethodInput: ResolverTypeWrapper<Partial<PaymentMethodInput>>;
  PaymentStatus: ResolverTypeWrapper<Partial<PaymentStatus>>;
  PlaceOrderInput: ResolverTypeWrapper<Partial<PlaceOrderInput>>;
  PlaceOrderResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PlaceOrderResult']>>;
  PlacedOrder: ResolverTypeWrapper<PlacedOrderParent>;
  PriceChanged: ResolverTypeWrapper<Partial<Omit<PriceChanged, 'lines' | 'now' | 'was'> & { lines: Array<ResolversTypes['PriceChangedLine']>, now: ResolversTypes['Money'], was: ResolversTypes['Money'] }>>;
  PriceChangedLine: ResolverTypeWrapper<PriceChangedLineParent>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  RefuseReturnInput: ResolverTypeWrapper<Partial<RefuseReturnInput>>;
  RequestReturnInput: ResolverTypeWrapper<Partial<RequestReturnInput>>;
  RequestReturnResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RequestReturnResult']>>;
  RequestedReturn: ResolverTypeWrapper<RequestedReturnParent>;
  Return: ResolverTypeWrapper<ReturnParent>;
  ReturnAlreadyDecided: ResolverTypeWrapper<Partial<ReturnAlreadyDecided>>;
  ReturnConnection: ResolverTypeWrapper<Partial<Omit<ReturnConnection, 'edges'> & { edges: Array<ResolversTypes['ReturnEdge']> }>>;
  ReturnEdge: ResolverTypeWrapper<Partial<Omit<ReturnEdge, 'node'> & { node: ResolversTypes['Return'] }>>;
  ReturnLabel: ResolverTypeWrapper<Partial<ReturnLabel>>;
  ReturnLine: ResolverTypeWrapper<ReturnLineParent>;
  ReturnLineInput: ResolverTypeWrapper<Partial<ReturnLineInput>>;
  ReturnReason: ResolverTypeWrapper<Partial<ReturnReason>>;
  ReturnStatus: ResolverTypeWrapper<Partial<ReturnStatus>>;
  ReturnStatusEntry: ResolverTypeWrapper<ReturnStatusEntryParent>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  User: ResolverTypeWrapper<UserParent>;
  Variant: ResolverTypeWrapper<VariantParent>;
  caching__Scope: ResolverTypeWrapper<Partial<Caching__Scope>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ApproveReturnInput: Partial<ApproveReturnInput>;
  ID: Partial<Scalars['ID']['output']>;
  CancelOrderInput: Partial<CancelOrderInput>;
  CancelOrderResult: Partial<ResolversUnionTypes<ResolversParentTypes>['CancelOrderResult']>;
  CancelledOrder: CancelledOrderParent;
  CartClosed: Partial<CartClosed>;
  CartEmpty: Partial<CartEmpty>;
  CurrencyCode: Partial<Scalars['CurrencyCode']['output']>;
  DateTime: Partial<Scalars['DateTime']['output']>;
  DecideReturnResult: Partial<ResolversUnionTypes<ResolversParentTypes>['DecideReturnResult']>;
  DecidedReturn: DecidedReturnParent;
  Decimal: Partial<Scalars['Decimal']['output']>;
  DeliveryAddress: Partial<DeliveryAddress>;
  DeliverySlotFull: Partial<DeliverySlotFull>;
  IdempotencyConflict: Partial<IdempotencyConflict>;
  InvalidInput: Partial<InvalidInput>;
  Money: MoneyParent;
  MoneyInput: Partial<MoneyInput>;
  Mutation: Record<PropertyKey, never>;
  NotCancellable: Partial<NotCancellable>;
  NotFound: Partial<NotFound>;
  NotReturnable: Partial<NotReturnable>;
  NotReturnableLine: Partial<NotReturnableLine>;
  Order: OrderParent;
  OrderConnection: Partial<Omit<OrderConnection, 'edges'> & { edges: Array<ResolversParentTypes['OrderEdge']> }>;
  OrderEdge: Partial<Omit<OrderEdge, 'node'> & { node: ResolversParentTypes['Order'] }>;
  OrderLine: OrderLineParent;
  OrderProcess: OrderProcessParent;
  OrderProcessStep: OrderProcessStepParent;
  OrderStatusEntry: OrderStatusEntryParent;
  OrderStatusEvent: Partial<Omit<OrderStatusEvent, 'order'> & { order: ResolversParentTypes['Order'] }>;
  OutOfStock: Partial<Omit<OutOfStock, 'lines'> & { lines: Array<ResolversParentTypes['OutOfStockLine']> }>;
  OutOfStockLine: OutOfStockLineParent;
  PageInfo: Partial<PageInfo>;
  Payment: PaymentParent;
  PaymentMethodInput: Partial<PaymentMethodInput>;
  PlaceOrderInput: Partial<PlaceOrderInput>;
  PlaceOrderResult: Partial<ResolversUnionTypes<ResolversParentTypes>['PlaceOrderResult']>;
  PlacedOrder: PlacedOrderParent;
  PriceChanged: Partial<Omit<PriceChanged, 'lines' | 'now' | 'was'> & { lines: Array<ResolversParentTypes['PriceChangedLine']>, now: ResolversParentTypes['Money'], was: ResolversParentTypes['Money'] }>;
  PriceChangedLine: PriceChangedLineParent;
  Query: Record<PropertyKey, never>;
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
  RefuseReturnInput: Partial<RefuseReturnInput>;
  RequestReturnInput: Partial<RequestReturnInput>;
  RequestReturnResult: Partial<ResolversUnionTypes<ResolversParentTypes>['RequestReturnResult']>;
  RequestedReturn: RequestedReturnParent;
  Return: ReturnParent;
  ReturnAlreadyDecided: Partial<ReturnAlreadyDecided>;
  ReturnConnection: Partial<Omit<ReturnConnection, 'edges'> & { edges: Array<ResolversParentTypes['ReturnEdge']> }>;
  ReturnEdge: Partial<Omit<ReturnEdge, 'node'> & { node: ResolversParentTypes['Return'] }>;
  ReturnLabel: Partial<ReturnLabel>;
  ReturnLine: ReturnLineParent;
  ReturnLineInput: Partial<ReturnLineInput>;
  ReturnStatusEntry: ReturnStatusEntryParent;
  Subscription: Record<PropertyKey, never>;
  User: UserParent;
  Variant: VariantParent;
  String: Partial<Scalars['String']['output']>;
  Boolean: Partial<Scalars['Boolean']['output']>;
  Int: Partial<Scalars['Int']['output']>;
};

export type AdmissionDirectiveArgs = {
  each?: Maybe<Scalars['String']['input']>;
  query: Scalars['String']['input'];
  select?: Maybe<Scalars['String']['input']>;
  told?: Maybe<Scalars['String']['input']>;
};

export type AdmissionDirectiveResolver<Result, Parent, ContextType = Context, Args = AdmissionDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<Caching__Scope>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type EventDirectiveArgs = {
  filter?: Maybe<Array<Scalars['String']['input']>>;
  key: Scalars['String']['input'];
  overflow?: Maybe<Scalars['String']['input']>;
  owner?: Maybe<Scalars['String']['input']>;
  select: Scalars['String']['input'];
  staff?: Maybe<Array<Scalars['String']['input']>>;
  topic: Scalars['String']['input'];
  types?: Maybe<Array<Scalars['String']['input']>>;
};

export type EventDirectiveResolver<Result, Parent, ContextType = Context, Args = EventDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type InvalidatedByDirectiveArgs = {
  tags: Array<Scalars['String']['input']>;
  topic: Scalars['String']['input'];
  types?: Maybe<Array<Scalars['String']['input']>>;
};

export type InvalidatedByDirectiveResolver<Result, Parent, ContextType = Context, Args = InvalidatedByDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CancelOrderResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelOrderResult'] = ResolversParentTypes['CancelOrderResult']> = {
  __resolveType?: TypeResolveFn<'CancelledOrder' | 'IdempotencyConflict' | 'InvalidInput' | 'NotCancellable' | 'NotFound', ParentType, ContextType>;
};

export type CancelledOrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CancelledOrder'] = ResolversParentTypes['CancelledOrder']> = {
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CartClosedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartClosed'] = ResolversParentTypes['CartClosed']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CartEmptyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartEmpty'] = ResolversParentTypes['CartEmpty']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DecideReturnResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DecideReturnResult'] = ResolversParentTypes['DecideReturnResult']> = {
  __resolveType?: TypeResolveFn<'DecidedReturn' | 'IdempotencyConflict' | 'InvalidInput' | 'NotFound' | 'ReturnAlreadyDecided', ParentType, ContextType>;
};

export type DecidedReturnResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DecidedReturn'] = ResolversParentTypes['DecidedReturn']> = {
  return?: Resolver<ResolversTypes['Return'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DeliveryAddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeliveryAddress'] = ResolversParentTypes['DeliveryAddress']> = {
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recipient?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  street?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeliverySlotFullResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeliverySlotFull'] = ResolversParentTypes['DeliverySlotFull']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdempotencyConflictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdempotencyConflict'] = ResolversParentTypes['IdempotencyConflict']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidInput'] = ResolversParentTypes['InvalidInput']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  approveReturn?: Resolver<ResolversTypes['DecideReturnResult'], ParentType, ContextType, RequireFields<MutationApproveReturnArgs, 'input'>>;
  cancelOrder?: Resolver<ResolversTypes['CancelOrderResult'], ParentType, ContextType, RequireFields<MutationCancelOrderArgs, 'input'>>;
  placeOrder?: Resolver<ResolversTypes['PlaceOrderResult'], ParentType, ContextType, RequireFields<MutationPlaceOrderArgs, 'input'>>;
  refuseReturn?: Resolver<ResolversTypes['DecideReturnResult'], ParentType, ContextType, RequireFields<MutationRefuseReturnArgs, 'input'>>;
  requestReturn?: Resolver<ResolversTypes['RequestReturnResult'], ParentType, ContextType, RequireFields<MutationRequestReturnArgs, 'input'>>;
};

export type NotCancellableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotCancellable'] = ResolversParentTypes['NotCancellable']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotFound'] = ResolversParentTypes['NotFound']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NotReturnableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotReturnable'] = ResolversParentTypes['NotReturnable']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['NotReturnableLine']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type NotReturnableLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotReturnableLine'] = ResolversParentTypes['NotReturnableLine']> = {
  orderLineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  requested?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  returnable?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  buyer?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  cancelReason?: Resolver<Maybe<ResolversTypes['CancelReason']>, ParentType, ContextType>;
  cancellable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  deliveryAddress?: Resolver<ResolversTypes['DeliveryAddress'], ParentType, ContextType>;
  history?: Resolver<Array<ResolversTypes['OrderStatusEntry']>, ParentType, ContextType>;
  holdExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  placedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  process?: Resolver<Maybe<ResolversTypes['OrderProcess']>, ParentType, ContextType>;
  returnable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  returns?: Resolver<Array<ResolversTypes['Return']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type OrderConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderConnection'] = ResolversParentTypes['OrderConnection']> = {
  edges?: Resolver<Array<ResolversTypes['OrderEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OrderEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderEdge'] = ResolversParentTypes['OrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
};

export type OrderLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderLine'] = ResolversParentTypes['OrderLine'], FederationReferenceType extends FederationReferenceTypes['OrderLine'] = FederationReferenceTypes['OrderLine']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['OrderLine']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  unitPrice?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
};

export type OrderProcessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderProcess'] = ResolversParentTypes['OrderProcess']> = {
  deadline?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  history?: Resolver<Array<ResolversTypes['OrderProcessStep']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OrderProcessStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderProcessStep'] = ResolversParentTypes['OrderProcessStep']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  event?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OrderStatusEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderStatusEntry'] = ResolversParentTypes['OrderStatusEntry']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['OrderStatus'], ParentType, ContextType>;
};

export type OrderStatusEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderStatusEvent'] = ResolversParentTypes['OrderStatusEvent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  resumeToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OutOfStockResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OutOfStock'] = ResolversParentTypes['OutOfStock']> = {
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['OutOfStockLine']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OutOfStockLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OutOfStockLine'] = ResolversParentTypes['OutOfStockLine']> = {
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  requested?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  redirectUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PaymentStatus'], ParentType, ContextType>;
};

export type PlaceOrderResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlaceOrderResult'] = ResolversParentTypes['PlaceOrderResult']> = {
  __resolveType?: TypeResolveFn<'CartClosed' | 'CartEmpty' | 'DeliverySlotFull' | 'IdempotencyConflict' | 'InvalidInput' | 'NotFound' | 'OutOfStock' | 'PlacedOrder' | 'PriceChanged', ParentType, ContextType>;
};

export type PlacedOrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PlacedOrder'] = ResolversParentTypes['PlacedOrder']> = {
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PriceChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceChanged'] = ResolversParentTypes['PriceChanged']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['PriceChangedLine']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  now?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  was?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PriceChangedLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceChangedLine'] = ResolversParentTypes['PriceChangedLine']> = {
  now?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
  was?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType, RequireFields<QueryOrderArgs, 'id'>>;
  return?: Resolver<Maybe<ResolversTypes['Return']>, ParentType, ContextType, RequireFields<QueryReturnArgs, 'id'>>;
  returns?: Resolver<ResolversTypes['ReturnConnection'], ParentType, ContextType, RequireFields<QueryReturnsArgs, 'first'>>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType?: TypeResolveFn<'CartClosed' | 'CartEmpty' | 'DeliverySlotFull' | 'IdempotencyConflict' | 'InvalidInput' | 'NotCancellable' | 'NotFound' | 'NotReturnable' | 'OutOfStock' | 'PriceChanged' | 'ReturnAlreadyDecided', ParentType, ContextType>;
};

export type RequestReturnResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RequestReturnResult'] = ResolversParentTypes['RequestReturnResult']> = {
  __resolveType?: TypeResolveFn<'IdempotencyConflict' | 'InvalidInput' | 'NotFound' | 'NotReturnable' | 'RequestedReturn', ParentType, ContextType>;
};

export type RequestedReturnResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RequestedReturn'] = ResolversParentTypes['RequestedReturn']> = {
  return?: Resolver<ResolversTypes['Return'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReturnResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Return'] = ResolversParentTypes['Return'], FederationReferenceType extends FederationReferenceTypes['Return'] = FederationReferenceTypes['Return']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Return']> | FederationReferenceType, FederationReferenceType, ContextType>;
  comment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  explanation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  history?: Resolver<Array<ResolversTypes['ReturnStatusEntry']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['ReturnLabel']>, ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['ReturnLine']>, ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  photoKeys?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  process?: Resolver<Maybe<ResolversTypes['OrderProcess']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ReturnReason'], ParentType, ContextType>;
  refund?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ReturnStatus'], ParentType, ContextType>;
};

export type ReturnAlreadyDecidedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReturnAlreadyDecided'] = ResolversParentTypes['ReturnAlreadyDecided']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ReturnStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReturnConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReturnConnection'] = ResolversParentTypes['ReturnConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ReturnEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ReturnEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReturnEdge'] = ResolversParentTypes['ReturnEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Return'], ParentType, ContextType>;
};

export type ReturnLabelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReturnLabel'] = ResolversParentTypes['ReturnLabel']> = {
  carrier?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  trackingNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReturnLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReturnLine'] = ResolversParentTypes['ReturnLine']> = {
  orderLine?: Resolver<ResolversTypes['OrderLine'], ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  restocked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  writtenOff?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReturnStatusEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReturnStatusEntry'] = ResolversParentTypes['ReturnStatusEntry']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ReturnStatus'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  orderStatusChanged?: SubscriptionResolver<Maybe<ResolversTypes['OrderStatusEvent']>, "orderStatusChanged", ParentType, ContextType, RequireFields<SubscriptionOrderStatusChangedArgs, 'orderId'>>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  orders?: Resolver<ResolversTypes['OrderConnection'], ParentType, ContextType, RequireFields<UserOrdersArgs, 'first'>>;
};

export type VariantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Variant'] = ResolversParentTypes['Variant']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  CancelOrderResult?: CancelOrderResultResolvers<ContextType>;
  CancelledOrder?: CancelledOrderResolvers<ContextType>;
  CartClosed?: CartClosedResolvers<ContextType>;
  CartEmpty?: CartEmptyResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DecideReturnResult?: DecideReturnResultResolvers<ContextType>;
  DecidedReturn?: DecidedReturnResolvers<ContextType>;
  Decimal?: GraphQLScalarType;
  DeliveryAddress?: DeliveryAddressResolvers<ContextType>;
  DeliverySlotFull?: DeliverySlotFullResolvers<ContextType>;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NotCancellable?: NotCancellableResolvers<ContextType>;
  NotFound?: NotFoundResolvers<ContextType>;
  NotReturnable?: NotReturnableResolvers<ContextType>;
  NotReturnableLine?: NotReturnableLineResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderConnection?: OrderConnectionResolvers<ContextType>;
  OrderEdge?: OrderEdgeResolvers<ContextType>;
  OrderLine?: OrderLineResolvers<ContextType>;
  OrderProcess?: OrderProcessResolvers<ContextType>;
  OrderProcessStep?: OrderProcessStepResolvers<ContextType>;
  OrderStatusEntry?: OrderStatusEntryResolvers<ContextType>;
  OrderStatusEvent?: OrderStatusEventResolvers<ContextType>;
  OutOfStock?: OutOfStockResolvers<ContextType>;
  OutOfStockLine?: OutOfStockLineResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  PlaceOrderResult?: PlaceOrderResultResolvers<ContextType>;
  PlacedOrder?: PlacedOrderResolvers<ContextType>;
  PriceChanged?: PriceChangedResolvers<ContextType>;
  PriceChangedLine?: PriceChangedLineResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  RequestReturnResult?: RequestReturnResultResolvers<ContextType>;
  RequestedReturn?: RequestedReturnResolvers<ContextType>;
  Return?: ReturnResolvers<ContextType>;
  ReturnAlreadyDecided?: ReturnAlreadyDecidedResolvers<ContextType>;
  ReturnConnection?: ReturnConnectionResolvers<ContextType>;
  ReturnEdge?: ReturnEdgeResolvers<ContextType>;
  ReturnLabel?: ReturnLabelResolvers<ContextType>;
  ReturnLine?: ReturnLineResolvers<ContextType>;
  ReturnStatusEntry?: ReturnStatusEntryResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  Variant?: VariantResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  admission?: AdmissionDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  event?: EventDirectiveResolver<any, any, ContextType>;
  invalidatedBy?: InvalidatedByDirectiveResolver<any, any, ContextType>;
};
