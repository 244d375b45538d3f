/** A text as the catalogue takes it. */
interface Texts {
  readonly ru?: string;
  readonly en?: string;
}
export interface Pair {
  readonly code: string;
  readonly value: string;
}
interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** `ImportProductInput` of the graph. */
export interface ImportProduct {
  readonly key: string;
  readonly published: boolean;
  readonly product: {
    readonly title: Texts;
    readonly description?: Texts;
    readonly brand?: string;
    readonly category: string;
    readonly attributes?: readonly Pair[];
    readonly media?: readonly { readonly source: string; readonly alt: Texts }[];
    readonly variants: readonly {
      readonly sku: string;
      readonly options?: readonly Pair[];
      readonly price: Money;
      readonly was?: Money;
      readonly purchasable?: boolean;
    }[];
  };
}

/** A product and the lines of the file it was made from, so that a refusal can name them. */
export interface CatalogueItem {
  readonly product: ImportProduct;
  /** Where it begins in the file. */
  readonly line: number;
}
