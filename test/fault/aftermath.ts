import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKafka, groupOffsets, topicOffsets } from '#kernel/kafka/client.ts';
import { createLogger } from '#kernel/log.ts';
import { readDeadLetter } from '#kernel/messages/dead-letter.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { freePorts } from '#stack/ports.ts';
import { runningInstallation } from '#stack/running-installation.ts';
import { startServers } from '#stack/servers.ts';
import type { Verdict } from '#stack/verify/verdict.ts';
import { verifyInstallation } from '#stack/verify/verify-installation.ts';
import { manifest } from '#subgraphs/manifest.ts';
import type { ProductUnderTest } from '#test/harness/product-under-test.ts';

const kafkaOf = (brokers: string) => createKafka(brokers, 'faults', createLogger('faults'));

/** Puts every subgraph's place in every topic back to the beginning; the product must not be running. */
export async function redeliverEverything(dataDir: string): Promise<void> {
  const servers = await startServers({
    dataDir,
    ports: await freePorts(),
    env: { POSTGRES_URL: 'none', REDIS_URL: 'none' },
  });
  const admin = kafkaOf(servers.kafkaBrokers.join(',')).admin();
  try {
    await admin.connect();
    // A broker that has just begun is not the coordinator of its groups at once.
    const patience = { timeoutMs: 30_000, everyMs: 200 };
    for (const { name: groupId } of manifest)
      for (const { topic } of await groupOffsets(admin, groupId))
        await eventually(() => admin.resetOffsets({ groupId, topic, earliest: true }).then(() => true), patience);
  } finally {
    await admin.disconnect();
    await servers.stop();
  }
}

/** What `npm run verify` finds. */
export const verdictsOf = async (dataDir: string, patienceMs: number): Promise<Verdict[]> =>
  verifyInstallation(await runningInstallation(dataDir), { patienceMs, progress: () => {} });

/** Every dead letter, each with its consumer and its cause. */
export async function deadLettersOf(dataDir: string): Promise<string[]> {
  const kafka = kafkaOf((await runningInstallation(dataDir)).kafkaBrokers);
  const [admin, consumer] = [
    kafka.admin(),
    kafka.consumer({ groupId: `faults-${randomUUID()}`, maxWaitTimeInMs: 200 }),
  ];
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter((topic) => topic.endsWith('.dlq'));
    const offsets = await Promise.all(topics.map((topic) => topicOffsets(admin, topic)));
    const count = offsets.flat().reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
    const letters: string[] = [];
    if (count === 0) return letters;
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        const letter = readDeadLetter(message);
        letters.push(`${letter.consumer}: ${letter.cause} (${letter.headers.ce_type}, ${letter.attempts} tries)`);
      },
    });
    await eventually(() => letters.length >= count, { timeoutMs: 60_000 });
    return letters;
  } finally {
    await Promise.all([admin.disconnect(), consumer.disconnect()]);
  }
}

async function askBank<T>(product: ProductUnderTest, path: string): Promise<T> {
  const response = await fetch(product.bankUrl + path, {
    headers: { authorization: `Bearer ${product.secrets().bankApiKey}` },
  });
  return (await response.json()) as T;
}

/** How often the bank says it took the money of each payment, today and yesterday. */
export async function capturesByPayment(product: ProductUnderTest): Promise<Map<string, number>> {
  const captures = new Map<string, number>();
  for (const daysAgo of [0, 1]) {
    const date = new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
    const { lines } = await askBank<{ lines: { type: string; reference: string }[] }>(
      product,
      `/statement?date=${date}`,
    );
    for (const { type, reference } of lines)
      if (type === 'capture') captures.set(reference, (captures.get(reference) ?? 0) + 1);
  }
  return captures;
}

/** What the bank took and gave back, in minor units, of each payment that it knows by this id. */
export async function atBank(
  product: ProductUnderTest,
  paymentId: string,
): Promise<{ captured: number; refunded: number }[]> {
  type Known = { payments: { capturedAmount: number; refundedAmount: number }[] };
  const { payments } = await askBank<Known>(product, `/payments?reference=${paymentId}`);
  return payments.map(({ capturedAmount: captured, refundedAmount: refunded }) => ({ captured, refunded }));
}

/** How many parcels the carrier has taken on for each shipment, and each return, by its own journal. */
export function parcelsByShipment(dataDir: string): Map<string, number> {
  const lines = readFileSync(join(dataDir, 'carrier.journal'), 'utf8').split('\n').slice(0, -1);
  const parcels = new Map<string, string>();
  for (const line of lines) {
    const { id, reference } = JSON.parse(line) as { id: string; reference?: string };
    if (reference) parcels.set(id, reference);
  }
  return new Map([...Map.groupBy(parcels.values(), (reference) => reference)].map(([of, each]) => [of, each.length]));
}
