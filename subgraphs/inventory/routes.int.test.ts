import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { DECIDE, type InventoryHouse, startInventory } from './testing/inventory-house.ts';

const SECRET = `whsec_${Buffer.from('the secret of a warehouse').toString('base64')}`;

describe('a warehouse’s system', () => {
  let house: InventoryHouse;
  let url: string;
  beforeAll(async () => {
    house = await startInventory({ WAREHOUSE_WEBHOOK_SECRET: SECRET });
    url = `${await house.subgraph.listen()}/inventory/counts`;
  });
  afterAll(() => house.stop());

  async function report(body: object | string, { id = newId(), secret = SECRET, sentAt = new Date() } = {}) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, sentAt, text),
    };
    const answer = await fetch(url, { method: 'POST', headers, body: text });
    type Answered = { stockCountId?: string; differences?: number; error?: { code: string } };
    return { status: answer.status, ...((await answer.json()) as Answered) };
  }

  test('reports its count once, however often it is sent, and stock is as counted once staff approve', async () => {
    const variantId = await house.variantWith(7);
    const count = { warehouse: 'MSK', lines: [{ variantId, counted: 6 }] };
    const id = newId();
    const [first, second] = [await report(count, { id }), await report(count, { id })];
    expect(first).toMatchObject({ status: 200, differences: 1 });
    expect(second).toEqual(first);
    expect(await report({ ...count, complete: true }, { id })).toMatchObject({
      status: 409,
      error: { code: 'IDEMPOTENCY_CONFLICT' },
    });
    expect(await house.left(variantId)).toBe(7);
    const input = { stockCountId: first.stockCountId, idempotencyKey: newId() };
    await house.ask(DECIDE('approveCount'), { input });
    expect(await house.left(variantId)).toBe(6);
  });

  const line = { variantId: newId(), counted: 1 };
  const count = { warehouse: 'MSK', lines: [line] };
  test.each<[string, object | string, object, number, string]>([
    [
      'a forged signature',
      count,
      { secret: `whsec_${Buffer.from('another').toString('base64')}` },
      401,
      'BAD_SIGNATURE',
    ],
    ['an old one', count, { sentAt: new Date(Date.now() - 3_600_000) }, 401, 'BAD_SIGNATURE'],
    ['no JSON', 'count', {}, 400, 'MALFORMED'],
    ['no lines', { ...count, lines: [] }, {}, 400, 'MALFORMED'],
    ['fewer than none', { ...count, lines: [{ ...line, counted: -1 }] }, {}, 400, 'MALFORMED'],
    ['a huge number', { ...count, lines: [{ ...line, counted: 1e10 }] }, {}, 400, 'MALFORMED'],
    ['half a bed', { ...count, lines: [{ ...line, counted: 0.5 }] }, {}, 400, 'MALFORMED'],
    ['a variant twice', { ...count, lines: [line, line] }, {}, 400, 'MALFORMED'],
    ['no variant’s id', { ...count, lines: [{ ...line, variantId: 'bed' }] }, {}, 400, 'MALFORMED'],
    ['the future', { ...count, countedAt: '2100-01-01T00:00:00Z' }, {}, 400, 'MALFORMED'],
    ['an unknown warehouse', { ...count, warehouse: 'NIL' }, {}, 404, 'UNKNOWN_WAREHOUSE'],
    ['an unknown id of a warehouse', { ...count, warehouse: newId() }, {}, 404, 'UNKNOWN_WAREHOUSE'],
  ])('is refused for %s', async (_title, body, how, status, code) => {
    expect(await report(body, how)).toMatchObject({ status, error: { code } });
    const rows = await house.subgraph.db.sql`select 1 from stock_count_lines where variant_id = ${line.variantId}`;
    expect(rows).toEqual([]);
  });
});

test('without a secret there is no way for counts but the graph', async () => {
  const house = await startInventory();
  const answer = await fetch(`${await house.subgraph.listen()}/inventory/counts`, { method: 'POST' });
  expect(answer.status).toBe(404);
  await house.stop();
});
