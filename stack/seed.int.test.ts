import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { shared } from '#schema/shared.ts';
import { type Ask, seedDemo } from '#stack/seed.ts';
import { catalog } from '#subgraphs/catalog/subgraph.ts';
import { inventory } from '#subgraphs/inventory/subgraph.ts';

const PRODUCTS = 150;
let parts: Record<string, TestSubgraph>;
const accounts = new Set<string>();
let asked: string[] = [];

const ask: Ask = async <T>(subgraph: string, query: string, variables: Record<string, unknown>) => {
  asked.push(`${subgraph} ${/(query|mutation) (\w+)/.exec(query)?.[2]}`);
  if (subgraph === 'accounts') {
    accounts.add((variables.input as { email: string }).email);
    return {} as T;
  }
  const { data, errors } = await parts[subgraph]!.execute({ query, variables }, { kind: 'service', name: 'seed' });
  if (errors) throw new Error(JSON.stringify(errors));
  return data as T;
};

beforeAll(async () => {
  parts = {
    catalog: await startTestSubgraph(catalog, { shared }),
    inventory: await startTestSubgraph(inventory, { shared }),
  };
});
afterAll(() => Promise.all(Object.values(parts ?? {}).map((part) => part.stop())));

const counts = async () => {
  const [products] = await parts.catalog!.db.sql`select count(*) from product where published`;
  const [variants] = await parts.catalog!.db.sql`select count(*) from variant`;
  const [stock] = await parts.inventory!.db.sql`select sum(on_hand)::int8 as sum from stock`;
  return { products: products!.count, variants: variants!.count, stock: stock!.sum };
};

describe('the demo’s seed', () => {
  it('is finished by the next run when it was broken off', async () => {
    let calls = 0;
    const breaking: Ask = (...given) => {
      calls += 1;
      if (calls === 14) throw new Error('the power went');
      return ask(...given);
    };
    await expect(seedDemo({ ask: breaking, products: PRODUCTS })).rejects.toThrow('the power went');
    const steps: number[] = [];
    expect(await seedDemo({ ask, products: PRODUCTS, progress: ({ done }) => steps.push(done) })).toBe(true);
    expect(steps).toEqual([100, 150]);
    expect(accounts).toContain('admin@demo.example');
    expect((await counts()).products).toBe(PRODUCTS);
  });

  it('changes nothing when it is there', async () => {
    const before = await counts();
    asked = [];
    expect(await seedDemo({ ask, products: PRODUCTS })).toBe(false);
    expect(asked).toEqual(['catalog SeededVariant', 'inventory SeededStock']);
    expect(await counts()).toEqual(before);
  });

  it('adds what is missing when more is asked for, and imports nothing again', async () => {
    expect(await seedDemo({ ask, products: PRODUCTS + 30 })).toBe(true);
    const { data } = await parts.catalog!.execute<{ products: { totalCount: number } }>({
      query: '{ products { totalCount } }',
    });
    expect(data!.products.totalCount).toBeGreaterThan(PRODUCTS);
  });
});
