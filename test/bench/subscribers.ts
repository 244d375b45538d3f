import { fork } from 'node:child_process';
import { once } from 'node:events';
import { GraphClient } from '#test/harness/graph-client.ts';
import { TRACK_ORDER } from './load/documents.ts';
import { browsersAt, payFor, placeUnpaid } from './load/place-order.ts';
import type { SubscribersReport, SubscribersTask } from './load/subscribers.load.ts';
import type { Shop } from './orders.ts';
import type { Report } from './report.ts';

/** One order, many sockets that follow it with the clients' own document; the bank says it is paid, and all must know. */
export async function measureSubscribers(shop: Shop, sockets: number, report: Report): Promise<void> {
  const { product } = shop;
  const buyer = shop.buyers.at(-1)!;
  const shared = new GraphClient(product.url, 4);
  const client = shared.as(buyer.token);
  const child = fork(new URL('./load/subscribers.load.ts', import.meta.url), {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const told = async (kind: SubscribersReport['kind']): Promise<SubscribersReport> => {
    const [message] = (await once(child, 'message')) as [SubscribersReport];
    if (message.kind === kind) return message;
    throw new Error(message.kind === 'failed' ? message.reason : `expected ${kind}, got ${message.kind}`);
  };
  try {
    const placed = await placeUnpaid(client, buyer, shop.variantIds.slice(0, 2));
    if (!placed) throw new Error('the order to follow could not be placed');
    const task: SubscribersTask = {
      url: `${product.url.replace('http', 'ws')}/graphql`,
      token: buyer.token,
      query: TRACK_ORDER,
      variables: { orderId: placed.orderId },
      sockets,
    };
    child.send(task);
    await told('subscribed');
    child.send({ arm: '"status":"PAID"' });
    const bank = browsersAt(product.bankUrl, 1);
    await payFor(bank, placed.redirectUrl);
    await bank.close();
    const { firstAt, lastAt } = (await told('delivered')) as Extract<SubscribersReport, { kind: 'delivered' }>;
    report.add({
      name: `subscribers.${sockets}.spread`,
      title: `one event to ${sockets} subscribers: first to last`,
      value: lastAt - firstAt,
      unit: 'ms',
      ...(sockets === 5_000 ? { goal: { atMost: 250 } } : {}),
    });
  } finally {
    if (child.connected) child.send('close');
    await shared.close();
  }
}
