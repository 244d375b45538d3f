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

export const catalogEvents = [productPublished, productChanged, productUnpublished] as const;
