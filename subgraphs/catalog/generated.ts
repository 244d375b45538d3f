import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyParent } from '../../schema/money.ts';
import type { Category as CategoryParent, Product as ProductParent, Variant as VariantParent, Attribute as AttributeParent, ProductAttribute as ProductAttributeParent, VariantOption as VariantOptionParent, Media as MediaParent, Refusal as RefusalParent, ProductConnection as ProductConnectionParent, FacetValue as FacetValueParent, Facet as FacetParent, ImportResult as ImportResultParent, RefusedItem as RefusedItemParent, SetPricesResult as SetPricesResultParent } from './mappers.ts';
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

/** What products can be described and filtered by. */
export type Attribute = {
  __typename?: 'Attribute';
  /** Stable word: `firmness`. */
  code: Scalars['ID']['output'];
  /** Its name in a language. */
  name: Scalars['String']['output'];
};


/** What products can be described and filtered by. */
export type AttributeNameArgs = {
  language?: LanguageCode;
};

/** Products that have one of these values, themselves or in a variant. */
export type AttributeFilter = {
  /** The attribute's code; `brand` works too. */
  code: Scalars['String']['input'];
  /** Values, 1 to 50. */
  values: Array<Scalars['String']['input']>;
};

/** An attribute and its values. */
export type AttributeInput = {
  /** Stable word: a-z, 0-9 and hyphens, at most 40 characters. */
  code: Scalars['String']['input'];
  /** Its name. */
  name: LocalizedTextInput;
  /** Its place in lists, lowest first. */
  position?: InputMaybe<Scalars['Int']['input']>;
  /** Values people read otherwise than programs, at most 500. */
  values?: InputMaybe<Array<AttributeLabelInput>>;
};

/** How people read an attribute's value. */
export type AttributeLabelInput = {
  /** How it reads. */
  label: LocalizedTextInput;
  /** The value. */
  value: Scalars['String']['input'];
};

/** An attribute's value. */
export type AttributeValueInput = {
  /** The attribute's code. */
  code: Scalars['String']['input'];
  /** The value, at most 100 characters. */
  value: Scalars['String']['input'];
};

/** Who makes a product, as buyers know it. */
export type Brand = {
  __typename?: 'Brand';
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** The name as the maker writes it. */
  name: Scalars['String']['output'];
  /** Unique word for addresses and filters. */
  slug: Scalars['String']['output'];
};

/** A node of the category tree. */
export type Category = {
  __typename?: 'Category';
  /** The categories directly below, in the order of the storefront. */
  children: Array<Category>;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Its name in a language. */
  name: Scalars['String']['output'];
  /** The category above; null at the top. */
  parent?: Maybe<Category>;
  /** From the top of the tree down to this category, which is the last. */
  path: Array<Category>;
  /** Published products of this category and of all below it. */
  products: ProductConnection;
  /** Unique word for addresses: `orthopaedic-mattresses`. */
  slug: Scalars['String']['output'];
};


/** A node of the category tree. */
export type CategoryNameArgs = {
  language?: LanguageCode;
};


/** A node of the category tree. */
export type CategoryProductsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProductFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  sort?: InputMaybe<ProductSort>;
};

/** A category to add. */
export type CreateCategoryInput = {
  /** Its name. */
  name: LocalizedTextInput;
  /** Slug of the category above; at the top when absent. */
  parent?: InputMaybe<Scalars['String']['input']>;
  /** Its place among its siblings, lowest first. */
  position?: InputMaybe<Scalars['Int']['input']>;
  /** Unique, a-z, 0-9 and hyphens, at most 80 characters. */
  slug: Scalars['String']['input'];
};

/** How adding a category can end. */
export type CreateCategoryResult = Category | InvalidInput | NotFound | SlugTaken;

/** A product to add. */
export type CreateProductInput = {
  /** What holds for every variant, at most 50. */
  attributes?: InputMaybe<Array<AttributeValueInput>>;
  /** Name of its brand; a brand that is new is added. */
  brand?: InputMaybe<Scalars['String']['input']>;
  /** Slug of its category. */
  category: Scalars['String']['input'];
  /** Its description, at most 10,000 characters. */
  description?: InputMaybe<LocalizedTextInput>;
  /** Its pictures, at most 30. */
  media?: InputMaybe<Array<MediaInput>>;
  /** Unique; made from the title when absent. */
  slug?: InputMaybe<Scalars['String']['input']>;
  /** Its title, at most 200 characters. */
  title: LocalizedTextInput;
  /** Its variants, 1 to 100. */
  variants: Array<VariantInput>;
};

/** An attribute by which a list can be narrowed. */
export type Facet = {
  __typename?: 'Facet';
  /** The attribute; `brand` stands for the brand. */
  attribute: Attribute;
  /** Its values among the products, the most frequent first, at most 50. */
  values: Array<FacetValue>;
};

/** A value of a facet. */
export type FacetValue = {
  __typename?: 'FacetValue';
  /** How many products have it. */
  count: Scalars['Int']['output'];
  /** The value as people read it, in a language. */
  label: Scalars['String']['output'];
  /** Whether the list is filtered by it. */
  selected: Scalars['Boolean']['output'];
  /** The value as filters take it. */
  value: Scalars['String']['output'];
};


/** A value of a facet. */
export type FacetValueLabelArgs = {
  language?: LanguageCode;
};

/** The idempotency key was used before with other input. */
export type IdempotencyConflict = Refusal & {
  __typename?: 'IdempotencyConflict';
  /** Always `IDEMPOTENCY_CONFLICT`. */
  code: Scalars['String']['output'];
  /** What to do: repeat the first input, or take a new key. */
  message: Scalars['String']['output'];
};

/** A product as another system knows it. */
export type ImportProductInput = {
  /** The other system's key, at most 100 characters. A product once imported by this key is changed. */
  key: Scalars['String']['input'];
  /** The product. Variants it no longer lists are kept and not offered any more. */
  product: CreateProductInput;
  /** Whether buyers see it. */
  published?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What became of a list of things to import. */
export type ImportResult = {
  __typename?: 'ImportResult';
  /** How many are new. */
  created: Scalars['Int']['output'];
  /** What was refused, in the order of the input. */
  refused: Array<RefusedItem>;
  /** How many were there and are the same. */
  unchanged: Scalars['Int']['output'];
  /** How many were there and changed. */
  updated: Scalars['Int']['output'];
  /** The variants of the products that were imported; empty for other imports. */
  variants: Array<Variant>;
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

/** A text in both languages. One may be left out, and stands for the other then. */
export type LocalizedTextInput = {
  /** English. */
  en?: InputMaybe<Scalars['String']['input']>;
  /** Russian. */
  ru?: InputMaybe<Scalars['String']['input']>;
};

/** A picture of a product. */
export type Media = {
  __typename?: 'Media';
  /** What it shows, for those who cannot see it, in a language. */
  alt: Scalars['String']['output'];
  /** What it is. */
  kind: MediaKind;
  /** Where it is, for a display of so many pixels; its natural size when no width is given. */
  url: Scalars['String']['output'];
};


/** A picture of a product. */
export type MediaAltArgs = {
  language?: LanguageCode;
};


/** A picture of a product. */
export type MediaUrlArgs = {
  width?: InputMaybe<Scalars['Int']['input']>;
};

/** A picture of a product. */
export type MediaInput = {
  /** What it shows. */
  alt: LocalizedTextInput;
  /** An `https:` address, or `picture:<name>` for a generated one: `picture:mattress-4f7a8c-e8ddd0-1`. */
  source: Scalars['String']['input'];
};

/** What a media file is. */
export type MediaKind =
  /** A picture. */
  | 'IMAGE';

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
  /** Adds a category. For sellers and admins, as is everything here. */
  createCategory: CreateCategoryResult;
  /** Adds a product, which nobody sees until it is published. */
  createProduct: SaveProductResult;
  /** Adds or changes attributes and their values by code, up to 500. Running it again changes nothing. */
  importAttributes: ImportResult;
  /** Adds or changes categories by slug, up to 500, parents before children. Running it again changes nothing. */
  importCategories: ImportResult;
  /** Adds or changes up to 500 products by key. What is refused is told item by item; running it again changes nothing. */
  importProducts: ImportResult;
  /** Lets buyers see a product. Nothing happens when they do already. */
  publishProduct: PublishResult;
  /** Sets prices of up to 500 variants. Those that cannot be set are told; the others are set all the same. */
  setPrices: SetPricesResult;
  /** Hides a product from buyers. Nothing happens when it is hidden already. */
  unpublishProduct: PublishResult;
  /** Changes what is given of a product and leaves the rest. */
  updateProduct: SaveProductResult;
  /** Changes what is given of a variant and leaves the rest. */
  updateVariant: UpdateVariantResult;
};


export type MutationCreateCategoryArgs = {
  input: CreateCategoryInput;
};


export type MutationCreateProductArgs = {
  input: CreateProductInput;
};


export type MutationImportAttributesArgs = {
  input: Array<AttributeInput>;
};


export type MutationImportCategoriesArgs = {
  input: Array<CreateCategoryInput>;
};


export type MutationImportProductsArgs = {
  input: Array<ImportProductInput>;
};


export type MutationPublishProductArgs = {
  id: Scalars['ID']['input'];
};


export type MutationSetPricesArgs = {
  input: Array<SetPriceInput>;
};


export type MutationUnpublishProductArgs = {
  id: Scalars['ID']['input'];
};


export type MutationUpdateProductArgs = {
  input: UpdateProductInput;
};


export type MutationUpdateVariantArgs = {
  input: UpdateVariantInput;
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

/** A price for one piece. */
export type Price = {
  __typename?: 'Price';
  /** What it costs now. */
  now: Money;
  /** What it cost before a reduction, always more than now; null when it is not reduced. */
  was?: Maybe<Money>;
};

/** A range of prices in the catalogue's currency, both ends included. */
export type PriceFilter = {
  /** At most this. */
  max?: InputMaybe<Scalars['Decimal']['input']>;
  /** At least this. */
  min?: InputMaybe<Scalars['Decimal']['input']>;
};

/** From the cheapest variant to the dearest. */
export type PriceRange = {
  __typename?: 'PriceRange';
  /** The dearest. */
  max: Money;
  /** The cheapest. */
  min: Money;
};

/** A product card: what its variants have in common. */
export type Product = {
  __typename?: 'Product';
  /** What holds for every variant. */
  attributes: Array<ProductAttribute>;
  /** Its brand, if it has one. */
  brand?: Maybe<Brand>;
  /** Where it is listed. */
  category: Category;
  /** Its description in a language, plain text. */
  description: Scalars['String']['output'];
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Its pictures, the main one first. */
  media: Array<Media>;
  /** The lowest and the highest price among its variants. */
  priceRange: PriceRange;
  /** Whether buyers see it. */
  published: Scalars['Boolean']['output'];
  /** When buyers could see it first. */
  publishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Unique word for addresses. */
  slug: Scalars['String']['output'];
  /** Its title in a language. */
  title: Scalars['String']['output'];
  /** What can be bought, in the order of the card. */
  variants: Array<Variant>;
};


/** A product card: what its variants have in common. */
export type ProductDescriptionArgs = {
  language?: LanguageCode;
};


/** A product card: what its variants have in common. */
export type ProductMediaArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A product card: what its variants have in common. */
export type ProductTitleArgs = {
  language?: LanguageCode;
};

/** An attribute's value on a product or a variant. */
export type ProductAttribute = {
  __typename?: 'ProductAttribute';
  /** Which attribute. */
  attribute: Attribute;
  /** The value as people read it, in a language. */
  label: Scalars['String']['output'];
  /** The value as filters take it. */
  value: Scalars['String']['output'];
};


/** An attribute's value on a product or a variant. */
export type ProductAttributeLabelArgs = {
  language?: LanguageCode;
};

/** A page of products, and what can be said of the whole list. */
export type ProductConnection = {
  __typename?: 'ProductConnection';
  /** The words that were looked for in the end, when those asked for found nothing and similar ones were taken. */
  correctedQuery?: Maybe<Scalars['String']['output']>;
  /** The page. */
  edges: Array<ProductEdge>;
  /** What the list can be narrowed by. Counts honour every filter but those on the facet's own attribute. */
  facets: Array<Facet>;
  /** Where the page stands. */
  pageInfo: PageInfo;
  /** How many products there are on all pages. */
  totalCount: Scalars['Int']['output'];
};

/** A product's place in a list. */
export type ProductEdge = {
  __typename?: 'ProductEdge';
  /** Pass it as `after` to continue behind this product. */
  cursor: Scalars['String']['output'];
  /** The product. */
  node: Product;
};

/** Which products to keep. Values of one list are alternatives, everything else must hold together. */
export type ProductFilter = {
  /** At most 20 attributes. */
  attributes?: InputMaybe<Array<AttributeFilter>>;
  /** Slugs of brands, at most 50. */
  brands?: InputMaybe<Array<Scalars['String']['input']>>;
  /** Products with a variant that costs so much. */
  price?: InputMaybe<PriceFilter>;
};

/** The order of a list of products. Equal ones are ordered by id, so pages neither repeat nor skip. */
export type ProductSort =
  /** Newest first. */
  | 'NEWEST'
  /** Cheapest first, by the cheapest variant. */
  | 'PRICE_ASC'
  /** Dearest first, by the cheapest variant. */
  | 'PRICE_DESC'
  /** Best match first; newest first where nothing was searched for. */
  | 'RELEVANCE'
  /** By Russian title. */
  | 'TITLE';

/** How publishing or hiding a product can end. */
export type PublishResult = NotFound | Product;

export type Query = {
  __typename?: 'Query';
  /** The categories at the top of the tree, in the order of the storefront. */
  categories: Array<Category>;
  /** A category by its slug. */
  category?: Maybe<Category>;
  /** A product by its id. Only staff see what is not published. */
  product?: Maybe<Product>;
  /** A product by its slug. Only staff see what is not published. */
  productBySlug?: Maybe<Product>;
  /** Published products: all of them, or those found by words in Russian or English, misspelt ones included. */
  products: ProductConnection;
  /** A variant by its id. Only staff see what is not published. */
  variant?: Maybe<Variant>;
  /** A variant by its stock keeping unit. Only staff see what is not published. */
  variantBySku?: Maybe<Variant>;
};


export type QueryCategoryArgs = {
  slug: Scalars['String']['input'];
};


export type QueryProductArgs = {
  id: Scalars['ID']['input'];
};


export type QueryProductBySlugArgs = {
  slug: Scalars['String']['input'];
};


export type QueryProductsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ProductFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  query?: InputMaybe<Scalars['String']['input']>;
  sort?: InputMaybe<ProductSort>;
};


export type QueryVariantArgs = {
  id: Scalars['ID']['input'];
};


export type QueryVariantBySkuArgs = {
  sku: Scalars['String']['input'];
};

/** An expected answer that is not the wished one. It changes nothing; its type carries the facts. */
export type Refusal = {
  /** A stable code, for programs. */
  code: Scalars['String']['output'];
  /** What happened and what to do about it, for people. */
  message: Scalars['String']['output'];
};

/** An item of a list that was refused, and why. */
export type RefusedItem = {
  __typename?: 'RefusedItem';
  /** Its place in the input, from 0. */
  index: Scalars['Int']['output'];
  /** Its key, SKU, slug or code. */
  key: Scalars['String']['output'];
  /** Why: the same refusals as for one alone. */
  reason: Refusal;
};

/** How saving a product can end. */
export type SaveProductResult = InvalidInput | NotFound | Product | SkuTaken | SlugTaken;

/** A price to set. */
export type SetPriceInput = {
  /** What it costs from now on. */
  now: MoneyInput;
  /** Which variant. */
  sku: Scalars['String']['input'];
  /** What it cost before; without it the price is not a reduced one. */
  was?: InputMaybe<MoneyInput>;
};

/** What became of a list of prices. */
export type SetPricesResult = {
  __typename?: 'SetPricesResult';
  /** What was refused, in the order of the input. */
  refused: Array<RefusedItem>;
  /** The variants whose price is as asked for now. */
  variants: Array<Variant>;
};

/** The stock keeping unit is another product's. */
export type SkuTaken = Refusal & {
  __typename?: 'SkuTaken';
  /** Always `SKU_TAKEN`. */
  code: Scalars['String']['output'];
  /** What to do. */
  message: Scalars['String']['output'];
  /** The stock keeping unit that is taken. */
  sku: Scalars['String']['output'];
};

/** The slug is another's. */
export type SlugTaken = Refusal & {
  __typename?: 'SlugTaken';
  /** Always `SLUG_TAKEN`. */
  code: Scalars['String']['output'];
  /** What to do. */
  message: Scalars['String']['output'];
  /** The slug that is taken. */
  slug: Scalars['String']['output'];
};

/** What to change of a product; what is absent stays. */
export type UpdateProductInput = {
  /** All its attributes. */
  attributes?: InputMaybe<Array<AttributeValueInput>>;
  /** Name of its brand; empty for none. */
  brand?: InputMaybe<Scalars['String']['input']>;
  /** Slug of its category. */
  category?: InputMaybe<Scalars['String']['input']>;
  /** Its description. */
  description?: InputMaybe<LocalizedTextInput>;
  /** Which product. */
  id: Scalars['ID']['input'];
  /** All its pictures. */
  media?: InputMaybe<Array<MediaInput>>;
  /** Its slug. */
  slug?: InputMaybe<Scalars['String']['input']>;
  /** Its title. */
  title?: InputMaybe<LocalizedTextInput>;
  /** Variants to add; those of an SKU it has already are changed. */
  variants?: InputMaybe<Array<VariantInput>>;
};

/** What to change of a variant; what is absent stays. */
export type UpdateVariantInput = {
  /** All its attributes. */
  attributes?: InputMaybe<Array<AttributeValueInput>>;
  /** Which variant. */
  id: Scalars['ID']['input'];
  /** All its own pictures. */
  media?: InputMaybe<Array<MediaInput>>;
  /** All its options. */
  options?: InputMaybe<Array<AttributeValueInput>>;
  /** What it costs; without `was` it is not reduced. */
  price?: InputMaybe<MoneyInput>;
  /** Whether it is offered. */
  purchasable?: InputMaybe<Scalars['Boolean']['input']>;
  /** What it cost before; only together with `price`. */
  was?: InputMaybe<MoneyInput>;
};

/** How changing a variant can end. */
export type UpdateVariantResult = InvalidInput | NotFound | Variant;

/** One stock keeping unit: the thing that is bought, stocked and shipped. */
export type Variant = {
  __typename?: 'Variant';
  /** What holds for this variant besides what holds for the product. */
  attributes: Array<ProductAttribute>;
  /** Opaque id. */
  id: Scalars['ID']['output'];
  /** Pictures of this variant; those of the product when it has none of its own. */
  media: Array<Media>;
  /** What tells it from its siblings: size, colour. */
  options: Array<VariantOption>;
  /** What one costs. */
  price: Price;
  /** The product it is a variant of. */
  product: Product;
  /** Whether it may be sold at all: it is offered and its product is published. Stock is another matter. */
  purchasable: Scalars['Boolean']['output'];
  /** Stock keeping unit, unique. */
  sku: Scalars['String']['output'];
};


/** One stock keeping unit: the thing that is bought, stocked and shipped. */
export type VariantMediaArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A variant to add. */
export type VariantInput = {
  /** What holds for it besides. */
  attributes?: InputMaybe<Array<AttributeValueInput>>;
  /** Its own pictures. */
  media?: InputMaybe<Array<MediaInput>>;
  /** What tells it from its siblings. */
  options?: InputMaybe<Array<AttributeValueInput>>;
  /** What it costs. */
  price: MoneyInput;
  /** Whether it is offered. */
  purchasable?: InputMaybe<Scalars['Boolean']['input']>;
  /** Stock keeping unit, unique, at most 64 characters. */
  sku: Scalars['String']['input'];
  /** What it cost before; more than the price. */
  was?: InputMaybe<MoneyInput>;
};

/** A choice a buyer makes: Size = 160 × 200. */
export type VariantOption = {
  __typename?: 'VariantOption';
  /** Which attribute, for programs: `size`. */
  code: Scalars['String']['output'];
  /** What is chosen, in a language. */
  name: Scalars['String']['output'];
  /** The choice, in a language. */
  value: Scalars['String']['output'];
};


/** A choice a buyer makes: Size = 160 × 200. */
export type VariantOptionNameArgs = {
  language?: LanguageCode;
};


/** A choice a buyer makes: Size = 160 × 200. */
export type VariantOptionValueArgs = {
  language?: LanguageCode;
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
  Attribute: Attribute;
  Brand: Brand;
  Category: Category;
  Product: Product;
  Variant: Variant;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Attribute:
    ( { __typename: 'Attribute' }
    & GraphQLRecursivePick<FederationTypes['Attribute'], {"code":true}> );
  Brand:
    ( { __typename: 'Brand' }
    & GraphQLRecursivePick<FederationTypes['Brand'], {"id":true}> );
  Category:
    ( { __typename: 'Category' }
    & GraphQLRecursivePick<FederationTypes['Category'], {"id":true}> );
  Product:
    ( { __typename: 'Product' }
    & GraphQLRecursivePick<FederationTypes['Product'], {"id":true}> );
  Variant:
    ( { __typename: 'Variant' }
    & GraphQLRecursivePick<FederationTypes['Variant'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  CreateCategoryResult:
    | ( CategoryParent )
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( Partial<SlugTaken> )
  ;
  PublishResult:
    | ( Partial<NotFound> )
    | ( ProductParent )
  ;
  SaveProductResult:
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( ProductParent )
    | ( Partial<SkuTaken> )
    | ( Partial<SlugTaken> )
  ;
  UpdateVariantResult:
    | ( Partial<InvalidInput> )
    | ( Partial<NotFound> )
    | ( VariantParent )
  ;
};


/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Attribute: ResolverTypeWrapper<AttributeParent>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  AttributeFilter: ResolverTypeWrapper<Partial<AttributeFilter>>;
  AttributeInput: ResolverTypeWrapper<Partial<AttributeInput>>;
  AttributeLabelInput: ResolverTypeWrapper<Partial<AttributeLabelInput>>;
  AttributeValueInput: ResolverTypeWrapper<Partial<AttributeValueInput>>;
  Brand: ResolverTypeWrapper<Partial<Brand>>;
  Category: ResolverTypeWrapper<CategoryParent>;
  CreateCategoryInput: ResolverTypeWrapper<Partial<CreateCategoryInput>>;
  CreateCategoryResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateCategoryResult']>>;
  CreateProductInput: ResolverTypeWrapper<Partial<CreateProductInput>>;
  CurrencyCode: ResolverTypeWrapper<Partial<Scalars['CurrencyCode']['output']>>;
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  Decimal: ResolverTypeWrapper<Partial<Scalars['Decimal']['output']>>;
  Facet: ResolverTypeWrapper<FacetParent>;
  FacetValue: ResolverTypeWrapper<FacetValueParent>;
  IdempotencyConflict: ResolverTypeWrapper<Partial<IdempotencyConflict>>;
  ImportProductInput: ResolverTypeWrapper<Partial<ImportProductInput>>;
  ImportResult: ResolverTypeWrapper<ImportResultParent>;
  InvalidInput: ResolverTypeWrapper<Partial<InvalidInput>>;
  LanguageCode: ResolverTypeWrapper<Partial<LanguageCode>>;
  LocalizedTextInput: ResolverTypeWrapper<Partial<LocalizedTextInput>>;
  Media: ResolverTypeWrapper<MediaParent>;
  MediaInput: ResolverTypeWrapper<Partial<MediaInput>>;
  MediaKind: ResolverTypeWrapper<Partial<MediaKind>>;
  Money: ResolverTypeWrapper<MoneyParent>;
  MoneyInput: ResolverTypeWrapper<Partial<MoneyInput>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NotFound: ResolverTypeWrapper<Partial<NotFound>>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Price: ResolverTypeWrapper<Partial<Omit<Price, 'now' | 'was'> & { now: ResolversTypes['Money'], was?: Maybe<ResolversTypes['Money']> }>>;
  PriceFilter: ResolverTypeWrapper<Partial<PriceFilter>>;
  PriceRange: ResolverTypeWrapper<Partial<Omit<PriceRange, 'max' | 'min'> & { max: ResolversTypes['Money'], min: ResolversTypes['Money'] }>>;
  Product: ResolverTypeWrapper<ProductParent>;
  ProductAttribute: ResolverTypeWrapper<ProductAttributeParent>;
  ProductConnection: ResolverTypeWrapper<ProductConnectionParent>;
  ProductEdge: ResolverTypeWrapper<Partial<Omit<ProductEdge, 'node'> & { node: ResolversTypes['Product'] }>>;
  ProductFilter: ResolverTypeWrapper<Partial<ProductFilter>>;
  ProductSort: ResolverTypeWrapper<Partial<ProductSort>>;
  PublishResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['PublishResult']>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Refusal: ResolverTypeWrapper<RefusalParent>;
  RefusedItem: ResolverTypeWrapper<RefusedItemParent>;
  SaveProductResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SaveProductResult']>>;
  SetPriceInput: ResolverTypeWrapper<Partial<SetPriceInput>>;
  SetPricesResult: ResolverTypeWrapper<SetPricesResultParent>;
  SkuTaken: ResolverTypeWrapper<Partial<SkuTaken>>;
  SlugTaken: ResolverTypeWrapper<Partial<SlugTaken>>;
  UpdateProductInput: ResolverTypeWrapper<Partial<UpdateProductInput>>;
  UpdateVariantInput: ResolverTypeWrapper<Partial<UpdateVariantInput>>;
  UpdateVariantResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateVariantResult']>>;
  Variant: ResolverTypeWrapper<VariantParent>;
  VariantInput: ResolverTypeWrapper<Partial<VariantInput>>;
  VariantOption: ResolverTypeWrapper<VariantOptionParent>;
  caching__Scope: ResolverTypeWrapper<Partial<Caching__Scope>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Attribute: AttributeParent;
  ID: Partial<Scalars['ID']['output']>;
  AttributeFilter: Partial<AttributeFilter>;
  AttributeInput: Partial<AttributeInput>;
  AttributeLabelInput: Partial<AttributeLabelInput>;
  AttributeValueInput: Partial<AttributeValueInput>;
  Brand: Partial<Brand | FederationReferenceTypes['Brand']>;
  Category: CategoryParent;
  CreateCategoryInput: Partial<CreateCategoryInput>;
  CreateCategoryResult: Partial<ResolversUnionTypes<ResolversParentTypes>['CreateCategoryResult']>;
  CreateProductInput: Partial<CreateProductInput>;
  CurrencyCode: Partial<Scalars['CurrencyCode']['output']>;
  DateTime: Partial<Scalars['DateTime']['output']>;
  Decimal: Partial<Scalars['Decimal']['output']>;
  Facet: FacetParent;
  FacetValue: FacetValueParent;
  IdempotencyConflict: Partial<IdempotencyConflict>;
  ImportProductInput: Partial<ImportProductInput>;
  ImportResult: ImportResultParent;
  InvalidInput: Partial<InvalidInput>;
  LocalizedTextInput: Partial<LocalizedTextInput>;
  Media: MediaParent;
  MediaInput: Partial<MediaInput>;
  Money: MoneyParent;
  MoneyInput: Partial<MoneyInput>;
  Mutation: Record<PropertyKey, never>;
  NotFound: Partial<NotFound>;
  PageInfo: Partial<PageInfo>;
  Price: Partial<Omit<Price, 'now' | 'was'> & { now: ResolversParentTypes['Money'], was?: Maybe<ResolversParentTypes['Money']> }>;
  PriceFilter: Partial<PriceFilter>;
  PriceRange: Partial<Omit<PriceRange, 'max' | 'min'> & { max: ResolversParentTypes['Money'], min: ResolversParentTypes['Money'] }>;
  Product: ProductParent;
  ProductAttribute: ProductAttributeParent;
  ProductConnection: ProductConnectionParent;
  ProductEdge: Partial<Omit<ProductEdge, 'node'> & { node: ResolversParentTypes['Product'] }>;
  ProductFilter: Partial<ProductFilter>;
  PublishResult: Partial<ResolversUnionTypes<ResolversParentTypes>['PublishResult']>;
  Query: Record<PropertyKey, never>;
  Refusal: RefusalParent;
  RefusedItem: RefusedItemParent;
  SaveProductResult: Partial<ResolversUnionTypes<ResolversParentTypes>['SaveProductResult']>;
  SetPriceInput: Partial<SetPriceInput>;
  SetPricesResult: SetPricesResultParent;
  SkuTaken: Partial<SkuTaken>;
  SlugTaken: Partial<SlugTaken>;
  UpdateProductInput: Partial<UpdateProductInput>;
  UpdateVariantInput: Partial<UpdateVariantInput>;
  UpdateVariantResult: Partial<ResolversUnionTypes<ResolversParentTypes>['UpdateVariantResult']>;
  Variant: VariantParent;
  VariantInput: Partial<VariantInput>;
  VariantOption: VariantOptionParent;
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

export type AttributeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Attribute'] = ResolversParentTypes['Attribute'], FederationReferenceType extends FederationReferenceTypes['Attribute'] = FederationReferenceTypes['Attribute']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Attribute']> | FederationReferenceType, FederationReferenceType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<AttributeNameArgs, 'language'>>;
};

export type BrandResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Brand'] = ResolversParentTypes['Brand'], FederationReferenceType extends FederationReferenceTypes['Brand'] = FederationReferenceTypes['Brand']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Brand']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CategoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Category'] = ResolversParentTypes['Category'], FederationReferenceType extends FederationReferenceTypes['Category'] = FederationReferenceTypes['Category']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Category']> | FederationReferenceType, FederationReferenceType, ContextType>;
  children?: Resolver<Array<ResolversTypes['Category']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<CategoryNameArgs, 'language'>>;
  parent?: Resolver<Maybe<ResolversTypes['Category']>, ParentType, ContextType>;
  path?: Resolver<Array<ResolversTypes['Category']>, ParentType, ContextType>;
  products?: Resolver<ResolversTypes['ProductConnection'], ParentType, ContextType, RequireFields<CategoryProductsArgs, 'first'>>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateCategoryResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateCategoryResult'] = ResolversParentTypes['CreateCategoryResult']> = {
  __resolveType?: TypeResolveFn<'Category' | 'InvalidInput' | 'NotFound' | 'SlugTaken', ParentType, ContextType>;
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

export type FacetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Facet'] = ResolversParentTypes['Facet']> = {
  attribute?: Resolver<ResolversTypes['Attribute'], ParentType, ContextType>;
  values?: Resolver<Array<ResolversTypes['FacetValue']>, ParentType, ContextType>;
};

export type FacetValueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FacetValue'] = ResolversParentTypes['FacetValue']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<FacetValueLabelArgs, 'language'>>;
  selected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IdempotencyConflictResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdempotencyConflict'] = ResolversParentTypes['IdempotencyConflict']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ImportResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImportResult'] = ResolversParentTypes['ImportResult']> = {
  created?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refused?: Resolver<Array<ResolversTypes['RefusedItem']>, ParentType, ContextType>;
  unchanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  updated?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  variants?: Resolver<Array<ResolversTypes['Variant']>, ParentType, ContextType>;
};

export type InvalidInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidInput'] = ResolversParentTypes['InvalidInput']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MediaResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Media'] = ResolversParentTypes['Media']> = {
  alt?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<MediaAltArgs, 'language'>>;
  kind?: Resolver<ResolversTypes['MediaKind'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType, Partial<MediaUrlArgs>>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createCategory?: Resolver<ResolversTypes['CreateCategoryResult'], ParentType, ContextType, RequireFields<MutationCreateCategoryArgs, 'input'>>;
  createProduct?: Resolver<ResolversTypes['SaveProductResult'], ParentType, ContextType, RequireFields<MutationCreateProductArgs, 'input'>>;
  importAttributes?: Resolver<ResolversTypes['ImportResult'], ParentType, ContextType, RequireFields<MutationImportAttributesArgs, 'input'>>;
  importCategories?: Resolver<ResolversTypes['ImportResult'], ParentType, ContextType, RequireFields<MutationImportCategoriesArgs, 'input'>>;
  importProducts?: Resolver<ResolversTypes['ImportResult'], ParentType, ContextType, RequireFields<MutationImportProductsArgs, 'input'>>;
  publishProduct?: Resolver<ResolversTypes['PublishResult'], ParentType, ContextType, RequireFields<MutationPublishProductArgs, 'id'>>;
  setPrices?: Resolver<ResolversTypes['SetPricesResult'], ParentType, ContextType, RequireFields<MutationSetPricesArgs, 'input'>>;
  unpublishProduct?: Resolver<ResolversTypes['PublishResult'], ParentType, ContextType, RequireFields<MutationUnpublishProductArgs, 'id'>>;
  updateProduct?: Resolver<ResolversTypes['SaveProductResult'], ParentType, ContextType, RequireFields<MutationUpdateProductArgs, 'input'>>;
  updateVariant?: Resolver<ResolversTypes['UpdateVariantResult'], ParentType, ContextType, RequireFields<MutationUpdateVariantArgs, 'input'>>;
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

export type PriceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Price'] = ResolversParentTypes['Price']> = {
  now?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  was?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type PriceRangeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceRange'] = ResolversParentTypes['PriceRange']> = {
  max?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  min?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type ProductResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product'], FederationReferenceType extends FederationReferenceTypes['Product'] = FederationReferenceTypes['Product']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Product']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attributes?: Resolver<Array<ResolversTypes['ProductAttribute']>, ParentType, ContextType>;
  brand?: Resolver<Maybe<ResolversTypes['Brand']>, ParentType, ContextType>;
  category?: Resolver<ResolversTypes['Category'], ParentType, ContextType>;
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<ProductDescriptionArgs, 'language'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  media?: Resolver<Array<ResolversTypes['Media']>, ParentType, ContextType, Partial<ProductMediaArgs>>;
  priceRange?: Resolver<ResolversTypes['PriceRange'], ParentType, ContextType>;
  published?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  publishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<ProductTitleArgs, 'language'>>;
  variants?: Resolver<Array<ResolversTypes['Variant']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ProductAttributeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductAttribute'] = ResolversParentTypes['ProductAttribute']> = {
  attribute?: Resolver<ResolversTypes['Attribute'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<ProductAttributeLabelArgs, 'language'>>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ProductConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductConnection'] = ResolversParentTypes['ProductConnection']> = {
  correctedQuery?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  edges?: Resolver<Array<ResolversTypes['ProductEdge']>, ParentType, ContextType>;
  facets?: Resolver<Array<ResolversTypes['Facet']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ProductEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductEdge'] = ResolversParentTypes['ProductEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Product'], ParentType, ContextType>;
};

export type PublishResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PublishResult'] = ResolversParentTypes['PublishResult']> = {
  __resolveType?: TypeResolveFn<'NotFound' | 'Product', ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  categories?: Resolver<Array<ResolversTypes['Category']>, ParentType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['Category']>, ParentType, ContextType, RequireFields<QueryCategoryArgs, 'slug'>>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType, RequireFields<QueryProductArgs, 'id'>>;
  productBySlug?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType, RequireFields<QueryProductBySlugArgs, 'slug'>>;
  products?: Resolver<ResolversTypes['ProductConnection'], ParentType, ContextType, RequireFields<QueryProductsArgs, 'first'>>;
  variant?: Resolver<Maybe<ResolversTypes['Variant']>, ParentType, ContextType, RequireFields<QueryVariantArgs, 'id'>>;
  variantBySku?: Resolver<Maybe<ResolversTypes['Variant']>, ParentType, ContextType, RequireFields<QueryVariantBySkuArgs, 'sku'>>;
};

export type RefusalResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Refusal'] = ResolversParentTypes['Refusal']> = {
  __resolveType?: TypeResolveFn<'IdempotencyConflict' | 'InvalidInput' | 'NotFound' | 'SkuTaken' | 'SlugTaken', ParentType, ContextType>;
};

export type RefusedItemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefusedItem'] = ResolversParentTypes['RefusedItem']> = {
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['Refusal'], ParentType, ContextType>;
};

export type SaveProductResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SaveProductResult'] = ResolversParentTypes['SaveProductResult']> = {
  __resolveType?: TypeResolveFn<'InvalidInput' | 'NotFound' | 'Product' | 'SkuTaken' | 'SlugTaken', ParentType, ContextType>;
};

export type SetPricesResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetPricesResult'] = ResolversParentTypes['SetPricesResult']> = {
  refused?: Resolver<Array<ResolversTypes['RefusedItem']>, ParentType, ContextType>;
  variants?: Resolver<Array<ResolversTypes['Variant']>, ParentType, ContextType>;
};

export type SkuTakenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SkuTaken'] = ResolversParentTypes['SkuTaken']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SlugTakenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SlugTaken'] = ResolversParentTypes['SlugTaken']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateVariantResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateVariantResult'] = ResolversParentTypes['UpdateVariantResult']> = {
  __resolveType?: TypeResolveFn<'InvalidInput' | 'NotFound' | 'Variant', ParentType, ContextType>;
};

export type VariantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Variant'] = ResolversParentTypes['Variant'], FederationReferenceType extends FederationReferenceTypes['Variant'] = FederationReferenceTypes['Variant']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Variant']> | FederationReferenceType, FederationReferenceType, ContextType>;
  attributes?: Resolver<Array<ResolversTypes['ProductAttribute']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  media?: Resolver<Array<ResolversTypes['Media']>, ParentType, ContextType, Partial<VariantMediaArgs>>;
  options?: Resolver<Array<ResolversTypes['VariantOption']>, ParentType, ContextType>;
  price?: Resolver<ResolversTypes['Price'], ParentType, ContextType>;
  product?: Resolver<ResolversTypes['Product'], ParentType, ContextType>;
  purchasable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type VariantOptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VariantOption'] = ResolversParentTypes['VariantOption']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<VariantOptionNameArgs, 'language'>>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<VariantOptionValueArgs, 'language'>>;
};

export type Resolvers<ContextType = Context> = {
  Attribute?: AttributeResolvers<ContextType>;
  Brand?: BrandResolvers<ContextType>;
  Category?: CategoryResolvers<ContextType>;
  CreateCategoryResult?: CreateCategoryResultResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Facet?: FacetResolvers<ContextType>;
  FacetValue?: FacetValueResolvers<ContextType>;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  ImportResult?: ImportResultResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  Media?: MediaResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NotFound?: NotFoundResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Price?: PriceResolvers<ContextType>;
  PriceRange?: PriceRangeResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  ProductAttribute?: ProductAttributeResolvers<ContextType>;
  ProductConnection?: ProductConnectionResolvers<ContextType>;
  ProductEdge?: ProductEdgeResolvers<ContextType>;
  PublishResult?: PublishResultResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Refusal?: RefusalResolvers<ContextType>;
  RefusedItem?: RefusedItemResolvers<ContextType>;
  SaveProductResult?: SaveProductResultResolvers<ContextType>;
  SetPricesResult?: SetPricesResultResolvers<ContextType>;
  SkuTaken?: SkuTakenResolvers<ContextType>;
  SlugTaken?: SlugTakenResolvers<ContextType>;
  UpdateVariantResult?: UpdateVariantResultResolvers<ContextType>;
  Variant?: VariantResolvers<ContextType>;
  VariantOption?: VariantOptionResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  admission?: AdmissionDirectiveResolver<any, any, ContextType>;
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
  event?: EventDirectiveResolver<any, any, ContextType>;
  invalidatedBy?: InvalidatedByDirectiveResolver<any, any, ContextType>;
};
