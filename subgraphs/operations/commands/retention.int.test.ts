import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { shared } from '#schema/shared.ts';
import { operations } from '../subgraph.ts';
import { retention } from './retention.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(operations, { shared });
});
afterAll(() => subgraph.stop());

it('dead letters are forgotten long after somebody dealt with them, and not before', async () => {
  const { sql } = subgraph.db;
  // More than one statement takes.
  for (const [state, count] of [
    ['WAITING', 2],
    ['DISCARDED', 2_500],
  ] as const)
    await sql`insert into dead_letter (id, consumer, event_id, event_type, topic, partition, "offset", key, headers,
        payload, cause, stack, attempts, failed_at, state, closed_at, reason)
      select gen_random_uuid(), ${state}, n::text, 'toy.Made', 'toy.events', 0, '0', 'k', '{}', '', '', '', 1, now(),
        ${state}, ${state === 'WAITING' ? null : new Date()}::timestamptz, 'old' from generate_series(1, ${count}::int) n`;
  const count = async () =>
    (await sql`select state, count(*)::int as n from dead_letter group by state order by state`) as unknown;
  const forget = (inDays: number) => retention(subgraph.db, () => new Date(Date.now() + inDays * 86_400_000))();
  await forget(89);
  expect(await count()).toEqual([
    { state: 'DISCARDED', n: 2_500 },
    { state: 'WAITING', n: 2 },
  ]);
  await Promise.all([forget(91), forget(91)]);
  expect(await count()).toEqual([{ state: 'WAITING', n: 2 }]);
});
