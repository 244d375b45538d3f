import { Fault } from '#kernel/errors.ts';
import type { Context } from '../context.ts';
import type {
  AttributeResolvers,
  FacetValueResolvers,
  MediaResolvers,
  ProductAttributeResolvers,
  VariantOptionResolvers,
} from '../generated.ts';
import { attributeOf, knows } from '../store/dictionary.ts';
import { soon } from '../store/reads.ts';

export const Attribute: AttributeResolvers<Context> = {
  __resolveReference: ({ code }, { reads }) =>
    soon(reads.dictionary(), (dictionary) => (knows(dictionary, code) ? attributeOf(dictionary, code) : null)),
  name: ({ name }, { language }) => name[language],
};

export const ProductAttribute: ProductAttributeResolvers<Context> = {
  label: ({ label }, { language }) => label[language],
};

export const VariantOption: VariantOptionResolvers<Context> = {
  code: ({ attribute }) => attribute.code,
  name: ({ attribute }, { language }) => attribute.name[language],
  value: ({ label }, { language }) => label[language],
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
