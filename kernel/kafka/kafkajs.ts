import { createRequire, Module } from 'node:module';
import { decodeRecord, encodeRecord, murmur2, type RecordToWrite } from '#kernel/kafka/record-codec.ts';

const require = createRequire(import.meta.url);

/** kafkajs takes for an encoder what has a buffer and how much of it is written. */
const written = (record: RecordToWrite) => {
  const buf = encodeRecord(record);
  return { buf, buffer: buf, offset: buf.length };
};

/** kafkajs with records written and read by `record-codec.ts`: these modules of it are never loaded. */
for (const [path, exports] of Object.entries({
  'kafkajs/src/protocol/recordBatch/record/v0/index.js': written,
  'kafkajs/src/protocol/recordBatch/record/v0/decoder.js': decodeRecord,
  'kafkajs/src/producer/partitioners/default/murmur2.js': murmur2,
})) {
  const filename = require.resolve(path);
  require.cache[filename] = Object.assign(new Module(filename), { filename, exports, loaded: true });
}

export const { Kafka, logLevel, Partitioners } = require('kafkajs') as typeof import('kafkajs');
export type Kafka = import('kafkajs').Kafka;
