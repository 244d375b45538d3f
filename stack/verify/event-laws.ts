import type { Admin } from 'kafkajs';
import { groupOffsets, topicOffsets } from '#kernel/kafka/client.ts';
import { lasting, type Verdict, type Violation } from './verdict.ts';
import type { VerifyOptions } from './verification.ts';

/** The way to Kafka. */
export interface EventReader {
  readonly admin: Admin;
  readonly topicPrefix: string;
}

/** How old an event may be that was not published yet. */
const UNPUBLISHED = "interval '10 seconds'";

/** That events leave every outbox, and reach everybody who reads them. */
export async function eventLaws({ houses, events, patienceMs }: VerifyOptions): Promise<Verdict[]> {
  const withTables = houses.filter(({ definition }) => definition.migrations);
  const stuck = async (): Promise<Violation[]> => {
    const found = await Promise.all(
      withTables.map(async ({ definition: { name }, sql }) => {
        const [row] = await sql<{ rows: number; age: number }[]>`
          select count(*) as rows, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as age
          from outbox where created_at < now() - ${sql.unsafe(UNPUBLISHED)}`;
        return row && row.rows > 0 ? [{ subject: name, expected: '0', found: `${row.rows}, ${row.age} s old` }] : [];
      }),
    );
    return found.flat();
  };
  const owners = houses.map(({ definition }) => definition.name);
  const unread = await behind(events, owners);
  return [
    {
      of: 'all',
      law: 'what happened is published',
      says: 'No event has been in an outbox for longer than ten seconds.',
      checked: withTables.length,
      violations: await lasting(await stuck(), patienceMs, stuck),
    },
    {
      of: 'all',
      law: 'what is published is read',
      says: 'Every consumer is at the end of its topics, or moving towards it.',
      checked: unread.partitions,
      violations: await lasting(unread.violations, patienceMs, async (before) => {
        const { violations } = await behind(events, owners);
        return violations.filter((now) => before.some((was) => was.subject === now.subject && was.at === now.at));
      }),
    },
  ];
}

interface Behind extends Violation {
  /** Where its reader is. */
  readonly at: string;
}

/** Partitions that were not read to their ends by the consumer groups of these owners. */
async function behind(
  { admin, topicPrefix }: EventReader,
  owners: readonly string[],
): Promise<{ partitions: number; violations: Behind[] }> {
  let partitions = 0;
  const violations: Behind[] = [];
  const ends = new Map<string, Awaited<ReturnType<Admin['fetchTopicOffsets']>>>();
  for (const owner of owners) {
    for (const { topic, partitions: read } of await groupOffsets(admin, topicPrefix + owner)) {
      const whole = ends.get(topic) ?? (await topicOffsets(admin, topic));
      ends.set(topic, whole);
      for (const { partition, offset } of read) {
        partitions += 1;
        const { low, high } = whole.find((one) => one.partition === partition) ?? { low: '0', high: '0' };
        // A group that has read nothing of a partition yet is at -1, and begins with what is still there.
        const left = BigInt(high) - (BigInt(offset) < BigInt(low) ? BigInt(low) : BigInt(offset));
        if (left > 0n)
          violations.push({
            subject: `${owner} of ${topic}/${partition}`,
            expected: 'read to the end',
            found: `${left} unread`,
            at: offset,
          });
      }
    }
  }
  return { partitions, violations };
}
