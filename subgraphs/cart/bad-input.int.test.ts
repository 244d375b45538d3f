import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GUEST } from '#kernel/auth/viewer.ts';
import { newId } from '#kernel/ids.ts';
import { lineIdOf } from './store/line-id.ts';
import { ACCEPT, buyer, CLEAR, MERGE, REMOVE, SET, Shop } from './testing/shop.ts';

const shop = new Shop();
beforeAll(() => shop.open());
afterAll(() => shop.subgraph.stop());

describe('bad input', () => {
  it.each([0, -1, 100, 2 ** 31 - 1])('refuses a quantity of %i', async (quantity) => {
    const me = buyer();
    const variant = shop.sell();
    expect(await shop.add(me, variant, quantity)).toMatchObject({ code: 'INVALID_INPUT', field: 'input.quantity' });
    const { lines } = await shop.add(me, variant);
    const set = await shop.ask(SET, { input: { lineId: lines[0]!.id, quantity } }, me);
    expect(set).toMatchObject({ code: 'INVALID_INPUT', field: 'input.quantity' });
  });

  it.each([2 ** 31, 1.5, 'many'])('is an error with a code for the quantity %s', async (quantity) => {
    await expect(shop.add(buyer(), shop.sell(), quantity as number)).rejects.toThrow('BAD_USER_INPUT');
  });

  it.each([
    ['an unknown id', newId()],
    ['no id', 'x'],
    ['nothing', ''],
    ['braces', '{}'],
    ['a long text', 'a'.repeat(10_000)],
  ])('does not find a variant by %s', async (_, variant) => {
    expect(await shop.add(buyer(), variant)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses a variant that is not for sale', async () => {
    expect(await shop.add(buyer(), shop.sell({ purchasable: false }))).toMatchObject({ code: 'VARIANT_UNAVAILABLE' });
  });

  it('does not find lines of other people’s carts, of no cart, or of no form', async () => {
    const [me, other] = [buyer(), buyer()];
    const variant = shop.sell();
    await shop.add(me, variant);
    const theirs = await shop.add(other, variant);
    const guests = await shop.add(GUEST, variant);
    const invented = lineIdOf({ cartId: newId(), variantId: variant });
    for (const lineId of [theirs.lines[0]!.id, guests.lines[0]!.id, invented, 'id', '', newId(), 'a'.repeat(1_000)]) {
      expect(await shop.ask(SET, { input: { lineId, quantity: 1 } }, me)).toMatchObject({ code: 'NOT_FOUND' });
      expect(await shop.ask(REMOVE, { input: { lineId } }, me)).toMatchObject({ code: 'NOT_FOUND' });
    }
    expect((await shop.see(other)).quantity).toBe(1);
    expect((await shop.see(GUEST, guests.token!)).quantity).toBe(1);
  });

  it.each([
    ['nothing', ''],
    ['a letter', 'x'],
    ['an unknown token', 'a'.repeat(32)],
    ['a long text', 'a'.repeat(10_000)],
    ['braces', '{}:*'],
  ])('finds no cart for %s in place of a token', async (_, token) => {
    expect(await shop.see(GUEST, token)).toBeNull();
    expect(await shop.ask(CLEAR, { token }, GUEST)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await shop.ask(ACCEPT, { token }, GUEST)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await shop.ask(MERGE, { token }, buyer())).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('never makes a cart under a token that a client chose', async () => {
    const token = 'a'.repeat(32);
    const added = await shop.add(GUEST, shop.sell(), 1, token);
    expect(added.token).not.toBe(token);
    expect(await shop.see(GUEST, token)).toBeNull();
  });

  it('shows a cart by reference to its owner and to peers on the owner’s behalf only', async () => {
    const me = buyer();
    const { id, lines } = await shop.add(me, shop.sell());
    const query =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Cart { id } ... on CartLine { id } } }';
    const of = [
      { __typename: 'Cart', id },
      { __typename: 'CartLine', id: lines[0]!.id },
    ];
    const peer = { kind: 'service', name: 'order', onBehalfOf: me.id } as const;
    for (const viewer of [me, peer])
      expect(await shop.ask(query, { of }, viewer)).toEqual([{ id }, { id: lines[0]!.id }]);
    const unknown = [
      { __typename: 'Cart', id: newId() },
      { __typename: 'CartLine', id: lineIdOf({ cartId: newId(), variantId: lines[0]!.variant.id }) },
    ];
    expect(await shop.ask(query, { of: unknown }, me)).toEqual([null, null]);
    for (const viewer of [GUEST, buyer()]) expect(await shop.ask(query, { of }, viewer)).toEqual([null, null]);
  });
});
