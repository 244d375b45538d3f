import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportProduct } from './catalogue-item.ts';
import { type CsvLine, FileError, openCsv } from './csv-lines.ts';
import type { Finding } from './findings.ts';
import { type Catalogue, ImportStopped, type Layout, type Outcome, runImport } from './import-run.ts';
import { reportLine, summary } from './report.ts';

const UCI: Layout = { kind: 'uci', category: 'gifts', currency: 'RUB', rate: 100 };
const OWN: Layout = { kind: 'own', currency: 'RUB' };
const sample = (name: string) => new URL(`testing/${name}`, import.meta.url).pathname;

/** A catalogue in memory that takes everything, once. */
class Shelf implements Catalogue {
  readonly products = new Map<string, ImportProduct>();
  failAfter = Number.POSITIVE_INFINITY;

  async take(products: readonly ImportProduct[]): Promise<Outcome> {
    if (this.products.size >= this.failAfter) throw new TypeError('fetch failed');
    const outcome = { created: 0, updated: 0, unchanged: 0, refused: [] };
    for (const product of products) {
      const before = this.products.get(product.key);
      if (!before) outcome.created += 1;
      else if (JSON.stringify(before) === JSON.stringify(product)) outcome.unchanged += 1;
      else outcome.updated += 1;
      this.products.set(product.key, product);
    }
    return outcome;
  }
}

async function importSample(name: string, layout: Layout, shelf = new Shelf()) {
  const findings: Finding[] = [];
  const { lines } = await openCsv(sample(name));
  const tally = await runImport({ lines, layout, catalogue: shelf, finding: (finding) => findings.push(finding) });
  return { shelf, findings, tally, told: findings.map(({ line, kind }) => [line, kind]) };
}

describe('order lines', () => {
  it('refuse every kind of dirt by its line', async () => {
    const { told } = await importSample('order-lines.csv', UCI);
    expect(told).toEqual([
      [10, 'missing-name'],
      [11, 'no-price'],
      [12, 'negative-price'],
      [13, 'cancellation'],
      [14, 'adjustment'],
      [15, 'adjustment'],
      [16, 'stock-correction'],
      [17, 'service-code'],
      [18, 'service-code'],
      [19, 'service-code'],
      [20, 'service-code'],
      [21, 'service-code'],
      [22, 'service-code'],
      [23, 'voucher'],
      [24, 'note-not-name'],
      [25, 'bad-number'],
      [26, 'bad-number'],
      [27, 'missing-sku'],
      [28, 'too-dear'],
      [29, 'wrong-columns'],
      [2, 'several-names'],
      [6, 'several-codes'],
    ]);
  });

  it('become products by their most frequent name and price, the most recent of equals', async () => {
    const { shelf } = await importSample('order-lines.csv', UCI);
    const found = [...shelf.products.values()].map(({ key, product }) => [
      key,
      product.title.en,
      product.variants.map(({ price }) => price.amount),
    ]);
    expect(found).toEqual([
      ['uci:10001', 'Tin owl money box', ['255.00']],
      ['uci:10002', 'Paper chain, "party" set of 10', ['85.00']],
      ['uci:10003A', 'Blue polkadot apron', ['495.00']],
      ['uci:10004', 'Glass bud vase', ['165.00']],
      ['uci:10012', '12" dinner plate', ['375.00']],
    ]);
  });

  it('tell which name was chosen', async () => {
    const { findings } = await importSample('order-lines.csv', UCI);
    expect(findings.find(({ kind }) => kind === 'several-names')?.detail).toBe(
      '10001: took “TIN OWL MONEY BOX” 2×, not “OWL TIN BANK” 1×',
    );
  });
});

describe('the house’s own layout', () => {
  it('refuses every kind of dirt by its line', async () => {
    const { told } = await importSample('own.csv', OWN);
    expect(told).toEqual([
      [4, 'several-titles'],
      [5, 'missing-key'],
      [6, 'missing-sku'],
      [7, 'missing-category'],
      [8, 'missing-name'],
      [9, 'bad-number'],
      [10, 'no-price'],
      [11, 'negative-price'],
      [12, 'was-too-low'],
      [13, 'too-dear'],
      [14, 'duplicate-sku'],
      [15, 'bad-pair'],
      [16, 'wrong-columns'],
      [18, 'scattered-product'],
    ]);
  });

  it('gathers the variants of a product', async () => {
    const { shelf } = await importSample('own.csv', OWN);
    expect([...shelf.products.keys()]).toEqual(['lamp-1', 'lamp-14', 'lamp-15']);
    expect(shelf.products.get('lamp-1')).toMatchObject({
      published: true,
      product: {
        title: { ru: 'Лампа «Луч»', en: 'Ray lamp' },
        brand: 'Svetlica',
        attributes: [{ code: 'firmness', value: 'soft' }],
        variants: [
          {
            sku: 'LAMP-1-W',
            options: [
              { code: 'size', value: '20x30' },
              { code: 'colour', value: 'white' },
            ],
            price: { amount: '1990.00', currency: 'RUB' },
            was: { amount: '2490.00', currency: 'RUB' },
          },
          { sku: 'LAMP-1-B' },
          { sku: 'LAMP-1-G' },
        ],
      },
    });
    expect(shelf.products.get('lamp-15')).toMatchObject({
      published: false,
      product: { title: { ru: 'Лампа "Ночь", с запятой' } },
    });
  });
});

describe('an import', () => {
  it('changes nothing when it is run again', async () => {
    const { shelf } = await importSample('order-lines.csv', UCI);
    const { tally } = await importSample('order-lines.csv', UCI, shelf);
    expect(tally).toMatchObject({ created: 0, updated: 0, unchanged: 5 });
  });

  it('says where it stopped and what was done, and goes on from there', async () => {
    async function* lines(): AsyncGenerator<CsvLine> {
      for (let n = 1; n <= 250; n += 1)
        yield {
          line: n + 1,
          row: { key: `k${n}`, sku: `s${n}`, category: 'lamps', title_en: `Lamp ${n}`, price: '10' },
        };
    }
    const shelf = new Shelf();
    shelf.failAfter = 100;
    const stopped = await runImport({ lines: lines(), layout: OWN, catalogue: shelf }).catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(ImportStopped);
    expect(stopped).toMatchObject({ line: 102, tally: { created: 100 } });
    shelf.failAfter = Number.POSITIVE_INFINITY;
    expect(await runImport({ lines: lines(), layout: OWN, catalogue: shelf })).toMatchObject({
      created: 150,
      unchanged: 100,
    });
  });

  it('takes nothing in a dry run, and finds the same', async () => {
    const { lines } = await openCsv(sample('order-lines.csv'));
    const tally = await runImport({ lines, layout: UCI });
    expect(tally).toMatchObject({ lines: 29, refusedLines: 20, products: 5, created: 0 });
    expect(summary(tally, { dryRun: true })).toContain('29 lines read, 20 refusals, 5 products found.');
  });

  it('writes a report that is CSV itself', () => {
    expect(reportLine({ line: 7, kind: 'no-price', detail: 'X “A "B", C”' })).toBe(
      '7,refused,no-price,"the price is zero","X “A ""B"", C”"\n',
    );
  });
});

describe('a file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'import-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const written = async (name: string, content: string | Buffer): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const all = async (path: string): Promise<CsvLine[]> => {
    const found: CsvLine[] = [];
    for await (const line of (await openCsv(path)).lines) found.push(line);
    return found;
  };

  it('is read gzipped as it is read plain, whatever its name', async () => {
    const plain = await readFile(sample('order-lines.csv'));
    expect(await all(await written('packed', gzipSync(plain)))).toEqual(await all(sample('order-lines.csv')));
  });

  it('tells the line of every record, after quoted line breaks too', async () => {
    const lines = await all(await written('breaks.csv', '\uFEFFkey,sku\na,"1\n2"\n\nb,3\n'));
    expect(lines).toEqual([
      { line: 3, row: { key: 'a', sku: '1\n2' } },
      { line: 5, row: { key: 'b', sku: '3' } },
    ]);
  });

  it('whose quotes never close stops the import at that line', async () => {
    const { lines } = await openCsv(
      await written('open.csv', 'key,sku,category,price,title_en\na,1,lamps,5,A\nb,"2,lamps,5,B\nc,3,lamps,5,C\n'),
    );
    const shelf = new Shelf();
    await expect(runImport({ lines, layout: OWN, catalogue: shelf })).rejects.toMatchObject({
      name: 'ImportStopped',
      line: 3,
    });
  });

  it('that is cut off in its middle is not taken for a whole one', async () => {
    const packed = gzipSync(await readFile(sample('order-lines.csv')));
    const { lines } = await openCsv(await written('cut.csv.gz', packed.subarray(0, packed.length - 20)));
    await expect(runImport({ lines, layout: UCI })).rejects.toThrow(ImportStopped);
  });

  it.each([
    ['that is not there', '/no/such/file.csv'],
    ['that is a folder', tmpdir()],
  ])('%s is refused', async (_what, path) => {
    await expect(openCsv(path)).rejects.toThrow(FileError);
  });

  it('that is empty is refused', async () => {
    const { header } = await openCsv(await written('empty.csv', ''));
    await expect(header()).rejects.toThrow(FileError);
  });
});
