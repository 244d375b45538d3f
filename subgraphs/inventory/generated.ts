import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyParent } from '../../schema/money.ts';
import type { Variant as VariantParent, Product as ProductParent, Warehouse as WarehouseParent, StockLevel as StockLevelParent, StockMovement as StockMovementParent } from './mappers.ts';
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

/** A correction of one warehouse's stock of a variant; name the warehouse by id or by code. */
export type AdjustStockInput = {
  /** How many more (or, negative, fewer) there are than was thought; not 0. */
  change: Scalars['Int']['input'];
  /** Repeating a request with its key corrects nothing twice; without a key each request counts. */
  idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  /** Why, 1 to 500 characters: counted, damaged, lost. */
  reason: Scalars['String']['input'];
  /** What is corrected. */
  variantId: Scalars['ID']['input'];
  /** Where, by code. */
  warehouseCode?: InputMaybe<Scalars['String']['input']>;
  /** Where, by id. */
  warehouseId?: InputMaybe<Scalars['ID']['input']>;
};

/** How adjustStock ends. */
export type AdjustStockResult = BelowReserved | IdempotencyConflict | InvalidInput | NotFound | StockAdjusted;

/** How much of something can be had now. */
export type Availability = {
  __typename?: 'Availability';
  /** Whether at least one can be had. */
  inStock: Scalars['Boolean']['output'];
  /** How many can be had now, over all warehouses: what lies there less what is held for others. */
  quantityLeft: Scalars['Int']['output'];
};

/** The correction would leave less than is held for orders, or less than nothing. */
export type BelowReserved = Refusal & {
  __typename?: 'BelowReserved';
  /** Always `BELOW_RESERVED`. */
  code: Scalars['String']['output'];
  /** How far a correction may go. */
  message: Scalars['String']['output'];
  /** How many lie there. */
  onHand: Scalars['Int']['output'];
  /** How many of those are held for orders. */
  reserved: Scalars['Int']['output'];
};

/** Why a hold was refused. */
export type HoldRefusalReason =
  /** The order was cancelled. */
  | 'ORDER_IS_OVER'
  /** Too few can be had. */
  | 'OUT_OF_STOCK';

/** Nothing is held. */
export type HoldRefused = {
  __typename?: 'HoldRefused';
  /** The lines that cannot be held in full. */
  lines: Array<HoldRefusedLine>;
  /** Why. */
  reason: HoldRefusalReason;
};

/** A line that cannot be held in full. */
export type HoldRefusedLine = {
  __typename?: 'HoldRefusedLine';
  /** How many can be had now. */
  available: Scalars['Int']['output'];
  /** How many were asked for. */
  requested: Scalars['Int']['output'];
  /** What. */
  variantId: Scalars['ID']['output'];
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
  /** Corrects what a warehouse has by what was found or is missing. For warehouse staff and admins. */
  adjustStock: AdjustStockResult;
  /** Takes in deliveries: all of them or, when one is wrong, none. For warehouse staff and admins. */
  receiveStock: ReceiveStockResult;
  /** Gives up an order's hold: checkout went no further. False when it holds nothing. For subgraphs. */
  releaseStock: Scalars['Boolean']['output'];
  /** Holds every line of an order for a while, or none. Repeating it for an order gives the hold it has. For subgraphs. */
  reserveStock: ReserveStockResult;
  /** Makes a warehouse, or changes the one with this code. For warehouse staff and admins. */
  upsertWarehouse: UpsertWarehouseResult;
};


export type MutationAdjustStockArgs = {
  input: AdjustStockInput;
};


export type MutationReceiveStockArgs = {
  idempotencyKey?: InputMaybe<Scalars['ID']['input']>;
  input: Array<StockReceiptInput>;
};


export type MutationReleaseStockArgs = {
  orderId: Scalars['ID']['input'];
};


export type MutationReserveStockArgs = {
  input: ReserveStockInput;
};


export type MutationUpsertWarehouseArgs = {
  input: UpsertWarehouseInput;
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

/** A product, as far as its stock goes. */
export type Product = {
  __typename?: 'Product';
  /** How many of its variants can be had now, all together. */
  availability: Availability;
  /** The product's id. */
  id: Scalars['ID']['output'];
  /** Its variants. */
  variants: Array<Variant>;
};

export type Query = {
  __typename?: 'Query';
  /** What each warehouse has of a variant; none for an unknown one. For warehouse staff and admins. */
  stock: Array<StockLevel>;
  /** What happened to a variant's stock, the latest first. For warehouse staff and admins. */
  stockMovements: StockMovementConnection;
  /** Every warehouse, by code. For warehouse staff and admins. */
  warehouses: Array<Warehouse>;
};


export type QueryStockArgs = {
  variantId: Scalars['ID']['input'];
};


export type QueryStockMovementsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  variantId: Scalars['ID']['input'];
};

/** How receiveStock ends. */
export type ReceiveStockResult = IdempotencyConflict | InvalidInput | NotFound | StockReceived;

/** An expected answer that is not the wished one. It changes nothing; its type carries the facts. */
export type Refusal = {
  /** A stable code, for programs. */
  code: Scalars['String']['output'];
  /** What happened and what to do about it, for people. */
  message: Scalars['String']['output'];
};

/** A line to hold. */
export type ReserveLineInput = {
  /** How many. */
  quantity: Scalars['Int']['input'];
  /** What. */
  variantId: Scalars['ID']['input'];
};

/** What to hold for an order. */
export type ReserveStockInput = {
  /** Where it goes: degrees north; the nearest warehouse that has everything sends it. */
  latitude?: InputMaybe<Scalars['Float']['input']>;
  /** Its lines. */
  lines: Array<ReserveLineInput>;
  /** Where it goes: degrees east. */
  longitude?: InputMaybe<Scalars['Float']['input']>;
  /** The order. */
  orderId: Scalars['ID']['input'];
};

/** How reserveStock ends. */
export type ReserveStockResult = HoldRefused | StockHeld;

/** Stock that was corrected. */
export type StockAdjusted = {
  __typename?: 'StockAdjusted';
  /** The level as it is now. */
  level: StockLevel;
};

/** Every line is held. */
export type StockHeld = {
  __typename?: 'StockHeld';
  /** Until when. */
  expiresAt: Scalars['DateTime']['output'];
};

/** What one warehouse has of one variant. */
export type StockLevel = {
  __typename?: 'StockLevel';
  /** How many of those can still be had. */
  available: Scalars['Int']['output'];
  /** How many lie there. */
  onHand: Scalars['Int']['output'];
  /** How many of those are held for orders. */
  reserved: Scalars['Int']['output'];
  /** The variant. */
  variant: Variant;
  /** The warehouse. */
  warehouse: Warehouse;
};

/** One change of one warehouse's stock of a variant. */
export type StockMovement = {
  __typename?: 'StockMovement';
  /** When. */
  at: Scalars['DateTime']['output'];
  /** Why. */
  kind: StockMovementKind;
  /** By how much what lies there changed. */
  onHandChange: Scalars['Int']['output'];
  /** The order it was for; null for deliveries and corrections. */
  orderId?: Maybe<Scalars['ID']['output']>;
  /** What staff said about it. */
  reason?: Maybe<Scalars['String']['output']>;
  /** By how much what is held changed. */
  reservedChange: Scalars['Int']['output'];
  /** Where. */
  warehouse: Warehouse;
};

/** A page of stock movements. */
export type StockMovementConnection = {
  __typename?: 'StockMovementConnection';
  /** The page's movements. */
  edges: Array<StockMovementEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A stock movement in a list. */
export type StockMovementEdge = {
  __typename?: 'StockMovementEdge';
  /** Where it stands in the list. */
  cursor: Scalars['String']['output'];
  /** The movement. */
  node: StockMovement;
};

/** Why stock changed. */
export type StockMovementKind =
  /** The count was corrected. */
  | 'ADJUSTED'
  /** A delivery came in. */
  | 'RECEIVED'
  /** No longer held. */
  | 'RELEASED'
  /** Held for an order. */
  | 'RESERVED'
  /** Sold to an order. */
  | 'SOLD'
  /** A sale was undone before the goods had left. */
  | 'TAKEN_BACK';

/** A delivery of one variant to one warehouse; name the warehouse by id or by code. */
export type StockReceiptInput = {
  /** How many, from 1 to 1,000,000. */
  quantity: Scalars['Int']['input'];
  /** The delivery note or the like, at most 500 characters. */
  reason?: InputMaybe<Scalars['String']['input']>;
  /** What came. */
  variantId: Scalars['ID']['input'];
  /** Where to, by code. */
  warehouseCode?: InputMaybe<Scalars['String']['input']>;
  /** Where to, by id. */
  warehouseId?: InputMaybe<Scalars['ID']['input']>;
};

/** Stock that was taken in. */
export type StockReceived = {
  __typename?: 'StockReceived';
  /** The levels that changed, as they are now. */
  levels: Array<StockLevel>;
};

/** A warehouse as it should be. */
export type UpsertWarehouseInput = {
  /** Its short name, 1 to 32 letters, digits and dashes: which warehouse it is. */
  code: Scalars['String']['input'];
  /** Degrees north, WGS 84, from -90 to 90. */
  latitude: Scalars['Float']['input'];
  /** Degrees east, WGS 84, from -180 to 180. */
  longitude: Scalars['Float']['input'];
  /** Its name, 1 to 200 characters. */
  name: Scalars['String']['input'];
};

/** How upsertWarehouse ends. */
export type UpsertWarehouseResult = InvalidInput | Warehouse;

/** A variant, as far as its stock goes. */
export type Variant = {
  __typename?: 'Variant';
  /** How many can be had now; none of a variant unknown here. */
  availability: Availability;
  /** The variant's id. */
  id: Scalars['ID']['output'];
};

/** A place where stock lies and parcels leave from. */
export type Warehouse = {
  __typename?: 'Warehouse';
  /** Its short name: `MSK-1`. */
  code: Scalars['String']['output'];
  /** The warehouse's id. */
  id: Scalars['ID']['output'];
  /** Degrees north, WGS 84. */
  latitude: Scalars['Float']['output'];
  /** Degrees east, WGS 84. */
  longitude: Scalars['Float']['output'];
  /** Its name. */
  name: Scalars['String']['output'];
};



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
  Product: Product;
  Variant: Variant;
  Warehouse: Warehouse;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Product:
    ( { __typename: 'Product' }
    & GraphQLRecursivePick<FederationTypes['Product'], {"id":true}>
    & ( Record<PropertyKey, never>
        | GraphQLRecursivePick<FederationTypes['Product'], {"variants":{"id":true}}> ) );
  Variant:
    ( { __typename: 'Variant' }
    & GraphQLRecursivePick<FederationTypes['Variant'], {"id":true}> );
  Warehouse:
    ( { __typename: 'Warehouse' }
    & GraphQLRecursivePick<FederationTypes['Warehouse'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  AdjustStockResult:
    | ( Partial<BelowReserved> )
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<Omit<StockAdjusted, 'level'> & { level: _RefType['StockLevel'] }> )
  ;
  ReceiveStockResult:
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<Omit<StockReceived, 'levels'> & { levels: Array<_RefType['StockLevel']> }> )
  ;
  ReserveStockResult:
    | ( Partial<HoldRefused> )
    | ( Partial<StockHeld> )
  ;
  UpsertWarehouseResult:
    | ( Partial<InvalidInput> )
    | ( WarehouseParent )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( Partial<BelowReserved> )
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AdjustStockInput: ResolverTypeWrapper<Partial<AdjustStockInput>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  AdjustStockResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AdjustStockResult']>>;
  Availability: ResolverTypeWrapper<Partial<Availability>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  BelowReserved: ResolverTypeWrapper<Partial<BelowReserved>>;
  CurrencyCode: ResolverTypeWrapper<Partial<Scalars['CurrencyCode']['output']>>;
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  Decimal: ResolverTypeWrapper<Partial<Scalars['Decimal']['output']>>;
  HoldRefusalReason: ResolverTypeWrapper<Partial<HoldRefusalReason>>;
  HoldRefused: ResolverTypeWrapper<Partial<HoldRefused>>;
  HoldRefusedLine: ResolverTypeWrapper<Partial<HoldRefusedLine>>;
  IdempotencyConflict: ResolverTypeWrapper<Partial<IdempotencyConflict>>;
  InvalidInput: ResolverTypeWrapper<Partial<InvalidInput>>;
  LanguageCode: ResolverTypeWrapper<Partial<LanguageCode>>;
  Money: ResolverTypeWrapper<MoneyParent>;
  MoneyInput: ResolverTypeWrapper<Partial<MoneyInput>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotFound: ResolverTypeWrapper<Partial<NotFound>>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Product: ResolverTypeWrapper<ProductParent>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReceiveStockResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReceiveStockResult']>>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  ReserveLineInput: ResolverTypeWrapper<Partial<ReserveLineInput>>;
  ReserveStockInput: ResolverTypeWrapper<Partial<ReserveStockInput>>;
  Float: ResolverTypeWrapper<Partial<Scalars['Float']['output']>>;
  ReserveStockResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReserveStockResult']>>;
  StockAdjusted: ResolverTypeWrapper<Partial<Omit<StockAdjusted, 'level'> & { level: ResolversTypes['StockLevel'] }>>;
  StockHeld: ResolverTypeWrapper<Partial<StockHeld>>;
  StockLevel: ResolverTypeWrapper<StockLevelParent>;
  StockMovement: ResolverTypeWrapper<StockMovementParent>;
  StockMovementConnection: ResolverTypeWrapper<Partial<Omit<StockMovementConnection, 'edges'> & { edges: Array<ResolversTypes['StockMovementEdge']> }>>;
  StockMovementEdge: ResolverTypeWrapper<Partial<Omit<StockMovementEdge, 'node'> & { node: ResolversTypes['StockMovement'] }>>;
  StockMovementKind: ResolverTypeWrapper<Partial<StockMovementKind>>;
  StockReceiptInput: ResolverTypeWrapper<Partial<StockReceiptInput>>;
  StockReceived: ResolverTypeWrapper<Partial<Omit<StockReceived, 'levels'> & { levels: Array<ResolversTypes['StockLevel']> }>>;
  UpsertWarehouseInput: ResolverTypeWrapper<Partial<UpsertWarehouseInput>>;
  UpsertWarehouseResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpsertWarehouseResult']>>;
  Variant: ResolverTypeWrapper<VariantParent>;
  Warehouse: ResolverTypeWrapper<WarehouseParent>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AdjustStockInput: Partial<AdjustStockInput>;
  Int: Partial<Scalars['Int']['output']>;
  ID: Partial<Scalars['ID']['output']>;
  String: Partial<Scalars['String']['output']>;
  AdjustStockResult: Partial<ResolversUnionTypes<ResolversParentTypes>['AdjustStockResult']>;
  Availability: Partial<Availability>;
  Boolean: Partial<Scalars['Boolean']['output']>;
  BelowReserved: Partial<BelowReserved>;
  CurrencyCode: Partial<Scalars['CurrencyCode']['output']>;
  DateTime: Partial<Scalars['DateTime']['output']>;
  Decimal: Partial<Scalars['Decimal']['output']>;
  HoldRefused: Partial<HoldRefused>;
  HoldRefusedLine: Partial<HoldRefusedLine>;
  IdempotencyConflict: Partial<IdempotencyConflict>;
  InvalidInput: Partial<InvalidInput>;
  Money: MoneyParent;
  MoneyInput: Partial<MoneyInput>;
  Mutation: Record<PropertyKey, never>;
  NotFound: Partial<NotFound>;
  PageInfo: Partial<PageInfo>;
  Product: ProductParent;
  Query: Record<PropertyKey, never>;
  ReceiveStockResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ReceiveStockResult']>;
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
  ReserveLineInput: Partial<ReserveLineInput>;
  ReserveStockInput: Partial<ReserveStockInput>;
  Float: Partial<Scalars['Float']['output']>;
  ReserveStockResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ReserveStockResult']>;
  StockAdjusted: Partial<Omit<StockAdjusted, 'level'> & { level: ResolversParentTypes['StockLevel'] }>;
  StockHeld: Partial<StockHeld>;
  StockLevel: StockLevelParent;
  StockMovement: StockMovementParent;
  StockMovementConnection: Partial<Omit<StockMovementConnection, 'edges'> & { edges: Array<ResolversParentTypes['StockMovementEdge']> }>;
  StockMovementEdge: Partial<Omit<StockMovementEdge, 'node'> & { node: ResolversParentTypes['StockMovement'] }>;
  StockReceiptInput: Partial<StockReceiptInput>;
  StockReceived: Partial<Omit<StockReceived, 'levels'> & { levels: Array<ResolversParentTypes['StockLevel']> }>;
  UpsertWarehouseInput: Partial<UpsertWarehouseInput>;
  UpsertWarehouseResult: Partial<ResolversUnionTypes<ResolversParentTypes>['UpsertWarehouseResult']>;
  Variant: VariantParent;
  Warehouse: WarehouseParent;
};

export type AdjustStockResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AdjustStockResult'] = ResolversParentTypes['AdjustStockResult']> = {
  __resolveType?: TypeResolveFn<'BelowReserved' | 'IdempotencyConflict' | 'InvalidInput' | 'NotFound' | 'StockAdjusted', ParentType, ContextType>;
};

export type AvailabilityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Availability'] = ResolversParentTypes['Availability']> = {
  inStock?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  quantityLeft?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BelowReservedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BelowReserved'] = ResolversParentTypes['BelowReserved']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  onHand?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reserved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
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

export type HoldRefusedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HoldRefused'] = ResolversParentTypes['HoldRefused']> = {
  lines?: Resolver<Array<ResolversTypes['HoldRefusedLine']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['HoldRefusalReason'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type HoldRefusedLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HoldRefusedLine'] = ResolversParentTypes['HoldRefusedLine']> = {
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  requested?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  variantId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
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
  adjustStock?: Resolver<ResolversTypes['AdjustStockResult'], ParentType, ContextType, RequireFields<MutationAdjustStockArgs, 'input'>>;
  receiveStock?: Resolver<ResolversTypes['ReceiveStockResult'], ParentType, ContextType, RequireFields<MutationReceiveStockArgs, 'input'>>;
  releaseStock?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationReleaseStockArgs, 'orderId'>>;
  reserveStock?: Resolver<ResolversTypes['ReserveStockResult'], ParentType, ContextType, RequireFields<MutationReserveStockArgs, 'input'>>;
  upsertWarehouse?: Resolver<ResolversTypes['UpsertWarehouseResult'], ParentType, ContextType, RequireFields<MutationUpsertWarehouseArgs, 'input'>>;
};

export type NotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotFound'] = ResolversParentTypes['NotFound']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProductResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product'], FederationReferenceType extends FederationReferenceTypes['Product'] = FederationReferenceTypes['Product']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Product']> | FederationReferenceType, FederationReferenceType, ContextType>;
  availability?: Resolver<ResolversTypes['Availability'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  stock?: Resolver<Array<ResolversTypes['StockLevel']>, ParentType, ContextType, RequireFields<QueryStockArgs, 'variantId'>>;
  stockMovements?: Resolver<ResolversTypes['StockMovementConnection'], ParentType, ContextType, RequireFields<QueryStockMovementsArgs, 'variantId'>>;
  warehouses?: Resolver<Array<ResolversTypes['Warehouse']>, ParentType, ContextType>;
};

export type ReceiveStockResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReceiveStockResult'] = ResolversParentTypes['ReceiveStockResult']> = {
  __resolveType?: TypeResolveFn<'IdempotencyConflict' | 'InvalidInput' | 'NotFound' | 'StockReceived', ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType?: TypeResolveFn<'BelowReserved' | 'IdempotencyConflict' | 'InvalidInput' | 'NotFound', ParentType, ContextType>;
};

export type ReserveStockResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReserveStockResult'] = ResolversParentTypes['ReserveStockResult']> = {
  __resolveType?: TypeResolveFn<'HoldRefused' | 'StockHeld', ParentType, ContextType>;
};

export type StockAdjustedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockAdjusted'] = ResolversParentTypes['StockAdjusted']> = {
  level?: Resolver<ResolversTypes['StockLevel'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StockHeldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockHeld'] = ResolversParentTypes['StockHeld']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StockLevelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockLevel'] = ResolversParentTypes['StockLevel']> = {
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  onHand?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reserved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
  warehouse?: Resolver<ResolversTypes['Warehouse'], ParentType, ContextType>;
};

export type StockMovementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockMovement'] = ResolversParentTypes['StockMovement']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['StockMovementKind'], ParentType, ContextType>;
  onHandChange?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  orderId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reservedChange?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  warehouse?: Resolver<ResolversTypes['Warehouse'], ParentType, ContextType>;
};

export type StockMovementConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockMovementConnection'] = ResolversParentTypes['StockMovementConnection']> = {
  edges?: Resolver<Array<ResolversTypes['StockMovementEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type StockMovementEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockMovementEdge'] = ResolversParentTypes['StockMovementEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['StockMovement'], ParentType, ContextType>;
};

export type StockReceivedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockReceived'] = ResolversParentTypes['StockReceived']> = {
  levels?: Resolver<Array<ResolversTypes['StockLevel']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpsertWarehouseResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpsertWarehouseResult'] = ResolversParentTypes['UpsertWarehouseResult']> = {
  __resolveType?: TypeResolveFn<'InvalidInput' | 'Warehouse', ParentType, ContextType>;
};

export type VariantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Variant'] = ResolversParentTypes['Variant'], FederationReferenceType extends FederationReferenceTypes['Variant'] = FederationReferenceTypes['Variant']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Variant']> | FederationReferenceType, FederationReferenceType, ContextType>;
  availability?: Resolver<ResolversTypes['Availability'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type WarehouseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Warehouse'] = ResolversParentTypes['Warehouse'], FederationReferenceType extends FederationReferenceTypes['Warehouse'] = FederationReferenceTypes['Warehouse']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Warehouse']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  latitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  longitude?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AdjustStockResult?: AdjustStockResultResolvers<ContextType>;
  Availability?: AvailabilityResolvers<ContextType>;
  BelowReserved?: BelowReservedResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  HoldRefused?: HoldRefusedResolvers<ContextType>;
  HoldRefusedLine?: HoldRefusedLineResolvers<ContextType>;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NotFound?: NotFoundResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReceiveStockResult?: ReceiveStockResultResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  ReserveStockResult?: ReserveStockResultResolvers<ContextType>;
  StockAdjusted?: StockAdjustedResolvers<ContextType>;
  StockHeld?: StockHeldResolvers<ContextType>;
  StockLevel?: StockLevelResolvers<ContextType>;
  StockMovement?: StockMovementResolvers<ContextType>;
  StockMovementConnection?: StockMovementConnectionResolvers<ContextType>;
  StockMovementEdge?: StockMovementEdgeResolvers<ContextType>;
  StockReceived?: StockReceivedResolvers<ContextType>;
  UpsertWarehouseResult?: UpsertWarehouseResultResolvers<ContextType>;
  Variant?: VariantResolvers<ContextType>;
  Warehouse?: WarehouseResolvers<ContextType>;
};

