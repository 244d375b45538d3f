import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { inboxRetention } from '#kernel/messages/inbox-retention.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { toy } from '#kernel/testing/toy/toy-subgraph.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(toy, { shared: { typeDefs: '', resolvers: {} } });
});
afterAll(() => subgraph.stop());

it('forgets only ids of events that Kafka itself has forgotten, however many', async () => {
  await subgraph.db.sql`
    insert into inbox (consumer, event_id, received_at)
    select 'old', gen_random_uuid(), now() - interval '15 days' from generate_series(1, 12000)`;
  await subgraph.db.sql`
    insert into inbox (consumer, event_id, received_at) values ('young', gen_random_uuid(), now() - interval '13 days')`;
  await inboxRetention(subgraph.db, systemClock).run();
  expect(await subgraph.db.sql`select consumer from inbox`).toEqual([{ consumer: 'young' }]);
});
