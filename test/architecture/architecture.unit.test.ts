import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { manifest } from '#subgraphs/manifest.ts';
import { specifiersOf } from './imports.ts';
import { breaches, rules, undescribed } from './rules.ts';

const HOUSES = ['kernel', 'schema', 'subgraphs', 'router', 'sandbox', 'stack', 'test'];
const files = HOUSES.flatMap((house) => globSync(`${house}/**/*.{ts,tsx}`, { exclude: ['**/node_modules', '**/dist'] }))
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

describe('the house', () => {
  it.each(rules)('keeps the rule: $name', ({ check, name }) => {
    expect(files.length).toBeGreaterThan(100);
    expect(
      files.flatMap((file) => check(file).map((what) => `${file.path} ${what}`)),
      name,
    ).toEqual([]);
  });

  it.each(manifest)('explains every type, field and value of $name', ({ name }) => {
    expect(undescribed(readFileSync(`subgraphs/${name}/schema.graphql`, 'utf8'))).toEqual([]);
  });

  it('explains the shared SDL', () => {
    expect(undescribed(readFileSync('schema/shared.graphql', 'utf8'))).toEqual([]);
  });

  it.each(manifest)('$name has a README and the files every subgraph has', ({ name }) => {
    const expected = ['README.md', 'subgraph.ts', 'schema.graphql', 'events.ts', 'generated.ts', 'context.ts'];
    expect(expected.filter((file) => !existsSync(`subgraphs/${name}/${file}`))).toEqual([]);
  });

  it('has a folder for each line of the manifest, and no other', () => {
    const folders = globSync('subgraphs/*/subgraph.ts').map((path) => path.split(/[\\/]/)[1]);
    expect(folders.sort()).toEqual(manifest.map(({ name }) => name).sort());
  });
});

describe('the rules', () => {
  it.each([
    ['subgraphs/order/commands/pay.ts', "import { decide } from '#subgraphs/payment/domain/payment.ts';"],
    ['subgraphs/order/commands/pay.ts', "import { decide } from '../../payment/domain/payment.ts';"],
    ['subgraphs/order/commands/pay.ts', "import type { Decision } from '../../payment/domain/payment.ts';"],
    ['subgraphs/order/commands/pay.ts', "export * from '../../payment/domain/payment.ts';"],
    ['subgraphs/order/commands/pay.ts', "const { decide } = await import('../../payment/domain/payment.ts');"],
    ['subgraphs/order/commands/pay.ts', "type Decision = import('../../payment/domain/payment.ts').Decision;"],
    ['subgraphs/order/commands/pay.ts', "import '../../payment/subgraph.ts';"],
    ['subgraphs/order/commands/pay.ts', "import {\n  a,\n  b,\n} from '../../payment/subgraph.ts';"],
    ['subgraphs/order/commands/pay.ts', 'await import(name);'],
    ['subgraphs/order/pay.int.test.ts', "import { payment } from '#subgraphs/payment/subgraph.ts';"],
    ['subgraphs/order/commands/pay.ts', "import { gateway } from '#router/gateway/graph.ts';"],
    ['subgraphs/order/commands/pay.ts', "import { paymentAuthorized } from '#schema/events.ts';"],
    ['subgraphs/order/domain/order.ts', "import { newId } from '#kernel/ids.ts';"],
    ['subgraphs/order/domain/order.ts', "import { loadOrders } from '../store/orders.ts';"],
    ['subgraphs/order/domain/order.ts', "import postgres from 'postgres';"],
    ['subgraphs/order/domain/order.ts', "import { randomUUID } from 'node:crypto';"],
    ['subgraphs/order/store/orders.ts', 'await db.transaction(async (tx) => {});'],
    ['subgraphs/order/store/orders.ts', 'await sql.begin(async (tx) => {});'],
    ['subgraphs/order/subgraph.ts', "import { startStand } from './testing/stand.ts';"],
    ['router/serve.ts', "import { order } from '#subgraphs/order/subgraph.ts';"],
    ['router/serve.ts', "import { stack } from '#stack/product.ts';"],
    ['stack/product.ts', "import { order } from '#subgraphs/order/subgraph.ts';"],
    ['schema/shared.ts', "import { order } from '#subgraphs/order/subgraph.ts';"],
    ['kernel/ids.ts', "import { fromInput } from '#schema/money.ts';"],
    ['kernel/ids.unit.test.ts', "import { fromInput } from '../schema/money.ts';"],
    ['sandbox/bank/bank.ts', "import { newId } from '#kernel/ids.ts';"],
    ['kernel/long.ts', 'a;\n'.repeat(301)],
    ['kernel/index.ts', ''],
    ['kernel/string-utils.ts', ''],
    ['kernel/helpers.unit.test.ts', ''],
    ['kernel/orderManager.ts', ''],
    ['kernel/order-manager.ts', ''],
    ['kernel/Common/ids.ts', ''],
    ['subgraphs/order/commands/placeOrder.ts', ''],
    ['subgraphs/order/commands/Order.ts', ''],
  ])('are broken by %s with %j', (path, text) => {
    expect(breaches([{ path, text }])).not.toEqual([]);
  });

  it.each([
    ['subgraphs/order/commands/pay.ts', "import { z } from 'zod';\nimport { newId } from '#kernel/ids.ts';"],
    ['subgraphs/order/commands/pay.ts', "import { decide } from '../domain/order.ts';\nawait db.transaction(work);"],
    ['subgraphs/order/consumers/payment.ts', "import { paymentAuthorized } from '#schema/events.ts';"],
    ['subgraphs/order/domain/order.ts', "import type { Money } from '#schema/money.ts';\nimport { a } from './a.ts';"],
    ['subgraphs/order/domain/order.ts', "import { hash } from 'node:crypto';"],
    ['subgraphs/order/domain/order.ts', "import { isId } from '#kernel/ids.ts';"],
    ['subgraphs/order/domain/order.unit.test.ts', "import { expect } from 'vitest';"],
    ['subgraphs/order/resolvers/OrderLine.ts', "import { mayRead } from '#kernel/auth/viewer.ts';"],
    ['subgraphs/order/orders.int.test.ts', "import { startBank } from '#sandbox/bank/bank.ts';"],
    ['router/serve.ts', "import { manifest } from '#subgraphs/manifest.ts';"],
    ['schema/events.ts', "export * from '#subgraphs/order/events.ts';"],
    ['subgraphs/order/generated.ts', 'a;\n'.repeat(3_000)],
    ['test/e2e/checkout/checkout.e2e.test.ts', "import { payment } from '#subgraphs/payment/subgraph.ts';"],
  ])('allow %s with %j', (path, text) => {
    expect(breaches([{ path, text }])).toEqual([]);
  });

  it('find every way to import', () => {
    const text = "import a from 'a';\nimport type {\n  B,\n} from \"b\";\nimport 'c';\nexport { d } from 'd';\n";
    expect(specifiersOf(`${text}const e = await import('e');\nfrom('f');`)).toEqual(['a', 'b', 'd', 'c', 'e']);
  });

  it('find each thing of an SDL that is not described', () => {
    const sdl =
      'type A { a(b: Int): Int }\n"B." enum B { "C." C D }\n"I." input I { x: Int }\ntype Query { "A." a: Int }';
    expect(undescribed(sdl)).toEqual(['A', 'A.a', 'B.D', 'I.x']);
  });
});
