import type { ImportOutcome } from './commands/import-products.ts';
import type { CategoryNode } from './domain/category-tree.ts';
import type { After, Criteria, ProductSort } from './domain/listing.ts';
import type { Pair, Picture } from './domain/product.ts';
import type { CatalogRefusal } from './domain/refusals.ts';
import type { Texts } from './domain/texts.ts';
import type { AttributeName } from './store/dictionary.ts';
import type { ProductDocument, VariantDocument } from './store/documents.ts';
import type { PageRow } from './store/listing.ts';
import type { Soon } from './store/reads.ts';

/** What resolvers pass along for the SDL type of the same name. */
export type Category = CategoryNode;
export type Product = ProductDocument;
export type Variant = VariantDocument;
export type Attribute = AttributeName;
export type ProductAttribute = Pair;
export type VariantOption = Pair;
export type Media = Picture;
export type Refusal = CatalogRefusal;

/** A list that has been asked for and not read yet. */
export interface ProductConnection {
  readonly criteria: Soon<Criteria>;
  /** The words asked for, when others were taken. */
  readonly correctedQuery: Soon<string | null>;
  readonly sort: ProductSort;
  readonly first: number;
  readonly after: After | null;
  /** The page's rows, read once for edges and pageInfo. */
  rows?: Soon<PageRow[]>;
}

export interface FacetValue {
  readonly value: string;
  readonly label: Texts;
  readonly count: number;
  readonly selected: boolean;
}
export interface Facet {
  readonly attribute: AttributeName;
  readonly values: FacetValue[];
}

/** What became of an import; its variants are read when they are asked for. */
export type ImportResult = ImportOutcome;
export interface RefusedItem {
  readonly index: number;
  readonly key: string;
  readonly reason: CatalogRefusal;
}
export interface SetPricesResult {
  readonly skus: string[];
  readonly refused: RefusedItem[];
}
