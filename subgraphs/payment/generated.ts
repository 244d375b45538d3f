import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyParent } from '../../schema/money.ts';
import type { Payment as PaymentParent, Refund as RefundParent, BankStatement as BankStatementParent, StatementDifference as StatementDifferenceParent, Order as OrderParent } from './mappers.ts';
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

/** The bank's statement of a day, as it was last imported. */
export type BankStatement = {
  __typename?: 'BankStatement';
  /** Until when it is complete. */
  asOf: Scalars['DateTime']['output'];
  /** The day, of UTC: `2026-11-21`. */
  date: Scalars['String']['output'];
  /** How many differences were found. */
  differenceCount: Scalars['Int']['output'];
  /** The differences, as they were found. */
  differences: StatementDifferenceConnection;
  /** When it was imported. */
  importedAt: Scalars['DateTime']['output'];
  /** Who imported it; null when it was fetched by itself, after the day had ended. */
  importedBy?: Maybe<Scalars['ID']['output']>;
  /** How many movements it states. */
  lineCount: Scalars['Int']['output'];
};


/** The bank's statement of a day, as it was last imported. */
export type BankStatementDifferencesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of statements. */
export type BankStatementConnection = {
  __typename?: 'BankStatementConnection';
  /** The statements, the latest day first. */
  edges: Array<BankStatementEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A statement and its place in the list. */
export type BankStatementEdge = {
  __typename?: 'BankStatementEdge';
  /** The place: pass it as `after` for what follows. */
  cursor: Scalars['String']['output'];
  /** The statement. */
  node: BankStatement;
};

/** The capture was accepted; the payment's status tells whether the bank has done it yet. */
export type CaptureAccepted = {
  __typename?: 'CaptureAccepted';
  /** The payment after it. */
  payment: Payment;
};

/** Money staff wants to take. */
export type CapturePaymentInput = {
  /** How much; all that is held when absent. What is held above it is released. */
  amount?: InputMaybe<MoneyInput>;
  /** A key of the caller's making: the same key and input get the first answer again. */
  idempotencyKey: Scalars['ID']['input'];
  /** The authorized payment. */
  paymentId: Scalars['ID']['input'];
};

/** What a capture comes to. */
export type CapturePaymentResult = CaptureAccepted | CaptureTooLarge | IdempotencyConflict | InvalidInput | NotFound | PaymentNotCapturable;

/** More than is held. */
export type CaptureTooLarge = Refusal & {
  __typename?: 'CaptureTooLarge';
  /** What can be captured at most. */
  available: Money;
  /** Always `CAPTURE_TOO_LARGE`. */
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

/** Where a statement comes from: exactly one of both. */
export type ImportStatementInput = {
  /** The bank's own file, as CSV. */
  csv?: InputMaybe<Scalars['String']['input']>;
  /** The day to ask the bank for, of UTC: `2026-11-21`. One that lasts is taken as far as it is. */
  date?: InputMaybe<Scalars['String']['input']>;
};

/** What an import comes to. */
export type ImportStatementResult = InvalidInput | StatementDamaged | StatementImported;

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

/** An account of the ledger; there is one of each per currency. */
export type LedgerAccount =
  /** What the bank holds of it. */
  | 'AUTHORIZED'
  /** What buyers have promised: the other side of AUTHORIZED. */
  | 'BUYERS'
  /** What the bank has taken. */
  | 'CAPTURED'
  /** What the house keeps. */
  | 'FEES'
  /** What sellers are to get. */
  | 'OWED_TO_SELLERS'
  /** What the bank has given back of that. */
  | 'REFUNDED';

/** What an account of the ledger comes to. */
export type LedgerBalance = {
  __typename?: 'LedgerBalance';
  /** The account. */
  account: LedgerAccount;
  /** Debits less credits. Over all accounts of a currency these add up to zero. */
  balance: Money;
  /** All that was credited to it. */
  credited: Money;
  /** All that was debited to it. */
  debited: Money;
};

/** What one change of a payment means in money. Written with the change, and never changed. */
export type LedgerEntry = {
  __typename?: 'LedgerEntry';
  /** When it was written. */
  at: Scalars['DateTime']['output'];
  /** What it records. */
  kind: LedgerEntryKind;
  /** The refund it is of. */
  refund?: Maybe<Refund>;
  /** Its transfers: debits and credits are equal. */
  transfers: Array<LedgerTransfer>;
};

/** What an entry of the ledger records. */
export type LedgerEntryKind =
  /** The bank holds money. */
  | 'AUTHORIZATION'
  /** The bank has taken what it held, or a part, and released the rest. */
  | 'CAPTURE'
  /** Money went back to the buyer. */
  | 'REFUND'
  /** The bank holds it no more, and has taken nothing. */
  | 'VOID';

/** One amount from one account to another. */
export type LedgerTransfer = {
  __typename?: 'LedgerTransfer';
  /** How much. */
  amount: Money;
  /** The account it is credited to. */
  credit: LedgerAccount;
  /** The account it is debited to. */
  debit: LedgerAccount;
};

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
  /**
   * Takes the money a payment holds, in whole or in part, once. Paid orders are captured by themselves, so this is for a
   * house whose PAYMENT_CAPTURE is manual. For the role admin.
   */
  capturePayment: CapturePaymentResult;
  /**
   * Takes in the bank's statement of a day and finds every difference from what is here. A day imported again takes the place
   * of what was imported before. For the role admin.
   */
  importStatement: ImportStatementResult;
  /** Refunds a payment in whole or in part. For the role admin. */
  refundPayment: RefundPaymentResult;
  /**
   * Begins the payment of an order, once per order: asked again it answers with the same payment. A bank that does not
   * answer leaves the payment STARTING, and it is asked again by itself. For other subgraphs.
   */
  startPayment: Payment;
};


export type MutationCapturePaymentArgs = {
  input: CapturePaymentInput;
};


export type MutationImportStatementArgs = {
  input: ImportStatementInput;
};


export type MutationRefundPaymentArgs = {
  input: RefundPaymentInput;
};


export type MutationStartPaymentArgs = {
  input: StartPaymentInput;
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

/** An order, as far as its payment goes. */
export type Order = {
  __typename?: 'Order';
  /** The order's id. */
  id: Scalars['ID']['output'];
  /** Its payment; null before it is begun, and for anyone but the order's owner and staff. */
  payment?: Maybe<Payment>;
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

/** The payment of an order. */
export type Payment = {
  __typename?: 'Payment';
  /** What is to be paid. */
  amount: Money;
  /** What was taken. */
  captured: Money;
  /** When it was begun. */
  createdAt: Scalars['DateTime']['output'];
  /** Why the payment ended without the money, as the bank's code: `card_declined`, `insufficient_funds`, … */
  declineReason?: Maybe<Scalars['String']['output']>;
  /** The payment's id, which the bank knows as our reference. */
  id: Scalars['ID']['output'];
  /** Its entries in the ledger, oldest first; null for anyone but staff. */
  ledger?: Maybe<Array<LedgerEntry>>;
  /** What the bank called back with, oldest first; null for anyone but staff. */
  providerEvents?: Maybe<Array<ProviderEvent>>;
  /** The bank's page on which the buyer confirms; null when there is nothing to confirm. */
  redirectUrl?: Maybe<Scalars['String']['output']>;
  /** What went back to the buyer so far. */
  refunded: Money;
  /** The payment's refunds, oldest first. */
  refunds: Array<Refund>;
  /** Where it stands. */
  status: PaymentStatus;
};

/** There is no hold to take from, or it is being taken or given back already. */
export type PaymentNotCapturable = Refusal & {
  __typename?: 'PaymentNotCapturable';
  /** Always `PAYMENT_NOT_CAPTURABLE`. */
  code: Scalars['String']['output'];
  /** What hinders. */
  message: Scalars['String']['output'];
  /** Where the payment stands. */
  status: PaymentStatus;
};

/** There is no money that could go back. */
export type PaymentNotRefundable = Refusal & {
  __typename?: 'PaymentNotRefundable';
  /** Always `PAYMENT_NOT_REFUNDABLE`. */
  code: Scalars['String']['output'];
  /** What hinders. */
  message: Scalars['String']['output'];
  /** Where the payment stands. */
  status: PaymentStatus;
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

/** What the bank called back with. */
export type ProviderEvent = {
  __typename?: 'ProviderEvent';
  /** What it said, as JSON; null for events from before bodies were kept. */
  body?: Maybe<Scalars['String']['output']>;
  /** The bank's own number of it. */
  id: Scalars['ID']['output'];
  /** What it tells, in the bank's words: `payment.authorized`. */
  kind: Scalars['String']['output'];
  /** What came of it: `changed`, or why it changed nothing. */
  outcome: Scalars['String']['output'];
  /** When it came for the first time. */
  receivedAt: Scalars['DateTime']['output'];
};

export type Query = {
  __typename?: 'Query';
  /** The bank's statement of a day, as it was last imported. For the role admin. */
  bankStatement?: Maybe<BankStatement>;
  /** The bank's statements that were imported, the latest day first. For the role admin. */
  bankStatements: BankStatementConnection;
  /** What the ledger's accounts come to, in every currency there is. For the role admin. */
  ledgerBalances: Array<LedgerBalance>;
};


export type QueryBankStatementArgs = {
  date: Scalars['String']['input'];
};


export type QueryBankStatementsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Money that goes back to the buyer. */
export type Refund = {
  __typename?: 'Refund';
  /** How much. */
  amount: Money;
  /** The refund's id, which the bank knows as our reference. */
  id: Scalars['ID']['output'];
  /** Why, as whoever refunded put it. */
  reason: Scalars['String']['output'];
  /** Where it stands. */
  status: RefundStatus;
};

/** The refund was accepted; its status tells whether the bank has done it yet. */
export type RefundAccepted = {
  __typename?: 'RefundAccepted';
  /** The payment after it. */
  payment: Payment;
  /** The refund. */
  refund: Refund;
};

/** A refund staff wants. */
export type RefundPaymentInput = {
  /** How much; all that is left when absent. */
  amount?: InputMaybe<MoneyInput>;
  /** A key of the caller's making: the same key and input get the first answer again. */
  idempotencyKey: Scalars['ID']['input'];
  /** The payment to refund. */
  paymentId: Scalars['ID']['input'];
  /** Why, for the record; at most 500 characters. */
  reason: Scalars['String']['input'];
};

/** What a refund comes to. */
export type RefundPaymentResult = IdempotencyConflict | InvalidInput | NotFound | PaymentNotRefundable | RefundAccepted | RefundTooLarge;

/** Where a refund stands. */
export type RefundStatus =
  /** The bank is being asked. */
  | 'PENDING'
  /** The bank refused. */
  | 'REFUSED'
  /** The money is on its way to the buyer. */
  | 'SUCCEEDED';

/** More than is left of what was taken. */
export type RefundTooLarge = Refusal & {
  __typename?: 'RefundTooLarge';
  /** What can be refunded at most. */
  available: Money;
  /** Always `REFUND_TOO_LARGE`. */
  code: Scalars['String']['output'];
  /** What to do. */
  message: Scalars['String']['output'];
};

/** An expected answer that is not the wished one. It changes nothing; its type carries the facts. */
export type Refusal = {
  /** A stable code, for programs. */
  code: Scalars['String']['output'];
  /** What happened and what to do about it, for people. */
  message: Scalars['String']['output'];
};

/** What another subgraph says to begin a payment. */
export type StartPaymentInput = {
  /** What is to be paid. */
  amount: MoneyInput;
  /** The card as the bank's token. Never a card number. */
  cardToken: Scalars['String']['input'];
  /** Until when the order's goods are held: before that, the bank is asked for what it did not tell. */
  goodsHeldUntil?: InputMaybe<Scalars['DateTime']['input']>;
  /** The order to pay for. */
  orderId: Scalars['ID']['input'];
  /** Where the bank sends the buyer's browser afterwards; the shop's own page when absent. */
  returnUrl?: InputMaybe<Scalars['String']['input']>;
  /** Whose order it is. */
  userId: Scalars['ID']['input'];
};

/** The statement cannot be read, breaks off, or does not add up. Nothing of it was taken. */
export type StatementDamaged = Refusal & {
  __typename?: 'StatementDamaged';
  /** Always `STATEMENT_DAMAGED`. */
  code: Scalars['String']['output'];
  /** The first line that is wrong, from 1. */
  line: Scalars['Int']['output'];
  /** What is wrong. */
  message: Scalars['String']['output'];
};

/** A movement that is not the same in the bank's statement and here. */
export type StatementDifference = {
  __typename?: 'StatementDifference';
  /** What it is here; null when it is missing here. */
  here?: Maybe<Money>;
  /** How it differs. */
  kind: StatementDifferenceKind;
  /** What it is. */
  movement: StatementMovement;
  /** The payment it is of, if it is known here. */
  payment?: Maybe<Payment>;
  /** Our id of the captured payment or of the refund, as the bank has it. */
  reference: Scalars['String']['output'];
  /** The payment's status here, or the refund's; null when it is missing here. */
  status?: Maybe<Scalars['String']['output']>;
  /** What the bank states in all; null when it is missing there. */
  there?: Maybe<Money>;
};

/** A page of differences. */
export type StatementDifferenceConnection = {
  __typename?: 'StatementDifferenceConnection';
  /** The differences, in the order of the statement, then what is missing there. */
  edges: Array<StatementDifferenceEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A difference and its place in the list. */
export type StatementDifferenceEdge = {
  __typename?: 'StatementDifferenceEdge';
  /** The place: pass it as `after` for what follows. */
  cursor: Scalars['String']['output'];
  /** The difference. */
  node: StatementDifference;
};

/** How a movement differs between the bank's statement and here. */
export type StatementDifferenceKind =
  /** Another amount, or another currency. */
  | 'AMOUNT_DIFFERS'
  /** The bank states what is not known here. */
  | 'MISSING_HERE'
  /** The bank does not state what happened here. */
  | 'MISSING_THERE'
  /** The bank states what has not happened here, or not yet. */
  | 'STATUS_DIFFERS';

/** The statement was imported. */
export type StatementImported = {
  __typename?: 'StatementImported';
  /** The statement, with the differences found. */
  statement: BankStatement;
};

/** A movement of money between a buyer and us. */
export type StatementMovement =
  /** Money was taken. */
  | 'CAPTURE'
  /** Money was given back. */
  | 'REFUND';

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
  Payment: Payment;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}> );
  Payment:
    ( { __typename: 'Payment' }
    & GraphQLRecursivePick<FederationTypes['Payment'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  CapturePaymentResult:
    | ( Partial<Omit<CaptureAccepted, 'payment'> & { payment: _RefType['Payment'] }> )
    | ( Partial<Omit<CaptureTooLarge, 'available'> & { available: _RefType['Money'] }> )
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<PaymentNotCapturable> )
  ;
  ImportStatementResult:
    | ( Partial<InvalidInput> )
    | ( Partial<StatementDamaged> )
    | ( Partial<Omit<StatementImported, 'statement'> & { statement: _RefType['BankStatement'] }> )
  ;
  RefundPaymentResult:
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<PaymentNotRefundable> )
    | ( Partial<Omit<RefundAccepted, 'payment' | 'refund'> & { payment: _RefType['Payment'], refund: _RefType['Refund'] }> )
    | ( Partial<Omit<RefundTooLarge, 'available'> & { available: _RefType['Money'] }> )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( Partial<Omit<CaptureTooLarge, 'available'> & { available: _RefType['Money'] }> )
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<PaymentNotCapturable> )
    | ( Partial<PaymentNotRefundable> )
    | ( Partial<Omit<RefundTooLarge, 'available'> & { available: _RefType['Money'] }> )
    | ( Partial<StatementDamaged> )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  BankStatement: ResolverTypeWrapper<BankStatementParent>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  BankStatementConnection: ResolverTypeWrapper<Partial<Omit<BankStatementConnection, 'edges'> & { edges: Array<ResolversTypes['BankStatementEdge']> }>>;
  BankStatementEdge: ResolverTypeWrapper<Partial<Omit<BankStatementEdge, 'node'> & { node: ResolversTypes['BankStatement'] }>>;
  CaptureAccepted: ResolverTypeWrapper<Partial<Omit<CaptureAccepted, 'payment'> & { payment: ResolversTypes['Payment'] }>>;
  CapturePaymentInput: ResolverTypeWrapper<Partial<CapturePaymentInput>>;
  CapturePaymentResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CapturePaymentResult']>>;
  CaptureTooLarge: ResolverTypeWrapper<Partial<Omit<CaptureTooLarge, 'available'> & { available: ResolversTypes['Money'] }>>;
  CurrencyCode: ResolverTypeWrapper<Partial<Scalars['CurrencyCode']['output']>>;
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  Decimal: ResolverTypeWrapper<Partial<Scalars['Decimal']['output']>>;
  IdempotencyConflict: ResolverTypeWrapper<Partial<IdempotencyConflict>>;
  ImportStatementInput: ResolverTypeWrapper<Partial<ImportStatementInput>>;
  ImportStatementResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ImportStatementResult']>>;
  InvalidInput: ResolverTypeWrapper<Partial<InvalidInput>>;
  LanguageCode: ResolverTypeWrapper<Partial<LanguageCode>>;
  LedgerAccount: ResolverTypeWrapper<Partial<LedgerAccount>>;
  LedgerBalance: ResolverTypeWrapper<Partial<Omit<LedgerBalance, 'balance' | 'credited' | 'debited'> & { balance: ResolversTypes['Money'], credited: ResolversTypes['Money'], debited: ResolversTypes['Money'] }>>;
  LedgerEntry: ResolverTypeWrapper<Partial<Omit<LedgerEntry, 'refund' | 'transfers'> & { refund?: Maybe<ResolversTypes['Refund']>, transfers: Array<ResolversTypes['LedgerTransfer']> }>>;
  LedgerEntryKind: ResolverTypeWrapper<Partial<LedgerEntryKind>>;
  LedgerTransfer: ResolverTypeWrapper<Partial<Omit<LedgerTransfer, 'amount'> & { amount: ResolversTypes['Money'] }>>;
  Money: ResolverTypeWrapper<MoneyParent>;
  MoneyInput: ResolverTypeWrapper<Partial<MoneyInput>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotFound: ResolverTypeWrapper<Partial<NotFound>>;
  Order: ResolverTypeWrapper<OrderParent>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Payment: ResolverTypeWrapper<PaymentParent>;
  PaymentNotCapturable: ResolverTypeWrapper<Partial<PaymentNotCapturable>>;
  PaymentNotRefundable: ResolverTypeWrapper<Partial<PaymentNotRefundable>>;
  PaymentStatus: ResolverTypeWrapper<Partial<PaymentStatus>>;
  ProviderEvent: ResolverTypeWrapper<Partial<ProviderEvent>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Refund: ResolverTypeWrapper<RefundParent>;
  RefundAccepted: ResolverTypeWrapper<Partial<Omit<RefundAccepted, 'payment' | 'refund'> & { payment: ResolversTypes['Payment'], refund: ResolversTypes['Refund'] }>>;
  RefundPaymentInput: ResolverTypeWrapper<Partial<RefundPaymentInput>>;
  RefundPaymentResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RefundPaymentResult']>>;
  RefundStatus: ResolverTypeWrapper<Partial<RefundStatus>>;
  RefundTooLarge: ResolverTypeWrapper<Partial<Omit<RefundTooLarge, 'available'> & { available: ResolversTypes['Money'] }>>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  StartPaymentInput: ResolverTypeWrapper<Partial<StartPaymentInput>>;
  StatementDamaged: ResolverTypeWrapper<Partial<StatementDamaged>>;
  StatementDifference: ResolverTypeWrapper<StatementDifferenceParent>;
  StatementDifferenceConnection: ResolverTypeWrapper<Partial<Omit<StatementDifferenceConnection, 'edges'> & { edges: Array<ResolversTypes['StatementDifferenceEdge']> }>>;
  StatementDifferenceEdge: ResolverTypeWrapper<Partial<Omit<StatementDifferenceEdge, 'node'> & { node: ResolversTypes['StatementDifference'] }>>;
  StatementDifferenceKind: ResolverTypeWrapper<Partial<StatementDifferenceKind>>;
  StatementImported: ResolverTypeWrapper<Partial<Omit<StatementImported, 'statement'> & { statement: ResolversTypes['BankStatement'] }>>;
  StatementMovement: ResolverTypeWrapper<Partial<StatementMovement>>;
  caching__Scope: ResolverTypeWrapper<Partial<Caching__Scope>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  BankStatement: BankStatementParent;
  ID: Partial<Scalars['ID']['output']>;
  BankStatementConnection: Partial<Omit<BankStatementConnection, 'edges'> & { edges: Array<ResolversParentTypes['BankStatementEdge']> }>;
  BankStatementEdge: Partial<Omit<BankStatementEdge, 'node'> & { node: ResolversParentTypes['BankStatement'] }>;
  CaptureAccepted: Partial<Omit<CaptureAccepted, 'payment'> & { payment: ResolversParentTypes['Payment'] }>;
  CapturePaymentInput: Partial<CapturePaymentInput>;
  CapturePaymentResult: Partial<ResolversUnionTypes<ResolversParentTypes>['CapturePaymentResult']>;
  CaptureTooLarge: Partial<Omit<CaptureTooLarge, 'available'> & { available: ResolversParentTypes['Money'] }>;
  CurrencyCode: Partial<Scalars['CurrencyCode']['output']>;
  DateTime: Partial<Scalars['DateTime']['output']>;
  Decimal: Partial<Scalars['Decimal']['output']>;
  IdempotencyConflict: Partial<IdempotencyConflict>;
  ImportStatementInput: Partial<ImportStatementInput>;
  ImportStatementResult: Partial<ResolversUnionTypes<ResolversParentTypes>['ImportStatementResult']>;
  InvalidInput: Partial<InvalidInput>;
  LedgerBalance: Partial<Omit<LedgerBalance, 'balance' | 'credited' | 'debited'> & { balance: ResolversParentTypes['Money'], credited: ResolversParentTypes['Money'], debited: ResolversParentTypes['Money'] }>;
  LedgerEntry: Partial<Omit<LedgerEntry, 'refund' | 'transfers'> & { refund?: Maybe<ResolversParentTypes['Refund']>, transfers: Array<ResolversParentTypes['LedgerTransfer']> }>;
  LedgerTransfer: Partial<Omit<LedgerTransfer, 'amount'> & { amount: ResolversParentTypes['Money'] }>;
  Money: MoneyParent;
  MoneyInput: Partial<MoneyInput>;
  Mutation: Record<PropertyKey, never>;
  NotFound: Partial<NotFound>;
  Order: OrderParent;
  PageInfo: Partial<PageInfo>;
  Payment: PaymentParent;
  PaymentNotCapturable: Partial<PaymentNotCapturable>;
  PaymentNotRefundable: Partial<PaymentNotRefundable>;
  ProviderEvent: Partial<ProviderEvent>;
  Query: Record<PropertyKey, never>;
  Refund: RefundParent;
  RefundAccepted: Partial<Omit<RefundAccepted, 'payment' | 'refund'> & { payment: ResolversParentTypes['Payment'], refund: ResolversParentTypes['Refund'] }>;
  RefundPaymentInput: Partial<RefundPaymentInput>;
  RefundPaymentResult: Partial<ResolversUnionTypes<ResolversParentTypes>['RefundPaymentResult']>;
  RefundTooLarge: Partial<Omit<RefundTooLarge, 'available'> & { available: ResolversParentTypes['Money'] }>;
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
  StartPaymentInput: Partial<StartPaymentInput>;
  StatementDamaged: Partial<StatementDamaged>;
  StatementDifference: StatementDifferenceParent;
  StatementDifferenceConnection: Partial<Omit<StatementDifferenceConnection, 'edges'> & { edges: Array<ResolversParentTypes['StatementDifferenceEdge']> }>;
  StatementDifferenceEdge: Partial<Omit<StatementDifferenceEdge, 'node'> & { node: ResolversParentTypes['StatementDifference'] }>;
  StatementImported: Partial<Omit<StatementImported, 'statement'> & { statement: ResolversParentTypes['BankStatement'] }>;
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

export type BankStatementResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BankStatement'] = ResolversParentTypes['BankStatement']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  date?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  differenceCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  differences?: Resolver<ResolversTypes['StatementDifferenceConnection'], ParentType, ContextType, RequireFields<BankStatementDifferencesArgs, 'first'>>;
  importedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  importedBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  lineCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BankStatementConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BankStatementConnection'] = ResolversParentTypes['BankStatementConnection']> = {
  edges?: Resolver<Array<ResolversTypes['BankStatementEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type BankStatementEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BankStatementEdge'] = ResolversParentTypes['BankStatementEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['BankStatement'], ParentType, ContextType>;
};

export type CaptureAcceptedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaptureAccepted'] = ResolversParentTypes['CaptureAccepted']> = {
  payment?: Resolver<ResolversTypes['Payment'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CapturePaymentResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CapturePaymentResult'] = ResolversParentTypes['CapturePaymentResult']> = {
  __resolveType?: TypeResolveFn<'CaptureAccepted' | 'CaptureTooLarge' | 'IdempotencyConflict' | 'InvalidInput' | 'NotFound' | 'PaymentNotCapturable', ParentType, ContextType>;
};

export type CaptureTooLargeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CaptureTooLarge'] = ResolversParentTypes['CaptureTooLarge']> = {
  available?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
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

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type IdempotencyConflictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdempotencyConflict'] = ResolversParentTypes['IdempotencyConflict']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImportStatementResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImportStatementResult'] = ResolversParentTypes['ImportStatementResult']> = {
  __resolveType?: TypeResolveFn<'InvalidInput' | 'StatementDamaged' | 'StatementImported', ParentType, ContextType>;
};

export type InvalidInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidInput'] = ResolversParentTypes['InvalidInput']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LedgerBalanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LedgerBalance'] = ResolversParentTypes['LedgerBalance']> = {
  account?: Resolver<ResolversTypes['LedgerAccount'], ParentType, ContextType>;
  balance?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  credited?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  debited?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type LedgerEntryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LedgerEntry'] = ResolversParentTypes['LedgerEntry']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['LedgerEntryKind'], ParentType, ContextType>;
  refund?: Resolver<Maybe<ResolversTypes['Refund']>, ParentType, ContextType>;
  transfers?: Resolver<Array<ResolversTypes['LedgerTransfer']>, ParentType, ContextType>;
};

export type LedgerTransferResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LedgerTransfer'] = ResolversParentTypes['LedgerTransfer']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  credit?: Resolver<ResolversTypes['LedgerAccount'], ParentType, ContextType>;
  debit?: Resolver<ResolversTypes['LedgerAccount'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  capturePayment?: Resolver<ResolversTypes['CapturePaymentResult'], ParentType, ContextType, RequireFields<MutationCapturePaymentArgs, 'input'>>;
  importStatement?: Resolver<ResolversTypes['ImportStatementResult'], ParentType, ContextType, RequireFields<MutationImportStatementArgs, 'input'>>;
  refundPayment?: Resolver<ResolversTypes['RefundPaymentResult'], ParentType, ContextType, RequireFields<MutationRefundPaymentArgs, 'input'>>;
  startPayment?: Resolver<ResolversTypes['Payment'], ParentType, ContextType, RequireFields<MutationStartPaymentArgs, 'input'>>;
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
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment'], FederationReferenceType extends FederationReferenceTypes['Payment'] = FederationReferenceTypes['Payment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Payment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  captured?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  declineReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ledger?: Resolver<Maybe<Array<ResolversTypes['LedgerEntry']>>, ParentType, ContextType>;
  providerEvents?: Resolver<Maybe<Array<ResolversTypes['ProviderEvent']>>, ParentType, ContextType>;
  redirectUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  refunded?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  refunds?: Resolver<Array<ResolversTypes['Refund']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PaymentStatus'], ParentType, ContextType>;
};

export type PaymentNotCapturableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentNotCapturable'] = ResolversParentTypes['PaymentNotCapturable']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PaymentStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PaymentNotRefundableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentNotRefundable'] = ResolversParentTypes['PaymentNotRefundable']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['PaymentStatus'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProviderEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProviderEvent'] = ResolversParentTypes['ProviderEvent']> = {
  body?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  bankStatement?: Resolver<Maybe<ResolversTypes['BankStatement']>, ParentType, ContextType, RequireFields<QueryBankStatementArgs, 'date'>>;
  bankStatements?: Resolver<ResolversTypes['BankStatementConnection'], ParentType, ContextType, RequireFields<QueryBankStatementsArgs, 'first'>>;
  ledgerBalances?: Resolver<Array<ResolversTypes['LedgerBalance']>, ParentType, ContextType>;
};

export type RefundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refund'] = ResolversParentTypes['Refund']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['RefundStatus'], ParentType, ContextType>;
};

export type RefundAcceptedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefundAccepted'] = ResolversParentTypes['RefundAccepted']> = {
  payment?: Resolver<ResolversTypes['Payment'], ParentType, ContextType>;
  refund?: Resolver<ResolversTypes['Refund'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RefundPaymentResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefundPaymentResult'] = ResolversParentTypes['RefundPaymentResult']> = {
  __resolveType?: TypeResolveFn<'IdempotencyConflict' | 'InvalidInput' | 'NotFound' | 'PaymentNotRefundable' | 'RefundAccepted' | 'RefundTooLarge', ParentType, ContextType>;
};

export type RefundTooLargeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefundTooLarge'] = ResolversParentTypes['RefundTooLarge']> = {
  available?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType?: TypeResolveFn<'CaptureTooLarge' | 'IdempotencyConflict' | 'InvalidInput' | 'NotFound' | 'PaymentNotCapturable' | 'PaymentNotRefundable' | 'RefundTooLarge' | 'StatementDamaged', ParentType, ContextType>;
};

export type StatementDamagedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StatementDamaged'] = ResolversParentTypes['StatementDamaged']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  line?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StatementDifferenceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StatementDifference'] = ResolversParentTypes['StatementDifference']> = {
  here?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['StatementDifferenceKind'], ParentType, ContextType>;
  movement?: Resolver<ResolversTypes['StatementMovement'], ParentType, ContextType>;
  payment?: Resolver<Maybe<ResolversTypes['Payment']>, ParentType, ContextType>;
  reference?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  there?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type StatementDifferenceConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StatementDifferenceConnection'] = ResolversParentTypes['StatementDifferenceConnection']> = {
  edges?: Resolver<Array<ResolversTypes['StatementDifferenceEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type StatementDifferenceEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StatementDifferenceEdge'] = ResolversParentTypes['StatementDifferenceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['StatementDifference'], ParentType, ContextType>;
};

export type StatementImportedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StatementImported'] = ResolversParentTypes['StatementImported']> = {
  statement?: Resolver<ResolversTypes['BankStatement'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  BankStatement?: BankStatementResolvers<ContextType>;
  BankStatementConnection?: BankStatementConnectionResolvers<ContextType>;
  BankStatementEdge?: BankStatementEdgeResolvers<ContextType>;
  CaptureAccepted?: CaptureAcceptedResolvers<ContextType>;
  CapturePaymentResult?: CapturePaymentResultResolvers<ContextType>;
  CaptureTooLarge?: CaptureTooLargeResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  ImportStatementResult?: ImportStatementResultResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  LedgerBalance?: LedgerBalanceResolvers<ContextType>;
  LedgerEntry?: LedgerEntryResolvers<ContextType>;
  LedgerTransfer?: LedgerTransferResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NotFound?: NotFoundResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  PaymentNotCapturable?: PaymentNotCapturableResolvers<ContextType>;
  PaymentNotRefundable?: PaymentNotRefundableResolvers<ContextType>;
  ProviderEvent?: ProviderEventResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Refund?: RefundResolvers<ContextType>;
  RefundAccepted?: RefundAcceptedResolvers<ContextType>;
  RefundPaymentResult?: RefundPaymentResultResolvers<ContextType>;
  RefundTooLarge?: RefundTooLargeResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  StatementDamaged?: StatementDamagedResolvers<ContextType>;
  StatementDifference?: StatementDifferenceResolvers<ContextType>;
  StatementDifferenceConnection?: StatementDifferenceConnectionResolvers<ContextType>;
  StatementDifferenceEdge?: StatementDifferenceEdgeResolvers<ContextType>;
  StatementImported?: StatementImportedResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  admission?: AdmissionDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  event?: EventDirectiveResolver<any, any, ContextType>;
  invalidatedBy?: InvalidatedByDirectiveResolver<any, any, ContextType>;
};
