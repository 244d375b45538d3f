import { createRequire, Module } from 'node:module';
import { decodeRecord, encodeRecord, murmur2, type RecordToWrite } from '#kernel/kafka/record-codec.ts';

const require = createRequire(import.meta.url);

/** kafkajs takes for an encoder what has a buffer and how much of it is written. */
const written = (record: RecordToWrite) => {
  const buf = encodeRecord(record);
  return { buf, buffer: buf, offset: buf.length };
};

/** Records are written and read by `record-codec.ts`: these modules of kafkajs are never loaded. */
for (const [path, exports] of Object.entries({
  'kafkajs/src/protocol/recordBatch/record/v0/index.js': written,
  'kafkajs/src/protocol/recordBatch/record/v0/decoder.js': decodeRecord,
  'kafkajs/src/producer/partitioners/default/murmur2.js': murmur2,
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
