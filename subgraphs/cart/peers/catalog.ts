import { Batcher } from '#kernel/commands/batcher.ts';
import type { Peers } from '#kernel/subgraph/peers.ts';
import { fromInput, type MoneyInput } from '#schema/money.ts';
import type { Offer } from '../domain/cart.ts';

/** Answers what a variant is offered at; undefined for a variant the catalogue does not know. */
export type Offers = Batcher<string, Offer | undefined>;

const OFFERS = `query CartOffers($variants: [_Any!]!) {
  _entities(representations: $variants) { ... on Variant { purchasable price { now { amount currency } } } }
}`;

interface Answer {
  _entities: ({ purchasable: boolean; price: { now: MoneyInput } } | null)[];
}

/** Requests that come together, whoever they are of, ask the catalogue once. */
export const offersFrom = (peers: Peers): Offers =>
  new Batcher({
    name: 'cart.offers',
    run: async (variantIds) => {
      const ids = [...new Set(variantIds)];
      const variants = ids.map((id) => ({ __typename: 'Variant', id }));
      const answer = await peers.ask<Answer>('catalog', OFFERS, { variants }, { kind: 'service', name: 'cart' });
      const offers = new Map<string, Offer>();
      for (const [index, entity] of answer._entities.entries())
        if (entity) offers.set(ids[index]!, { purchasable: entity.purchasable, price: fromInput(entity.price.now) });
      return variantIds.map((id) => offers.get(id));
    },
  });
