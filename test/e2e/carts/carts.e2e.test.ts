import { expect, test } from 'vitest';
import { AddToCartDocument, MyCartDocument, SetCartLineQuantityDocument } from '#schema/operations.generated.ts';
import { Buyer, granted } from '#stack/demo/buyer.ts';
import { buyerWith, guest, newGoods } from '#test/harness/shop.ts';

/** What is in a cart, by variant. */
const contents = (cart: { lines: readonly { quantity: number; variant: { id: string } }[] }): Record<string, number> =>
  Object.fromEntries(cart.lines.map(({ quantity, variant }) => [variant.id, quantity]));

/** A guest's new cart. @returns its token */
async function guestCart(lines: Record<string, number>): Promise<string> {
  let token: string | undefined;
  for (const [variantId, quantity] of Object.entries(lines)) {
    const { addToCart } = await guest.ask(AddToCartDocument, { input: { variantId, quantity, token } });
    token = granted(addToCart, 'Cart').token!;
  }
  return token!;
}

test('cart mutations in parallel all count', async () => {
  const goods = await Promise.all([newGoods(), newGoods(), newGoods()]);
  const buyer = await buyerWith(goods[0]!);
  await Promise.all(Array.from({ length: 30 }, (_, i) => buyer.add(goods[i % 3]!.variantId)));
  expect(contents(await buyer.cart())).toEqual({
    [goods[0]!.variantId]: 11,
    [goods[1]!.variantId]: 10,
    [goods[2]!.variantId]: 10,
  });
});

test("a guest's cart comes along to a new account, and adds up with the cart of an account that has one", async () => {
  const [one, two] = await Promise.all([newGoods(), newGoods()]);
  const first = await guestCart({ [one.variantId]: 2 });
  const buyer = await Buyer.register(guest, { cartToken: first });
  expect(contents(await buyer.cart())).toEqual({ [one.variantId]: 2 });

  const second = await guestCart({ [one.variantId]: 3, [two.variantId]: 1 });
  const again = await Buyer.login(guest, { ...buyer.credentials, cartToken: second });
  expect(again.id).toBe(buyer.id);
  expect(contents(await again.cart())).toEqual({ [one.variantId]: 5, [two.variantId]: 1 });
  // The token is used up: whoever kept it has nothing in hand, and sees nothing of the buyer's.
  expect((await guest.ask(MyCartDocument, { token: second })).cart).toBeNull();
});

test("logging in from two devices with one guest's cart loses and doubles nothing", async () => {
  const goods = await newGoods();
  const buyer = await buyerWith(goods, 1);
  const cartToken = await guestCart({ [goods.variantId]: 4 });
  const devices = await Promise.all([1, 2, 3].map(() => Buyer.login(guest, { ...buyer.credentials, cartToken })));
  expect(contents(await devices[0]!.cart())).toEqual({ [goods.variantId]: 5 });
});

test('a line of which there are fewer now says so, and can be set to what there is', async () => {
  const goods = await newGoods({ stock: 3 });
  const buyer = await buyerWith(goods, 3);
  await (await buyerWith(goods, 2)).checkOut();
  const [line] = (await buyer.cart()).lines;
  expect(line!.problem).toEqual({ __typename: 'OutOfStock', available: 1 });
  const input = { lineId: line!.id, quantity: 1 };
  const { setCartLineQuantity } = await buyer.graph.ask(SetCartLineQuantityDocument, { input });
  expect(setCartLineQuantity).toMatchObject({ __typename: 'Cart', quantity: 1 });
  expect((await buyer.cart()).lines[0]!.problem).toBeNull();
});
