import type { Consumer, KafkaMessage } from 'kafkajs';
import { afterAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createKafka, ensureTopics } from '#kernel/kafka/client.ts';
import { Publisher } from '#kernel/kafka/publisher.ts';
import { createLogger } from '#kernel/log.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';

const kafka = createKafka(testServers().kafkaBrokers, 'test', createLogger('test'));
const topic = `t${newId().replaceAll('-', '')}.shared`;
const publisher = new Publisher(kafka);
const consumers: Consumer[] = [];
afterAll(() => Promise.all([...consumers.map((consumer) => consumer.disconnect()), publisher.disconnect()]));

const publish = (...values: string[]) =>
  publisher.publish([{ topic, messages: values.map((value) => ({ key: value, value })) }]);

/** A consumer group of its own. @returns what it was given, by value */
async function group(): Promise<Map<string, KafkaMessage>> {
  const given = new Map<string, KafkaMessage>();
  const consumer = kafka.consumer({ groupId: `${topic}.${newId()}`, maxWaitTimeInMs: 200 });
  consumers.push(consumer);
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch }) => {
      for (const message of batch.messages) given.set(String(message.value), message);
    },
  });
  return given;
}

it('gives consumer groups of one process the same records, and each of them all of its own', async () => {
  await Promise.all([ensureTopics(kafka, [topic], 3), publisher.connect()]);
  const early = Array.from({ length: 50 }, (_, index) => `early ${index}`);
  await publish(...early);
  const [one, other] = [await group(), await group()];
  const all = (values: string[]) =>
    eventually(() =>
      expect([one, other].map((given) => [...given.keys()].toSorted())).toEqual([values.toSorted(), values.toSorted()]),
    );
  await all(early);
  // Once both are up to date they are told by one request.
  const late: string[] = [];
  await eventually(async () => {
    late.push(`late ${late.length}`);
    await publish(late.at(-1)!);
    await all([...early, ...late]);
    return other.get(late.at(-1)!) === one.get(late.at(-1)!);
  });
  // Whoever leaves takes nothing from those who stay.
  await consumers[0]!.disconnect();
  await publish('last');
  await eventually(() => expect([...other.keys()]).toContain('last'));
  expect(one.has('last')).toBe(false);
});
