import { expect, it } from 'vitest';
import { bindingOf, keyOf } from '#router/subscriptions/binding.ts';

const ID = '0190b2a4-6f0e-7c3a-9d55-4b1de0c8a7f2';

it.each([
  ['an id as it is', { id: ID, place: 'Shelf' }, `${ID}/Shelf`],
  ['an id in capital letters as the id it is', { id: ID.toUpperCase(), place: 'SHELF' }, `${ID}/SHELF`],
  ['no key at all without one of its arguments', { id: ID, place: null }, undefined],
])('a key is made of %s', (_what, args, key) => {
  const binding = bindingOf('moved', { topic: 'depot.events', key: '{id}/{place}', select: 'at' });
  expect(keyOf(binding, args)).toBe(key);
});
