import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createLogger } from '#kernel/log.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { startTestTemporal } from '#stack/test-temporal.ts';
import type { Step } from '../commands/advance-orders.ts';
import { orderPaid } from '../events.ts';
import { type OrderUnderTest, startOrder } from '../testing/order-under-test.ts';
import { temporalRunner } from './temporal-runner.ts';

const PROGRAM = fileURLToPath(new URL('../testing/temporal-runner.program.ts', import.meta.url));
/** In the order they are passed. */
const POINTS = [
  'order.signalled-not-resolved',
  'order.workflow-decided-not-saved',
  'order.workflow-saved-not-answered',
] as const;

let temporal: { address: string; stop(): Promise<void> };
let house: OrderUnderTest;
let dataDir: string;
let armed: string;
const options = () => ({ address: temporal.address, namespace: 'default', taskQueue });
const taskQueue = `orders-${newId()}`;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'temporal-crash-'));
  armed = join(dataDir, 'crash-points');
  mkdirSync(armed);
  [temporal, house] = await Promise.all([startTestTemporal(dataDir), startOrder({ ORDER_SWEEP_MS: '600000' })]);
}, 180_000);
afterAll(async () => {
  await Promise.all([house?.subgraph.stop(), temporal?.stop()]);
  await rm(dataDir, { recursive: true, force: true });
});

/** Runs orders in a process that is killed at a place. @returns by which signal it ended */
function killedAt(point: (typeof POINTS)[number], steps: readonly Step[]): Promise<NodeJS.Signals | null> {
  writeFileSync(join(armed, point), '');
  const child = fork(PROGRAM, [house.subgraph.databaseUrl, JSON.stringify(options())], {
    env: { ...process.env, CRASH_POINTS: armed },
  });
  child.once('message', () => child.send([...steps]));
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
}

it('an order whose process is killed at each of its places in turn is paid once', { timeout: 180_000 }, async () => {
  const { userId, input } = house.peers.buyer();
  const orderId = (await house.checkout(userId, input)).order!.id;
  const paid: Step = { orderId, event: { type: 'PaymentAuthorized', paymentId: newId() }, cause: { id: newId() } };
  for (const point of POINTS) expect([point, await killedAt(point, [paid])]).toEqual([point, 'SIGKILL']);
  const runner = await temporalRunner(
    { db: house.subgraph.db, outbox: { announce: async () => {} } as never, log: createLogger('test') },
    options(),
  );
  // Its offset was never committed.
  await runner.send([paid]);
  const history = () =>
    house.subgraph.db.sql<{ decision: string }[]>`
      select decision from order_history where order_id = ${orderId} and event = 'PaymentAuthorized' order by id`;
  await eventually(async () => (await history()).length > POINTS.length, { timeoutMs: 60_000 });
  await runner.stop();
  const decisions = (await history()).map(({ decision }) => decision);
  expect(decisions.filter((decision) => !decision.startsWith('IGNORED'))).toEqual(['OrderPaid']);
  const told = () => house.subgraph.published(orderPaid).filter(({ data }) => data.orderId === orderId);
  await eventually(() => told().length > 0);
  expect(told()).toHaveLength(1);
});
