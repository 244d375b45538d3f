import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createLogger } from '#kernel/log.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { startTestTemporal } from '#stack/test-temporal.ts';
import { advanceOrders } from '../commands/advance-orders.ts';
import type { ProcessEvent } from '../domain/order-process.ts';
import { type OrderUnderTest, startOrder } from '../testing/order-under-test.ts';
import { Client, Connection } from './sdk/client.ts';
import { Worker } from './sdk/worker.ts';
import { temporalRunner, workflowBundle, workflowIdOf } from './temporal-runner.ts';

let temporal: { address: string; stop(): Promise<void> };
let dataDir: string;
let house: OrderUnderTest;
let connection: Connection;
const options = () => ({ address: temporal.address, namespace: 'default', taskQueue });
const taskQueue = `orders-${newId()}`;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'temporal-'));
  [temporal, house] = await Promise.all([startTestTemporal(dataDir), startOrder({ ORDER_SWEEP_MS: '600000' })]);
  connection = await Connection.connect({ address: temporal.address });
}, 180_000);
afterAll(async () => {
  await connection?.close();
  await Promise.all([house?.subgraph.stop(), temporal?.stop()]);
  await rm(dataDir, { recursive: true, force: true });
});

const startRunner = () => {
  const outbox = { announce: async () => {} } as never;
  return temporalRunner({ db: house.subgraph.db, outbox, log: createLogger('test') }, options());
};
/** An order's deadline is its hold and the grace of 60 s: with this hold it has just passed. */
const GRACE_AGO = -60_000;

async function placed(holdMs = 15 * 60_000): Promise<string> {
  house.peers.holdMs = holdMs;
  const { userId, input } = house.peers.buyer();
  return (await house.checkout(userId, input)).order!.id;
}
const becomes = (id: string, status: string) =>
  eventually(
    async () => {
      const [row] = await house.subgraph.db.sql<{ status: string }[]>`select status from orders where id = ${id}`;
      return row!.status === status;
    },
    { timeoutMs: 20_000 },
  );
const step = (orderId: string, event: ProcessEvent) => [{ orderId, event }];
const authorized = (): ProcessEvent => ({ type: 'PaymentAuthorized', paymentId: newId() });
const delivered: ProcessEvent = { type: 'ShipmentMoved', shipmentId: 'a', step: 'DELIVERED' };

describe('an order on Temporal', { timeout: 120_000 }, () => {
  it('goes on with another worker when its own has gone, what came meanwhile included', async () => {
    const first = await startRunner();
    const [id, waiting] = [await placed(), await placed(GRACE_AGO + 1_500)];
    await Promise.all([first.send(step(id, authorized())), first.look!([waiting])]);
    await becomes(id, 'PAID');
    await first.stop();
    const second = await startRunner();
    await second.send(step(id, delivered));
    await becomes(id, 'DELIVERED');
    // A timer the first one set rings at the second.
    await becomes(waiting, 'CANCELLED');
    await second.stop();
  });

  it('is replayed without a fault, even by rules that would decide otherwise', async () => {
    const runner = await startRunner();
    const id = await placed();
    await runner.send(step(id, authorized()));
    await becomes(id, 'PAID');
    await runner.send([...step(id, delivered), ...step(id, delivered)]);
    await becomes(id, 'DELIVERED');
    const handle = new Client({ connection }).workflow.getHandle(workflowIdOf(options(), id));
    await handle.result();
    await runner.stop();
    const history = await handle.fetchHistory();
    const other = fileURLToPath(new URL('../testing/other-rules.ts', import.meta.url));
    const [now, later] = [await workflowBundle(), await workflowBundle(other)];
    expect([now, later].map(({ code }) => code.includes('GOODS_ARE_ON_THEIR_WAY'))).toEqual([true, false]);
    for (const bundle of [now, later]) await Worker.runReplayHistory({ workflowBundle: bundle }, history);
  });

  it('that was placed and changed by the embedded runner is taken on where it is', async () => {
    const id = await placed();
    await house.subgraph.db.sql`update orders set version = version + 1, status = 'PAID', money = 'AUTHORIZED',
      deadline = null where id = ${id}`;
    const runner = await startRunner();
    await runner.send(step(id, delivered));
    await becomes(id, 'DELIVERED');
    await runner.stop();
  });

  it('takes the answer to a cancellation that its workflow has not heard of yet', async () => {
    const runner = await startRunner();
    const id = await placed();
    await runner.send(step(id, authorized()));
    await becomes(id, 'PAID');
    await advanceOrders(house.subgraph.db, step(id, { type: 'CancelRequested', by: 'BUYER' }), new Date());
    await runner.send(step(id, { type: 'ShipmentsStopped' }));
    await becomes(id, 'CANCELLED');
    await runner.stop();
  });

  it('that nobody knows ends at once', async () => {
    const runner = await startRunner();
    const id = newId();
    await runner.send(step(id, authorized()));
    await new Client({ connection }).workflow.getHandle(workflowIdOf(options(), id)).result();
    await runner.stop();
  });
});
