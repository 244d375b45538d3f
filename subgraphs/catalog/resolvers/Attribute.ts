import { Fault } from '#kernel/errors.ts';
import { type Context, namesOf } from '../context.ts';
import type {
  AttributeResolvers,
  FacetValueResolvers,
  MediaResolvers,
  ProductAttributeResolvers,
  VariantOptionResolvers,
} from '../generated.ts';
import { attributeOf, knows, labelOf } from '../store/dictionary.ts';
import { soon } from '../store/reads.ts';

export const Attribute: AttributeResolvers<Context> = {
  __resolveReference: ({ code }, context) =>
    soon(namesOf(context), (names) => (knows(names, code) ? attributeOf(names, code) : null)),
  name: ({ name }, { language }) => name[language],
};

export const ProductAttribute: ProductAttributeResolvers<Context> = {
  attribute: ([code], _args, context) => soon(namesOf(context), (names) => attributeOf(names, code)),
  value: ([, value]) => value,
  label: (pair, { language }, context) => soon(namesOf(context), (names) => labelOf(names, pair)[language]),
};

export const VariantOption: VariantOptionResolvers<Context> = {
  code: ([code]) => code,
  name: ([code], { language }, context) => soon(namesOf(context), (names) => attributeOf(names, code).name[language]),
  value: (pair, { language }, context) => soon(namesOf(context), (names) => labelOf(names, pair)[language]),
};

export const FacetValue: FacetValueResolvers<Context> = {
  label: ({ label }, { language }) => label[language],
};

const GENERATED = 'picture:';

export const Media: MediaResolvers<Context> = {
  kind: () => 'IMAGE',
  url: ({ source }, { width }, { publicUrl }) => {
    if (width !== null && width !== undefined && (width < 16 || width > 2_000))
      throw new Fault('BAD_USER_INPUT', `"width" is from 16 to 2000 pixels, not ${width}.`);
    if (!source.startsWith(GENERATED)) return source;
    const address = `${publicUrl}/catalog/media/${source.slice(GENERATED.length)}.svg`;
    return width ? `${address}?width=${width}` : address;
  },
  alt: ({ alt }, { language }) => alt[language],
};
