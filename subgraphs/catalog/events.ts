import { z } from 'zod';
import { defineEvent } from '#kernel/messages/event.ts';

const product = { productId: z.uuid(), variantIds: z.array(z.uuid()), at: z.iso.datetime() };

export const productPublished = defineEvent({
  type: 'catalog.ProductPublished',
  key: 'productId',
  description: 'A product can be seen and bought from now on.',
  schema: z.object(product),
});

export const productChanged = defineEvent({
  type: 'catalog.ProductChanged',
  key: 'productId',
  description: 'Something of a product or its variants changed, its prices among them.',
  schema: z.object(product),
});

export const productUnpublished = defineEvent({
  type: 'catalog.ProductUnpublished',
  key: 'productId',
  description: 'A product can no longer be seen or bought.',
  schema: z.object(product),
});

export const structureChanged = defineEvent({
  type: 'catalog.StructureChanged',
  key: 'structureId',
  description: 'Categories or attributes came, or their names or places changed.',
  schema: z.object({
    structureId: z.uuid().describe('Always the same: a catalogue has one structure, whose changes come in order.'),
    categories: z.array(z.string()).describe('Slugs of the categories.'),
    attributes: z.array(z.string()).describe('Codes of the attributes.'),
    at: z.iso.datetime(),
  }),
});

export const catalogEvents = [productPublished, productChanged, productUnpublished, structureChanged] as const;
