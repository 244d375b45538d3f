import { checked, readLabel, readTexts, type TextsInput } from './product-input.ts';
import { type InvalidInput, invalid } from './refusals.ts';
import { isSlug, type Texts } from './texts.ts';

/** GraphQL's `CreateCategoryInput`. */
export interface CategoryInput {
  readonly slug: string;
  readonly name: TextsInput;
  readonly parent?: string | null;
  readonly position?: number | null;
}

/** GraphQL's `AttributeInput`. */
export interface AttributeInput {
  readonly code: string;
  readonly name: TextsInput;
  readonly position?: number | null;
  readonly values?: readonly { readonly value: string; readonly label: TextsInput }[] | null;
}

/** The rules of a category that need no other one. */
export function readCategory(input: CategoryInput): { slug: string; name: Texts; position: number } | InvalidInput {
  if (!isSlug(input.slug)) return invalid('slug', 'A slug is made of a-z, 0-9 and hyphens, at most 80 characters.');
  return checked(() => ({ slug: input.slug, name: readTexts(input.name, 'name', 100), position: input.position ?? 0 }));
}

export interface AttributeDraft {
  readonly code: string;
  readonly name: Texts;
  readonly position: number;
  readonly labels: readonly { readonly code: string; readonly value: string; readonly label: Texts }[];
}

/** The rules of an attribute. */
export function readAttribute({ code, name, position, values }: AttributeInput): AttributeDraft | InvalidInput {
  if (!isSlug(code) || code.length > 40 || code === 'brand')
    return invalid('code', 'A code is made of a-z, 0-9 and hyphens, at most 40 characters, and is not "brand".');
  if (values && values.length > 500) return invalid('values', 'At most 500 values.');
  return checked(() => ({
    code,
    name: readTexts(name, 'name', 100),
    position: position ?? 0,
    labels: [
      ...new Map(
        (values ?? []).map((given, index) => {
          const label = readLabel(given, `values.${index}`);
          return [label.value, { code, ...label }];
        }),
      ).values(),
    ],
  }));
}
