import { z } from 'zod';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { Batcher } from '#kernel/commands/batcher.ts';
import { Fault } from '#kernel/errors.ts';
import { defineConsumer } from '#kernel/messages/consumer.ts';
import { defineEvent, toOutgoing } from '#kernel/messages/event.ts';
import { defineSubgraph } from '#kernel/subgraph/define.ts';

export const bumped = defineEvent({
  type: 'toy.Bumped',
  key: 'id',
  description: 'A counter grew.',
  schema: z.object({ id: z.uuid(), by: z.int() }),
});

/** The smallest subgraph that uses every part of the kernel; the kernel's own tests run on it. */
export const toy = defineSubgraph({
  name: 'toy',
  schema: new URL('./schema.graphql', import.meta.url),
  migrations: new URL('./migrations/', import.meta.url),
  events: [bumped],
  start({ db, outbox }) {
    const bumps = new Batcher<{ id: string; by: number }, number>({
      name: 'toy.bump',
      run: (batch) =>
        db.transaction(async (tx) => {
          const rows = await tx.sql<{ id: string; value: number }[]>`
            insert into counters (id, value)
            select id, sum(by)::int from unnest(${batch.map(({ id }) => id)}::uuid[], ${batch.map(({ by }) => by)}::int[]) as t (id, by)
            group by id on conflict (id) do update set value = counters.value + excluded.value returning id, value`;
          await outbox.append(
            tx,
            batch.map((bump) => toOutgoing(bumped, bump)),
          );
          return batch.map(({ id }) => rows.find((row) => row.id === id)!.value);
        }),
    });
    return {
      context: (viewer: Viewer) => ({ viewer }),
      resolvers: {
        Query: {
          counter: async (_: unknown, { id }: { id: string }) =>
            (await db.sql`select id, value from counters where id = ${id}`)[0],
          refused: () => {
            throw new Fault('FORBIDDEN', 'Not for you.');
          },
          broken: () => {
            throw new TypeError('secret detail');
          },
          whoami: (_: unknown, _args: unknown, { viewer }: { viewer: Viewer }) => JSON.stringify(viewer),
        },
        Mutation: {
          bump: async (_: unknown, bump: { id: string; by: number }) =>
            bump.by > 1000
              ? { __typename: 'TooMuch', code: 'TOO_MUCH', limit: 1000 }
              : { __typename: 'Counter', id: bump.id, value: await bumps.submit(bump) },
        },
        Counter: { __resolveReference: ({ id }: { id: string }) => ({ id, value: -1 }) },
      },
      consumers: [
        defineConsumer({
          name: 'bumps',
          events: [bumped],
          handle: async (tx, events) => {
            if (events.some(({ data }) => data.by === 666)) throw new Error('a poison event');
            for (const { data } of events)
              await tx.sql`insert into seen values (${data.id}, 1, ${data.by})
                on conflict (id) do update set times = seen.times + 1, total = seen.total + ${data.by}`;
          },
        }),
      ],
      routes: (app) => {
        app.get('/hello', async () => 'hello');
      },
    };
  },
});
