import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyParent } from '../../schema/money.ts';
import type { Variant as VariantParent, Product as ProductParent, Warehouse as WarehouseParent, StockLevel as StockLevelParent, StockMovement as StockMovementParent, InboundShipment as InboundShipmentParent, InboundLine as InboundLineParent, StockCount as StockCountParent, StockDifference as StockDifferenceParent, StockShortLine as StockShortLineParent, MoreThanExpectedLine as MoreThanExpectedLineParent } from './mappers.ts';
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
  /** A key of the caller's making: the same key and input get the first answer again. */
  idempotencyKey: Scalars['ID']['input'];
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

/** The count was decided otherwise before. */
export type CountDecided = Refusal & {
  __typename?: 'CountDecided';
  /** Always `COUNT_DECIDED`. */
  code: Scalars['String']['output'];
  /** What can be done. */
  message: Scalars['String']['output'];
  /** What became of it. */
  status: StockCountStatus;
};

/** A decision on a count. */
export type DecideCountInput = {
  /** Repeating a request with its key decides nothing twice. */
  idempotencyKey: Scalars['ID']['input'];
  /** The count. */
  stockCountId: Scalars['ID']['input'];
};

/** How a decision on a count ends; one that was taken before gives the count. */
export type DecideCountResult = CountDecided | IdempotencyConflict | InvalidInput | NotFound | StockCount | StockShort;

/** Goods to send from one warehouse to another. */
export type DispatchTransferInput = {
  /** When it should arrive. */
  expectedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Where from: the warehouse's id or code. */
  from: Scalars['ID']['input'];
  /** Repeating a request with its key sends nothing twice. */
  idempotencyKey: Scalars['ID']['input'];
  /** What, 1 to 1,000 lines of 1 to 1,000,000 each. */
  lines: Array<GoodsLineInput>;
  /** The waybill or the like, at most 500 characters. */
  reference?: InputMaybe<Scalars['String']['input']>;
  /** Where to: another warehouse's id or code. */
  to: Scalars['ID']['input'];
};

/** How dispatchTransfer ends. */
export type DispatchTransferResult = IdempotencyConflict | InboundShipment | InvalidInput | NotFound | StockShort;

/** A supplier's delivery to come. */
export type ExpectDeliveryInput = {
  /** When it should arrive. */
  expectedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Repeating a request with its key announces nothing twice. */
  idempotencyKey: Scalars['ID']['input'];
  /** What, 1 to 1,000 lines of 1 to 1,000,000 each. */
  lines: Array<GoodsLineInput>;
  /** The delivery note, order number or the like, at most 500 characters. */
  reference?: InputMaybe<Scalars['String']['input']>;
  /** Where to: the warehouse's id or code. */
  to: Scalars['ID']['input'];
};

/** How expectDelivery ends. */
export type ExpectDeliveryResult = IdempotencyConflict | InboundShipment | InvalidInput | NotFound;

/** How many of a variant. */
export type GoodsLineInput = {
  /** How many. */
  quantity: Scalars['Int']['input'];
  /** The variant. */
  variantId: Scalars['ID']['input'];
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

/** Everything of the shipment has come already, or was given up. */
export type InboundEnded = Refusal & {
  __typename?: 'InboundEnded';
  /** Always `INBOUND_ENDED`. */
  code: Scalars['String']['output'];
  /** What can be done. */
  message: Scalars['String']['output'];
  /** How it ended. */
  status: InboundStatus;
};

/** One variant of an inbound shipment. */
export type InboundLine = {
  __typename?: 'InboundLine';
  /** How many were announced or sent. */
  expected: Scalars['Int']['output'];
  /** How many were given up. */
  missing: Scalars['Int']['output'];
  /** How many have come. */
  received: Scalars['Int']['output'];
  /** The variant. */
  variant: Variant;
};

/** Goods on their way into a warehouse: a supplier's delivery, or a transfer from another warehouse. */
export type InboundShipment = {
  __typename?: 'InboundShipment';
  /** When they were announced or sent. */
  createdAt: Scalars['DateTime']['output'];
  /** When the last of them came or was given up; null while some are under way. */
  endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When they should arrive; null when nobody said. */
  expectedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The warehouse they left; null for a supplier's delivery. */
  from?: Maybe<Warehouse>;
  /** The shipment's id. */
  id: Scalars['ID']['output'];
  /** What they are. */
  lines: Array<InboundLine>;
  /** The delivery note, order number or the like. */
  reference?: Maybe<Scalars['String']['output']>;
  /** Where they are. */
  status: InboundStatus;
  /** The warehouse they come to. */
  to: Warehouse;
};

/** A page of inbound shipments. */
export type InboundShipmentConnection = {
  __typename?: 'InboundShipmentConnection';
  /** The page's shipments. */
  edges: Array<InboundShipmentEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** An inbound shipment in a list. */
export type InboundShipmentEdge = {
  __typename?: 'InboundShipmentEdge';
  /** Where it stands in the list. */
  cursor: Scalars['String']['output'];
  /** The shipment. */
  node: InboundShipment;
};

/** Where goods on their way into a warehouse are. */
export type InboundStatus =
  /** What had not come was given up. */
  | 'CLOSED'
  /** They have left another warehouse. */
  | 'DISPATCHED'
  /** A supplier will bring them. */
  | 'EXPECTED'
  /** A part has come. */
  | 'PARTLY_RECEIVED'
  /** All have come. */
  | 'RECEIVED';

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

/** More came than is still expected. What was never announced is taken in by receiveStock. */
export type MoreThanExpected = Refusal & {
  __typename?: 'MoreThanExpected';
  /** Always `MORE_THAN_EXPECTED`. */
  code: Scalars['String']['output'];
  /** Each line of which too much came. */
  lines: Array<MoreThanExpectedLine>;
  /** What can be done. */
  message: Scalars['String']['output'];
};

/** A line of which too much came. */
export type MoreThanExpectedLine = {
  __typename?: 'MoreThanExpectedLine';
  /** How many came. */
  arrived: Scalars['Int']['output'];
  /** How many are still expected. */
  expected: Scalars['Int']['output'];
  /** The variant. */
  variant: Variant;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Corrects what a warehouse has by what was found or is missing. For warehouse staff and admins. */
  adjustStock: AdjustStockResult;
  /** Applies a count's differences: all of them or, when one would take what is promised, none. For warehouse staff and admins. */
  approveCount: DecideCountResult;
  /** Puts a count aside, changing nothing. For warehouse staff and admins. */
  discardCount: DecideCountResult;
  /** Sends goods from one warehouse to another: they leave the first now and are on their way until received. For warehouse staff and admins. */
  dispatchTransfer: DispatchTransferResult;
  /** Announces a supplier's delivery. Nothing is in stock before it is received. For warehouse staff and admins. */
  expectDelivery: ExpectDeliveryResult;
  /** Takes in what came of a delivery or a transfer, in parts or whole. For warehouse staff and admins. */
  receiveInbound: ReceiveInboundResult;
  /** Takes in deliveries: all of them or, when one is wrong, none. For warehouse staff and admins. */
  receiveStock: ReceiveStockResult;
  /** Gives up an order's hold: checkout went no further. False when it holds nothing. For subgraphs. */
  releaseStock: Scalars['Boolean']['output'];
  /** Compares a warehouse's own count with the books; nothing changes before it is approved. For warehouse staff and admins. */
  reportCount: ReportCountResult;
  /** Holds every line of an order for a while, or none. Repeating it for an order gives the hold it has. For subgraphs. */
  reserveStock: ReserveStockResult;
  /** Makes a warehouse, or changes the one with this code. For warehouse staff and admins. */
  upsertWarehouse: UpsertWarehouseResult;
};


export type MutationAdjustStockArgs = {
  input: AdjustStockInput;
};


export type MutationApproveCountArgs = {
  input: DecideCountInput;
};


export type MutationDiscardCountArgs = {
  input: DecideCountInput;
};


export type MutationDispatchTransferArgs = {
  input: DispatchTransferInput;
};


export type MutationExpectDeliveryArgs = {
  input: ExpectDeliveryInput;
};


export type MutationReceiveInboundArgs = {
  input: ReceiveInboundInput;
};


export type MutationReceiveStockArgs = {
  idempotencyKey: Scalars['ID']['input'];
  input: Array<StockReceiptInput>;
};


export type MutationReleaseStockArgs = {
  orderId: Scalars['ID']['input'];
};


export type MutationReportCountArgs = {
  input: ReportCountInput;
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
  /** Goods on their way into a warehouse; null when there is no such shipment. For warehouse staff and admins. */
  inboundShipment?: Maybe<InboundShipment>;
  /** Goods on their way into warehouses, and those that came, the latest first. For warehouse staff and admins. */
  inboundShipments: InboundShipmentConnection;
  /** What each warehouse has of a variant; none for an unknown one. For warehouse staff and admins. */
  stock: Array<StockLevel>;
  /** A warehouse's own count; null when there is no such count. For warehouse staff and admins. */
  stockCount?: Maybe<StockCount>;
  /** Warehouses' own counts, the latest first. For warehouse staff and admins. */
  stockCounts: StockCountConnection;
  /** What happened to a variant's stock, the latest first. For warehouse staff and admins. */
  stockMovements: StockMovementConnection;
  /** Every warehouse, by code. For warehouse staff and admins. */
  warehouses: Array<Warehouse>;
};


export type QueryInboundShipmentArgs = {
  id: Scalars['ID']['input'];
};


export type QueryInboundShipmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<InboundStatus>;
  warehouse?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryStockArgs = {
  variantId: Scalars['ID']['input'];
};


export type QueryStockCountArgs = {
  id: Scalars['ID']['input'];
};


export type QueryStockCountsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  status?: InputMaybe<StockCountStatus>;
  warehouse?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryStockMovementsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  variantId: Scalars['ID']['input'];
};

/** What came of goods that were under way. */
export type ReceiveInboundInput = {
  /** Whether what is missing now is given up. */
  close?: InputMaybe<Scalars['Boolean']['input']>;
  /** Repeating a request with its key takes nothing in twice. */
  idempotencyKey: Scalars['ID']['input'];
  /** The inbound shipment. */
  inboundShipmentId: Scalars['ID']['input'];
  /** What came, at most 1,000 lines; when left out, all that is still expected. */
  lines?: InputMaybe<Array<GoodsLineInput>>;
};

/** How receiveInbound ends. */
export type ReceiveInboundResult = IdempotencyConflict | InboundEnded | InboundShipment | InvalidInput | MoreThanExpected | NotFound;

/** How receiveStock ends. */
export type ReceiveStockResult = IdempotencyConflict | InvalidInput | NotFound | StockReceived;

/** An expected answer that is not the wished one. It changes nothing; its type carries the facts. */
export type Refusal = {
  /** A stable code, for programs. */
  code: Scalars['String']['output'];
  /** What happened and what to do about it, for people. */
  message: Scalars['String']['output'];
};

/** What a warehouse counted. Goods that are sold and wait for their carrier are not counted. */
export type ReportCountInput = {
  /** Whether this is all the warehouse has: what is not among the lines is not there. */
  complete?: InputMaybe<Scalars['Boolean']['input']>;
  /** The moment it tells of, at most a day ago; now by default. */
  countedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Repeating a request with its key reports nothing twice. */
  idempotencyKey: Scalars['ID']['input'];
  /** What was counted, at most 1,000 lines of 0 to 1,000,000,000 each. */
  lines: Array<GoodsLineInput>;
  /** The warehouse's id or code. */
  warehouse: Scalars['ID']['input'];
};

/** How reportCount ends. */
export type ReportCountResult = IdempotencyConflict | InvalidInput | NotFound | StockCount;

/** A line to hold. */
export type ReserveLineInput = {
  /** How many. */
  quantity: Scalars['Int']['input'];
  /** What. */
  variantId: Scalars['ID']['input'];
};

/** What to hold for an order. */
export type ReserveStockInput = {
  /** Where it goes: degrees north; what is nearest sends it. */
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

/** How many of a variant can be had is another number now. */
export type StockChangedEvent = {
  __typename?: 'StockChangedEvent';
  /** When it happened. */
  at: Scalars['DateTime']['output'];
  /** How many can be had over all warehouses. */
  available: Scalars['Int']['output'];
  /** Opaque: pass it as `resumeFrom` after a lost connection to miss nothing. */
  resumeToken: Scalars['String']['output'];
  /** The variant. */
  variant: Variant;
};

/** What a warehouse counted, beside what the books said at that moment. */
export type StockCount = {
  __typename?: 'StockCount';
  /** Whether what was not counted is not there. */
  complete: Scalars['Boolean']['output'];
  /** The moment it tells of. */
  countedAt: Scalars['DateTime']['output'];
  /** When it was approved or put aside; null before. */
  decidedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How many of them differ. */
  differenceCount: Scalars['Int']['output'];
  /** The variants that differ. */
  differences: StockDifferenceConnection;
  /** The count's id. */
  id: Scalars['ID']['output'];
  /** How many variants were compared. */
  lineCount: Scalars['Int']['output'];
  /** When it was reported. */
  reportedAt: Scalars['DateTime']['output'];
  /** What became of it. */
  status: StockCountStatus;
  /** Where. */
  warehouse: Warehouse;
};


/** What a warehouse counted, beside what the books said at that moment. */
export type StockCountDifferencesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of counts. */
export type StockCountConnection = {
  __typename?: 'StockCountConnection';
  /** The page's counts. */
  edges: Array<StockCountEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A count in a list. */
export type StockCountEdge = {
  __typename?: 'StockCountEdge';
  /** Where it stands in the list. */
  cursor: Scalars['String']['output'];
  /** The count. */
  node: StockCount;
};

/** What became of a warehouse's count. */
export type StockCountStatus =
  /** Its differences were applied. */
  | 'APPROVED'
  /** It was put aside. */
  | 'DISCARDED'
  /** It waits for a decision. */
  | 'OPEN';

/** A variant of which another number was counted than the books say. */
export type StockDifference = {
  __typename?: 'StockDifference';
  /** By how much approving changes stock. */
  change: Scalars['Int']['output'];
  /** How many were counted. */
  counted: Scalars['Int']['output'];
  /** How many the books said. */
  expected: Scalars['Int']['output'];
  /** The variant. */
  variant: Variant;
};

/** A page of differences. */
export type StockDifferenceConnection = {
  __typename?: 'StockDifferenceConnection';
  /** The page's differences. */
  edges: Array<StockDifferenceEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A difference in a list. */
export type StockDifferenceEdge = {
  __typename?: 'StockDifferenceEdge';
  /** Where it stands in the list. */
  cursor: Scalars['String']['output'];
  /** The difference. */
  node: StockDifference;
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
  /** How many are on their way here, from suppliers and from other warehouses. */
  incoming: Scalars['Int']['output'];
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
  /** The inbound shipment, count or return it belongs to; null when it belongs to none. */
  documentId?: Maybe<Scalars['ID']['output']>;
  /** Why. */
  kind: StockMovementKind;
  /** By how much what lies there changed. */
  onHandChange: Scalars['Int']['output'];
  /** The order it was for; null when it was for none. */
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
  /** The warehouse's own count was approved. */
  | 'COUNTED'
  /** A delivery came in. */
  | 'RECEIVED'
  /** No longer held. */
  | 'RELEASED'
  /** Held for an order. */
  | 'RESERVED'
  /** A buyer sent it back. */
  | 'RETURNED'
  /** Sold to an order. */
  | 'SOLD'
  /** A sale was undone: the goods had not left, or nobody took them. */
  | 'TAKEN_BACK'
  /** Came from another warehouse. */
  | 'TRANSFERRED_IN'
  /** Sent to another warehouse. */
  | 'TRANSFERRED_OUT'
  /** It came back and cannot be sold again. */
  | 'WRITTEN_OFF';

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

/** Fewer can be taken than were asked for: the rest is not there, or is promised to orders. */
export type StockShort = Refusal & {
  __typename?: 'StockShort';
  /** Always `STOCK_SHORT`. */
  code: Scalars['String']['output'];
  /** Each line of which too few can be taken. */
  lines: Array<StockShortLine>;
  /** What can be done. */
  message: Scalars['String']['output'];
};

/** A line of which too few can be taken. */
export type StockShortLine = {
  __typename?: 'StockShortLine';
  /** How many can be. */
  available: Scalars['Int']['output'];
  /** How many were to be taken. */
  requested: Scalars['Int']['output'];
  /** The variant. */
  variant: Variant;
};

export type Subscription = {
  __typename?: 'Subscription';
  /** How many of a variant can be had, whenever that changes. */
  stockChanged?: Maybe<StockChangedEvent>;
};


export type SubscriptionStockChangedArgs = {
  atMost?: InputMaybe<Scalars['Int']['input']>;
  resumeFrom?: InputMaybe<Scalars['String']['input']>;
  variantId: Scalars['ID']['input'];
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
  DecideCountResult:
    | ( Partial<CountDecided> )
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( StockCountParent )
    | ( Partial<Omit<StockShort, 'lines'> & { lines: Array<_RefType['StockShortLine']> }> )
  ;
  DispatchTransferResult:
    | ( Partial<IdempotencyConflict> )
    | ( InboundShipmentParent )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<Omit<StockShort, 'lines'> & { lines: Array<_RefType['StockShortLine']> }> )
  ;
  ExpectDeliveryResult:
    | ( Partial<IdempotencyConflict> )
    | ( InboundShipmentParent )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
  ;
  ReceiveInboundResult:
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InboundEnded> )
    | ( InboundShipmentParent )
    | ( Partial<InvalidInput> )
    | ( Partial<Omit<MoreThanExpected, 'lines'> & { lines: Array<_RefType['MoreThanExpectedLine']> }> )
    | ( Partial<NotFound> )
  ;
  ReceiveStockResult:
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<Omit<StockReceived, 'levels'> & { levels: Array<_RefType['StockLevel']> }> )
  ;
  ReportCountResult:
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( StockCountParent )
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
    | ( Partial<CountDecided> )
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InboundEnded> )
    | ( Partial<InvalidInput> )
    | ( Partial<Omit<MoreThanExpected, 'lines'> & { lines: Array<_RefType['MoreThanExpectedLine']> }> )
    | ( Partial<NotFound> )
    | ( Partial<Omit<StockShort, 'lines'> & { lines: Array<_RefType['StockShortLine']> }> )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AdjustStockInput: ResolverTypeWrapper<Partial<AdjustStockInput>>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  AdjustStockResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AdjustStockResult']>>;
  Availability: ResolverTypeWrapper<Partial<Availability>>;
  BelowReserved: ResolverTypeWrapper<Partial<BelowReserved>>;
  CountDecided: ResolverTypeWrapper<Partial<CountDecided>>;
  CurrencyCode: ResolverTypeWrapper<Partial<Scalars['CurrencyCode']['output']>>;
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  DecideCountInput: ResolverTypeWrapper<Partial<DecideCountInput>>;
  DecideCountResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DecideCountResult']>>;
  Decimal: ResolverTypeWrapper<Partial<Scalars['Decimal']['output']>>;
  DispatchTransferInput: ResolverTypeWrapper<Partial<DispatchTransferInput>>;
  DispatchTransferResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DispatchTransferResult']>>;
  ExpectDeliveryInput: ResolverTypeWrapper<Partial<ExpectDeliveryInput>>;
  ExpectDeliveryResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ExpectDeliveryResult']>>;
  GoodsLineInput: ResolverTypeWrapper<Partial<GoodsLineInput>>;
  HoldRefusalReason: ResolverTypeWrapper<Partial<HoldRefusalReason>>;
  HoldRefused: ResolverTypeWrapper<Partial<HoldRefused>>;
  HoldRefusedLine: ResolverTypeWrapper<Partial<HoldRefusedLine>>;
  IdempotencyConflict: ResolverTypeWrapper<Partial<IdempotencyConflict>>;
  InboundEnded: ResolverTypeWrapper<Partial<InboundEnded>>;
  InboundLine: ResolverTypeWrapper<InboundLineParent>;
  InboundShipment: ResolverTypeWrapper<InboundShipmentParent>;
  InboundShipmentConnection: ResolverTypeWrapper<Partial<Omit<InboundShipmentConnection, 'edges'> & { edges: Array<ResolversTypes['InboundShipmentEdge']> }>>;
  InboundShipmentEdge: ResolverTypeWrapper<Partial<Omit<InboundShipmentEdge, 'node'> & { node: ResolversTypes['InboundShipment'] }>>;
  InboundStatus: ResolverTypeWrapper<Partial<InboundStatus>>;
  InvalidInput: ResolverTypeWrapper<Partial<InvalidInput>>;
  LanguageCode: ResolverTypeWrapper<Partial<LanguageCode>>;
  Money: ResolverTypeWrapper<MoneyParent>;
  MoneyInput: ResolverTypeWrapper<Partial<MoneyInput>>;
  MoreThanExpected: ResolverTypeWrapper<Partial<Omit<MoreThanExpected, 'lines'> & { lines: Array<ResolversTypes['MoreThanExpectedLine']> }>>;
  MoreThanExpectedLine: ResolverTypeWrapper<MoreThanExpectedLineParent>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotFound: ResolverTypeWrapper<Partial<NotFound>>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Product: ResolverTypeWrapper<ProductParent>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReceiveInboundInput: ResolverTypeWrapper<Partial<ReceiveInboundInput>>;
  ReceiveInboundResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReceiveInboundResult']>>;
  ReceiveStockResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReceiveStockResult']>>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  ReportCountInput: ResolverTypeWrapper<Partial<ReportCountInput>>;
  ReportCountResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReportCountResult']>>;
  ReserveLineInput: ResolverTypeWrapper<Partial<ReserveLineInput>>;
  ReserveStockInput: ResolverTypeWrapper<Partial<ReserveStockInput>>;
  Float: ResolverTypeWrapper<Partial<Scalars['Float']['output']>>;
  ReserveStockResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ReserveStockResult']>>;
  StockAdjusted: ResolverTypeWrapper<Partial<Omit<StockAdjusted, 'level'> & { level: ResolversTypes['StockLevel'] }>>;
  StockChangedEvent: ResolverTypeWrapper<Partial<Omit<StockChangedEvent, 'variant'> & { variant: ResolversTypes['Variant'] }>>;
  StockCount: ResolverTypeWrapper<StockCountParent>;
  StockCountConnection: ResolverTypeWrapper<Partial<Omit<StockCountConnection, 'edges'> & { edges: Array<ResolversTypes['StockCountEdge']> }>>;
  StockCountEdge: ResolverTypeWrapper<Partial<Omit<StockCountEdge, 'node'> & { node: ResolversTypes['StockCount'] }>>;
  StockCountStatus: ResolverTypeWrapper<Partial<StockCountStatus>>;
  StockDifference: ResolverTypeWrapper<StockDifferenceParent>;
  StockDifferenceConnection: ResolverTypeWrapper<Partial<Omit<StockDifferenceConnection, 'edges'> & { edges: Array<ResolversTypes['StockDifferenceEdge']> }>>;
  StockDifferenceEdge: ResolverTypeWrapper<Partial<Omit<StockDifferenceEdge, 'node'> & { node: ResolversTypes['StockDifference'] }>>;
  StockHeld: ResolverTypeWrapper<Partial<StockHeld>>;
  StockLevel: ResolverTypeWrapper<StockLevelParent>;
  StockMovement: ResolverTypeWrapper<StockMovementParent>;
  StockMovementConnection: ResolverTypeWrapper<Partial<Omit<StockMovementConnection, 'edges'> & { edges: Array<ResolversTypes['StockMovementEdge']> }>>;
  StockMovementEdge: ResolverTypeWrapper<Partial<Omit<StockMovementEdge, 'node'> & { node: ResolversTypes['StockMovement'] }>>;
  StockMovementKind: ResolverTypeWrapper<Partial<StockMovementKind>>;
  StockReceiptInput: ResolverTypeWrapper<Partial<StockReceiptInput>>;
  StockReceived: ResolverTypeWrapper<Partial<Omit<StockReceived, 'levels'> & { levels: Array<ResolversTypes['StockLevel']> }>>;
  StockShort: ResolverTypeWrapper<Partial<Omit<StockShort, 'lines'> & { lines: Array<ResolversTypes['StockShortLine']> }>>;
  StockShortLine: ResolverTypeWrapper<StockShortLineParent>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  UpsertWarehouseInput: ResolverTypeWrapper<Partial<UpsertWarehouseInput>>;
  UpsertWarehouseResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpsertWarehouseResult']>>;
  Variant: ResolverTypeWrapper<VariantParent>;
  Warehouse: ResolverTypeWrapper<WarehouseParent>;
  caching__Scope: ResolverTypeWrapper<Partial<Caching__Scope>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AdjustStockInput: Partial<AdjustStockInput>;
  ID: Partial<Scalars['ID']['output']>;
  AdjustStockResult: Partial<ResolversUnionTypes<ResolversParentTypes>['AdjustStockResult']>;
  Availability: Partial<Availability>;
  BelowReserved: Partial<BelowReserved>;
  CountDecided: Partial<CountDecided>;
  CurrencyCode: Partial<Scalars['CurrencyCode']['output']>;
  DateTime: Partial<Scalars['DateTime']['output']>;
  DecideCountInput: Partial<DecideCountInput>;
  DecideCountResult: Partial<ResolversUnionTypes<ResolversParentTypes>['DecideCountResult']>;
  Decimal: Partial<Scalars['Decimal']['output']>;
  DispatchTransferInput: Partial<DispatchTransferInput>;
  DispatchTransferResult: Partial<ResolversUnionTypes<ResolversParentTypes>['DispatchTransferResult']>;
  ExpectDeliveryInput: Partial<ExpectDeliveryInput>;
  ExpectDeliveryResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ExpectDeliveryResult']>;
  GoodsLineInput: Partial<GoodsLineInput>;
  HoldRefused: Partial<HoldRefused>;
  HoldRefusedLine: Partial<HoldRefusedLine>;
  IdempotencyConflict: Partial<IdempotencyConflict>;
  InboundEnded: Partial<InboundEnded>;
  InboundLine: InboundLineParent;
  InboundShipment: InboundShipmentParent;
  InboundShipmentConnection: Partial<Omit<InboundShipmentConnection, 'edges'> & { edges: Array<ResolversParentTypes['InboundShipmentEdge']> }>;
  InboundShipmentEdge: Partial<Omit<InboundShipmentEdge, 'node'> & { node: ResolversParentTypes['InboundShipment'] }>;
  InvalidInput: Partial<InvalidInput>;
  Money: MoneyParent;
  MoneyInput: Partial<MoneyInput>;
  MoreThanExpected: Partial<Omit<MoreThanExpected, 'lines'> & { lines: Array<ResolversParentTypes['MoreThanExpectedLine']> }>;
  MoreThanExpectedLine: MoreThanExpectedLineParent;
  Mutation: Record<PropertyKey, never>;
  NotFound: Partial<NotFound>;
  PageInfo: Partial<PageInfo>;
  Product: ProductParent;
  Query: Record<PropertyKey, never>;
  ReceiveInboundInput: Partial<ReceiveInboundInput>;
  ReceiveInboundResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ReceiveInboundResult']>;
  ReceiveStockResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ReceiveStockResult']>;
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
  ReportCountInput: Partial<ReportCountInput>;
  ReportCountResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ReportCountResult']>;
  ReserveLineInput: Partial<ReserveLineInput>;
  ReserveStockInput: Partial<ReserveStockInput>;
  Float: Partial<Scalars['Float']['output']>;
  ReserveStockResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ReserveStockResult']>;
  StockAdjusted: Partial<Omit<StockAdjusted, 'level'> & { level: ResolversParentTypes['StockLevel'] }>;
  StockChangedEvent: Partial<Omit<StockChangedEvent, 'variant'> & { variant: ResolversParentTypes['Variant'] }>;
  StockCount: StockCountParent;
  StockCountConnection: Partial<Omit<StockCountConnection, 'edges'> & { edges: Array<ResolversParentTypes['StockCountEdge']> }>;
  StockCountEdge: Partial<Omit<StockCountEdge, 'node'> & { node: ResolversParentTypes['StockCount'] }>;
  StockDifference: StockDifferenceParent;
  StockDifferenceConnection: Partial<Omit<StockDifferenceConnection, 'edges'> & { edges: Array<ResolversParentTypes['StockDifferenceEdge']> }>;
  StockDifferenceEdge: Partial<Omit<StockDifferenceEdge, 'node'> & { node: ResolversParentTypes['StockDifference'] }>;
  StockHeld: Partial<StockHeld>;
  StockLevel: StockLevelParent;
  StockMovement: StockMovementParent;
  StockMovementConnection: Partial<Omit<StockMovementConnection, 'edges'> & { edges: Array<ResolversParentTypes['StockMovementEdge']> }>;
  StockMovementEdge: Partial<Omit<StockMovementEdge, 'node'> & { node: ResolversParentTypes['StockMovement'] }>;
  StockReceiptInput: Partial<StockReceiptInput>;
  StockReceived: Partial<Omit<StockReceived, 'levels'> & { levels: Array<ResolversParentTypes['StockLevel']> }>;
  StockShort: Partial<Omit<StockShort, 'lines'> & { lines: Array<ResolversParentTypes['StockShortLine']> }>;
  StockShortLine: StockShortLineParent;
  Subscription: Record<PropertyKey, never>;
  UpsertWarehouseInput: Partial<UpsertWarehouseInput>;
  UpsertWarehouseResult: Partial<ResolversUnionTypes<ResolversParentTypes>['UpsertWarehouseResult']>;
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

export type CountDecidedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CountDecided'] = ResolversParentTypes['CountDecided']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['StockCountStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DecideCountResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DecideCountResult'] = ResolversParentTypes['DecideCountResult']> = {
  __resolveType?: TypeResolveFn<'CountDecided' | 'IdempotencyConflict' | 'InvalidInput' | 'NotFound' | 'StockCount' | 'StockShort', ParentType, ContextType>;
};

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DispatchTransferResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DispatchTransferResult'] = ResolversParentTypes['DispatchTransferResult']> = {
  __resolveType?: TypeResolveFn<'IdempotencyConflict' | 'InboundShipment' | 'InvalidInput' | 'NotFound' | 'StockShort', ParentType, ContextType>;
};

export type ExpectDeliveryResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ExpectDeliveryResult'] = ResolversParentTypes['ExpectDeliveryResult']> = {
  __resolveType?: TypeResolveFn<'IdempotencyConflict' | 'InboundShipment' | 'InvalidInput' | 'NotFound', ParentType, ContextType>;
};

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

export type InboundEndedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboundEnded'] = ResolversParentTypes['InboundEnded']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['InboundStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InboundLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboundLine'] = ResolversParentTypes['InboundLine']> = {
  expected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  missing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
};

export type InboundShipmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboundShipment'] = ResolversParentTypes['InboundShipment']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Warehouse']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['InboundLine']>, ParentType, ContextType>;
  reference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['InboundStatus'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Warehouse'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InboundShipmentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboundShipmentConnection'] = ResolversParentTypes['InboundShipmentConnection']> = {
  edges?: Resolver<Array<ResolversTypes['InboundShipmentEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type InboundShipmentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InboundShipmentEdge'] = ResolversParentTypes['InboundShipmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['InboundShipment'], ParentType, ContextType>;
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

export type MoreThanExpectedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MoreThanExpected'] = ResolversParentTypes['MoreThanExpected']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['MoreThanExpectedLine']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MoreThanExpectedLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MoreThanExpectedLine'] = ResolversParentTypes['MoreThanExpectedLine']> = {
  arrived?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  expected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  adjustStock?: Resolver<ResolversTypes['AdjustStockResult'], ParentType, ContextType, RequireFields<MutationAdjustStockArgs, 'input'>>;
  approveCount?: Resolver<ResolversTypes['DecideCountResult'], ParentType, ContextType, RequireFields<MutationApproveCountArgs, 'input'>>;
  discardCount?: Resolver<ResolversTypes['DecideCountResult'], ParentType, ContextType, RequireFields<MutationDiscardCountArgs, 'input'>>;
  dispatchTransfer?: Resolver<ResolversTypes['DispatchTransferResult'], ParentType, ContextType, RequireFields<MutationDispatchTransferArgs, 'input'>>;
  expectDelivery?: Resolver<ResolversTypes['ExpectDeliveryResult'], ParentType, ContextType, RequireFields<MutationExpectDeliveryArgs, 'input'>>;
  receiveInbound?: Resolver<ResolversTypes['ReceiveInboundResult'], ParentType, ContextType, RequireFields<MutationReceiveInboundArgs, 'input'>>;
  receiveStock?: Resolver<ResolversTypes['ReceiveStockResult'], ParentType, ContextType, RequireFields<MutationReceiveStockArgs, 'idempotencyKey' | 'input'>>;
  releaseStock?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationReleaseStockArgs, 'orderId'>>;
  reportCount?: Resolver<ResolversTypes['ReportCountResult'], ParentType, ContextType, RequireFields<MutationReportCountArgs, 'input'>>;
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
  inboundShipment?: Resolver<Maybe<ResolversTypes['InboundShipment']>, ParentType, ContextType, RequireFields<QueryInboundShipmentArgs, 'id'>>;
  inboundShipments?: Resolver<ResolversTypes['InboundShipmentConnection'], ParentType, ContextType, Partial<QueryInboundShipmentsArgs>>;
  stock?: Resolver<Array<ResolversTypes['StockLevel']>, ParentType, ContextType, RequireFields<QueryStockArgs, 'variantId'>>;
  stockCount?: Resolver<Maybe<ResolversTypes['StockCount']>, ParentType, ContextType, RequireFields<QueryStockCountArgs, 'id'>>;
  stockCounts?: Resolver<ResolversTypes['StockCountConnection'], ParentType, ContextType, Partial<QueryStockCountsArgs>>;
  stockMovements?: Resolver<ResolversTypes['StockMovementConnection'], ParentType, ContextType, RequireFields<QueryStockMovementsArgs, 'variantId'>>;
  warehouses?: Resolver<Array<ResolversTypes['Warehouse']>, ParentType, ContextType>;
};

export type ReceiveInboundResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReceiveInboundResult'] = ResolversParentTypes['ReceiveInboundResult']> = {
  __resolveType?: TypeResolveFn<'IdempotencyConflict' | 'InboundEnded' | 'InboundShipment' | 'InvalidInput' | 'MoreThanExpected' | 'NotFound', ParentType, ContextType>;
};

export type ReceiveStockResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReceiveStockResult'] = ResolversParentTypes['ReceiveStockResult']> = {
  __resolveType?: TypeResolveFn<'IdempotencyConflict' | 'InvalidInput' | 'NotFound' | 'StockReceived', ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType?: TypeResolveFn<'BelowReserved' | 'CountDecided' | 'IdempotencyConflict' | 'InboundEnded' | 'InvalidInput' | 'MoreThanExpected' | 'NotFound' | 'StockShort', ParentType, ContextType>;
};

export type ReportCountResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReportCountResult'] = ResolversParentTypes['ReportCountResult']> = {
  __resolveType?: TypeResolveFn<'IdempotencyConflict' | 'InvalidInput' | 'NotFound' | 'StockCount', ParentType, ContextType>;
};

export type ReserveStockResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ReserveStockResult'] = ResolversParentTypes['ReserveStockResult']> = {
  __resolveType?: TypeResolveFn<'HoldRefused' | 'StockHeld', ParentType, ContextType>;
};

export type StockAdjustedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockAdjusted'] = ResolversParentTypes['StockAdjusted']> = {
  level?: Resolver<ResolversTypes['StockLevel'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StockChangedEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockChangedEvent'] = ResolversParentTypes['StockChangedEvent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resumeToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
};

export type StockCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockCount'] = ResolversParentTypes['StockCount']> = {
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  countedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  differenceCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  differences?: Resolver<ResolversTypes['StockDifferenceConnection'], ParentType, ContextType, Partial<StockCountDifferencesArgs>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lineCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reportedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['StockCountStatus'], ParentType, ContextType>;
  warehouse?: Resolver<ResolversTypes['Warehouse'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StockCountConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockCountConnection'] = ResolversParentTypes['StockCountConnection']> = {
  edges?: Resolver<Array<ResolversTypes['StockCountEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type StockCountEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockCountEdge'] = ResolversParentTypes['StockCountEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['StockCount'], ParentType, ContextType>;
};

export type StockDifferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockDifference'] = ResolversParentTypes['StockDifference']> = {
  change?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  counted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  expected?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
};

export type StockDifferenceConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockDifferenceConnection'] = ResolversParentTypes['StockDifferenceConnection']> = {
  edges?: Resolver<Array<ResolversTypes['StockDifferenceEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type StockDifferenceEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockDifferenceEdge'] = ResolversParentTypes['StockDifferenceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['StockDifference'], ParentType, ContextType>;
};

export type StockHeldResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockHeld'] = ResolversParentTypes['StockHeld']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StockLevelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockLevel'] = ResolversParentTypes['StockLevel']> = {
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  incoming?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  onHand?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reserved?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
  warehouse?: Resolver<ResolversTypes['Warehouse'], ParentType, ContextType>;
};

export type StockMovementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockMovement'] = ResolversParentTypes['StockMovement']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  documentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
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

export type StockShortResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockShort'] = ResolversParentTypes['StockShort']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lines?: Resolver<Array<ResolversTypes['StockShortLine']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StockShortLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockShortLine'] = ResolversParentTypes['StockShortLine']> = {
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  requested?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  variant?: Resolver<ResolversTypes['Variant'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  stockChanged?: SubscriptionResolver<Maybe<ResolversTypes['StockChangedEvent']>, "stockChanged", ParentType, ContextType, RequireFields<SubscriptionStockChangedArgs, 'variantId'>>;
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
  CountDecided?: CountDecidedResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DecideCountResult?: DecideCountResultResolvers<ContextType>;
  Decimal?: GraphQLScalarType;
  DispatchTransferResult?: DispatchTransferResultResolvers<ContextType>;
  ExpectDeliveryResult?: ExpectDeliveryResultResolvers<ContextType>;
  HoldRefused?: HoldRefusedResolvers<ContextType>;
  HoldRefusedLine?: HoldRefusedLineResolvers<ContextType>;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  InboundEnded?: InboundEndedResolvers<ContextType>;
  InboundLine?: InboundLineResolvers<ContextType>;
  InboundShipment?: InboundShipmentResolvers<ContextType>;
  InboundShipmentConnection?: InboundShipmentConnectionResolvers<ContextType>;
  InboundShipmentEdge?: InboundShipmentEdgeResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  MoreThanExpected?: MoreThanExpectedResolvers<ContextType>;
  MoreThanExpectedLine?: MoreThanExpectedLineResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NotFound?: NotFoundResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReceiveInboundResult?: ReceiveInboundResultResolvers<ContextType>;
  ReceiveStockResult?: ReceiveStockResultResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  ReportCountResult?: ReportCountResultResolvers<ContextType>;
  ReserveStockResult?: ReserveStockResultResolvers<ContextType>;
  StockAdjusted?: StockAdjustedResolvers<ContextType>;
  StockChangedEvent?: StockChangedEventResolvers<ContextType>;
  StockCount?: StockCountResolvers<ContextType>;
  StockCountConnection?: StockCountConnectionResolvers<ContextType>;
  StockCountEdge?: StockCountEdgeResolvers<ContextType>;
  StockDifference?: StockDifferenceResolvers<ContextType>;
  StockDifferenceConnection?: StockDifferenceConnectionResolvers<ContextType>;
  StockDifferenceEdge?: StockDifferenceEdgeResolvers<ContextType>;
  StockHeld?: StockHeldResolvers<ContextType>;
  StockLevel?: StockLevelResolvers<ContextType>;
  StockMovement?: StockMovementResolvers<ContextType>;
  StockMovementConnection?: StockMovementConnectionResolvers<ContextType>;
  StockMovementEdge?: StockMovementEdgeResolvers<ContextType>;
  StockReceived?: StockReceivedResolvers<ContextType>;
  StockShort?: StockShortResolvers<ContextType>;
  StockShortLine?: StockShortLineResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  UpsertWarehouseResult?: UpsertWarehouseResultResolvers<ContextType>;
  Variant?: VariantResolvers<ContextType>;
  Warehouse?: WarehouseResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  admission?: AdmissionDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  event?: EventDirectiveResolver<any, any, ContextType>;
  invalidatedBy?: InvalidatedByDirectiveResolver<any, any, ContextType>;
};
