import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { chromium } from '#stack/native/chromium.ts';
import { buyerWith, newGoods, orderBecomes, product } from '#test/harness/shop.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser: Browser;
let context: BrowserContext;
let page: Page;
/** Every address the pages of a test asked for, the data they carry in themselves aside. */
let asked: URL[];

beforeAll(async () => {
  const { path, env } = await chromium(() => {});
  browser = await playwright.launch({ executablePath: path, env: { ...process.env, ...env }, args: FLAGS });
});
afterAll(() => browser?.close());

beforeEach(async () => {
  await context?.close();
  context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 } });
  page = await context.newPage();
  asked = [];
  const note = (url: string) => {
    if (/^(https?|wss?):/.test(url)) asked.push(new URL(url));
  };
  context.on('request', (request) => note(request.url()));
  page.on('websocket', (socket) => note(socket.url()));
});

describe('the playground', () => {
  const answer = () => page.locator('.graphiql-response').innerText();

  /** What stands in the editor of a name: the part that is in sight. */
  const textOf = (name: string) => page.locator(`[aria-label="${name}"] .view-lines:visible`).innerText();

  /** Opens the playground and waits, as a person does, until its editors show the first example. */
  async function openPlayground(): Promise<void> {
    await page.goto(product.playground);
    await eventually(async () => (await textOf('Operation Editor')).includes('SearchProducts'));
    await eventually(async () => (await textOf('Variables')).includes('mattress'));
  }

  /** Replaces what stands in an editor; it closes quotes and brackets itself, so what it added is taken away. */
  async function write(name: string, text: string): Promise<void> {
    await page.locator(`[aria-label="${name}"] .monaco-editor:visible`).first().click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(text);
    await page.keyboard.press('ControlOrMeta+Shift+End');
    await page.keyboard.press('Delete');
  }

  test('loads from this product alone, and runs its first query', async () => {
    await openPlayground();
    await page.locator('.graphiql-execute-button').click();
    await eventually(async () => /"totalCount":\s*[1-9]/.test(await answer()));
    expect([...new Set(asked.map(({ host }) => host))]).toEqual([new URL(product.playground).host]);
  });

  test('follows an order live, as whoever the header says, and nobody else', async () => {
    const buyer = await buyerWith(await newGoods());
    const { order, payment } = await buyer.checkOut();
    await openPlayground();
    await page.getByRole('tab', { name: 'TrackOrder' }).click();
    await eventually(async () => (await textOf('Operation Editor')).includes('TrackOrder'));
    await write('Variables', JSON.stringify({ orderId: order.id }));

    await page.locator('.graphiql-execute-button').click();
    await eventually(async () => (await answer()).includes('NOT_FOUND'));

    await page.getByRole('button', { name: 'Headers' }).click();
    await write('Headers', JSON.stringify({ authorization: `Bearer ${buyer.accessToken}` }));
    await page.locator('.graphiql-execute-button').click();
    await eventually(async () => (await answer()).includes('PENDING_PAYMENT'));

    const bank = await context.newPage();
    await bank.goto(payment!.redirectUrl!);
    await bank.getByRole('button', { name: 'Confirm' }).click();
    await eventually(async () => (await answer()).includes('"DELIVERED"'), { timeoutMs: 20_000 });
    expect(asked.map(({ hostname }) => hostname).filter((name) => !['localhost', '127.0.0.1'].includes(name))).toEqual(
      [],
    );
  });
});

describe("on the bank's 3-D Secure page", () => {
  async function openBankPage() {
    const buyer = await buyerWith(await newGoods());
    const { order, payment } = await buyer.checkOut();
    await page.goto(payment!.redirectUrl!);
    expect(await page.title()).toBe('Confirm the payment');
    return { buyer, orderId: order.id, redirectUrl: payment!.redirectUrl! };
  }

  test('a buyer presses Confirm, comes back to the shop, and the order is paid', async () => {
    const { buyer, orderId, redirectUrl } = await openBankPage();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.waitForURL(/\/payment\/return\?.*result=authorized/);
    await orderBecomes(buyer, orderId, 'PAID', 'PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY', 'DELIVERED');
    // The page left behind asks for nothing any more.
    await page.goto(redirectUrl);
    expect(await page.getByRole('button', { name: 'Confirm' }).count()).toBe(0);
  });

  test('a buyer presses Decline, comes back to the shop, and the order is cancelled', async () => {
    const { buyer, orderId } = await openBankPage();
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.waitForURL(/\/payment\/return\?.*result=declined/);
    expect(await orderBecomes(buyer, orderId, 'CANCELLED')).toMatchObject({ cancelReason: 'PAYMENT_DECLINED' });
  });

  test('a wrong code is told, and can be corrected', async () => {
    const { buyer, orderId } = await openBankPage();
    const right = await page.getByLabel('One-time code').inputValue();
    await page.getByLabel('One-time code').fill(right === '111111' ? '222222' : '111111');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('One-time code').fill(right);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.waitForURL(/result=authorized/);
    await orderBecomes(buyer, orderId, 'PAID', 'PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY', 'DELIVERED');
  });
});
