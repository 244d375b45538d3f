import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GUEST } from '#kernel/auth/viewer.ts';
import { LIFE_MS } from './domain/cart.ts';
import { ACCEPT, buyer, MERGE, REMOVE, SEE, SET, Shop } from './testing/shop.ts';

const shop = new Shop();
beforeAll(() => shop.open());
afterEach(() => {
  shop.away.clear();
  shop.aheadMs = 0;
});
afterAll(() => shop.subgraph.stop());

const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

describe('a cart', () => {
  it('is made with the first line, at the price and stock of now', async () => {
    const me = buyer();
    expect(await shop.see(me)).toBeNull();
    const variant = shop.sell({ price: { minor: 129_990, currency: 'RUB' } });
    const added = await shop.add(me, variant, 2);
    expect(added).toMatchObject({
      __typename: 'Cart',
      token: null,
      quantity: 2,
      total: { amount: '2599.80', currency: 'RUB' },
      lines: [
        {
          quantity: 2,
          variant: { id: variant },
          seenPrice: { amount: '1299.90' },
          unitPrice: { amount: '1299.90' },
          total: { amount: '2599.80' },
          problem: null,
        },
      ],
    });
    expect(await shop.see(me)).toMatchObject({ id: added.id, lines: added.lines });
  });

  it('keeps lines in the order in which they were put in', async () => {
    const me = buyer();
    const variants = [shop.sell(), shop.sell(), shop.sell()].reverse();
    for (const variant of variants) await shop.add(me, variant);
    await shop.add(me, variants[0]!);
    expect((await shop.see(me)).lines.map(({ variant }) => variant.id)).toEqual(variants);
  });

  it('belongs to the guest who holds its token, and its id opens nothing', async () => {
    const added = await shop.add(GUEST, shop.sell());
    expect(added.token).toMatch(/^[\w-]{32}$/);
    expect(added.token).not.toContain(added.id);
    expect(await shop.see(GUEST, added.token!)).toMatchObject({ id: added.id, token: added.token });
    expect(await shop.see(GUEST, added.id)).toBeNull();
    expect(await shop.see(GUEST)).toBeNull();
    const keys = await shop.subgraph.redis.keys('*');
    expect(keys.join()).not.toContain(added.token!);
  });

  it('loses nothing to 50 parallel additions', async () => {
    const me = buyer();
    const variants = [shop.sell(), shop.sell(), shop.sell(), shop.sell(), shop.sell()];
    const answers = await times(50, (index) => shop.add(me, variants[index % 5]!));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    const seen = await shop.see(me);
    expect(seen.lines.map(({ quantity }) => quantity)).toEqual([10, 10, 10, 10, 10]);
  });

  it('asks each peer once for what comes together', async () => {
    const variants = await times(20, async () => shop.sell());
    shop.asked.catalog = 0;
    shop.asked.inventory = 0;
    await Promise.all(
      variants.map((variantId) =>
        shop.ask('mutation ($input: AddToCartInput!) { addToCart(input: $input) { __typename } }', {
          input: { variantId },
        }),
      ),
    );
    expect(shop.asked.catalog).toBeLessThan(5);
    expect(shop.asked.inventory).toBeLessThan(5);
  });

  it('takes at most 100 lines, also when they come in parallel', async () => {
    const me = buyer();
    const answers = await times(110, () => shop.add(me, shop.sell()));
    expect(answers.filter(({ __typename }) => __typename === 'Cart')).toHaveLength(100);
    expect(answers.filter(({ field }) => field === 'input.variantId')).toHaveLength(10);
    expect((await shop.see(me)).lines).toHaveLength(100);
  });

  it('takes at most 99 of a variant and no more than can be had', async () => {
    const me = buyer();
    const [many, few] = [shop.sell(), shop.sell({ left: 3 })];
    await shop.add(me, many, 98);
    expect(await shop.add(me, many, 2)).toMatchObject({ __typename: 'InvalidInput', field: 'input.quantity' });
    await shop.add(me, few, 2);
    expect(await shop.add(me, few, 2)).toMatchObject({ code: 'OUT_OF_STOCK', available: 3 });
    expect((await shop.see(me)).lines.map(({ quantity }) => quantity)).toEqual([98, 2]);
  });

  it('is in one currency', async () => {
    const me = buyer();
    await shop.add(me, shop.sell());
    const pounds = shop.sell({ price: { minor: 500, currency: 'GBP' } });
    expect(await shop.add(me, pounds)).toMatchObject({ code: 'VARIANT_UNAVAILABLE' });
  });

  it('lives for seven days after its last use', async () => {
    const { token, expiresAt } = await shop.add(GUEST, shop.sell());
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - LIFE_MS)).toBeLessThan(60_000);
    const [key] = await shop.subgraph.redis.keys('cart:{g:*');
    await shop.subgraph.redis.pexpire(key!, 5_000);
    const carts = await shop.subgraph.redis.keys('cart:{g:*');
    await Promise.all(carts.map((each) => shop.subgraph.redis.pexpire(each, 5_000)));
    expect(await shop.see(GUEST, token!)).toMatchObject({ token });
    const left = await Promise.all(carts.map((each) => shop.subgraph.redis.pttl(each)));
    expect(left.filter((ms) => ms > LIFE_MS - 60_000)).toHaveLength(1);
  });

  it('gives a guest with the token of a cart that is gone a new cart under a new token', async () => {
    const { token } = await shop.add(GUEST, shop.sell());
    await shop.subgraph.redis.del(...(await shop.subgraph.redis.keys('cart:{g:*')));
    const again = await shop.add(GUEST, shop.sell(), 1, token!);
    expect(again).toMatchObject({ __typename: 'Cart', quantity: 1 });
    expect(again.token).not.toBe(token);
  });
});

describe('a line', () => {
  it('changes its quantity, leaves, and leaves again without an error', async () => {
    const me = buyer();
    const { lines } = await shop.add(me, shop.sell(), 5);
    const lineId = lines[0]!.id;
    expect(await shop.ask(SET, { input: { lineId, quantity: 7 } }, me)).toMatchObject({ quantity: 7 });
    for (let i = 0; i < 2; i += 1)
      expect(await shop.ask(REMOVE, { input: { lineId } }, me)).toMatchObject({ __typename: 'Cart', lines: [] });
    expect(await shop.ask(SET, { input: { lineId, quantity: 7 } }, me)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('may be made smaller but not larger while fewer can be had', async () => {
    const me = buyer();
    const variant = shop.sell();
    const { lines } = await shop.add(me, variant, 10);
    const set = (quantity: number) => shop.ask(SET, { input: { lineId: lines[0]!.id, quantity } }, me);
    shop.change(variant, { left: 4 });
    expect(await set(11)).toMatchObject({ code: 'OUT_OF_STOCK', available: 4 });
    expect(await set(6)).toMatchObject({ __typename: 'Cart', quantity: 6 });
  });

  it('says that it is sold out, dearer, or not sold any more', async () => {
    const me = buyer();
    const [short, dear, gone, unknown] = [shop.sell(), shop.sell(), shop.sell(), shop.sell()];
    for (const variant of [short, dear, gone, unknown]) await shop.add(me, variant, 2);
    shop.change(short, { left: 1 });
    shop.change(dear, { price: { minor: 1100, currency: 'RUB' } });
    shop.change(gone, { purchasable: false });
    shop.variants.delete(unknown);
    const { lines, total } = await shop.see(me);
    expect(lines.map(({ problem }) => problem)).toEqual([
      { __typename: 'OutOfStock', available: 1 },
      { __typename: 'PriceChanged', was: { amount: '10.00' }, now: { amount: '11.00' } },
      { __typename: 'VariantUnavailable' },
      { __typename: 'VariantUnavailable' },
    ]);
    expect(lines.map(({ unitPrice }) => unitPrice?.amount)).toEqual(['10.00', '11.00', undefined, undefined]);
    expect(total).toEqual({ amount: '42.00', currency: 'RUB' });
  });

  it('has no price problem any more once the buyer accepts the price', async () => {
    const me = buyer();
    const variant = shop.sell();
    await shop.add(me, variant);
    shop.change(variant, { price: { minor: 900, currency: 'RUB' } });
    expect((await shop.see(me)).lines[0]!.problem).toMatchObject({ __typename: 'PriceChanged' });
    expect((await shop.ask(ACCEPT, {}, me)).lines[0]).toMatchObject({ problem: null, seenPrice: { amount: '9.00' } });
  });

  it('is shown without its price while the catalogue is away, and nothing can be added', async () => {
    const me = buyer();
    const variant = shop.sell();
    await shop.add(me, variant, 3);
    shop.away.add('catalog');
    const { data, errors } = await shop.subgraph.execute({ query: SEE }, me);
    expect(data).toMatchObject({
      cart: { quantity: 3, total: null, lines: [{ quantity: 3, seenPrice: { amount: '10.00' }, unitPrice: null }] },
    });
    expect(new Set(errors?.map(({ extensions }) => extensions?.code))).toEqual(new Set(['UNAVAILABLE']));
    await expect(shop.add(me, variant)).rejects.toThrow('UNAVAILABLE');
  });

  it('is shown and can be added while inventory is away', async () => {
    const me = buyer();
    const variant = shop.sell({ left: 0 });
    shop.away.add('inventory');
    expect(await shop.add(me, variant)).toMatchObject({ __typename: 'Cart', lines: [{ problem: null }] });
  });
});

describe('a guest’s cart, when the guest signs in', () => {
  const merge = (viewer: ReturnType<typeof buyer>, token: string) => shop.ask(MERGE, { token }, viewer);

  it('moves into the user’s: equal variants add up, the others follow, the token ends', async () => {
    const me = buyer();
    const [both, mine, theirs] = [shop.sell(), shop.sell(), shop.sell()];
    await shop.add(me, both, 60);
    const { id } = await shop.add(me, mine, 1);
    const { token } = await shop.add(GUEST, both, 60);
    await shop.add(GUEST, theirs, 3, token!);
    const merged = await merge(me, token!);
    expect(merged.id).toBe(id);
    expect(merged.lines.map((line) => [line.variant.id, line.quantity])).toEqual([
      [both, 99],
      [mine, 1],
      [theirs, 3],
    ]);
    expect(await shop.see(GUEST, token!)).toBeNull();
    expect(await merge(me, token!)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('loses no line to additions at the same moment, wherever they land', async () => {
    const me = buyer();
    const { token } = await shop.add(GUEST, shop.sell());
    const answers = await Promise.all([
      ...(await times(20, async () => shop.add(GUEST, shop.sell(), 1, token!))),
      merge(me, token!),
      ...Array.from({ length: 20 }, () => shop.add(GUEST, shop.sell(), 1, token!)),
      ...Array.from({ length: 20 }, () => shop.add(me, shop.sell())),
    ]);
    const others = new Set(answers.map((answer) => answer.token).filter((other) => other && other !== token));
    const carts = await Promise.all([shop.see(me), ...[...others].map((other) => shop.see(GUEST, other!))]);
    expect(carts.reduce((pieces, cart) => pieces + cart.quantity, 0)).toBe(61);
  });

  it('is merged by exactly one of many who hold its token', async () => {
    const { token } = await shop.add(GUEST, shop.sell(), 5);
    const answers = await times(10, () => merge(buyer(), token!));
    expect(answers.filter(({ __typename }) => __typename === 'Cart')).toHaveLength(1);
  });

  it('keeps the lines for which the user’s cart has no room', async () => {
    const me = buyer();
    await times(99, () => shop.add(me, shop.sell()));
    const { token } = await shop.add(GUEST, shop.sell());
    await times(2, () => shop.add(GUEST, shop.sell(), 1, token!));
    expect((await merge(me, token!)).lines).toHaveLength(100);
    expect((await shop.see(GUEST, token!)).lines).toHaveLength(2);
  });

  it('keeps lines of another currency', async () => {
    const me = buyer();
    await shop.add(me, shop.sell());
    const { token } = await shop.add(GUEST, shop.sell({ price: { minor: 500, currency: 'GBP' } }));
    expect((await merge(me, token!)).lines).toHaveLength(1);
    expect((await shop.see(GUEST, token!)).total).toEqual({ amount: '5.00', currency: 'GBP' });
  });

  it('is merged by accounts on behalf of a user, and by no guest', async () => {
    const me = buyer();
    const { token } = await shop.add(GUEST, shop.sell());
    await expect(shop.ask(MERGE, { token }, GUEST)).rejects.toThrow('UNAUTHENTICATED');
    await shop.ask(MERGE, { token }, { kind: 'service', name: 'accounts', onBehalfOf: me.id });
    expect((await shop.see(me)).quantity).toBe(1);
  });
});
