import { Batcher } from '#kernel/commands/batcher.ts';
import type { Logger } from '#kernel/log.ts';
import type { Peers } from '#kernel/subgraph/peers.ts';

/** Answers how many of a variant can be had; undefined while nobody knows. */
export type Stock = Batcher<string, number | undefined>;

const STOCK = `query CartStock($variants: [_Any!]!) {
  _entities(representations: $variants) { ... on Variant { availability { quantityLeft } } }
}`;

interface Answer {
  _entities: ({ availability: { quantityLeft: number } } | null)[];
}

/**
 * Requests that come together, whoever they are of, ask inventory once. A cart only advises on stock, placing the order
 * decides, so an inventory that does not answer makes numbers unknown and stops nobody.
 */
export const stockFrom = (peers: Peers, log: Logger): Stock =>
  new Batcher({
    name: 'cart.stock',
    run: async (variantIds) => {
      const ids = [...new Set(variantIds)];
      const variants = ids.map((id) => ({ __typename: 'Variant', id }));
      const left = new Map<string, number>();
      try {
        const answer = await peers.ask<Answer>('inventory', STOCK, { variants }, { kind: 'service', name: 'cart' });
        for (const [index, entity] of answer._entities.entries())
          if (entity) left.set(ids[index]!, entity.availability.quantityLeft);
      } catch (error) {
        log.warn({ err: error }, 'inventory did not tell the cart what is left');
      }
      return variantIds.map((id) => left.get(id));
    },
  });
