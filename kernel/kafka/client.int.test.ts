import { expect, it, onTestFinished } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { createKafka, ensureTopics } from '#kernel/kafka/client.ts';
import { createLogger } from '#kernel/log.ts';
import { testServers } from '#kernel/testing/servers.ts';

it('makes topics with as many partitions as it is told, or else as the brokers have them, and leaves those that are there', async () => {
  const kafka = createKafka(testServers().kafkaBrokers, 'test', createLogger('test'));
  const admin = kafka.admin();
  await admin.connect();
  onTestFinished(() => admin.disconnect());
  const [told, untold] = [`t${newId()}`, `t${newId()}`];
  await ensureTopics(kafka, [told], 2);
  await ensureTopics(kafka, [told, untold]);
  const { topics } = await admin.fetchTopicMetadata({ topics: [told, untold] });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: 4, name: '1', configNames: ['num.partitions'] }],
  });
  const usual = Number(resources[0]!.configEntries[0]!.configValue);
  expect(usual).toBeGreaterThan(2);
  expect(new Map(topics.map(({ name, partitions }) => [name, partitions.length]))).toEqual(
    new Map([
      [told, 2],
      [untold, usual],
    ]),
  );
});
