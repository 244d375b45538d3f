import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyParent } from '../../schema/money.ts';
import type { Shipment as ShipmentParent, ShipmentLine as ShipmentLineParent, TrackingEvent as TrackingEventParent, DeliverySlot as DeliverySlotParent, Order as OrderParent, Warehouse as WarehouseParent, Variant as VariantParent, ReturnParcel as ReturnParcelParent, ReturnParcelLine as ReturnParcelLineParent, Place as PlaceParent } from './mappers.ts';
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

/** Who brings parcels. */
export type Carrier = {
  __typename?: 'Carrier';
  /** Its name. */
  name: Scalars['String']['output'];
};

/** A time at which a delivery can come. */
export type DeliverySlot = {
  __typename?: 'DeliverySlot';
  /** Until when. */
  endsAt: Scalars['DateTime']['output'];
  /** The slot's id: pass it to placeOrder. */
  id: Scalars['ID']['output'];
  /** How many deliveries it still has room for. */
  placesLeft: Scalars['Int']['output'];
  /** From when. */
  startsAt: Scalars['DateTime']['output'];
};

/** The idempotency key was used before with other input. */
export type IdempotencyConflict = Refusal & {
  __typename?: 'IdempotencyConflict';
  /** Always `IDEMPOTENCY_CONFLICT`. */
  code: Scalars['String']['output'];
  /** What to do: repeat the first input, or take a new key. */
  message: Scalars['String']['output'];
};

/** What was found of a line in a returned parcel. */
export type InspectedLineInput = {
  /** The order's line. */
  orderLineId: Scalars['ID']['input'];
  /** How many can be sold again. */
  restock: Scalars['Int']['input'];
  /** How many cannot. */
  writeOff: Scalars['Int']['input'];
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

/** More was found of a line than is to come back. */
export type MoreThanApproved = Refusal & {
  __typename?: 'MoreThanApproved';
  /** How many are to come back. */
  approved: Scalars['Int']['output'];
  /** Always `MORE_THAN_APPROVED`. */
  code: Scalars['String']['output'];
  /** What can be done. */
  message: Scalars['String']['output'];
  /** The order's line. */
  orderLineId: Scalars['ID']['output'];
};

/** How a step of a shipment ends; one that was taken before gives the shipment. */
export type MoveShipmentResult = InvalidInput | NotFound | Shipment | ShipmentNotReady;

export type Mutation = {
  __typename?: 'Mutation';
  /** Takes a place in a delivery slot for an order; false when none is left. Repeating it changes nothing. For subgraphs. */
  bookDeliverySlot: Scalars['Boolean']['output'];
  /** Says that a shipment is at its door. For couriers and admins. */
  deliverShipment: MoveShipmentResult;
  /** Hands a packed shipment over to its carrier. For warehouse staff and admins. */
  handOver: MoveShipmentResult;
  /** Says that a picked shipment is packed. For warehouse staff and admins. */
  packShipment: MoveShipmentResult;
  /** Says what a warehouse found in a returned parcel: what can be sold again and what cannot. For warehouse staff and admins. */
  receiveReturn: ReceiveReturnResult;
  /** Gives an order's place in a delivery slot back; false when it has none. For subgraphs. */
  releaseDeliverySlot: Scalars['Boolean']['output'];
  /** Says that a shipment could not be delivered and comes back. For couriers and admins. */
  returnShipment: MoveShipmentResult;
  /** Begins to pick a planned shipment. For warehouse staff and admins. */
  startPicking: MoveShipmentResult;
  /** Says where a shipment is on its way. For couriers and admins. */
  trackShipment: MoveShipmentResult;
};


export type MutationBookDeliverySlotArgs = {
  orderId: Scalars['ID']['input'];
  slotId: Scalars['ID']['input'];
};


export type MutationDeliverShipmentArgs = {
  shipmentId: Scalars['ID']['input'];
};


export type MutationHandOverArgs = {
  shipmentId: Scalars['ID']['input'];
};


export type MutationPackShipmentArgs = {
  shipmentId: Scalars['ID']['input'];
};


export type MutationReceiveReturnArgs = {
  input: ReceiveReturnInput;
};


export type MutationReleaseDeliverySlotArgs = {
  orderId: Scalars['ID']['input'];
};


export type MutationReturnShipmentArgs = {
  shipmentId: Scalars['ID']['input'];
};


export type MutationStartPickingArgs = {
  shipmentId: Scalars['ID']['input'];
};


export type MutationTrackShipmentArgs = {
  input: TrackShipmentInput;
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

/** An order, as far as its shipments go. */
export type Order = {
  __typename?: 'Order';
  /** The order's id. */
  id: Scalars['ID']['output'];
  /** What brings it, for its owner and for staff; none before it is paid. */
  shipments: Array<Shipment>;
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

/** A place on Earth. */
export type Place = {
  __typename?: 'Place';
  /** Degrees north, WGS 84; null when it is not known. */
  latitude?: Maybe<Scalars['Float']['output']>;
  /** Degrees east, WGS 84; null when it is not known. */
  longitude?: Maybe<Scalars['Float']['output']>;
  /** What it is called, in a language if it is known in it. */
  name: Scalars['String']['output'];
};


/** A place on Earth. */
export type PlaceNameArgs = {
  language?: LanguageCode;
};

export type Query = {
  __typename?: 'Query';
  /** Times at which a delivery in a town can come, soonest first; none for a town where it cannot be chosen. */
  deliverySlots: Array<DeliverySlot>;
  /** A parcel that brings goods back, by its return; null when there is none. For warehouse staff and admins. */
  returnParcel?: Maybe<ReturnParcel>;
  /** Parcels that bring goods back, the oldest return first. For warehouse staff and admins. */
  returnParcels: ReturnParcelConnection;
  /** A shipment, for its order's owner and for staff; null for others and when there is none. */
  shipment?: Maybe<Shipment>;
  /** Shipments in the order they were planned. For warehouse staff, couriers and admins. */
  shipments: ShipmentConnection;
};


export type QueryDeliverySlotsArgs = {
  city: Scalars['String']['input'];
  from?: InputMaybe<Scalars['DateTime']['input']>;
  to?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryReturnParcelArgs = {
  returnId: Scalars['ID']['input'];
};


export type QueryReturnParcelsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<ReturnParcelStatus>;
  warehouseId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryShipmentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryShipmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<ShipmentStatus>;
  warehouseId?: InputMaybe<Scalars['ID']['input']>;
};

/** What was found in a returned parcel. */
export type ReceiveReturnInput = {
  /** Repeating a request with its key takes nothing in twice. */
  idempotencyKey: Scalars['ID']['input'];
  /** What was found, 1 to 500 lines; of a line that is left out nothing came. */
  lines: Array<InspectedLineInput>;
  /** The return. */
  returnId: Scalars['ID']['input'];
  /** The warehouse it came to. */
  warehouseId: Scalars['ID']['input'];
};

/** How receiveReturn ends. */
export type ReceiveReturnResult = IdempotencyConflict | InvalidInput | MoreThanApproved | NotFound | ReturnAlreadyReceived | ReturnParcel;

/** An expected answer that is not the wished one. It changes nothing; its type carries the facts. */
export type Refusal = {
  /** A stable code, for programs. */
  code: Scalars['String']['output'];
  /** What happened and what to do about it, for people. */
  message: Scalars['String']['output'];
};

/** What came of this return was said before. */
export type ReturnAlreadyReceived = Refusal & {
  __typename?: 'ReturnAlreadyReceived';
  /** Always `RETURN_ALREADY_RECEIVED`. */
  code: Scalars['String']['output'];
  /** What can be done. */
  message: Scalars['String']['output'];
};

/** A parcel that brings the goods of an approved return back. */
export type ReturnParcel = {
  __typename?: 'ReturnParcel';
  /** Who brings it; null before its label is made. */
  carrier?: Maybe<Carrier>;
  /** The label to print; null before it is made. */
  labelUrl?: Maybe<Scalars['String']['output']>;
  /** What is to be in it. */
  lines: Array<ReturnParcelLine>;
  /** The order the goods were of. */
  order: Order;
  /** When a warehouse looked at it; null before. */
  receivedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The return's id. */
  returnId: Scalars['ID']['output'];
  /** Where it is. */
  status: ReturnParcelStatus;
  /** Its number with the carrier; null before its label is made. */
  trackingNumber?: Maybe<Scalars['String']['output']>;
  /** The warehouse it goes to, or came to. */
  warehouse: Warehouse;
};

/** A page of returned parcels. */
export type ReturnParcelConnection = {
  __typename?: 'ReturnParcelConnection';
  /** The page's parcels. */
  edges: Array<ReturnParcelEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A returned parcel in a list. */
export type ReturnParcelEdge = {
  __typename?: 'ReturnParcelEdge';
  /** Where it stands in the list. */
  cursor: Scalars['String']['output'];
  /** The parcel. */
  node: ReturnParcel;
};

/** A line of a returned parcel. */
export type ReturnParcelLine = {
  __typename?: 'ReturnParcelLine';
  /** The order's line. */
  orderLineId: Scalars['ID']['output'];
  /** How many are to come back. */
  quantity: Scalars['Int']['output'];
  /** How many came and can be sold again; null before they were looked at. */
  restock?: Maybe<Scalars['Int']['output']>;
  /** Its article number. */
  sku: Scalars['String']['output'];
  /** What. */
  variant: Variant;
  /** How many came and cannot be sold again; null before they were looked at. */
  writeOff?: Maybe<Scalars['Int']['output']>;
};

/** Where a parcel that brings goods back is. */
export type ReturnParcelStatus =
  /** The buyer can send it. */
  | 'LABEL_ISSUED'
  /** Its label is being made. */
  | 'LABEL_REQUESTED'
  /** A warehouse has looked at what came. */
  | 'RECEIVED';

/** A parcel: what one warehouse sends of an order. */
export type Shipment = {
  __typename?: 'Shipment';
  /** Who brings it; null before the carrier has taken it on. */
  carrier?: Maybe<Carrier>;
  /** When it should be at the door. */
  estimatedDelivery: Scalars['DateTime']['output'];
  /** All that is known of its way, the latest last. */
  events: Array<TrackingEvent>;
  /** The shipment's id. */
  id: Scalars['ID']['output'];
  /** The latest that is known of its way; null while it waits. */
  lastEvent?: Maybe<TrackingEvent>;
  /** What is in it. */
  lines: Array<ShipmentLine>;
  /** The order it belongs to. */
  order: Order;
  /** Where it is. */
  status: ShipmentStatus;
  /** Its number with the carrier; null before the carrier has taken it on. */
  trackingNumber?: Maybe<Scalars['String']['output']>;
  /** Where it leaves from. */
  warehouse: Warehouse;
};

/** A page of shipments. */
export type ShipmentConnection = {
  __typename?: 'ShipmentConnection';
  /** The page's shipments. */
  edges: Array<ShipmentEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A shipment in a list. */
export type ShipmentEdge = {
  __typename?: 'ShipmentEdge';
  /** Where it stands in the list. */
  cursor: Scalars['String']['output'];
  /** The shipment. */
  node: Shipment;
};

/** A line of a shipment. */
export type ShipmentLine = {
  __typename?: 'ShipmentLine';
  /** How many. */
  quantity: Scalars['Int']['output'];
  /** What. */
  variant: Variant;
};

/** A parcel took a step, or was seen somewhere else. */
export type ShipmentMovedEvent = {
  __typename?: 'ShipmentMovedEvent';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** The step; absent for a parcel that has taken none yet. */
  event?: Maybe<TrackingEvent>;
  /** Opaque: pass it as `resumeFrom` after a lost connection to miss nothing. */
  resumeToken: Scalars['String']['output'];
  /** The parcel; its status is the one this event tells of, all else is as it is now. */
  shipment: Shipment;
};

/** The shipment cannot take this step now. */
export type ShipmentNotReady = Refusal & {
  __typename?: 'ShipmentNotReady';
  /** `NOT_YET`, `CANCELLED`, `ENDED` or `WITH_CARRIER`. */
  code: Scalars['String']['output'];
  /** Why not. */
  message: Scalars['String']['output'];
  /** Where it is. */
  status: ShipmentStatus;
};

/** Where a shipment is. */
export type ShipmentStatus =
  /** The order was cancelled before it left. */
  | 'CANCELLED'
  /** It was delivered. */
  | 'DELIVERED'
  /** The carrier has it. */
  | 'HANDED_OVER'
  /** It travels. */
  | 'IN_TRANSIT'
  /** The courier brings it today. */
  | 'OUT_FOR_DELIVERY'
  /** It is packed. */
  | 'PACKED'
  /** It is being put together. */
  | 'PICKING'
  /** It waits in the warehouse. */
  | 'PLANNED'
  /** It could not be delivered and came back. */
  | 'RETURNED';

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * An order's parcels on their way. The first answers come at once, one for each parcel there is; later ones tell of each
   * step and place. Only the buyer and staff may follow an order.
   */
  shipmentMoved?: Maybe<ShipmentMovedEvent>;
};


export type SubscriptionShipmentMovedArgs = {
  orderId: Scalars['ID']['input'];
  resumeFrom?: InputMaybe<Scalars['String']['input']>;
};

/** Where a shipment was seen. */
export type TrackShipmentInput = {
  /** Degrees north, WGS 84, with longitude or not at all. */
  latitude?: InputMaybe<Scalars['Float']['input']>;
  /** Degrees east, WGS 84, with latitude or not at all. */
  longitude?: InputMaybe<Scalars['Float']['input']>;
  /** Whether the courier brings it to the door now. */
  outForDelivery?: InputMaybe<Scalars['Boolean']['input']>;
  /** What the place is called, 1 to 200 characters. */
  place: Scalars['String']['input'];
  /** The shipment. */
  shipmentId: Scalars['ID']['input'];
};

/** Something that happened to a shipment on its way. */
export type TrackingEvent = {
  __typename?: 'TrackingEvent';
  /** When. */
  at: Scalars['DateTime']['output'];
  /** What happened, in words of a language. */
  description: Scalars['String']['output'];
  /** The event's id. */
  id: Scalars['ID']['output'];
  /** Where; null when it is not known. */
  place?: Maybe<Place>;
  /** The state it brought the shipment to, or found it in. */
  status: ShipmentStatus;
};


/** Something that happened to a shipment on its way. */
export type TrackingEventDescriptionArgs = {
  language?: LanguageCode;
};

/** A variant, elsewhere described. */
export type Variant = {
  __typename?: 'Variant';
  /** The variant's id. */
  id: Scalars['ID']['output'];
};

/** A warehouse, elsewhere described. */
export type Warehouse = {
  __typename?: 'Warehouse';
  /** The warehouse's id. */
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
  DeliverySlot: DeliverySlot;
  Order: Order;
  Shipment: Shipment;
  TrackingEvent: TrackingEvent;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  DeliverySlot:
    ( { __typename: 'DeliverySlot' }
    & GraphQLRecursivePick<FederationTypes['DeliverySlot'], {"id":true}> );
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}> );
  Shipment:
    ( { __typename: 'Shipment' }
    & GraphQLRecursivePick<FederationTypes['Shipment'], {"id":true}> );
  TrackingEvent:
    ( { __typename: 'TrackingEvent' }
    & GraphQLRecursivePick<FederationTypes['TrackingEvent'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  MoveShipmentResult:
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( ShipmentParent )
    | ( Partial<ShipmentNotReady> )
  ;
  ReceiveReturnResult:
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<MoreThanApproved> )
    | ( Partial<NotFound> )
    | ( Partial<ReturnAlreadyReceived> )
    | ( ReturnParcelParent )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<MoreThanApproved> )
    | ( Partial<NotFound> )
    | ( Partial<ReturnAlreadyReceived> )
    | ( Partial<ShipmentNotReady> )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Carrier: ResolverTypeWrapper<Partial<Carrier>>;
  CurrencyCode: ResolverTypeWrapper<Partial<Scalars['CurrencyCode']['output']>>;
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  Decimal: ResolverTypeWrapper<Partial<Scalars['Decimal']['output']>>;
  DeliverySlot: ResolverTypeWrapper<DeliverySlotParent>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  IdempotencyConflict: ResolverTypeWrapper<Partial<IdempotencyConflict>>;
  InspectedLineInput: ResolverTypeWrapper<Partial<InspectedLineInput>>;
  InvalidInput: ResolverTypeWrapper<Partial<InvalidInput>>;
  LanguageCode: ResolverTypeWrapper<Partial<LanguageCode>>;
  Money: ResolverTypeWrapper<MoneyParent>;
  MoneyInput: ResolverTypeWrapper<Partial<MoneyInput>>;
  MoreThanApproved: ResolverTypeWrapper<Partial<MoreThanApproved>>;
  MoveShipmentResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['MoveShipmentResult']>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotFound: ResolverTypeWrapper<Partial<NotFound>>;
  Order: ResolverTypeWrapper<OrderParent>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Place: ResolverTypeWrapper<PlaceParent>;
  Float: ResolverTypeWrapper<Partial<Scalars['Float']['output']>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReceiveReturnInput: ResolverTypeWrapper<Partial<ReceiveReturnInput>>;
  ReceiveReturnResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReceiveReturnResult']>>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  ReturnAlreadyReceived: ResolverTypeWrapper<Partial<ReturnAlreadyReceived>>;
  ReturnParcel: ResolverTypeWrapper<ReturnParcelParent>;
  ReturnParcelConnection: ResolverTypeWrapper<Partial<Omit<ReturnParcelConnection, 'edges'> & { edges: Array<ResolversTypes['ReturnParcelEdge']> }>>;
  ReturnParcelEdge: ResolverTypeWrapper<Partial<Omit<ReturnParcelEdge, 'node'> & { node: ResolversTypes['ReturnParcel'] }>>;
  ReturnParcelLine: ResolverTypeWrapper<ReturnParcelLineParent>;
  ReturnParcelStatus: ResolverTypeWrapper<Partial<ReturnParcelStatus>>;
  Shipment: ResolverTypeWrapper<ShipmentParent>;
  ShipmentConnection: ResolverTypeWrapper<Partial<Omit<ShipmentConnection, 'edges'> & { edges: Array<ResolversTypes['ShipmentEdge']> }>>;
  ShipmentEdge: ResolverTypeWrapper<Partial<Omit<ShipmentEdge, 'node'> & { node: ResolversTypes['Shipment'] }>>;
  ShipmentLine: ResolverTypeWrapper<ShipmentLineParent>;
  ShipmentMovedEvent: ResolverTypeWrapper<Partial<Omit<ShipmentMovedEvent, 'event' | 'shipment'> & { event?: Maybe<ResolversTypes['TrackingEvent']>, shipment: ResolversTypes['Shipment'] }>>;
  ShipmentNotReady: ResolverTypeWrapper<Partial<ShipmentNotReady>>;
  ShipmentStatus: ResolverTypeWrapper<Partial<ShipmentStatus>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  TrackShipmentInput: ResolverTypeWrapper<Partial<TrackShipmentInput>>;
  TrackingEvent: ResolverTypeWrapper<TrackingEventParent>;
  Variant: ResolverTypeWrapper<VariantParent>;
  Warehouse: ResolverTypeWrapper<WarehouseParent>;
  caching__Scope: ResolverTypeWrapper<Partial<Caching__Scope>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Carrier: Partial<Carrier>;
  CurrencyCode: Partial<Scalars['CurrencyCode']['output']>;
  DateTime: Partial<Scalars['DateTime']['output']>;
  Decimal: Partial<Scalars['Decimal']['output']>;
  DeliverySlot: DeliverySlotParent;
  ID: Partial<Scalars['ID']['output']>;
  IdempotencyConflict: Partial<IdempotencyConflict>;
  InspectedLineInput: Partial<InspectedLineInput>;
  InvalidInput: Partial<InvalidInput>;
  Money: MoneyParent;
  MoneyInput: Partial<MoneyInput>;
  MoreThanApproved: Partial<MoreThanApproved>;
  MoveShipmentResult: Partial<ResolversUnionTypes<ResolversParentTypes>['MoveShipmentResult']>;
  Mutation: Record<PropertyKey, never>;
  NotFound: Partial<NotFound>;
  Order: OrderParent;
  PageInfo: Partial<PageInfo>;
  Place: PlaceParent;
  Float: Partial<Scalars['Float']['output']>;
  Query: Record<PropertyKey, never>;
  ReceiveReturnInput: Partial<ReceiveReturnInput>;
  ReceiveReturnResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ReceiveReturnResult']>;
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
  ReturnAlreadyReceived: Partial<ReturnAlreadyReceived>;
  ReturnParcel: ReturnParcelParent;
  ReturnParcelConnection: Partial<Omit<ReturnParcelConnection, 'edges'> & { edges: Array<ResolversParentTypes['ReturnParcelEdge']> }>;
  ReturnParcelEdge: Partial<Omit<ReturnParcelEdge, 'node'> & { node: ResolversParentTypes['ReturnParcel'] }>;
  ReturnParcelLine: ReturnParcelLineParent;
  Shipment: ShipmentParent;
  ShipmentConnection: Partial<Omit<ShipmentConnection, 'edges'> & { edges: Array<ResolversParentTypes['ShipmentEdge']> }>;
  ShipmentEdge: Partial<Omit<ShipmentEdge, 'node'> & { node: ResolversParentTypes['Shipment'] }>;
  ShipmentLine: ShipmentLineParent;
  ShipmentMovedEvent: Partial<Omit<ShipmentMovedEvent, 'event' | 'shipment'> & { event?: Maybe<ResolversParentTypes['TrackingEvent']>, shipment: ResolversParentTypes['Shipment'] }>;
  ShipmentNotReady: Partial<ShipmentNotReady>;
  Subscription: Record<PropertyKey, never>;
  TrackShipmentInput: Partial<TrackShipmentInput>;
  TrackingEvent: TrackingEventParent;
  Variant: VariantParent;
  Warehouse: WarehouseParent;
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

export type CarrierResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Carrier'] = ResolversParentTypes['Carrier']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
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

export type DeliverySlotResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeliverySlot'] = ResolversParentTypes['DeliverySlot'], FederationReferenceType extends FederationReferenceTypes['DeliverySlot'] = FederationReferenceTypes['DeliverySlot']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['DeliverySlot']> | FederationReferenceType, FederationReferenceType, ContextType>;
  endsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  placesLeft?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
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

export type MoreThanApprovedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MoreThanApproved'] = ResolversParentTypes['MoreThanApproved']> = {
  approved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  orderLineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MoveShipmentResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MoveShipmentResult'] = ResolversParentTypes['MoveShipmentResult']> = {
  __resolveType?: TypeResolveFn<'InvalidInput' | 'NotFound' | 'Shipment' | 'ShipmentNotReady', ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  bookDeliverySlot?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationBookDeliverySlotArgs, 'orderId' | 'slotId'>>;
  deliverShipment?: Resolver<ResolversTypes['MoveShipmentResult'], ParentType, ContextType, RequireFields<MutationDeliverShipmentArgs, 'shipmentId'>>;
  handOver?: Resolver<ResolversTypes['MoveShipmentResult'], ParentType, ContextType, RequireFields<MutationHandOverArgs, 'shipmentId'>>;
  packShipment?: Resolver<ResolversTypes['MoveShipmentResult'], ParentType, ContextType, RequireFields<MutationPackShipmentArgs, 'shipmentId'>>;
  receiveReturn?: Resolver<ResolversTypes['ReceiveReturnResult'], ParentType, ContextType, RequireFields<MutationReceiveReturnArgs, 'input'>>;
  releaseDeliverySlot?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationReleaseDeliverySlotArgs, 'orderId'>>;
  returnShipment?: Resolver<ResolversTypes['MoveShipmentResult'], ParentType, ContextType, RequireFields<MutationReturnShipmentArgs, 'shipmentId'>>;
  startPicking?: Resolver<ResolversTypes['MoveShipmentResult'], ParentType, ContextType, RequireFields<MutationStartPickingArgs, 'shipmentId'>>;
  trackShipment?: Resolver<ResolversTypes['MoveShipmentResult'], ParentType, ContextType, RequireFields<MutationTrackShipmentArgs, 'input'>>;
};

export type NotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotFound'] = ResolversParentTypes['NotFound']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  shipments?: Resolver<Array<ResolversTypes['Shipment']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PlaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Place'] = ResolversParentTypes['Place']> = {
  latitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  longitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<PlaceNameArgs, 'language'>>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  deliverySlots?: Resolver<Array<ResolversTypes['DeliverySlot']>, ParentType, ContextType, RequireFields<QueryDeliverySlotsArgs, 'city'>>;
  returnParcel?: Resolver<Maybe<ResolversTypes['ReturnParcel']>, ParentType, ContextType, RequireFields<QueryReturnParcelArgs, 'returnId'>>;
  returnParcels?: Resolver<ResolversTypes['ReturnParcelConnection'], ParentType, ContextType, Partial<QueryReturnParcelsArgs>>;
  shipment?: Resolver<Maybe<ResolversTypes['Shipment']>, ParentType, ContextType, RequireFields<QueryShipmentArgs, 'id'>>;
  shipments?: Resolver<ResolversTypes['ShipmentConnection'], ParentType, ContextType, Partial<QueryShipmentsArgs>>;
};

export type ReceiveReturnResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReceiveReturnResult'] = ResolversParentTypes['ReceiveReturnResult']> = {
  __resolveType?: TypeResolveFn<'IdempotencyConflict' | 'InvalidInput' | 'MoreThanApproved' | 'NotFound' | 'ReturnAlreadyReceived' | 'ReturnParcel', ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType?: TypeResolveFn<'IdempotencyConflict' | 'InvalidInput' | 'MoreThanApproved' | 'NotFound' | 'ReturnAlreadyReceived' | 'ShipmentNotReady', ParentType, ContextType>;
};

export type ReturnAlreadyReceivedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReturnAlreadyReceived'] = ResolversParentTypes['ReturnAlreadyReceived']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReturnParcelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReturnParcel'] = ResolversParentTypes['ReturnParcel']> = {
  carrier?: Resolver<Maybe<ResolversTypes['Carrier']>, ParentType, ContextType>;
  labelUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['ReturnParcelLine']>, ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  receivedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  returnId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ReturnParcelStatus'], ParentType, ContextType>;
  trackingNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  warehouse?: Resolver<ResolversTypes['Warehouse'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReturnParcelConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReturnParcelConnection'] = ResolversParentTypes['ReturnParcelConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ReturnParcelEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ReturnParcelEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReturnParcelEdge'] = ResolversParentTypes['ReturnParcelEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ReturnParcel'], ParentType, ContextType>;
};

export type ReturnParcelLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReturnParcelLine'] = ResolversParentTypes['ReturnParcelLine']> = {
  orderLineId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  restock?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
  writeOff?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type ShipmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Shipment'] = ResolversParentTypes['Shipment'], FederationReferenceType extends FederationReferenceTypes['Shipment'] = FederationReferenceTypes['Shipment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Shipment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  carrier?: Resolver<Maybe<ResolversTypes['Carrier']>, ParentType, ContextType>;
  estimatedDelivery?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  events?: Resolver<Array<ResolversTypes['TrackingEvent']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastEvent?: Resolver<Maybe<ResolversTypes['TrackingEvent']>, ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['ShipmentLine']>, ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ShipmentStatus'], ParentType, ContextType>;
  trackingNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  warehouse?: Resolver<ResolversTypes['Warehouse'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ShipmentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipmentConnection'] = ResolversParentTypes['ShipmentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['ShipmentEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ShipmentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipmentEdge'] = ResolversParentTypes['ShipmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Shipment'], ParentType, ContextType>;
};

export type ShipmentLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipmentLine'] = ResolversParentTypes['ShipmentLine']> = {
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
};

export type ShipmentMovedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipmentMovedEvent'] = ResolversParentTypes['ShipmentMovedEvent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  event?: Resolver<Maybe<ResolversTypes['TrackingEvent']>, ParentType, ContextType>;
  resumeToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  shipment?: Resolver<ResolversTypes['Shipment'], ParentType, ContextType>;
};

export type ShipmentNotReadyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ShipmentNotReady'] = ResolversParentTypes['ShipmentNotReady']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ShipmentStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  shipmentMoved?: SubscriptionResolver<Maybe<ResolversTypes['ShipmentMovedEvent']>, "shipmentMoved", ParentType, ContextType, RequireFields<SubscriptionShipmentMovedArgs, 'orderId'>>;
};

export type TrackingEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TrackingEvent'] = ResolversParentTypes['TrackingEvent'], FederationReferenceType extends FederationReferenceTypes['TrackingEvent'] = FederationReferenceTypes['TrackingEvent']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['TrackingEvent']> | FederationReferenceType, FederationReferenceType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<TrackingEventDescriptionArgs, 'language'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['Place']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['ShipmentStatus'], ParentType, ContextType>;
};

export type VariantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Variant'] = ResolversParentTypes['Variant']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type WarehouseResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Warehouse'] = ResolversParentTypes['Warehouse']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  Carrier?: CarrierResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  DeliverySlot?: DeliverySlotResolvers<ContextType>;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  MoreThanApproved?: MoreThanApprovedResolvers<ContextType>;
  MoveShipmentResult?: MoveShipmentResultResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NotFound?: NotFoundResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Place?: PlaceResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReceiveReturnResult?: ReceiveReturnResultResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  ReturnAlreadyReceived?: ReturnAlreadyReceivedResolvers<ContextType>;
  ReturnParcel?: ReturnParcelResolvers<ContextType>;
  ReturnParcelConnection?: ReturnParcelConnectionResolvers<ContextType>;
  ReturnParcelEdge?: ReturnParcelEdgeResolvers<ContextType>;
  ReturnParcelLine?: ReturnParcelLineResolvers<ContextType>;
  Shipment?: ShipmentResolvers<ContextType>;
  ShipmentConnection?: ShipmentConnectionResolvers<ContextType>;
  ShipmentEdge?: ShipmentEdgeResolvers<ContextType>;
  ShipmentLine?: ShipmentLineResolvers<ContextType>;
  ShipmentMovedEvent?: ShipmentMovedEventResolvers<ContextType>;
  ShipmentNotReady?: ShipmentNotReadyResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  TrackingEvent?: TrackingEventResolvers<ContextType>;
  Variant?: VariantResolvers<ContextType>;
  Warehouse?: WarehouseResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  admission?: AdmissionDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  event?: EventDirectiveResolver<any, any, ContextType>;
  invalidatedBy?: InvalidatedByDirectiveResolver<any, any, ContextType>;
};
