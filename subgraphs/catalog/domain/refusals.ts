/** Refusals as resolvers return them: the SDL type with its facts. */
export interface InvalidInput {
  readonly __typename: 'InvalidInput';
  readonly code: 'INVALID_INPUT';
  readonly message: string;
  readonly field: string;
}
export interface NotFound {
  readonly __typename: 'NotFound';
  readonly code: 'NOT_FOUND';
  readonly message: string;
  readonly id: string;
}
export interface SlugTaken {
  readonly __typename: 'SlugTaken';
  readonly code: 'SLUG_TAKEN';
  readonly message: string;
  readonly slug: string;
}
export interface SkuTaken {
  readonly __typename: 'SkuTaken';
  readonly code: 'SKU_TAKEN';
  readonly message: string;
  readonly sku: string;
}
export type CatalogRefusal = InvalidInput | NotFound | SlugTaken | SkuTaken;

export const invalid = (field: string, message: string): InvalidInput => ({
  __typename: 'InvalidInput',
  code: 'INVALID_INPUT',
  message,
  field,
});
export const notFound = (what: string, id: string): NotFound => ({
  __typename: 'NotFound',
  code: 'NOT_FOUND',
  message: `There is no ${what} "${id}".`,
  id,
});
export const slugTaken = (slug: string): SlugTaken => ({
  __typename: 'SlugTaken',
  code: 'SLUG_TAKEN',
  message: `The slug "${slug}" is another's; choose a different one.`,
  slug,
});
export const skuTaken = (sku: string): SkuTaken => ({
  __typename: 'SkuTaken',
  code: 'SKU_TAKEN',
  message: `The SKU "${sku}" belongs to another product.`,
  sku,
});

/** Whether the answer of a decision is a refusal. */
export const isRefusal = <A extends object>(answer: A): answer is Extract<A, CatalogRefusal> =>
  '__typename' in answer && ['InvalidInput', 'NotFound', 'SlugTaken', 'SkuTaken'].includes(answer.__typename as string);
