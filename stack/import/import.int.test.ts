import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { shared } from '#schema/shared.ts';
import { catalog } from '#subgraphs/catalog/subgraph.ts';
import { importItems, seedShop } from '#subgraphs/catalog/testing/shop.ts';
import { openCsv } from './csv-lines.ts';
import type { Finding } from './findings.ts';
import { type Catalogue, runImport } from './import-run.ts';

let shop: TestSubgraph;
const catalogue: Catalogue = { take: (products) => importItems(shop, [...products]) };
beforeAll(async () => {
  shop = await startTestSubgraph(catalog, { shared });
  await seedShop(shop);
});
afterAll(() => shop?.stop());

async function importSample(name: string, layout: Parameters<typeof runImport>[0]['layout']) {
  const findings: Finding[] = [];
  const { lines } = await openCsv(new URL(`testing/${name}`, import.meta.url).pathname);
  const tally = await runImport({ lines, layout, catalogue, finding: (finding) => findings.push(finding) });
  return { tally, findings };
}

describe('an import into the catalogue', () => {
  it('of order lines can be searched, and changes nothing when run again', async () => {
    const layout = { kind: 'uci', category: 'lamps', currency: 'RUB', rate: 100 } as const;
    expect((await importSample('order-lines.csv', layout)).tally).toMatchObject({
      created: 5,
      updated: 0,
      unchanged: 0,
    });
    const { data } = await shop.execute({
      query:
        '{ products(query: "blue polkadot aprons") { edges { node { title(language: EN) variants { sku price { now { amount } } } } } } }',
    });
    expect(data).toEqual({
      products: {
        edges: [
          {
            node: { title: 'Blue polkadot apron', variants: [{ sku: '10003A', price: { now: { amount: '495.00' } } }] },
          },
        ],
      },
    });
    expect((await importSample('order-lines.csv', layout)).tally).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 5,
    });
  });

  it('of the own layout tells what the catalogue refuses, by the line of the file', async () => {
    const { tally, findings } = await importSample('own.csv', { kind: 'own', currency: 'RUB' });
    const refused = findings.filter(({ kind }) => kind === 'refused-by-catalogue');
    expect(refused).toEqual([
      { line: 2, kind: 'refused-by-catalogue', detail: 'lamp-1: There is no attribute "colour".' },
      { line: 17, kind: 'refused-by-catalogue', detail: 'lamp-14: There is no category "no-such-category".' },
    ]);
    expect(tally).toMatchObject({ products: 3, created: 1 });
  });
});
