import { createRequire, Module } from 'node:module';
import { crc32c } from '@node-rs/crc32';
import { decodeRecord, encodeRecord, murmur2, type RecordToWrite } from '#kernel/kafka/record-codec.ts';
import { type FetchAnswer, type FetchRequest, SharedFetch } from '#kernel/kafka/shared-fetch.ts';

const require = createRequire(import.meta.url);

/** kafkajs takes for an encoder what has a buffer and how much of it is written. */
const written = (record: RecordToWrite) => {
  const buf = encodeRecord(record);
  return { buf, buffer: buf, offset: buf.length };
};

/** kafkajs copies all messages of a partition for each that joins them. */
const groupMessagesPerPartition = (sending: {
  readonly topic: string;
  readonly partitionMetadata: readonly unknown[];
  readonly messages: readonly object[];
  partitioner(message: { topic: string; partitionMetadata: readonly unknown[]; message: object }): number;
}) => {
  const { topic, partitionMetadata, messages, partitioner } = sending;
  if (partitionMetadata.length === 0) return {};
  return Object.groupBy(messages, (message) => partitioner({ topic, partitionMetadata, message }));
};

/**
 * Records are written and read by `record-codec.ts`, and a batch's checksum is the processor's (9 KB: 1 µs in place of 26). These
 * modules of kafkajs are never loaded.
 */
for (const [path, exports] of Object.entries({
  'kafkajs/src/protocol/recordBatch/record/v0/index.js': written,
  'kafkajs/src/protocol/recordBatch/record/v0/decoder.js': decodeRecord,
  'kafkajs/src/protocol/recordBatch/crc32C/index.js': crc32c,
  'kafkajs/src/producer/partitioners/default/murmur2.js': murmur2,
  'kafkajs/src/producer/groupMessagesPerPartition.js': groupMessagesPerPartition,
})) {
  const filename = require.resolve(path);
  require.cache[filename] = Object.assign(new Module(filename), { filename, exports, loaded: true });
}

interface RequestQueue {
  pending: unknown[];
  /** In ms since the epoch. */
  throttledUntil: number;
  scheduleCheckPendingRequests(): void;
}

/**
 * Once it has had an answer, a connection of kafkajs looks every millisecond, for ever, for requests that wait
 * (tulios/kafkajs#1556, #1704). It need not while none does and no broker slows it down.
 */
const requests: RequestQueue = require('kafkajs/src/network/requestQueue/index.js').prototype;
const schedule = requests.scheduleCheckPendingRequests;
requests.scheduleCheckPendingRequests = function () {
  if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
};

interface Broker {
  readonly brokerAddress: string;
  readonly connectionPool: { readonly sasl?: object; readonly ssl?: object };
  fetch(request: FetchRequest & { readonly isolationLevel: number; readonly rackId?: string }): Promise<FetchAnswer>;
}

/** Consumers that ask the same broker as the same client, and would be told the same. */
const sharing: { readonly terms: readonly unknown[]; readonly fetch: SharedFetch }[] = [];
function sharedFetch(...terms: unknown[]): SharedFetch {
  const known = sharing.find((one) => one.terms.every((term, index) => term === terms[index]));
  if (known) return known.fetch;
  const fetch = new SharedFetch();
  sharing.push({ terms, fetch });
  return fetch;
}

const broker: Broker = require('kafkajs/src/broker/index.js').prototype;
const { fetch: fetchAlone } = broker;
broker.fetch = function (request) {
  const { sasl, ssl } = this.connectionPool;
  const { isolationLevel, rackId } = request;
  return sharedFetch(this.brokerAddress, sasl, ssl, isolationLevel, rackId).fetch(this, request, (asked) =>
    fetchAlone.call(this, { ...asked, isolationLevel, rackId } as never),
  );
};

interface ConsumerGroup {
  fetch(nodeId: string): Promise<{ rawMessages: unknown[] }[]>;
}

/** An answer names every partition; those without news need not go through all that a batch goes through. */
const group: ConsumerGroup = require('kafkajs/src/consumer/consumerGroup.js').prototype;
const { fetch } = group;
group.fetch = async function (nodeId) {
  return (await fetch.call(this, nodeId)).filter(({ rawMessages }) => rawMessages.length > 0);
};

export const { Kafka, logLevel, Partitioners } = require('kafkajs') as typeof import('kafkajs');
export type Kafka = import('kafkajs').Kafka;
