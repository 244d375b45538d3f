import type { Redis } from 'ioredis';

/** KEYS: the index, the value's own. ARGV: id, value, now, ms to live, most, prefix of values. */
const STORE = `
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[4])
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
local over = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[5])
if over > 0 then
  local gone = redis.call('ZPOPMIN', KEYS[1], over)
  for i = 1, #gone, 2 do redis.call('DEL', ARGV[6] .. gone[i]) end
end`;

export interface NewestOptions {
  /** Of the index; a value's key is this, a colon and its id. */
  readonly name: string;
  /** Most values; the least lately stored go first. */
  readonly most: number;
  /** How long a value nobody stores again is kept, in ms. */
  readonly liveMs: number;
}

/** Stores a value, to be read at {@link newestKey}; bounded in number and time. @throws what Redis or the way there refuses */
export const storeAmongNewest = (
  redis: Redis,
  { name, most, liveMs }: NewestOptions,
  id: string,
  value: string,
): Promise<unknown> => redis.eval(STORE, 2, name, newestKey(name, id), id, value, Date.now(), liveMs, most, `${name}:`);

/** Where a value that was stored stands. */
export const newestKey = (name: string, id: string): string => `${name}:${id}`;
