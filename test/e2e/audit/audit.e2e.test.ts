import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { RefundPaymentDocument } from '#schema/operations.generated.ts';
import { asAdmin, buyerWith, newGoods, orderBecomes, pay, product } from '#test/harness/shop.ts';

interface Entry {
  action: string;
  actor: string;
  origin: string | null;
  before: string | null;
  after: string;
}

/** What the log has of a subject, oldest first, once it has some action. */
const logOf = (subject: string, action: string): Promise<Entry[]> =>
  eventually(async () => {
    const { data } = await (await asAdmin()).post({
      query: `query ($filter: AuditFilter) {
        auditEntries(filter: $filter, first: 100) { edges { node { action actor origin before after } } } }`,
      variables: { filter: { subject } },
    });
    const { edges } = (data as { auditEntries: { edges: { node: Entry }[] } }).auditEntries;
    const entries = edges.map(({ node }) => node).reverse();
    return entries.some((entry) => entry.action === action) && entries;
  });

/** A command of the house on this product. @returns its exit code and what it wrote */
async function run(file: string, ...args: string[]): Promise<{ code: number; out: string }> {
  const root = join(import.meta.dirname, '../../..');
  return promisify(execFile)(process.execPath, [join('stack', file), ...args], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  }).then(
    ({ stdout }) => ({ code: 0, out: stdout }),
    ({ code, stdout }) => ({ code, out: stdout }),
  );
}
const onThis = ['--data', product.dataDir];
const asStaff = ['--url', product.graph];

test('the log says who placed, paid back and received what, from where, and holds', async () => {
  const admin = await asAdmin();
  const { data } = await admin.post({ query: '{ me { id } }' });
  const staff = `user:${(data as { me: { id: string } }).me.id}`;
  const goods = await newGoods({ stock: 3 });
  const buyer = await buyerWith(goods);
  const orderId = await pay(buyer);
  const { payment } = await orderBecomes(buyer, orderId, 'DELIVERED');
  const reason = `broken ${randomUUID()}`;
  const input = { paymentId: payment!.id, amount: { amount: '5.00', currency: 'RUB' }, reason, idempotencyKey: reason };
  expect((await admin.ask(RefundPaymentDocument, { input })).refundPayment.__typename).toBe('RefundAccepted');

  const entries = await logOf(orderId, 'payment.PaymentRefunded');
  // The log learns of each subgraph's events in their order, of several subgraphs' in any.
  const placed = entries.find(({ action }) => action === 'order.OrderPlaced');
  expect(placed).toMatchObject({ before: null });
  expect(placed!.actor).toMatch(/^user:[0-9a-f-]{36}$/);
  expect(placed!.actor).not.toBe(staff);
  expect(placed!.origin).toMatch(/^(127\.0\.0\.1|::1|::ffff:127\.0\.0\.1) node$/);
  expect(entries.find(({ action }) => action === 'payment.PaymentRefunded')).toMatchObject({ actor: staff });
  const paid = entries.find(({ action }) => action === 'order.OrderPaid')!;
  expect([JSON.parse(paid.before!).status, JSON.parse(paid.after).status]).toEqual(['PENDING_PAYMENT', 'PAID']);
  expect(paid).toMatchObject({ actor: 'service:order', origin: null });
  expect(JSON.stringify(entries)).not.toContain('Соколова');
  const [received] = await logOf(goods.variantId, 'inventory.StockChanged');
  expect(received).toMatchObject({ actor: staff });

  expect(await run('audit/audit.ts', 'verify', ...onThis)).toMatchObject({ code: 0 });
  const report = await run('audit/audit.ts', 'report', '--format', 'json', ...onThis);
  const reported = (JSON.parse(report.out) as { subject: string }[]).filter(({ subject }) => subject === orderId);
  expect(reported.length).toBeGreaterThanOrEqual(entries.length);
  const wrong = `1:${'0'.repeat(64)}`;
  expect(await run('audit/audit.ts', 'verify', '--since', wrong, ...onThis)).toMatchObject({ code: 1 });
});

test('staff looks for dead letters on a terminal, and scripts learn from exit codes', async () => {
  expect(JSON.parse((await run('dlq.ts', 'list', '--json', '--state', 'any', ...asStaff)).out)).toEqual(
    expect.any(Array),
  );
  expect((await run('dlq.ts', 'show', randomUUID(), ...asStaff)).code).toBe(1);
  expect((await run('dlq.ts', 'replay', randomUUID(), ...asStaff)).code).toBe(1);
  expect((await run('dlq.ts', 'discard', '--reason', 'x', '--consumer', 'no.body', ...asStaff)).code).toBe(2);
  expect((await run('dlq.ts', 'discard', '--reason', 'x', '--consumer', 'no.body', '--yes', ...asStaff)).code).toBe(0);
  expect((await run('dlq.ts', 'list', '--password', 'wrong', ...asStaff)).code).toBe(2);
});
