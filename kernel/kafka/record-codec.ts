/**
 * Records of Kafka's message format v2 (https://kafka.apache.org/documentation/#record) as kafkajs writes and reads them, at a
 * fifth of the cost: an order writes nine of them, of a dozen headers each. kafkajs makes a buffer of
 * 512 bytes for each header it writes, copies all headers for each that it reads, and counts offsets, times and hashes
 * with BigInt.
 */

/** What kafkajs asks to be written. */
export interface RecordToWrite {
  readonly key?: Buffer | string | null;
  readonly value?: Buffer | string | null;
  readonly headers?: Readonly<Record<string, HeaderValue | readonly HeaderValue[]>>;
  readonly offsetDelta?: number;
  /** In ms. */
  readonly timestampDelta?: number;
}
type HeaderValue = Buffer | string;

/** Where kafkajs stands in the bytes of one record. */
export interface RecordToRead {
  readonly buffer: Buffer;
  offset: number;
}

/** What kafkajs knows of the batch a record is in; offsets and times (ms) are decimal strings. */
export interface BatchOfRecord {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly maxTimestamp: string;
  readonly timestampType: number;
  readonly isControlBatch?: boolean;
  readonly magicByte: number;
}

/** The batch's `timestampType` where the broker's clock counts and not the writer's. */
const LOG_APPEND_TIME = 1;

/** Writes a record into one buffer of exactly its size. */
export function encodeRecord(record: RecordToWrite): Buffer {
  const { key, value, headers = {}, offsetDelta = 0, timestampDelta = 0 } = record;
  const pairs = Object.entries(headers).flatMap(([name, values]) =>
    Array.isArray(values)
      ? values.map((one: HeaderValue) => [name, one] as const)
      : [[name, values as HeaderValue] as const],
  );
  let size =
    1 +
    sizeOfVarint(timestampDelta) +
    sizeOfVarint(offsetDelta) +
    sizeOfBytes(key) +
    sizeOfBytes(value) +
    sizeOfVarint(pairs.length);
  for (const [name, one] of pairs) size += sizeOfBytes(name) + sizeOfBytes(one);
  const buffer = Buffer.allocUnsafe(sizeOfVarint(size) + size);
  let at = writeVarint(buffer, 0, size);
  buffer[at] = 0;
  at = writeVarint(buffer, at + 1, timestampDelta);
  at = writeVarint(buffer, at, offsetDelta);
  at = writeBytes(buffer, at, key);
  at = writeBytes(buffer, at, value);
  at = writeVarint(buffer, at, pairs.length);
  for (const [name, one] of pairs) at = writeBytes(buffer, writeBytes(buffer, at, name), one);
  return buffer;
}

/** Reads a record as kafkajs hands it to consumers: of what it carries, only what somebody asks for. */
export const decodeRecord = (decoder: RecordToRead, batch: BatchOfRecord): ReadRecord => new ReadRecord(decoder, batch);

/** A header's first value; undefined when there is none. Nothing else is read of a message that came from Kafka. */
export function headerOf(
  message: ReadRecord | { readonly headers?: Readonly<Record<string, unknown>> | undefined },
  name: string,
): string | undefined {
  if (message instanceof ReadRecord) return message.header(name);
  const value = message.headers?.[name];
  return value === undefined || value === null ? undefined : String(Array.isArray(value) ? value[0] : value);
}

/** Most consumers pass over most records by their type, so key, value and headers wait in the bytes until they are asked for. */
class ReadRecord {
  readonly magicByte: number;
  readonly attributes: number;
  readonly timestamp: string;
  readonly offset: string;
  readonly isControlRecord: boolean;
  readonly batchContext: BatchOfRecord;
  readonly #bytes: Buffer;
  readonly #keyAt: number;
  readonly #valueAt: number;
  readonly #headersAt: number;
  /** Every consumer that reads the topic asks for the type. Undefined before the first has, null when there is none. */
  #type: string | null | undefined;

  constructor(decoder: RecordToRead, batch: BatchOfRecord) {
    this.magicByte = batch.magicByte;
    this.attributes = decoder.buffer.readInt8(decoder.offset);
    decoder.offset += 1;
    const timestampDelta = readVarint(decoder);
    const isTimeOfBroker = batch.timestampType === LOG_APPEND_TIME && batch.maxTimestamp;
    this.timestamp = isTimeOfBroker ? batch.maxTimestamp : plus(batch.firstTimestamp, timestampDelta);
    this.offset = plus(batch.firstOffset, readVarint(decoder));
    this.isControlRecord = batch.isControlBatch ?? false;
    this.batchContext = batch;
    this.#bytes = decoder.buffer;
    this.#keyAt = decoder.offset;
    skipBytes(decoder);
    this.#valueAt = decoder.offset;
    skipBytes(decoder);
    this.#headersAt = decoder.offset;
  }

  get key(): Buffer | null {
    return readBytes({ buffer: this.#bytes, offset: this.#keyAt });
  }

  get value(): Buffer | null {
    return readBytes({ buffer: this.#bytes, offset: this.#valueAt });
  }

  get headers(): Record<string, Buffer | null | (Buffer | null)[]> {
    const at = { buffer: this.#bytes, offset: this.#headersAt };
    const headers = new Headers();
    for (let left = readVarint(at); left > 0; left -= 1) {
      const name = String(readBytes(at));
      const one = readBytes(at);
      const known = headers[name];
      headers[name] = known === undefined ? one : Array.isArray(known) ? [...known, one] : [known, one];
    }
    return headers;
  }

  header(name: string): string | undefined {
    if (name !== TYPE) return this.#find(name);
    if (this.#type === undefined) this.#type = this.#find(name) ?? null;
    return this.#type ?? undefined;
  }

  #find(name: string): string | undefined {
    const at = { buffer: this.#bytes, offset: this.#headersAt };
    for (let left = readVarint(at); left > 0; left -= 1) {
      const size = readVarint(at);
      const isIt = size === name.length && isAt(at, name);
      at.offset += size;
      if (isIt) return readText(at);
      skipBytes(at);
    }
    return undefined;
  }
}

const TYPE = 'ce_type';

/** Whether a name of ASCII stands there; from its end, since many begin alike. */
function isAt({ buffer, offset }: RecordToRead, name: string): boolean {
  for (let index = name.length - 1; index >= 0; index -= 1)
    if (buffer[offset + index] !== name.charCodeAt(index)) return false;
  return true;
}

/** Has nothing but what a publisher wrote, whatever the names; V8 is quicker with it than with `Object.create(null)`. */
const Headers = (() => {
  function Headers() {}
  Headers.prototype = Object.create(null);
  return Headers as unknown as new () => Record<string, Buffer | null | (Buffer | null)[]>;
})();

/** Offsets and times are far from 2^53, and a delta may be negative. */
const plus = (count: string, delta: number): string => (delta === 0 ? count : String(Number(count) + delta));

/**
 * Which partition a key belongs to is murmur2 of it, for Java's client and for kafkajs alike (org.apache.kafka.common.utils.Utils).
 * @returns a signed 32-bit integer
 */
export function murmur2(key: Buffer | string): number {
  const data = typeof key === 'string' ? Buffer.from(key) : key;
  const { length } = data;
  let hash = 0x9747b28c ^ length;
  const whole = length & ~3;
  for (let at = 0; at < whole; at += 4) {
    let part = Math.imul(data.readInt32LE(at), M);
    part = Math.imul(part ^ (part >>> 24), M);
    hash = Math.imul(hash, M) ^ part;
  }
  const rest = length - whole;
  if (rest === 3) hash ^= data[whole + 2]! << 16;
  if (rest >= 2) hash ^= data[whole + 1]! << 8;
  if (rest >= 1) hash = Math.imul(hash ^ data[whole]!, M);
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}

const M = 0x5bd1e995;

/** Sizes, counts and deltas of a record, zigzag-encoded. Whoever writes is within 2^31, by far. */
function sizeOfVarint(value: number): number {
  let size = 1;
  for (let left = ((value << 1) ^ (value >> 31)) >>> 0; left > 0x7f; left >>>= 7) size += 1;
  return size;
}

function writeVarint(buffer: Buffer, at: number, value: number): number {
  let left = ((value << 1) ^ (value >> 31)) >>> 0;
  for (; left > 0x7f; left >>>= 7) buffer[at++] = (left & 0x7f) | 0x80;
  buffer[at] = left;
  return at + 1;
}

/** Whoever wrote may have been within 2^53. */
function readVarint(decoder: RecordToRead): number {
  let coded = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = decoder.buffer[decoder.offset++]!;
    coded += (byte & 0x7f) * scale;
    if (byte < 0x80) return coded % 2 === 0 ? coded / 2 : -(coded + 1) / 2;
  }
}

type Bytes = Buffer | string | null | undefined;

function sizeOfBytes(bytes: Bytes): number {
  if (bytes === null || bytes === undefined) return 1;
  const size = Buffer.byteLength(bytes);
  return sizeOfVarint(size) + size;
}

function writeBytes(buffer: Buffer, at: number, bytes: Bytes): number {
  if (bytes === null || bytes === undefined) return writeVarint(buffer, at, -1);
  const from = writeVarint(buffer, at, Buffer.byteLength(bytes));
  return from + (typeof bytes === 'string' ? buffer.write(bytes, from) : bytes.copy(buffer, from));
}

function skipBytes(decoder: RecordToRead): void {
  const size = readVarint(decoder);
  if (size > 0) decoder.offset += size;
}

/** Bytes as text, without a buffer of their own. */
function readText(decoder: RecordToRead): string | undefined {
  const size = readVarint(decoder);
  return size < 0 ? undefined : decoder.buffer.toString('utf8', decoder.offset, decoder.offset + size);
}

function readBytes(decoder: RecordToRead): Buffer | null {
  const size = readVarint(decoder);
  if (size < 0) return null;
  const from = decoder.offset;
  decoder.offset += size;
  return decoder.buffer.subarray(from, decoder.offset);
}
