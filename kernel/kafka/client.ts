import { Kafka, type KafkaMessage, logLevel, Partitioners, type Producer } from 'kafkajs';
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

/** Connects to the brokers, a comma-separated list of `host:port`; kafkajs logs go to the process's logger. */
export function createKafka(brokers: string, clientId: string, log: Logger): Kafka {
  return new Kafka({
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

/** Creates the topics that do not exist yet. Safe to run from many processes at once. */
export async function ensureTopics(kafka: Kafka, topics: readonly string[], numPartitions: number): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = [...new Set(topics)].filter((topic) => !existing.has(topic));
    if (missing.length > 0)
      await admin.createTopics({ waitForLeaders: true, topics: missing.map((topic) => ({ topic, numPartitions })) });
  } finally {
    await admin.disconnect();
  }
}
