import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyParent } from '../../schema/money.ts';
import type { User as UserParent, Address as AddressParent } from './mappers.ts';
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

/** The new address, or why there is none. */
export type AddAddressResult = Address | InvalidInput | TooManyAddresses;

/** Where parcels go. */
export type Address = {
  __typename?: 'Address';
  /** City, town or village. */
  city: Scalars['String']['output'];
  /** ISO 3166-1 alpha-2. */
  country: Scalars['String']['output'];
  /** The address's id. */
  id: Scalars['ID']['output'];
  /** Degrees north; with it the nearest warehouse can be chosen. */
  latitude?: Maybe<Scalars['Float']['output']>;
  /** Degrees east. */
  longitude?: Maybe<Scalars['Float']['output']>;
  /** The recipient's phone, in international form. */
  phone?: Maybe<Scalars['String']['output']>;
  /** As the country writes it. */
  postalCode?: Maybe<Scalars['String']['output']>;
  /** Who takes the parcel. */
  recipient: Scalars['String']['output'];
  /** State, oblast, province. */
  region?: Maybe<Scalars['String']['output']>;
  /** Street, house, flat. */
  street: Scalars['String']['output'];
};

/** Where parcels shall go. */
export type AddressInput = {
  /** City, town or village, at most 120 characters. */
  city: Scalars['String']['input'];
  /** ISO 3166-1 alpha-2. */
  country: Scalars['String']['input'];
  /** Degrees north, -90 to 90; with `longitude` or not at all. */
  latitude?: InputMaybe<Scalars['Float']['input']>;
  /** Degrees east, -180 to 180; with `latitude` or not at all. */
  longitude?: InputMaybe<Scalars['Float']['input']>;
  /** The recipient's phone, in international form. */
  phone?: InputMaybe<Scalars['String']['input']>;
  /** As the country writes it, at most 20 characters. */
  postalCode?: InputMaybe<Scalars['String']['input']>;
  /** Who takes the parcel, at most 120 characters. */
  recipient: Scalars['String']['input'];
  /** State, oblast, province; at most 120 characters. */
  region?: InputMaybe<Scalars['String']['input']>;
  /** Street, house, flat; at most 200 characters. */
  street: Scalars['String']['input'];
};

/** An address is gone. */
export type AddressRemoved = {
  __typename?: 'AddressRemoved';
  /** The id it had. */
  id: Scalars['ID']['output'];
};

/** An account that shall be there. */
export type EnsureAccountInput = {
  /** An address it gets, if it is made now. */
  address?: InputMaybe<AddressInput>;
  /** Its display name, if it is made now. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** By which it is found. */
  email: Scalars['String']['input'];
  /** Its password, if it is made now. */
  password: Scalars['String']['input'];
  /** Its roles from now on. */
  roles: Array<Role>;
};

/** The idempotency key was used before with other input. */
export type IdempotencyConflict = Refusal & {
  __typename?: 'IdempotencyConflict';
  /** Always `IDEMPOTENCY_CONFLICT`. */
  code: Scalars['String']['output'];
  /** What to do: repeat the first input, or take a new key. */
  message: Scalars['String']['output'];
};

/** Somebody has an account with this e-mail or phone already. */
export type IdentifierTaken = Refusal & {
  __typename?: 'IdentifierTaken';
  /** Always `IDENTIFIER_TAKEN`. */
  code: Scalars['String']['output'];
  /** The input field that is taken: `input.email` or `input.phone`. */
  field?: Maybe<Scalars['String']['output']>;
  /** What to do: log in. */
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

/** Who signs in: one of e-mail and phone. */
export type LoginInput = {
  /** A guest's cart to take over. */
  cartToken?: InputMaybe<Scalars['ID']['input']>;
  /** The e-mail address of the account. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** The password. */
  password: Scalars['String']['input'];
  /** The phone number of the account. */
  phone?: InputMaybe<Scalars['String']['input']>;
};

/** Signed in, or why not. */
export type LoginResult = InvalidInput | Session | TooManyAttempts | WrongCredentials;

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
  /** Adds to the addresses of whoever asks, at most 20. */
  addAddress: AddAddressResult;
  /**
   * For peers: the account with this e-mail, made if it is not there. An account that is there keeps its password and profile and
   * gets the roles. Repeating it changes nothing.
   */
  ensureAccount: User;
  /**
   * Signs in. A wrong password and an unknown address get the same answer after the same time. Too many wrong passwords for one
   * address are refused for a while.
   */
  login: LoginResult;
  /** Ends a session: the one of the refresh token, else the one that asks. False when there was none to end. */
  logout: Scalars['Boolean']['output'];
  /** Ends every session of whoever asks, and tells how many there were. Access tokens that were given out still work for minutes. */
  logoutEverywhere: Scalars['Int']['output'];
  /**
   * Swaps a refresh token for a new pair. A refresh token works once; when it is used again later, somebody has a copy of it, and the
   * session ends. Parallel calls within some seconds get the same new refresh token.
   */
  refresh: RefreshResult;
  /** Makes an account, by e-mail, phone or both, and signs in. */
  register: RegisterResult;
  /** Removes an address. Orders that were placed keep theirs. */
  removeAddress: RemoveAddressResult;
  /** For admins: what a user may do. It holds from the user's next refresh on, within minutes. */
  setRoles: SetRolesResult;
  /** Replaces an address. Orders that were placed keep the address they were placed with. */
  updateAddress: UpdateAddressResult;
  /** Changes the profile of whoever asks. What is not sent stays. */
  updateProfile: UpdateProfileResult;
};


export type MutationAddAddressArgs = {
  input: AddressInput;
};


export type MutationEnsureAccountArgs = {
  input: EnsureAccountInput;
};


export type MutationLoginArgs = {
  input: LoginInput;
};


export type MutationLogoutArgs = {
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};


export type MutationRefreshArgs = {
  refreshToken: Scalars['String']['input'];
};


export type MutationRegisterArgs = {
  input: RegisterInput;
};


export type MutationRemoveAddressArgs = {
  id: Scalars['ID']['input'];
};


export type MutationSetRolesArgs = {
  roles: Array<Role>;
  userId: Scalars['ID']['input'];
};


export type MutationUpdateAddressArgs = {
  id: Scalars['ID']['input'];
  input: AddressInput;
};


export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
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
  /** Who is signed in; null for a guest. */
  me?: Maybe<User>;
  /** Any user, for admins. Null for an unknown id. */
  user?: Maybe<User>;
};


export type QueryUserArgs = {
  id: Scalars['ID']['input'];
};

/** The new pair, or why there is none. */
export type RefreshResult = Session | SessionEnded;

/** An expected answer that is not the wished one. It changes nothing; its type carries the facts. */
export type Refusal = {
  /** A stable code, for programs. */
  code: Scalars['String']['output'];
  /** What happened and what to do about it, for people. */
  message: Scalars['String']['output'];
};

/** Who makes an account. At least one of e-mail and phone. */
export type RegisterInput = {
  /** A guest's cart to take over. */
  cartToken?: InputMaybe<Scalars['ID']['input']>;
  /** The name others see, at most 80 characters. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** An e-mail address; upper and lower case are the same. */
  email?: InputMaybe<Scalars['String']['input']>;
  /** The language of messages to the user. */
  language?: InputMaybe<LanguageCode>;
  /** 8 to 128 characters. */
  password: Scalars['String']['input'];
  /** A phone number in international form, starting with `+`. */
  phone?: InputMaybe<Scalars['String']['input']>;
};

/** Signed in, or why there is no account. */
export type RegisterResult = IdentifierTaken | InvalidInput | Session;

/** Whose address is gone, or that there is no such address. */
export type RemoveAddressResult = AddressRemoved | NotFound;

/** What somebody may do. */
export type Role =
  /** Runs the marketplace. */
  | 'ADMIN'
  /** Buys. */
  | 'BUYER'
  /** Carries parcels. */
  | 'COURIER'
  /** Uses the graph from another company. */
  | 'PARTNER'
  /** Offers goods. */
  | 'SELLER'
  /** Picks, packs and counts. */
  | 'WAREHOUSE';

/** Somebody is signed in. */
export type Session = {
  __typename?: 'Session';
  /** A JWT for the header `Authorization: Bearer …`. */
  accessToken: Scalars['String']['output'];
  /** When the access token ends: some minutes from now. */
  accessTokenExpiresAt: Scalars['DateTime']['output'];
  /**
   * Whether the guest's cart of `cartToken` is in the user's cart now. Null without a `cartToken`. When false, `mergeCart` may be
   * asked again; the guest's cart is still there unless it was unknown.
   */
  cartMerged?: Maybe<Scalars['Boolean']['output']>;
  /** Opaque; for `refresh`, once. */
  refreshToken: Scalars['String']['output'];
  /** When the session ends unless it is refreshed. */
  refreshTokenExpiresAt: Scalars['DateTime']['output'];
  /** Who is signed in. */
  user: User;
};

/** The session is over: it ran out, was logged out, or its refresh token was used twice. */
export type SessionEnded = Refusal & {
  __typename?: 'SessionEnded';
  /** Always `SESSION_ENDED`. */
  code: Scalars['String']['output'];
  /** What to do: log in. */
  message: Scalars['String']['output'];
};

/** The user with the roles, or why the roles stay. */
export type SetRolesResult = InvalidInput | NotFound | User;

/** There are as many addresses as there may be. */
export type TooManyAddresses = Refusal & {
  __typename?: 'TooManyAddresses';
  /** Always `TOO_MANY_ADDRESSES`. */
  code: Scalars['String']['output'];
  /** What to do. */
  message: Scalars['String']['output'];
  /** How many there may be. */
  most: Scalars['Int']['output'];
};

/** Too many wrong passwords came for this e-mail or phone. */
export type TooManyAttempts = Refusal & {
  __typename?: 'TooManyAttempts';
  /** Always `TOO_MANY_ATTEMPTS`. */
  code: Scalars['String']['output'];
  /** What to do. */
  message: Scalars['String']['output'];
  /** Seconds until it may be tried again. */
  retryAfter: Scalars['Int']['output'];
};

/** The address as it is now, or why it stays as it was. */
export type UpdateAddressResult = Address | InvalidInput | NotFound;

/** What to change of a profile. */
export type UpdateProfileInput = {
  /** The name others see, at most 80 characters; null for none. */
  displayName?: InputMaybe<Scalars['String']['input']>;
  /** The language of messages to the user. */
  language?: InputMaybe<LanguageCode>;
  /** Whether the user wants to hear of offers. */
  marketingConsent?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The profile as it is now, or why it stays as it was. */
export type UpdateProfileResult = InvalidInput | User;

/** Somebody with an account. Others see the id and the display name only. */
export type User = {
  __typename?: 'User';
  /** The user's addresses, oldest first, at most 20; empty to others. */
  addresses: Array<Address>;
  /** The name others see, at reviews for one. Null until one is chosen. */
  displayName?: Maybe<Scalars['String']['output']>;
  /** In lower case. Null when there is none, and to others. */
  email?: Maybe<Scalars['String']['output']>;
  /** The user's id. */
  id: Scalars['ID']['output'];
  /** The language of messages to the user. Null to others. */
  language?: Maybe<LanguageCode>;
  /** Whether the user wants to hear of offers. Null to others. */
  marketingConsent?: Maybe<Scalars['Boolean']['output']>;
  /** In international form, `+79991234567`. Null when there is none, and to others. */
  phone?: Maybe<Scalars['String']['output']>;
  /** When the account was made. Null to others. */
  registeredAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the user may do. Null to others. */
  roles?: Maybe<Array<Role>>;
};

/** The e-mail or phone and the password do not belong together; which of them is wrong is not told. */
export type WrongCredentials = Refusal & {
  __typename?: 'WrongCredentials';
  /** Always `WRONG_CREDENTIALS`. */
  code: Scalars['String']['output'];
  /** What to do. */
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
  Address: Address;
  User: User;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Address:
    ( { __typename: 'Address' }
    & GraphQLRecursivePick<FederationTypes['Address'], {"id":true}> );
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  AddAddressResult:
    | ( AddressParent )
    | ( Partial<InvalidInput> )
    | ( Partial<TooManyAddresses> )
  ;
  LoginResult:
    | ( Partial<InvalidInput> )
    | ( Partial<Omit<Session, 'user'> & { user: _RefType['User'] }> )
    | ( Partial<TooManyAttempts> )
    | ( Partial<WrongCredentials> )
  ;
  RefreshResult:
    | ( Partial<Omit<Session, 'user'> & { user: _RefType['User'] }> )
    | ( Partial<SessionEnded> )
  ;
  RegisterResult:
    | ( Partial<IdentifierTaken> )
    | ( Partial<InvalidInput> )
    | ( Partial<Omit<Session, 'user'> & { user: _RefType['User'] }> )
  ;
  RemoveAddressResult:
    | ( Partial<AddressRemoved> )
    | ( Partial<NotFound> )
  ;
  SetRolesResult:
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( UserParent )
  ;
  UpdateAddressResult:
    | ( AddressParent )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
  ;
  UpdateProfileResult:
    | ( Partial<InvalidInput> )
    | ( UserParent )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Refusal:
    | ( Partial<IdempotencyConflict> )
    | ( Partial<IdentifierTaken> )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<SessionEnded> )
    | ( Partial<TooManyAddresses> )
    | ( Partial<TooManyAttempts> )
    | ( Partial<WrongCredentials> )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddAddressResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddAddressResult']>>;
  Address: ResolverTypeWrapper<AddressParent>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  Float: ResolverTypeWrapper<Partial<Scalars['Float']['output']>>;
  AddressInput: ResolverTypeWrapper<Partial<AddressInput>>;
  AddressRemoved: ResolverTypeWrapper<Partial<AddressRemoved>>;
  CurrencyCode: ResolverTypeWrapper<Partial<Scalars['CurrencyCode']['output']>>;
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  Decimal: ResolverTypeWrapper<Partial<Scalars['Decimal']['output']>>;
  EnsureAccountInput: ResolverTypeWrapper<Partial<EnsureAccountInput>>;
  IdempotencyConflict: ResolverTypeWrapper<Partial<IdempotencyConflict>>;
  IdentifierTaken: ResolverTypeWrapper<Partial<IdentifierTaken>>;
  InvalidInput: ResolverTypeWrapper<Partial<InvalidInput>>;
  LanguageCode: ResolverTypeWrapper<Partial<LanguageCode>>;
  LoginInput: ResolverTypeWrapper<Partial<LoginInput>>;
  LoginResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['LoginResult']>>;
  Money: ResolverTypeWrapper<MoneyParent>;
  MoneyInput: ResolverTypeWrapper<Partial<MoneyInput>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotFound: ResolverTypeWrapper<Partial<NotFound>>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RefreshResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RefreshResult']>>;
  Refusal: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Refusal']>;
  RegisterInput: ResolverTypeWrapper<Partial<RegisterInput>>;
  RegisterResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegisterResult']>>;
  RemoveAddressResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RemoveAddressResult']>>;
  Role: ResolverTypeWrapper<Partial<Role>>;
  Session: ResolverTypeWrapper<Partial<Omit<Session, 'user'> & { user: ResolversTypes['User'] }>>;
  SessionEnded: ResolverTypeWrapper<Partial<SessionEnded>>;
  SetRolesResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetRolesResult']>>;
  TooManyAddresses: ResolverTypeWrapper<Partial<TooManyAddresses>>;
  TooManyAttempts: ResolverTypeWrapper<Partial<TooManyAttempts>>;
  UpdateAddressResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateAddressResult']>>;
  UpdateProfileInput: ResolverTypeWrapper<Partial<UpdateProfileInput>>;
  UpdateProfileResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateProfileResult']>>;
  User: ResolverTypeWrapper<UserParent>;
  WrongCredentials: ResolverTypeWrapper<Partial<WrongCredentials>>;
  caching__Scope: ResolverTypeWrapper<Partial<Caching__Scope>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddAddressResult: Partial<ResolversUnionTypes<ResolversParentTypes>['AddAddressResult']>;
  Address: AddressParent;
  ID: Partial<Scalars['ID']['output']>;
  Float: Partial<Scalars['Float']['output']>;
  AddressInput: Partial<AddressInput>;
  AddressRemoved: Partial<AddressRemoved>;
  CurrencyCode: Partial<Scalars['CurrencyCode']['output']>;
  DateTime: Partial<Scalars['DateTime']['output']>;
  Decimal: Partial<Scalars['Decimal']['output']>;
  EnsureAccountInput: Partial<EnsureAccountInput>;
  IdempotencyConflict: Partial<IdempotencyConflict>;
  IdentifierTaken: Partial<IdentifierTaken>;
  InvalidInput: Partial<InvalidInput>;
  LoginInput: Partial<LoginInput>;
  LoginResult: Partial<ResolversUnionTypes<ResolversParentTypes>['LoginResult']>;
  Money: MoneyParent;
  MoneyInput: Partial<MoneyInput>;
  Mutation: Record<PropertyKey, never>;
  NotFound: Partial<NotFound>;
  PageInfo: Partial<PageInfo>;
  Query: Record<PropertyKey, never>;
  RefreshResult: Partial<ResolversUnionTypes<ResolversParentTypes>['RefreshResult']>;
  Refusal: ResolversInterfaceTypes<ResolversParentTypes>['Refusal'];
  RegisterInput: Partial<RegisterInput>;
  RegisterResult: Partial<ResolversUnionTypes<ResolversParentTypes>['RegisterResult']>;
  RemoveAddressResult: Partial<ResolversUnionTypes<ResolversParentTypes>['RemoveAddressResult']>;
  Session: Partial<Omit<Session, 'user'> & { user: ResolversParentTypes['User'] }>;
  SessionEnded: Partial<SessionEnded>;
  SetRolesResult: Partial<ResolversUnionTypes<ResolversParentTypes>['SetRolesResult']>;
  TooManyAddresses: Partial<TooManyAddresses>;
  TooManyAttempts: Partial<TooManyAttempts>;
  UpdateAddressResult: Partial<ResolversUnionTypes<ResolversParentTypes>['UpdateAddressResult']>;
  UpdateProfileInput: Partial<UpdateProfileInput>;
  UpdateProfileResult: Partial<ResolversUnionTypes<ResolversParentTypes>['UpdateProfileResult']>;
  User: UserParent;
  WrongCredentials: Partial<WrongCredentials>;
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

export type AddAddressResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddAddressResult'] = ResolversParentTypes['AddAddressResult']> = {
  __resolveType?: TypeResolveFn<'Address' | 'InvalidInput' | 'TooManyAddresses', ParentType, ContextType>;
};

export type AddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address'], FederationReferenceType extends FederationReferenceTypes['Address'] = FederationReferenceTypes['Address']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Address']> | FederationReferenceType, FederationReferenceType, ContextType>;
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  latitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  longitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recipient?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  street?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AddressRemovedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddressRemoved'] = ResolversParentTypes['AddressRemoved']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
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

export type IdentifierTakenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdentifierTaken'] = ResolversParentTypes['IdentifierTaken']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidInput'] = ResolversParentTypes['InvalidInput']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LoginResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LoginResult'] = ResolversParentTypes['LoginResult']> = {
  __resolveType?: TypeResolveFn<'InvalidInput' | 'Session' | 'TooManyAttempts' | 'WrongCredentials', ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addAddress?: Resolver<ResolversTypes['AddAddressResult'], ParentType, ContextType, RequireFields<MutationAddAddressArgs, 'input'>>;
  ensureAccount?: Resolver<ResolversTypes['User'], ParentType, ContextType, RequireFields<MutationEnsureAccountArgs, 'input'>>;
  login?: Resolver<ResolversTypes['LoginResult'], ParentType, ContextType, RequireFields<MutationLoginArgs, 'input'>>;
  logout?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, Partial<MutationLogoutArgs>>;
  logoutEverywhere?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refresh?: Resolver<ResolversTypes['RefreshResult'], ParentType, ContextType, RequireFields<MutationRefreshArgs, 'refreshToken'>>;
  register?: Resolver<ResolversTypes['RegisterResult'], ParentType, ContextType, RequireFields<MutationRegisterArgs, 'input'>>;
  removeAddress?: Resolver<ResolversTypes['RemoveAddressResult'], ParentType, ContextType, RequireFields<MutationRemoveAddressArgs, 'id'>>;
  setRoles?: Resolver<ResolversTypes['SetRolesResult'], ParentType, ContextType, RequireFields<MutationSetRolesArgs, 'roles' | 'userId'>>;
  updateAddress?: Resolver<ResolversTypes['UpdateAddressResult'], ParentType, ContextType, RequireFields<MutationUpdateAddressArgs, 'id' | 'input'>>;
  updateProfile?: Resolver<ResolversTypes['UpdateProfileResult'], ParentType, ContextType, RequireFields<MutationUpdateProfileArgs, 'input'>>;
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
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'id'>>;
};

export type RefreshResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefreshResult'] = ResolversParentTypes['RefreshResult']> = {
  __resolveType?: TypeResolveFn<'Session' | 'SessionEnded', ParentType, ContextType>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType?: TypeResolveFn<'IdempotencyConflict' | 'IdentifierTaken' | 'InvalidInput' | 'NotFound' | 'SessionEnded' | 'TooManyAddresses' | 'TooManyAttempts' | 'WrongCredentials', ParentType, ContextType>;
};

export type RegisterResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegisterResult'] = ResolversParentTypes['RegisterResult']> = {
  __resolveType?: TypeResolveFn<'IdentifierTaken' | 'InvalidInput' | 'Session', ParentType, ContextType>;
};

export type RemoveAddressResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveAddressResult'] = ResolversParentTypes['RemoveAddressResult']> = {
  __resolveType?: TypeResolveFn<'AddressRemoved' | 'NotFound', ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  accessTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cartMerged?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  refreshTokenExpiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionEndedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionEnded'] = ResolversParentTypes['SessionEnded']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SetRolesResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetRolesResult'] = ResolversParentTypes['SetRolesResult']> = {
  __resolveType?: TypeResolveFn<'InvalidInput' | 'NotFound' | 'User', ParentType, ContextType>;
};

export type TooManyAddressesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TooManyAddresses'] = ResolversParentTypes['TooManyAddresses']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  most?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TooManyAttemptsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TooManyAttempts'] = ResolversParentTypes['TooManyAttempts']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfter?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateAddressResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateAddressResult'] = ResolversParentTypes['UpdateAddressResult']> = {
  __resolveType?: TypeResolveFn<'Address' | 'InvalidInput' | 'NotFound', ParentType, ContextType>;
};

export type UpdateProfileResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateProfileResult'] = ResolversParentTypes['UpdateProfileResult']> = {
  __resolveType?: TypeResolveFn<'InvalidInput' | 'User', ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  addresses?: Resolver<Array<ResolversTypes['Address']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  language?: Resolver<Maybe<ResolversTypes['LanguageCode']>, ParentType, ContextType>;
  marketingConsent?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  registeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  roles?: Resolver<Maybe<Array<ResolversTypes['Role']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WrongCredentialsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WrongCredentials'] = ResolversParentTypes['WrongCredentials']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AddAddressResult?: AddAddressResultResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  AddressRemoved?: AddressRemovedResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  IdentifierTaken?: IdentifierTakenResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  LoginResult?: LoginResultResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NotFound?: NotFoundResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RefreshResult?: RefreshResultResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  RegisterResult?: RegisterResultResolvers<ContextType>;
  RemoveAddressResult?: RemoveAddressResultResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionEnded?: SessionEndedResolvers<ContextType>;
  SetRolesResult?: SetRolesResultResolvers<ContextType>;
  TooManyAddresses?: TooManyAddressesResolvers<ContextType>;
  TooManyAttempts?: TooManyAttemptsResolvers<ContextType>;
  UpdateAddressResult?: UpdateAddressResultResolvers<ContextType>;
  UpdateProfileResult?: UpdateProfileResultResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  WrongCredentials?: WrongCredentialsResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  admission?: AdmissionDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  event?: EventDirectiveResolver<any, any, ContextType>;
  invalidatedBy?: InvalidatedByDirectiveResolver<any, any, ContextType>;
};
