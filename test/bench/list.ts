import { GraphClient } from '#test/harness/graph-client.ts';
import type { ProductUnderTest } from '#test/harness/product-under-test.ts';
import { forkLoad } from './load/fork-load.ts';
import type { ReadersResult, ReadersTask } from './load/readers.load.ts';
import { cpuBetween, usageOf } from './processes.ts';
import type { Report } from './report.ts';

const LIST = `query List($slug: String!) {
  category(slug: $slug) {
    products(first: 20) {
      edges { node {
        id title
        variants { id sku price { now { amount currency } was { amount } } availability { inStock quantityLeft } }
      } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

interface Listed {
  category: { products: { edges: unknown[] } };
}

/** A list of 20 products with variants, prices and availability at 50 connections, over every category that has 20; executed each time, and cached. */
export async function measureList(product: ProductUnderTest, forMs: number, report: Report): Promise<void> {
  const client = new GraphClient(product.url, 4);
  const { categories } = await client.ask<{ categories: { slug: string; children: { slug: string }[] }[] }>(
    '{ categories { slug children { slug } } }',
  );
  const variables: { slug: string }[] = [];
  for (const slug of categories.flatMap((category) => [
    category.slug,
    ...category.children.map((child) => child.slug),
  ])) {
    const { category } = await client.ask<Listed>(LIST, { slug });
    if (category.products.edges.length === 20) variables.push({ slug });
  }
  await client.close();
  if (variables.length < 10) throw new Error(`only ${variables.length} categories have 20 products`);
  await measure({ name: 'list', title: 'list', headers: { 'cache-control': 'no-store' } });
  await measure({ name: 'list.cached', title: 'list, from the response cache', headers: {} });

  async function measure(how: { name: string; title: string; headers: Record<string, string> }): Promise<void> {
    const { name, title, headers } = how;
    const processes = product.processes();
    const before = usageOf(processes);
    const task: ReadersTask = { graphUrl: product.url, query: LIST, variables, connections: 50, headers, forMs };
    const { requests, errors, tookMs, p50, p99 } = await forkLoad<ReadersResult>('readers.load.ts', task);
    const cpu = cpuBetween(before, usageOf(processes));
    if (errors.length > 0) throw new Error(errors[0]);
    report.add({
      name: `${name}.rate`,
      title: `${title}: 20 products (${variables.length} different lists)`,
      value: (requests / tookMs) * 1000,
      unit: 'requests/s',
      goal: { atLeast: 1000 },
    });
    report.add({ name: `${name}.p50`, title: `${title} p50`, value: p50, unit: 'ms' });
    report.add({ name: `${name}.p99`, title: `${title} p99`, value: p99, unit: 'ms' });
    for (const [process, ms] of Object.entries(cpu))
      if (ms / requests > 0.01)
        report.add({
          name: `${name}.cpu.${process}`,
          title: `${title}: CPU of ${process}`,
          value: ms / requests,
          unit: 'ms/request',
        });
  }
}
