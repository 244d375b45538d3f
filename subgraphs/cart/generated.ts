import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyParent } from '../../schema/money.ts';
import type { Cart as CartParent, CartLine as CartLineParent, CheckoutCart as CheckoutCartParent, CheckoutLine as CheckoutLineParent, Variant as VariantParent } from './mappers.ts';
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

/** The cart with the prices of now as seen, or why not. */
export type AcceptCartPricesResult = Cart | NotFound;

/** What to put into a cart. */
export type AddToCartInput = {
  /** How many more, 1 to 99. */
  quantity?: InputMaybe<Scalars['Int']['input']>;
  /** A guest's token; none makes a new cart. Not needed by who is signed in. */
  token?: InputMaybe<Scalars['ID']['input']>;
  /** The variant. */
  variantId: Scalars['ID']['input'];
};

/** The cart with the variant in it, or why it was not put in. */
export type AddToCartResult = Cart | InvalidInput | NotFound | OutOfStock | VariantUnavailable;

/** The lines to order, or why not now. */
export type BeginCheckoutResult = CartClosed | CartEmpty | CheckoutCart | NotFound;

/** What a buyer means to buy. It is forgotten seven days after its last use. */
export type Cart = {
  __typename?: 'Cart';
  /** When the cart is forgotten unless it is used again. */
  expiresAt: Scalars['DateTime']['output'];
  /** Opaque, and not a secret: nobody but the owner, or the guest who holds the token, gets at a cart. */
  id: Scalars['ID']['output'];
  /** What is in it, in the order it was put in; at most 100 lines. */
  lines: Array<CartLine>;
  /** How many pieces are in it. */
  quantity: Scalars['Int']['output'];
  /** The guest's token, to whoever sent it and to whoever was given the cart just now. Null for a cart of somebody signed in. */
  token?: Maybe<Scalars['ID']['output']>;
  /**
   * What the lines that are still sold cost now, without delivery. Null when there is no such line; null with an `UNAVAILABLE`
   * error while the catalogue does not answer.
   */
  total?: Maybe<Money>;
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

/** A variant in a cart, and how many of it. */
export type CartLine = {
  __typename?: 'CartLine';
  /** Opaque; stays the same as long as the variant is in the cart. */
  id: Scalars['ID']['output'];
  /**
   * Why the line cannot be bought as it is. Null when nothing is known to be wrong: while inventory does not answer, stock is not
   * judged here, and placing the order judges it in any case.
   */
  problem?: Maybe<CartProblem>;
  /** How many, 1 to 99. */
  quantity: Scalars['Int']['output'];
  /** What one cost when the buyer last put it in, or last accepted the prices. */
  seenPrice: Money;
  /** What the line costs now; null whenever `unitPrice` is. */
  total?: Maybe<Money>;
  /**
   * What one costs now. Null when the variant is not sold any more; null with an `UNAVAILABLE` error while the catalogue does
   * not answer.
   */
  unitPrice?: Maybe<Money>;
  /** The variant. */
  variant: Variant;
};

/** Why a line cannot be bought as it is. */
export type CartProblem = OutOfStock | PriceChanged | VariantUnavailable;

/** The lines of a cart as they were when its check-out began. */
export type CheckoutCart = {
  __typename?: 'CheckoutCart';
  /** The cart. */
  cartId: Scalars['ID']['output'];
  /** What to order, in the order it was put in. */
  lines: Array<CheckoutLine>;
};

/** A line to order. */
export type CheckoutLine = {
  __typename?: 'CheckoutLine';
  /** How many. */
  quantity: Scalars['Int']['output'];
  /** What one cost when the buyer last saw it. */
  seenPrice: Money;
  /** The variant. */
  variantId: Scalars['ID']['output'];
};

/** The empty cart, or why it is not empty. */
export type ClearCartResult = Cart | CartClosed | NotFound;

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

/** The signed-in buyer's cart with the guest's lines in it; `NotFound` when no cart has this token (any more). */
export type MergeCartResult = Cart | NotFound;

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
  /** Says that the buyer has seen what the lines cost now: `PriceChanged` problems go away. */
  acceptCartPrices: AcceptCartPricesResult;
  /**
   * Puts a variant into the viewer's cart, or more of one that is in it already. A guest without a cart, or with the token
   * of one that is gone, gets a new cart, whose `token` is in the answer: keep it. Parallel calls all count.
   */
  addToCart: AddToCartResult;
  /**
   * For peers, on behalf of the cart's owner: takes the lines as they are now and keeps others from checking the same lines out.
   * The same key always gets the same lines. Another key is refused while a check-out is under way, at most 60 seconds.
   */
  beginCheckout: BeginCheckoutResult;
  /** Takes every line out. The cart, its id and a guest's token stay. */
  clearCart: ClearCartResult;
  /** For peers, on behalf of the cart's owner: ends a check-out that led to no order. False when it was not under way. */
  endCheckout: Scalars['Boolean']['output'];
  /**
   * Moves a guest's cart into the cart of whoever is signed in. Equal variants add up, to at most 99. Nothing is dropped: lines
   * that find no room (100 lines, or another currency than the cart's) stay in the guest's cart, which else is gone with its
   * token. Logging in with `cartToken` does this too.
   */
  mergeCart: MergeCartResult;
  /** Takes a line out. A line that is out already stays out. */
  removeCartLine: RemoveCartLineResult;
  /** Sets how many of a line are wanted. */
  setCartLineQuantity: SetCartLineQuantityResult;
};


export type MutationAcceptCartPricesArgs = {
  token?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationAddToCartArgs = {
  input: AddToCartInput;
};


export type MutationBeginCheckoutArgs = {
  cartId: Scalars['ID']['input'];
  key: Scalars['ID']['input'];
};


export type MutationClearCartArgs = {
  token?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationEndCheckoutArgs = {
  cartId: Scalars['ID']['input'];
  key: Scalars['ID']['input'];
};


export type MutationMergeCartArgs = {
  token: Scalars['ID']['input'];
};


export type MutationRemoveCartLineArgs = {
  input: RemoveCartLineInput;
};


export type MutationSetCartLineQuantityArgs = {
  input: SetCartLineQuantityInput;
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
  /**
   * The viewer's open cart: of whoever is signed in, else of the guest who holds the token. Null when there is none, it was
   * not used for seven days, or the token is not one of ours. Looking at a cart counts as using it.
   */
  cart?: Maybe<Cart>;
};


export type QueryCartArgs = {
  token?: InputMaybe<Scalars['ID']['input']>;
};

/** An expected answer that is not the wished one. It changes nothing; its type carries the facts. */
export type Refusal = {
  /** A stable code, for programs. */
  code: Scalars['String']['output'];
  /** What happened and what to do about it, for people. */
  message: Scalars['String']['output'];
};

/** A line to take out. */
export type RemoveCartLineInput = {
  /** The line. */
  lineId: Scalars['ID']['input'];
  /** A guest's token. */
  token?: InputMaybe<Scalars['ID']['input']>;
};

/** The cart without the line, or why it stays. */
export type RemoveCartLineResult = Cart | CartClosed | NotFound;

/** How many of a line are wanted. */
export type SetCartLineQuantityInput = {
  /** The line. */
  lineId: Scalars['ID']['input'];
  /** How many, 1 to 99; to have none, remove the line. */
  quantity: Scalars['Int']['input'];
  /** A guest's token. */
  token?: InputMaybe<Scalars['ID']['input']>;
};

/** The cart with the new quantity, or why the old one stays. */
export type SetCartLineQuantityResult = Cart | CartClosed | InvalidInput | NotFound | OutOfStock;

/** One stock keeping unit: the thing that is bought, stocked and shipped. */
export type Variant = {
  __typename?: 'Variant';
  /** Opaque id. */
  id: Scalars['ID']['output'];
};

/** The variant is not sold: not now, or not in this cart. */
export type VariantUnavailable = Refusal & {
  __typename?: 'VariantUnavailable';
  /** Always `VARIANT_UNAVAILABLE`. */
  code: Scalars['String']['output'];
  /** Why it cannot be bought. */
  message: Scalars['String']['output'];
  /** The variant. */
  variant: Variant;
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
  Cart: Cart;
  CartLine: CartLine;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Cart:
    ( { __typename: 'Cart' }
    & GraphQLRecursivePick<FederationTypes['Cart'], {"id":true}> );
  CartLine:
    ( { __typename: 'CartLine' }
    & GraphQLRecursivePick<FederationTypes['CartLine'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  AcceptCartPricesResult:
    | ( CartParent )
    | ( Partial<NotFound> )
  ;
  AddToCartResult:
    | ( CartParent )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<Omit<OutOfStock, 'lines'> & { lines: Array<_RefType['OutOfStockLine']> }> )
    | ( Partial<Omit<VariantUnavailable, 'variant'> & { variant: _RefType['Variant'] }> )
  ;
  BeginCheckoutResult:
    | ( Partial<CartClosed> )
    | ( Partial<CartEmpty> )
    | ( CheckoutCartParent )
    | ( Partial<NotFound> )
  ;
  CartProblem:
    | ( Partial<Omit<OutOfStock, 'lines'> & { lines: Array<_RefType['OutOfStockLine']> }> )
    | ( Partial<Omit<PriceChanged, 'lines' | 'now' | 'was'> & { lines: Array<_RefType['PriceChangedLine']>, now: _RefType['Money'], was: _RefType['Money'] }> )
    | ( Partial<Omit<VariantUnavailable, 'variant'> & { variant: _RefType['Variant'] }> )
  ;
  ClearCartResult:
    | ( CartParent )
    | ( Partial<CartClosed> )
    | ( Partial<NotFound> )
  ;
  MergeCartResult:
    | ( CartParent )
    | ( Partial<NotFound> )
  ;
  RemoveCartLineResult:
    | ( CartParent )
    | ( Partial<CartClosed> )
    | ( Partial<NotFound> )
  ;
  SetCartLineQuantityResult:
    | ( CartParent )
    | ( Partial<CartClosed> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<Omit<OutOfStock, 'lines'> & { lines: Array<_RefType['OutOfStockLine']> }> )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( Partial<CartClosed> )
    | ( Partial<CartEmpty> )
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<Omit<OutOfStock, 'lines'> & { lines: Array<_RefType['OutOfStockLine']> }> )
    | ( Partial<Omit<PriceChanged, 'lines' | 'now' | 'was'> & { lines: Array<_RefType['PriceChangedLine']>, now: _RefType['Money'], was: _RefType['Money'] }> )
    | ( Partial<Omit<VariantUnavailable, 'variant'> & { variant: _RefType['Variant'] }> )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcceptCartPricesResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AcceptCartPricesResult']>>;
  AddToCartInput: ResolverTypeWrapper<Partial<AddToCartInput>>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  AddToCartResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddToCartResult']>>;
  BeginCheckoutResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['BeginCheckoutResult']>>;
  Cart: ResolverTypeWrapper<CartParent>;
  CartClosed: ResolverTypeWrapper<Partial<CartClosed>>;
  CartEmpty: ResolverTypeWrapper<Partial<CartEmpty>>;
  CartLine: ResolverTypeWrapper<CartLineParent>;
  CartProblem: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CartProblem']>>;
  CheckoutCart: ResolverTypeWrapper<CheckoutCartParent>;
  CheckoutLine: ResolverTypeWrapper<CheckoutLineParent>;
  ClearCartResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ClearCartResult']>>;
  CurrencyCode: ResolverTypeWrapper<Partial<Scalars['CurrencyCode']['output']>>;
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  Decimal: ResolverTypeWrapper<Partial<Scalars['Decimal']['output']>>;
  IdempotencyConflict: ResolverTypeWrapper<Partial<IdempotencyConflict>>;
  InvalidInput: ResolverTypeWrapper<Partial<InvalidInput>>;
  LanguageCode: ResolverTypeWrapper<Partial<LanguageCode>>;
  MergeCartResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['MergeCartResult']>>;
  Money: ResolverTypeWrapper<MoneyParent>;
  MoneyInput: ResolverTypeWrapper<Partial<MoneyInput>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotFound: ResolverTypeWrapper<Partial<NotFound>>;
  OutOfStock: ResolverTypeWrapper<Partial<Omit<OutOfStock, 'lines'> & { lines: Array<ResolversTypes['OutOfStockLine']> }>>;
  OutOfStockLine: ResolverTypeWrapper<Partial<Omit<OutOfStockLine, 'variant'> & { variant: ResolversTypes['Variant'] }>>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  PriceChanged: ResolverTypeWrapper<Partial<Omit<PriceChanged, 'lines' | 'now' | 'was'> & { lines: Array<ResolversTypes['PriceChangedLine']>, now: ResolversTypes['Money'], was: ResolversTypes['Money'] }>>;
  PriceChangedLine: ResolverTypeWrapper<Partial<Omit<PriceChangedLine, 'now' | 'variant' | 'was'> & { now: ResolversTypes['Money'], variant: ResolversTypes['Variant'], was: ResolversTypes['Money'] }>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  RemoveCartLineInput: ResolverTypeWrapper<Partial<RemoveCartLineInput>>;
  RemoveCartLineResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RemoveCartLineResult']>>;
  SetCartLineQuantityInput: ResolverTypeWrapper<Partial<SetCartLineQuantityInput>>;
  SetCartLineQuantityResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetCartLineQuantityResult']>>;
  Variant: ResolverTypeWrapper<VariantParent>;
  VariantUnavailable: ResolverTypeWrapper<Partial<Omit<VariantUnavailable, 'variant'> & { variant: ResolversTypes['Variant'] }>>;
  caching__Scope: ResolverTypeWrapper<Partial<Caching__Scope>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AcceptCartPricesResult: Partial<ResolversUnionTypes<ResolversParentTypes>['AcceptCartPricesResult']>;
  AddToCartInput: Partial<AddToCartInput>;
  ID: Partial<Scalars['ID']['output']>;
  AddToCartResult: Partial<ResolversUnionTypes<ResolversParentTypes>['AddToCartResult']>;
  BeginCheckoutResult: Partial<ResolversUnionTypes<ResolversParentTypes>['BeginCheckoutResult']>;
  Cart: CartParent;
  CartClosed: Partial<CartClosed>;
  CartEmpty: Partial<CartEmpty>;
  CartLine: CartLineParent;
  CartProblem: Partial<ResolversUnionTypes<ResolversParentTypes>['CartProblem']>;
  CheckoutCart: CheckoutCartParent;
  CheckoutLine: CheckoutLineParent;
  ClearCartResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ClearCartResult']>;
  CurrencyCode: Partial<Scalars['CurrencyCode']['output']>;
  DateTime: Partial<Scalars['DateTime']['output']>;
  Decimal: Partial<Scalars['Decimal']['output']>;
  IdempotencyConflict: Partial<IdempotencyConflict>;
  InvalidInput: Partial<InvalidInput>;
  MergeCartResult: Partial<ResolversUnionTypes<ResolversParentTypes>['MergeCartResult']>;
  Money: MoneyParent;
  MoneyInput: Partial<MoneyInput>;
  Mutation: Record<PropertyKey, never>;
  NotFound: Partial<NotFound>;
  OutOfStock: Partial<Omit<OutOfStock, 'lines'> & { lines: Array<ResolversParentTypes['OutOfStockLine']> }>;
  OutOfStockLine: Partial<Omit<OutOfStockLine, 'variant'> & { variant: ResolversParentTypes['Variant'] }>;
  PageInfo: Partial<PageInfo>;
  PriceChanged: Partial<Omit<PriceChanged, 'lines' | 'now' | 'was'> & { lines: Array<ResolversParentTypes['PriceChangedLine']>, now: ResolversParentTypes['Money'], was: ResolversParentTypes['Money'] }>;
  PriceChangedLine: Partial<Omit<PriceChangedLine, 'now' | 'variant' | 'was'> & { now: ResolversParentTypes['Money'], variant: ResolversParentTypes['Variant'], was: ResolversParentTypes['Money'] }>;
  Query: Record<PropertyKey, never>;
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
  RemoveCartLineInput: Partial<RemoveCartLineInput>;
  RemoveCartLineResult: Partial<ResolversUnionTypes<ResolversParentTypes>['RemoveCartLineResult']>;
  SetCartLineQuantityInput: Partial<SetCartLineQuantityInput>;
  SetCartLineQuantityResult: Partial<ResolversUnionTypes<ResolversParentTypes>['SetCartLineQuantityResult']>;
  Variant: VariantParent;
  VariantUnavailable: Partial<Omit<VariantUnavailable, 'variant'> & { variant: ResolversParentTypes['Variant'] }>;
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

export type AcceptCartPricesResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AcceptCartPricesResult'] = ResolversParentTypes['AcceptCartPricesResult']> = {
  __resolveType?: TypeResolveFn<'Cart' | 'NotFound', ParentType, ContextType>;
};

export type AddToCartResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddToCartResult'] = ResolversParentTypes['AddToCartResult']> = {
  __resolveType?: TypeResolveFn<'Cart' | 'InvalidInput' | 'NotFound' | 'OutOfStock' | 'VariantUnavailable', ParentType, ContextType>;
};

export type BeginCheckoutResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BeginCheckoutResult'] = ResolversParentTypes['BeginCheckoutResult']> = {
  __resolveType?: TypeResolveFn<'CartClosed' | 'CartEmpty' | 'CheckoutCart' | 'NotFound', ParentType, ContextType>;
};

export type CartResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Cart'] = ResolversParentTypes['Cart'], FederationReferenceType extends FederationReferenceTypes['Cart'] = FederationReferenceTypes['Cart']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Cart']> | FederationReferenceType, FederationReferenceType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['CartLine']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
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

export type CartLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartLine'] = ResolversParentTypes['CartLine'], FederationReferenceType extends FederationReferenceTypes['CartLine'] = FederationReferenceTypes['CartLine']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['CartLine']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  problem?: Resolver<Maybe<ResolversTypes['CartProblem']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  seenPrice?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  unitPrice?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
};

export type CartProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartProblem'] = ResolversParentTypes['CartProblem']> = {
  __resolveType?: TypeResolveFn<'OutOfStock' | 'PriceChanged' | 'VariantUnavailable', ParentType, ContextType>;
};

export type CheckoutCartResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheckoutCart'] = ResolversParentTypes['CheckoutCart']> = {
  cartId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['CheckoutLine']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CheckoutLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheckoutLine'] = ResolversParentTypes['CheckoutLine']> = {
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  seenPrice?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  variantId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ClearCartResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ClearCartResult'] = ResolversParentTypes['ClearCartResult']> = {
  __resolveType?: TypeResolveFn<'Cart' | 'CartClosed' | 'NotFound', ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

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

export type MergeCartResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MergeCartResult'] = ResolversParentTypes['MergeCartResult']> = {
  __resolveType?: TypeResolveFn<'Cart' | 'NotFound', ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptCartPrices?: Resolver<ResolversTypes['AcceptCartPricesResult'], ParentType, ContextType, Partial<MutationAcceptCartPricesArgs>>;
  addToCart?: Resolver<ResolversTypes['AddToCartResult'], ParentType, ContextType, RequireFields<MutationAddToCartArgs, 'input'>>;
  beginCheckout?: Resolver<ResolversTypes['BeginCheckoutResult'], ParentType, ContextType, RequireFields<MutationBeginCheckoutArgs, 'cartId' | 'key'>>;
  clearCart?: Resolver<ResolversTypes['ClearCartResult'], ParentType, ContextType, Partial<MutationClearCartArgs>>;
  endCheckout?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationEndCheckoutArgs, 'cartId' | 'key'>>;
  mergeCart?: Resolver<ResolversTypes['MergeCartResult'], ParentType, ContextType, RequireFields<MutationMergeCartArgs, 'token'>>;
  removeCartLine?: Resolver<ResolversTypes['RemoveCartLineResult'], ParentType, ContextType, RequireFields<MutationRemoveCartLineArgs, 'input'>>;
  setCartLineQuantity?: Resolver<ResolversTypes['SetCartLineQuantityResult'], ParentType, ContextType, RequireFields<MutationSetCartLineQuantityArgs, 'input'>>;
};

export type NotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotFound'] = ResolversParentTypes['NotFound']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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
  cart?: Resolver<Maybe<ResolversTypes['Cart']>, ParentType, ContextType, Partial<QueryCartArgs>>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType?: TypeResolveFn<'CartClosed' | 'CartEmpty' | 'IdempotencyConflict' | 'InvalidInput' | 'NotFound' | 'OutOfStock' | 'PriceChanged' | 'VariantUnavailable', ParentType, ContextType>;
};

export type RemoveCartLineResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveCartLineResult'] = ResolversParentTypes['RemoveCartLineResult']> = {
  __resolveType?: TypeResolveFn<'Cart' | 'CartClosed' | 'NotFound', ParentType, ContextType>;
};

export type SetCartLineQuantityResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetCartLineQuantityResult'] = ResolversParentTypes['SetCartLineQuantityResult']> = {
  __resolveType?: TypeResolveFn<'Cart' | 'CartClosed' | 'InvalidInput' | 'NotFound' | 'OutOfStock', ParentType, ContextType>;
};

export type VariantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Variant'] = ResolversParentTypes['Variant']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type VariantUnavailableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VariantUnavailable'] = ResolversParentTypes['VariantUnavailable']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AcceptCartPricesResult?: AcceptCartPricesResultResolvers<ContextType>;
  AddToCartResult?: AddToCartResultResolvers<ContextType>;
  BeginCheckoutResult?: BeginCheckoutResultResolvers<ContextType>;
  Cart?: CartResolvers<ContextType>;
  CartClosed?: CartClosedResolvers<ContextType>;
  CartEmpty?: CartEmptyResolvers<ContextType>;
  CartLine?: CartLineResolvers<ContextType>;
  CartProblem?: CartProblemResolvers<ContextType>;
  CheckoutCart?: CheckoutCartResolvers<ContextType>;
  CheckoutLine?: CheckoutLineResolvers<ContextType>;
  ClearCartResult?: ClearCartResultResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  MergeCartResult?: MergeCartResultResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NotFound?: NotFoundResolvers<ContextType>;
  OutOfStock?: OutOfStockResolvers<ContextType>;
  OutOfStockLine?: OutOfStockLineResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PriceChanged?: PriceChangedResolvers<ContextType>;
  PriceChangedLine?: PriceChangedLineResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  RemoveCartLineResult?: RemoveCartLineResultResolvers<ContextType>;
  SetCartLineQuantityResult?: SetCartLineQuantityResultResolvers<ContextType>;
  Variant?: VariantResolvers<ContextType>;
  VariantUnavailable?: VariantUnavailableResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  admission?: AdmissionDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  event?: EventDirectiveResolver<any, any, ContextType>;
  invalidatedBy?: InvalidatedByDirectiveResolver<any, any, ContextType>;
};
