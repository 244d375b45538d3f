import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeShop, type RegisteredToys, registerShop } from '#router/registry/testing/registered-toys.ts';

let shop: RegisteredToys;
beforeAll(async () => {
  shop = await registerShop();
});
afterAll(() => shop?.stop());

describe('a router with contracts', () => {
  it('serves each contract at its own address, where the rest of the graph is unknown', async () => {
    expect(await shop.post('/graphql/public', '{ product(id: 1) { title } }')).toMatchObject({
      data: { product: { title: 'Chair 1' } },
    });
    expect((await shop.post('/graphql/public', '{ product(id: 1) { cost } buyers }')).errors).toMatchObject([
      {
        message: expect.stringContaining('Cannot query field "cost"'),
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
      { message: expect.stringContaining('Cannot query field "buyers"') },
    ]);
    expect((await shop.post('/graphql/seller', '{ product(id: 1) { cost } buyers }')).data).toEqual({
      product: { cost: 7 },
      buyers: ['ann'],
    });
    const { data } = await shop.post('/graphql/public', '{ __schema { types { name } } }');
    const names = data.__schema.types.map(({ name }: { name: string }) => name);
    expect(names).toContain('Product');
    expect(names).not.toContain('Ledger');
    expect(await shop.post('/graphql/nothing', '{ __typename }')).toMatchObject({
      status: 404,
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  });

  it('shows nothing of a type that the contract does not have', async () => {
    const query = '{ product(id: "l") { media { __typename } } }';
    expect((await shop.post('/graphql', query)).data.product.media).toEqual({ __typename: 'Ledger' });
    expect((await shop.post('/graphql/public', query)).data.product.media).toBeNull();
  });

  it('shows every contract on pages of its own, and nothing of what is not in it', async () => {
    await changeShop(shop, 'cost: Int', 'height: Int @tag(name: "seller")\n cost: Int');
    await changeShop(shop, 'cost: Int', 'depth: Int\n cost: Int');
    const page = async (path: string) => {
      const response = await fetch(`${shop.router.url}${path}`);
      return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
    };
    expect((await page('/schema')).text).toContain('For everybody.');
    const seller = await page('/schema/seller');
    expect(seller.text).toContain('Those who &lt;b&gt;buy&lt;/b&gt;.');
    const publicly = await page('/schema/public');
    expect(publicly.text).not.toContain('buyers');
    expect((await page('/schema/public/types/Product')).text).toContain('What it is called.');
    expect((await page('/schema/public/types/Ledger')).status).toBe(404);
    expect((await page('/schema/public?q=called')).text).toContain('/schema/public/types/Product#title');
    expect((await page('/schema/public?q=%3Cscript%3E')).text).not.toContain('<script>');
    expect((await page('/schema/public/deprecations')).text).toContain('Use title.');
    expect((await page('/schema/public/changelog')).text).toContain('Product.depth');
    const feed = await page('/schema/public/changelog.atom');
    expect(feed).toMatchObject({ type: 'application/atom+xml; charset=utf-8' });
    expect(feed.text).toContain('Product.depth');
    expect(feed.text).not.toContain('height');
    expect((await page('/schema/public/schema.graphql')).text).toContain('type Product');
    expect((await page('/schema/assets/explorer.js')).type).toContain('javascript');
    for (const path of ['/schema/nothing', '/schema/assets/toString', '/schema/assets/..%2froutes.ts'])
      expect((await page(path)).status).toBe(404);
  });
});
