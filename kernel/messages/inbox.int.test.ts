import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Queryable } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { takeEffect } from '#kernel/messages/inbox.ts';
import { crossing } from '#kernel/testing/crossing.ts';
import { startTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.ts';
import { toy } from '#kernel/testing/toy/toy-subgraph.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(toy, { shared: { typeDefs: '', resolvers: {} } });
});
afterAll(() => subgraph.stop());

it('lets two processes that are given the same events in different orders never wait for each other in a circle', async () => {
  const [first, second] = [newId(), newId()];
  const note = (id: string) => (tx: Queryable) => tx.sql`insert into inbox (consumer, event_id) values ('met', ${id})`;
  const handled: string[] = [];
  const consumer = {
    ...{ name: 'met', topics: [], inbox: true, read: () => undefined },
    handle: async (_tx: unknown, received: { id: string }[]) => void handled.push(...received.map(({ id }) => id)),
  };
  const third = newId();
  const fresh = await crossing(subgraph.db, {
    first: note(first),
    act: () => takeEffect(consumer, subgraph.db, [{ id: third }, { id: second }, { id: first }]),
    second: note(second),
  });
  expect([fresh, handled]).toEqual([1, [third]]);
});
