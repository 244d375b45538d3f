import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createKafka, ensureTopics, topicOffsets } from '#kernel/kafka/client.ts';
import { Kafka, logLevel } from '#kernel/kafka/kafkajs.ts';
import { Publisher } from '#kernel/kafka/publisher.ts';
import { createLogger } from '#kernel/log.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';

/** Whether what brokers answer is lost on the way, and the connection with it. */
let losing = false;

const losingSocket = ({ host, port, onConnect }: { host: string; port: number; onConnect: () => void }): Socket => {
  const socket = connect({ host, port }, onConnect);
  const emit = socket.emit.bind(socket);
  socket.emit = (event: string, ...rest: unknown[]) =>
    event === 'data' && losing ? !socket.destroy(new Error('cut')).destroyed : emit(event, ...rest);
  return socket;
};

const { kafkaBrokers } = testServers();
const topic = `t${newId().replaceAll('-', '')}.publisher`;
const direct = createKafka(kafkaBrokers, 'test', createLogger('test'));
const publisher = new Publisher(
  new Kafka({
    brokers: kafkaBrokers.split(','),
    retry: { initialRetryTime: 10, retries: 1 },
    logLevel: logLevel.NOTHING,
    socketFactory: losingSocket,
  }),
);

beforeAll(async () => {
  await ensureTopics(direct, [topic], 1);
  await publisher.connect();
});
afterAll(() => publisher.disconnect());

const publish = (...values: string[]) =>
  publisher.publish([{ topic, messages: values.map((value) => ({ key: 'one', value })) }]);

/** All that the topic holds. */
async function held(): Promise<number> {
  const admin = direct.admin();
  await admin.connect();
  const [{ high } = { high: '0' }] = await topicOffsets(admin, topic);
  await admin.disconnect();
  return Number(high);
}

it('publishes again after an answer was lost, also when there is more to send by then', async () => {
  await publish('a');
  losing = true;
  await expect(publish('b')).rejects.toThrow();
  losing = false;
  await publish('b', 'c');
  await publish('d');
  // The first b had arrived, and comes once more: who reads it knows it by its id.
  expect(await held()).toBe(5);
});

it('publishes in parts what is more than a broker takes at once, in order, and goes on after one that is too large itself', async () => {
  const before = await held();
  const many = Array.from({ length: 1_000 }, (_, number) => `${number}`.padEnd(4_000, '.'));
  await publish(...many);
  await expect(publish('x'.repeat(2_000_000))).rejects.toThrow('larger than');
  await publish('and on');
  const read: string[] = [];
  const consumer = direct.consumer({ groupId: `${topic}.reader` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void read.push(message.value!.toString()) });
  await eventually(() => read.at(-1) === 'and on');
  await consumer.disconnect();
  expect([...new Set(read.slice(before))]).toEqual([...many, 'and on']);
});
