import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { createKafka } from '#kernel/kafka/client.ts';
import { createLogger } from '#kernel/log.ts';
import type { Installation } from '#stack/settings.ts';

/** Where a pattern was found: `table order.orders`, `topic payment.events`, … */
export type Finding = string;

/** Every row of every table of every schema. */
export async function tablesWith(pattern: RegExp, { postgresAdminUrl }: Installation): Promise<Finding[]> {
  const sql = postgres(postgresAdminUrl, { max: 1, onnotice: () => {} });
  try {
    const tables = await sql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`;
    const found: Finding[] = [];
    for (const { name } of tables) {
      const rows = await sql.unsafe(`select 1 from ${name} t where t::text ~ $1 limit 1`, [pattern.source]);
      if (rows.length > 0) found.push(`table ${name}`);
    }
    return found;
  } finally {
    await sql.end();
  }
}

/** Every message of every topic, its headers too, up to what is there now. */
export async function topicsWith(
  pattern: RegExp,
  { kafkaBrokers, topicPrefix }: Installation,
  group: string,
): Promise<Finding[]> {
  const kafka = createKafka(kafkaBrokers, group, createLogger('test'));
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(topicPrefix) && !topic.startsWith('__'));
  const left = new Set<string>();
  const ends = new Map<string, number>();
  for (const topic of topics)
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      if (Number(high) > Number(low)) left.add(`${topic} ${partition}`);
      ends.set(`${topic} ${partition}`, Number(high) - 1);
    }
  await admin.disconnect();
  const found = new Set<Finding>();
  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 200 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      if (left.size === 0) resolve();
      consumer
        .run({
          autoCommit: false,
          eachBatch: async ({ batch }) => {
            for (const { key, value, headers } of batch.messages)
              if (pattern.test([key, value, ...Object.values(headers ?? {}).flat()].map(String).join('\n')))
                found.add(`topic ${batch.topic}`);
            const place = `${batch.topic} ${batch.partition}`;
            if (Number(batch.lastOffset()) >= ends.get(place)!) left.delete(place);
            if (left.size === 0) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return [...found];
}

/** Every key of Redis and what it holds. */
export async function keysWith(pattern: RegExp, { redisUrl }: Installation): Promise<Finding[]> {
  const redis = new Redis(redisUrl);
  const readers: Record<string, (key: string) => Promise<unknown>> = {
    string: (key) => redis.getBuffer(key).then((value) => value?.toString('latin1')),
    hash: (key) => redis.hgetall(key),
    list: (key) => redis.lrange(key, 0, -1),
    set: (key) => redis.smembers(key),
    zset: (key) => redis.zrange(key, '0', '-1'),
    stream: (key) => redis.xrange(key, '-', '+'),
  };
  try {
    const found: Finding[] = [];
    for await (const keys of redis.scanStream({ count: 500 }) as AsyncIterable<string[]>)
      for (const key of keys) {
        const type = await redis.type(key);
        if (type === 'none') continue;
        const reader = readers[type];
        if (!reader) throw new Error(`nobody has read a ${type} yet: ${key}`);
        if (pattern.test(`${key}\n${JSON.stringify(await reader(key))}`)) found.push(`key ${key}`);
      }
    return found;
  } finally {
    redis.disconnect();
  }
}

const CHUNK = 1 << 20;
/** More than any pattern is long, so that none is missed where two chunks meet. */
const OVERLAP = 64;

/** Every file of the data directory as it lies on the disk: logs of all processes, and the files of all servers. */
export async function filesWith(pattern: RegExp, folder: string): Promise<Finding[]> {
  const found: Finding[] = [];
  const buffer = Buffer.alloc(CHUNK + OVERLAP);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    // Servers come and go with their files.
    const file = await open(path).catch(() => undefined);
    if (!file) continue;
    try {
      for (let at = 0; ; at += CHUNK) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, at);
        if (pattern.test(buffer.toString('latin1', 0, bytesRead))) {
          found.push(`file ${path.slice(folder.length + 1)}`);
          break;
        }
        if (bytesRead < buffer.length) break;
      }
    } finally {
      await file.close();
    }
  }
  return found;
}
