import { Kafka, type KafkaMessage, logLevel, Partitioners, type Producer } from 'kafkajs';
import type { Logger } from '#kernel/log.ts';

export type { KafkaMessage };

/**
 * kafkajs's own levels, one lower: what it calls an error is mostly an answer it then acts on by trying again, and what
 * it cannot mend is thrown to its caller.
 */
const LEVELS = {
  [logLevel.ERROR]: 'warn',
  [logLevel.WARN]: 'info',
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
        // "Response …": a broker's refusal that the request's own caller gets to see too.
        const known = namespace === 'Connection' && message.startsWith('Response ');
        const at = known ? 'debug' : (LEVELS[level as keyof typeof LEVELS] ?? 'debug');
        log[at]({ kafka: namespace, ...facts }, message);
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
