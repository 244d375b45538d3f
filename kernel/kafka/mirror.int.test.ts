import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createKafka, ensureTopics } from '#kernel/kafka/client.ts';
import { Publisher } from '#kernel/kafka/publisher.ts';
import { createLogger } from '#kernel/log.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { Mirror, type MirrorOptions } from './mirror.ts';

const log = createLogger('test');
const kafkaBrokers = testServers().kafkaBrokers;
const kafka = createKafka(kafkaBrokers, 'test', log);
const PATIENCE = { timeoutMs: 20_000 };

describe('a mirror of another region', () => {
  let publisher: Publisher;
  let east: string;
  let west: string;
  let brought: { key: string; value: string; headers: Record<string, string> }[];
  let reader: ReturnType<typeof kafka.consumer>;
  const mirrors: Mirror[] = [];

  beforeAll(async () => {
    publisher = new Publisher(kafka);
    await publisher.connect();
  });
  afterAll(() => publisher.disconnect());
  beforeEach(async () => {
    [east, west] = [`e${newId()}.`, `w${newId()}.`];
    await ensureTopics(kafka, [`${east}toy.events`, `${west}east.toy.events`], 3);
    brought = [];
    reader = kafka.consumer({ groupId: `${west}reader`, maxWaitTimeInMs: 50 });
    await reader.connect();
    await reader.subscribe({ topic: `${west}east.toy.events`, fromBeginning: true });
    await reader.run({
      eachMessage: async ({ message: { key, value, headers } }) => {
        const text = Object.entries(headers ?? {}).map(([name, content]) => [name, String(content)]);
        brought.push({ key: String(key), value: String(value), headers: Object.fromEntries(text) });
      },
    });
  });
  afterEach(async () => {
    await Promise.all(mirrors.splice(0).map((mirror) => mirror.stop()));
    await reader.disconnect();
  });

  const start = (options: Partial<MirrorOptions> = {}): Mirror => {
    const mirror = new Mirror({
      from: { name: 'east', kafkaBrokers, topicPrefix: east, subgraphs: {} },
      group: 'mirror.west',
      topics: ['toy.events'],
      wanted: (_topic, { headers }) => String(headers?.ce_type) !== 'toy.Whispered',
      publisher,
      topicPrefix: west,
      log,
      ...options,
    });
    mirrors.push(mirror);
    mirror.start();
    return mirror;
  };
  const tell = (values: readonly string[], type = 'toy.Bumped') =>
    publisher.publish([
      {
        topic: `${east}toy.events`,
        messages: values.map((value) => ({ key: value.slice(0, 1), value, headers: { ce_type: type, ce_id: value } })),
      },
    ]);
  const values = () => brought.map(({ value }) => value);
  const untilBrought = (count: number) => eventually(() => brought.length >= count, PATIENCE);

  it('brings what somebody reads, as it was and in order for each key, and says where it came from', async () => {
    const told = Array.from({ length: 30 }, (_, index) => `${'abc'[index % 3]}${index}`);
    await tell(told);
    await tell(['a whisper'], 'toy.Whispered');
    await tell(['last']);
    start();
    await untilBrought(31);
    for (const key of 'abcl') {
      const ofKey = (all: readonly string[]) => all.filter((value) => value.startsWith(key));
      expect(ofKey(values())).toEqual(ofKey([...told, 'last']));
    }
    expect(brought.find(({ value }) => value === 'last')).toEqual({
      key: 'l',
      value: 'last',
      headers: { ce_type: 'toy.Bumped', ce_id: 'last', ce_region: 'east' },
    });
  });

  it('goes on where it was', async () => {
    await tell(['a1', 'b1']);
    const first = start();
    await untilBrought(2);
    await first.stop();
    await tell(['a2', 'b2']);
    start();
    await untilBrought(4);
    expect(values().toSorted()).toEqual(['a1', 'a2', 'b1', 'b2']);
  });

  it('brings again what was not acknowledged here', async () => {
    let failed = 0;
    const failing = {
      publish: async (topics: Parameters<Publisher['publish']>[0]) => {
        failed += 1;
        if (failed <= 2) throw Object.assign(new Error('the broker is away'), { retriable: true });
        await publisher.publish(topics);
      },
    } as Publisher;
    await tell(['a1']);
    start({ publisher: failing });
    await untilBrought(1);
    expect(failed).toBe(3);
    expect(values()).toEqual(['a1']);
  });

  it('waits for a region that is not there yet', async () => {
    const later = `l${newId()}.`;
    start({ from: { name: 'east', kafkaBrokers, topicPrefix: later, subgraphs: {} } });
    await ensureTopics(kafka, [`${later}toy.events`], 1);
    await publisher.publish([{ topic: `${later}toy.events`, messages: [{ key: 'a', value: 'a1', headers: {} }] }]);
    await untilBrought(1);
    expect(values()).toEqual(['a1']);
  });
});
