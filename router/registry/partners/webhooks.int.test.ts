import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { changeShop, type RegisteredToys, registerShop } from '#router/registry/testing/registered-toys.ts';

let shop: RegisteredToys;
beforeAll(async () => {
  shop = await registerShop();
});
afterAll(() => shop?.stop());

interface Delivery {
  readonly id: string;
  readonly status: string;
  readonly lastStatus: number;
}

it('partners are told of what changed for them, signed, again until they listen', async () => {
  const received: { body: string; headers: Record<string, string> }[] = [];
  let deaf = true;
  const listener = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      response.statusCode = deaf ? 500 : 204;
      if (!deaf) received.push({ body, headers: request.headers as never });
      deaf = false;
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  try {
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/hook`;
    const add = 'mutation ($input: WebhookInput!) { addWebhook(input: $input) { secret webhook { id } } }';
    const { addWebhook } = await shop.manage(add, {
      input: { partnerId: await shop.addPartner(), url, contract: 'public' },
    });
    // Not the public's business.
    await changeShop(shop, 'cost: Int', 'height: Int @tag(name: "seller")\n cost: Int');
    await changeShop(shop, 'cost: Int', 'depth: Int\n cost: Int');
    const deliveries = async (): Promise<Delivery[]> => {
      const ask = '{ partners { webhooks { deliveries { id status attempts lastStatus lastError } } } }';
      return (await shop.manage(ask)).partners[0].webhooks[0].deliveries;
    };
    const waiting = await eventually(async () => (await deliveries()).find(({ lastStatus }) => lastStatus === 500));
    expect(waiting).toMatchObject({ status: 'waiting', attempts: 1, lastError: 'answered 500' });
    await shop.manage('mutation ($id: ID!) { redeliver(id: $id) }', { id: waiting.id });
    await eventually(async () => (await deliveries()).every(({ status }) => status === 'delivered'));
    const messages = received.map(({ body, headers }) => {
      new Webhook(addWebhook.secret).verify(body, headers);
      return JSON.parse(body);
    });
    expect(messages.flatMap(({ data }) => data.changes.map(({ path }: { path: string }) => path))).toContain(
      'Product.depth',
    );
    expect(JSON.stringify(messages)).not.toContain('height');
    expect(messages[0]).toMatchObject({ type: 'schema.changed', data: { contract: 'public', variant: 'production' } });
  } finally {
    listener.close();
  }
});
