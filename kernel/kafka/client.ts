import { setTimeout as delay } from 'node:timers/promises';
import type { Admin, KafkaConfig, KafkaMessage, Producer } from 'kafkajs';
import { Kafka, logLevel, Partitioners } from '#kernel/kafka/kafkajs.ts';
import type { Logger } from '#kernel/log.ts';

export type { KafkaMessage };

/**
 * kafkajs's own levels, two lower: what it calls an error is an answer it then acts on by trying again (a coordinator that
 * is still loading, for one), and what it cannot mend is thrown to its caller, who logs it.
 */
const LEVELS = {
  [logLevel.ERROR]: 'info',
  [logLevel.WARN]: 'debug',
  [logLevel.INFO]: 'debug',
  [logLevel.DEBUG]: 'trace',
} as const;

/**
 * Connects to the brokers, a comma-separated list of `host:port`; kafkajs logs go to the process's logger.
 * @param limits where brokers are not what a neighbour is
 */
export function createKafka(
  brokers: string,
  clientId: string,
  log: Logger,
  limits: Pick<KafkaConfig, 'requestTimeout'> = {},
): Kafka {
  return new Kafka({
    ...limits,
    clientId,
    brokers: brokers.split(','),
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 8 },
    connectionTimeout: 3_000,
    logLevel: logLevel.INFO,
    logCreator:
      () =>
      ({ namespace, level, log: entry }) => {
        const { message, timestamp: _timestamp, logger: _logger, ...facts } = entry;
        log[LEVELS[level as keyof typeof LEVELS] ?? 'debug']({ kafka: namespace, ...facts }, message);
      },
  });
}

/** A producer that neither loses nor doubles a message while it runs, and keeps messages of one key in order. */
export const createProducer = (kafka: Kafka): Producer =>
  kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });

/** How long a broker may take to create topics, in ms: after kafkajs' own 5 s a busy one has not failed. */
const CREATION_MS = 20_000;

/**
 * Creates the topics that do not exist yet. Safe to run from many processes at once.
 * @param numPartitions of a new topic, which is how many processes of a subgraph can share its events; by default what
 *   the brokers have in `num.partitions`
 */
export async function ensureTopics(kafka: Kafka, topics: readonly string[], numPartitions = -1): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = [...new Set(topics)].filter((topic) => !existing.has(topic));
    if (missing.length === 0) return;
    // kafkajs's own wait for leaders gives up at once on a broker that has not heard of the new topic yet.
    const wanted = missing.map((topic) => ({ topic, numPartitions }));
    await admin.createTopics({ waitForLeaders: false, timeout: CREATION_MS, topics: wanted });
    await untilLed(admin, missing);
  } finally {
    await admin.disconnect();
  }
}

/** How long new topics may take to get their leaders, in ms. */
const LEADERS_MS = 45_000;

/** Waits until every partition of some topics can be written and read. @throws what Kafka said last, after a while */
async function untilLed(admin: Admin, topics: readonly string[]): Promise<void> {
  for (const deadline = performance.now() + LEADERS_MS; ; await delay(50)) {
    try {
      const described = await admin.fetchTopicMetadata({ topics: [...topics] });
      if (described.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    if (performance.now() > deadline) throw new Error('Kafka has chosen no leaders for new topics');
  }
}

/** How often a broker that cannot answer yet is asked again, at 100 ms. */
const TRIES = 50;

/** Asks again where Kafka says that it is only not able to answer yet, which kafkajs's admin leaves to its callers. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error as { retriable?: boolean }).retriable || attempt >= TRIES) throw error;
      await delay(100);
    }
  }
}

/** Where each partition of a topic begins and ends; waits for the leaders of a topic that is new. */
export const topicOffsets = (admin: Admin, topic: string): ReturnType<Admin['fetchTopicOffsets']> =>
  answered(() => admin.fetchTopicOffsets(topic));

/**
 * How far a consumer group has read, of every topic it reads; waits for the group's coordinator, who is away for a while when its
 * broker has just begun or was not heard of for seconds.
 */
export const groupOffsets = (admin: Admin, groupId: string): ReturnType<Admin['fetchOffsets']> =>
  answered(() => admin.fetchOffsets({ groupId }));
