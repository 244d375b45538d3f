import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRecord, encodeRecord, headerOf, murmur2, type RecordToWrite } from '#kernel/kafka/record-codec.ts';

const require = createRequire(import.meta.url);
const theirs = (path: string) => require(`kafkajs/src/protocol/${path}`);
const Decoder = theirs('decoder.js');
const itsEncode = theirs('recordBatch/record/v0/index.js') as (record: RecordToWrite) => { buffer: Buffer };
const itsDecode = theirs('recordBatch/record/v0/decoder.js') as typeof decodeRecord;
const itsMurmur2 = require('kafkajs/src/producer/partitioners/default/murmur2.js') as typeof murmur2;

const text = fc.string({ unit: 'binary', maxLength: 300 });
const bytes = fc.oneof(
  text,
  fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
);
const record = fc.record({
  key: fc.oneof(bytes, fc.constant(null)),
  value: fc.oneof(bytes, fc.constant(null)),
  headers: fc.dictionary(
    text.filter((name) => !(name in {})),
    fc.oneof(bytes, fc.array(bytes, { minLength: 1, maxLength: 3 })),
  ),
  offsetDelta: fc.nat(1_000_000),
  timestampDelta: fc.integer({ min: -86_400_000, max: 86_400_000 }),
});
const batch = {
  firstOffset: '123456789012',
  firstTimestamp: '1795253798565',
  maxTimestamp: '1795253799999',
  timestampType: 0,
  magicByte: 2,
};

/** What a batch hands over: the bytes behind the record's size. */
const body = (encoded: Buffer) => new Decoder(new Decoder(encoded).readVarIntBytes());

describe('a record of Kafka', () => {
  it('is written byte for byte as kafkajs writes it', () => {
    fc.assert(
      fc.property(record, (one) => {
        expect(encodeRecord(one)).toEqual(itsEncode(one).buffer);
      }),
    );
  });

  it('is read as kafkajs reads it, by the clock of who wrote it or of the broker', () => {
    fc.assert(
      fc.property(record, fc.constantFrom(0, 1), (one, timestampType) => {
        const encoded = encodeRecord(one);
        const context = { ...batch, timestampType };
        const read = decodeRecord(body(encoded), context);
        const { key, value, headers } = read;
        expect({ ...read, key, value, headers }).toEqual(itsDecode(body(encoded), context));
      }),
    );
  });

  it('tells one header without reading the others, of what came from Kafka as of anything else', () => {
    const headers = { ce_type: 'order.OrderPaid', ce_time: '', ce_other: 'x', tags: ['first', 'second'], née: 'no' };
    const read = decodeRecord(body(encodeRecord({ key: 'k', value: null, headers })), batch);
    for (const message of [read, { headers }])
      expect(['ce_type', 'ce_time', 'tags', 'ce_typf', 'type'].map((name) => headerOf(message, name))).toEqual([
        'order.OrderPaid',
        '',
        'first',
        undefined,
        undefined,
      ]);
    expect(headerOf({}, 'ce_type')).toBeUndefined();
    expect(headerOf(decodeRecord(body(encodeRecord({ value: 'v' })), batch), 'ce_type')).toBeUndefined();
  });

  it('keeps headers of any name apart from what objects inherit', () => {
    const headers = JSON.parse('{"constructor":"a","__proto__":"b"}') as Record<string, string>;
    const read = decodeRecord(body(encodeRecord({ headers })), batch).headers;
    expect(Object.entries(read).map(([name, value]) => [name, String(value)])).toEqual(Object.entries(headers));
  });

  it('lies in the partition that every client looks for it in', () => {
    fc.assert(
      fc.property(bytes, (key) => {
        expect(murmur2(key)).toBe(itsMurmur2(key));
      }),
    );
    // Of org.apache.kafka.common.utils.UtilsTest.
    expect(murmur2('21')).toBe(-973932308);
  });
});
