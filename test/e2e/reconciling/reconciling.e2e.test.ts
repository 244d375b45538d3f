import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { buyerWith, newGoods, pay, product } from '#test/harness/shop.ts';

const program = fileURLToPath(new URL('../../../stack/reconcile.ts', import.meta.url));
const DAY = '2001-01-01';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'statement-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** `npm run reconcile`, as typed. */
const reconcile = (...args: string[]): Promise<{ code: number; output: string }> =>
  promisify(execFile)(process.execPath, [program, '--url', product.graph, ...args]).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, output: stdout + stderr }),
  );

async function fileWith(...lines: string[]): Promise<string> {
  const path = join(folder, 'statement.csv');
  await writeFile(path, ['at,type,paymentId,reference,refundId,amount,currency', ...lines, ''].join('\r\n'));
  return path;
}

test('the bank’s day agrees with ours once what is under way has arrived', async () => {
  const buyer = await buyerWith(await newGoods());
  const orderId = await pay(buyer, 'tok_frictionless');
  const { id } = await eventually(async () => {
    const payment = (await buyer.order(orderId))?.payment;
    return payment?.status === 'CAPTURED' && payment;
  });
  const today = new Date().toISOString().slice(0, 10);
  const { output } = await reconcile('--date', today, '--json');
  const { lineCount, differences } = JSON.parse(output) as { lineCount: number; differences: { reference: string }[] };
  expect(lineCount).toBeGreaterThan(0);
  // Other stories pay at the same time.
  expect(differences.map(({ reference }) => reference)).not.toContain(id);
});

test('a difference is named, and makes the command fail', async () => {
  const file = await fileWith(
    `${DAY}T10:00:00.000Z,capture,pay_1,nobody-knows,,500,EUR`,
    `${DAY}T23:59:59.999Z,total,,,,500,EUR`,
    `${DAY}T23:59:59.999Z,end,,,,1,`,
  );
  const { code, output } = await reconcile('--file', file);
  expect(output).toContain('MISSING_HERE');
  expect(output).toContain('nobody-knows');
  expect(output).toContain('5.00 EUR');
  expect(code).toBe(1);
});

test.each([
  ['a damaged file', async () => ['--file', await fileWith(`${DAY}T10:00:00.000Z,capture`)], 'Line 2'],
  ['no file', async () => ['--file', join(folder, 'nothing.csv')], 'no file'],
  ['neither day nor file', async () => [], '--date or --file'],
  ['a day to come', async () => ['--date', '2999-01-01'], 'has not begun'],
  ['nobody at the address', async () => ['--date', DAY, '--url', 'http://127.0.0.1:9/graphql'], 'Nobody answers'],
  ['a wrong password', async () => ['--date', DAY, '--password', 'guessed'], 'password'],
])('%s is told, and nothing is reconciled', async (_what, argsOf, told) => {
  const { code, output } = await reconcile(...(await argsOf()));
  expect(output).toContain(told);
  expect(output).not.toMatch(/\n\s+at /);
  expect(code).toBe(2);
});
