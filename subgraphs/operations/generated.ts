import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyParent } from '../../schema/money.ts';
import type { DeadLetter as DeadLetterParent } from './mappers.ts';
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

/** What sending again or giving up comes to. */
export type CloseDeadLettersResult = DeadLettersClosed | InvalidInput;

/** A message that a consumer could not process, set aside so that others go on. */
export type DeadLetter = {
  __typename?: 'DeadLetter';
  /** How often it was tried before it was given up. */
  attempts: Scalars['Int']['output'];
  /** Why it could not be processed. */
  cause: Scalars['String']['output'];
  /** When it was sent again or given up for good. */
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who did that, as the audit log names them: `user:<id>`. */
  closedBy?: Maybe<Scalars['String']['output']>;
  /** Who could not process it: `<subgraph>.<consumer>`. */
  consumer: Scalars['String']['output'];
  /** The event's id. */
  eventId: Scalars['String']['output'];
  /** The event's type: `<subgraph>.<PastTense>`. */
  eventType: Scalars['String']['output'];
  /** When it was given up last. */
  failedAt: Scalars['DateTime']['output'];
  /** The dead letter's id. */
  id: Scalars['ID']['output'];
  /** The id of the aggregate that the event is about. */
  key: Scalars['String']['output'];
  /** The event's payload as it was, JSON unless that is what is wrong with it. May hold personal data. */
  payload: Scalars['String']['output'];
  /** Why it was given up for good. */
  reason?: Maybe<Scalars['String']['output']>;
  /** The failure's stack. */
  stack: Scalars['String']['output'];
  /** What became of it. */
  state: DeadLetterState;
  /** How often it became a dead letter: more than once when it failed again after it was sent again. */
  times: Scalars['Int']['output'];
};

/** It was sent again or given up for good before. */
export type DeadLetterClosed = Refusal & {
  __typename?: 'DeadLetterClosed';
  /** Always `DEAD_LETTER_CLOSED`. */
  code: Scalars['String']['output'];
  /** The dead letter as it is. */
  deadLetter: DeadLetter;
  /** What became of it. */
  message: Scalars['String']['output'];
};

/** A page of dead letters, newest first. */
export type DeadLetterConnection = {
  __typename?: 'DeadLetterConnection';
  /** The page's items. */
  edges: Array<DeadLetterEdge>;
  /** Where the page stands. */
  pageInfo: PageInfo;
};

/** A dead letter in a list. */
export type DeadLetterEdge = {
  __typename?: 'DeadLetterEdge';
  /** Its place; pass it as `after`. */
  cursor: Scalars['String']['output'];
  /** The dead letter. */
  node: DeadLetter;
};

/** Which dead letters are meant; all conditions hold at once. */
export type DeadLetterFilter = {
  /** Of one consumer. */
  consumer?: InputMaybe<Scalars['String']['input']>;
  /** Of one type of event. */
  eventType?: InputMaybe<Scalars['String']['input']>;
  /** Given up before then. */
  failedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Given up then or later. */
  failedFrom?: InputMaybe<Scalars['DateTime']['input']>;
  /** About one aggregate. */
  key?: InputMaybe<Scalars['String']['input']>;
  /** In one state. */
  state?: InputMaybe<DeadLetterState>;
};

/** Why nothing was done with one of the dead letters. */
export type DeadLetterRefusal = DeadLetterClosed | DeadLetterUnreadable | NotFound;

/** Dead letters to act on: by their ids, or those that wait and match a filter. */
export type DeadLetterSelection = {
  /** Those that wait and match; the 100 oldest at a time. */
  filter?: InputMaybe<DeadLetterFilter>;
  /** At most 100 ids. */
  ids?: InputMaybe<Array<Scalars['ID']['input']>>;
};

/** What became of a dead letter. */
export type DeadLetterState =
  /** It was given up for good. */
  | 'DISCARDED'
  /** It was sent to its consumer again. */
  | 'REPLAYED'
  /** Nobody has decided yet. */
  | 'WAITING';

/** The message no longer matches the schema of its type, so its consumer could not read it either. */
export type DeadLetterUnreadable = Refusal & {
  __typename?: 'DeadLetterUnreadable';
  /** Always `DEAD_LETTER_UNREADABLE`. */
  code: Scalars['String']['output'];
  /** The dead letter, which waits as before. */
  deadLetter: DeadLetter;
  /** What does not match. */
  message: Scalars['String']['output'];
};

/** What was done, one by one. */
export type DeadLettersClosed = {
  __typename?: 'DeadLettersClosed';
  /** Those that were sent again or given up, oldest first. */
  closed: Array<DeadLetter>;
  /** Whether more match the filter. */
  hasMore: Scalars['Boolean']['output'];
  /** Those with which nothing was done. */
  refused: Array<DeadLetterRefusal>;
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
  /** Gives dead letters up for good. For the role admin. */
  discardDeadLetters: CloseDeadLettersResult;
  /**
   * Sends dead letters to their consumers again, and to nobody else; each takes effect once however often it is sent. One
   * that no longer matches its schema is refused. For the role admin.
   */
  replayDeadLetters: CloseDeadLettersResult;
};


export type MutationDiscardDeadLettersArgs = {
  reason: Scalars['String']['input'];
  selection: DeadLetterSelection;
};


export type MutationReplayDeadLettersArgs = {
  selection: DeadLetterSelection;
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

export type Query = {
  __typename?: 'Query';
  /** One dead letter. For the role admin. */
  deadLetter?: Maybe<DeadLetter>;
  /** Dead letters, newest first. For the role admin. */
  deadLetters: DeadLetterConnection;
};


export type QueryDeadLetterArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDeadLettersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DeadLetterFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** An expected answer that is not the wished one. It changes nothing; its type carries the facts. */
export type Refusal = {
  /** A stable code, for programs. */
  code: Scalars['String']['output'];
  /** What happened and what to do about it, for people. */
  message: Scalars['String']['output'];
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
  DeadLetter: DeadLetter;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  DeadLetter:
    ( { __typename: 'DeadLetter' }
    & GraphQLRecursivePick<FederationTypes['DeadLetter'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  CloseDeadLettersResult:
    | ( Partial<Omit<DeadLettersClosed, 'closed' | 'refused'> & { closed: Array<_RefType['DeadLetter']>, refused: Array<_RefType['DeadLetterRefusal']> }> )
    | ( Partial<InvalidInput> )
  ;
  DeadLetterRefusal:
    | ( Partial<Omit<DeadLetterClosed, 'deadLetter'> & { deadLetter: _RefType['DeadLetter'] }> )
    | ( Partial<Omit<DeadLetterUnreadable, 'deadLetter'> & { deadLetter: _RefType['DeadLetter'] }> )
    | ( Partial<NotFound> )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( Partial<Omit<DeadLetterClosed, 'deadLetter'> & { deadLetter: _RefType['DeadLetter'] }> )
    | ( Partial<Omit<DeadLetterUnreadable, 'deadLetter'> & { deadLetter: _RefType['DeadLetter'] }> )
    | ( Partial<IdempotencyConflict> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  CloseDeadLettersResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CloseDeadLettersResult']>>;
  CurrencyCode: ResolverTypeWrapper<Partial<Scalars['CurrencyCode']['output']>>;
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  DeadLetter: ResolverTypeWrapper<DeadLetterParent>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  DeadLetterClosed: ResolverTypeWrapper<Partial<Omit<DeadLetterClosed, 'deadLetter'> & { deadLetter: ResolversTypes['DeadLetter'] }>>;
  DeadLetterConnection: ResolverTypeWrapper<Partial<Omit<DeadLetterConnection, 'edges'> & { edges: Array<ResolversTypes['DeadLetterEdge']> }>>;
  DeadLetterEdge: ResolverTypeWrapper<Partial<Omit<DeadLetterEdge, 'node'> & { node: ResolversTypes['DeadLetter'] }>>;
  DeadLetterFilter: ResolverTypeWrapper<Partial<DeadLetterFilter>>;
  DeadLetterRefusal: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeadLetterRefusal']>>;
  DeadLetterSelection: ResolverTypeWrapper<Partial<DeadLetterSelection>>;
  DeadLetterState: ResolverTypeWrapper<Partial<DeadLetterState>>;
  DeadLetterUnreadable: ResolverTypeWrapper<Partial<Omit<DeadLetterUnreadable, 'deadLetter'> & { deadLetter: ResolversTypes['DeadLetter'] }>>;
  DeadLettersClosed: ResolverTypeWrapper<Partial<Omit<DeadLettersClosed, 'closed' | 'refused'> & { closed: Array<ResolversTypes['DeadLetter']>, refused: Array<ResolversTypes['DeadLetterRefusal']> }>>;
  Decimal: ResolverTypeWrapper<Partial<Scalars['Decimal']['output']>>;
  IdempotencyConflict: ResolverTypeWrapper<Partial<IdempotencyConflict>>;
  InvalidInput: ResolverTypeWrapper<Partial<InvalidInput>>;
  LanguageCode: ResolverTypeWrapper<Partial<LanguageCode>>;
  Money: ResolverTypeWrapper<MoneyParent>;
  MoneyInput: ResolverTypeWrapper<Partial<MoneyInput>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotFound: ResolverTypeWrapper<Partial<NotFound>>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  caching__Scope: ResolverTypeWrapper<Partial<Caching__Scope>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  CloseDeadLettersResult: Partial<ResolversUnionTypes<ResolversParentTypes>['CloseDeadLettersResult']>;
  CurrencyCode: Partial<Scalars['CurrencyCode']['output']>;
  DateTime: Partial<Scalars['DateTime']['output']>;
  DeadLetter: DeadLetterParent;
  ID: Partial<Scalars['ID']['output']>;
  DeadLetterClosed: Partial<Omit<DeadLetterClosed, 'deadLetter'> & { deadLetter: ResolversParentTypes['DeadLetter'] }>;
  DeadLetterConnection: Partial<Omit<DeadLetterConnection, 'edges'> & { edges: Array<ResolversParentTypes['DeadLetterEdge']> }>;
  DeadLetterEdge: Partial<Omit<DeadLetterEdge, 'node'> & { node: ResolversParentTypes['DeadLetter'] }>;
  DeadLetterFilter: Partial<DeadLetterFilter>;
  DeadLetterRefusal: Partial<ResolversUnionTypes<ResolversParentTypes>['DeadLetterRefusal']>;
  DeadLetterSelection: Partial<DeadLetterSelection>;
  DeadLetterUnreadable: Partial<Omit<DeadLetterUnreadable, 'deadLetter'> & { deadLetter: ResolversParentTypes['DeadLetter'] }>;
  DeadLettersClosed: Partial<Omit<DeadLettersClosed, 'closed' | 'refused'> & { closed: Array<ResolversParentTypes['DeadLetter']>, refused: Array<ResolversParentTypes['DeadLetterRefusal']> }>;
  Decimal: Partial<Scalars['Decimal']['output']>;
  IdempotencyConflict: Partial<IdempotencyConflict>;
  InvalidInput: Partial<InvalidInput>;
  Money: MoneyParent;
  MoneyInput: Partial<MoneyInput>;
  Mutation: Record<PropertyKey, never>;
  NotFound: Partial<NotFound>;
  PageInfo: Partial<PageInfo>;
  Query: Record<PropertyKey, never>;
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
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

export type CloseDeadLettersResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CloseDeadLettersResult'] = ResolversParentTypes['CloseDeadLettersResult']> = {
  __resolveType?: TypeResolveFn<'DeadLettersClosed' | 'InvalidInput', ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeadLetterResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeadLetter'] = ResolversParentTypes['DeadLetter'], FederationReferenceType extends FederationReferenceTypes['DeadLetter'] = FederationReferenceTypes['DeadLetter']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['DeadLetter']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cause?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consumer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  eventType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  failedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payload?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  stack?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DeadLetterState'], ParentType, ContextType>;
  times?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DeadLetterClosedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeadLetterClosed'] = ResolversParentTypes['DeadLetterClosed']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deadLetter?: Resolver<ResolversTypes['DeadLetter'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeadLetterConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeadLetterConnection'] = ResolversParentTypes['DeadLetterConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DeadLetterEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DeadLetterEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeadLetterEdge'] = ResolversParentTypes['DeadLetterEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DeadLetter'], ParentType, ContextType>;
};

export type DeadLetterRefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeadLetterRefusal'] = ResolversParentTypes['DeadLetterRefusal']> = {
  __resolveType?: TypeResolveFn<'DeadLetterClosed' | 'DeadLetterUnreadable' | 'NotFound', ParentType, ContextType>;
};

export type DeadLetterUnreadableResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeadLetterUnreadable'] = ResolversParentTypes['DeadLetterUnreadable']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deadLetter?: Resolver<ResolversTypes['DeadLetter'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeadLettersClosedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeadLettersClosed'] = ResolversParentTypes['DeadLettersClosed']> = {
  closed?: Resolver<Array<ResolversTypes['DeadLetter']>, ParentType, ContextType>;
  hasMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  refused?: Resolver<Array<ResolversTypes['DeadLetterRefusal']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

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

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  discardDeadLetters?: Resolver<ResolversTypes['CloseDeadLettersResult'], ParentType, ContextType, RequireFields<MutationDiscardDeadLettersArgs, 'reason' | 'selection'>>;
  replayDeadLetters?: Resolver<ResolversTypes['CloseDeadLettersResult'], ParentType, ContextType, RequireFields<MutationReplayDeadLettersArgs, 'selection'>>;
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

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  deadLetter?: Resolver<Maybe<ResolversTypes['DeadLetter']>, ParentType, ContextType, RequireFields<QueryDeadLetterArgs, 'id'>>;
  deadLetters?: Resolver<ResolversTypes['DeadLetterConnection'], ParentType, ContextType, RequireFields<QueryDeadLettersArgs, 'first'>>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType?: TypeResolveFn<'DeadLetterClosed' | 'DeadLetterUnreadable' | 'IdempotencyConflict' | 'InvalidInput' | 'NotFound', ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  CloseDeadLettersResult?: CloseDeadLettersResultResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DeadLetter?: DeadLetterResolvers<ContextType>;
  DeadLetterClosed?: DeadLetterClosedResolvers<ContextType>;
  DeadLetterConnection?: DeadLetterConnectionResolvers<ContextType>;
  DeadLetterEdge?: DeadLetterEdgeResolvers<ContextType>;
  DeadLetterRefusal?: DeadLetterRefusalResolvers<ContextType>;
  DeadLetterUnreadable?: DeadLetterUnreadableResolvers<ContextType>;
  DeadLettersClosed?: DeadLettersClosedResolvers<ContextType>;
  Decimal?: GraphQLScalarType;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NotFound?: NotFoundResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  admission?: AdmissionDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  event?: EventDirectiveResolver<any, any, ContextType>;
  invalidatedBy?: InvalidatedByDirectiveResolver<any, any, ContextType>;
};
