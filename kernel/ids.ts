import { randomFillSync } from 'node:crypto';
import { v5, validate } from 'uuid';

/** Random bytes for the next ids: asking for those of each id by itself was nine tenths of what it cost. */
const random = new Uint8Array(16 * 256);
let used = random.length;
let lastMs = 0;
let sequence = 0;

/** The id that is being made: its bytes, and its text as ASCII, so that the text itself is all that is left of making it. */
const bytes = Buffer.alloc(16);
const text = Buffer.alloc(36, '-');
const DIGITS = Buffer.from('0123456789abcdef');
/** Where each byte's two digits are. */
const PLACES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

/**
 * A new UUIDv7 (RFC 9562 §5.7): unique, opaque to clients, and ascending in time so that indexes stay compact; within a
 * millisecond by a counter of 32 bits that begins anywhere (§6.2, method 1).
 */
export function newId(): string {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  for (let index = 0; index < 16; index += 1) bytes[index] = random[used + index]!;
  used += 16;
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    // Half of the counter is free.
    sequence = bytes.readUInt32BE(6) & 0x7fffffff;
  } else {
    sequence = (sequence + 1) >>> 0;
    if (sequence === 0) lastMs += 1;
  }
  bytes.writeUIntBE(lastMs, 0, 6);
  // The version and 12 bits of the counter, the variant and 14, then the last 6.
  bytes.writeUInt16BE(0x7000 | (sequence >>> 20), 6);
  bytes.writeUInt16BE(0x8000 | ((sequence >>> 6) & 0x3fff), 8);
  bytes[10] = ((sequence & 0x3f) << 2) | (bytes[10]! & 3);
  for (let index = 0; index < 16; index += 1) {
    const place = PLACES[index]!;
    text[place] = DIGITS[bytes[index]! >> 4]!;
    text[place + 1] = DIGITS[bytes[index]! & 15]!;
  }
  return text.toString('latin1');
}

/** The id of something that has a name of its own, such as a day: the same for the same name (RFC 9562 §5.5). */
export const idOfName = (name: string): string => v5(name, NAMES);

const NAMES = '0190b2a4-6f0e-7c3a-9d55-4b1de0c8a7f2';

/** Whether a string a client sent has the form of an id. An id of another form cannot exist: answer as for an unknown one. */
export const isId = (value: unknown): value is string => typeof value === 'string' && validate(value);

/** An id's 16 bytes, for tokens and ids that are made of ids. */
export const idToBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

/** The id that 16 bytes make; undefined when they make none. */
export function idFromBytes(bytes: Buffer): string | undefined {
  const id = bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return isId(id) ? id : undefined;
}

/** The lowest UUIDv7 of a moment: ids below it were made before, so rows keyed by ids need no second index by time. */
export function firstIdAt(time: Date): string {
  const ms = time.getTime().toString(16).padStart(12, '0');
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7000-8000-000000000000`;
}
