import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';

const product = inject('product');
const program = fileURLToPath(new URL('../../../stack/import/import.ts', import.meta.url));
const small = fileURLToPath(new URL('../../../stack/import/testing/order-lines.csv', import.meta.url));

/** A large real catalogue of order lines, where whoever runs the tests has one. */
const real = product.mode === 'embedded' ? process.env.IMPORT_FILE : undefined;

async function importFile(file: string, category: string): Promise<{ code: number; output: string }> {
  const args = [program, file, '--url', product.graph, '--category', category];
  return promisify(execFile)(process.execPath, args, { maxBuffer: 64 * 1024 * 1024 }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, output: stdout + stderr }),
  );
}

async function countOf(category: string): Promise<number> {
  const response = await fetch(product.graph, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: 'query ($slug: String!) { category(slug: $slug) { products(first: 1) { totalCount } } }',
      variables: { slug: category },
    }),
  });
  const { data } = (await response.json()) as { data: { category: { products: { totalCount: number } } } };
  return data.category.products.totalCount;
}

describe.each([
  ['a small file', small, 'import-small', 1] as const,
  ...(real ? [['a real one', real, 'import-real', 3_000] as const] : []),
])('the import of %s with every kind of dirt', (_what, file, category, atLeast) => {
  it('reads it to its end, shows what it brought, and changes nothing the second time', async () => {
    const first = await importFile(file, category);
    expect(first.code, first.output.slice(-2_000)).toBe(0);
    const products = await countOf(category);
    expect(products).toBeGreaterThanOrEqual(atLeast);
    const second = await importFile(file, category);
    expect(second.code, second.output.slice(-2_000)).toBe(0);
    expect(await countOf(category)).toBe(products);
    expect(second.output).toContain('0 products new, 0 changed');
  });
});
