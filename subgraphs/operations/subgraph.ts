import { Gauge } from 'prom-client';
import { defineSubgraph } from '#kernel/subgraph/define.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { createCloseDeadLetters } from './commands/close-dead-letters.ts';
import { retention } from './commands/retention.ts';
import { deadLetterConsumer } from './consumers/dead-letters.ts';
import { unreadable } from './consumers/published-language.ts';
import type { Context } from './context.ts';
import { operationsEvents } from './events.ts';
import type { Resolvers } from './generated.ts';
import { DeadLetter } from './resolvers/DeadLetter.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Query } from './resolvers/Query.ts';
import { waitingByConsumer } from './store/dead-letters.ts';

const depth = new Gauge({
  name: 'dead_letters_waiting',
  help: 'Dead letters nobody has decided about',
  labelNames: ['consumer'],
  registers: [metrics],
});

/** What staff needs to keep the house running: dead letters. */
export const operations = defineSubgraph({
  name: 'operations',
  schema: new URL('./schema.graphql', import.meta.url),
  migrations: new URL('./migrations/', import.meta.url),
  events: operationsEvents,
  start({ db, outbox, clock }) {
    const shared = { db, closeDeadLetters: createCloseDeadLetters({ db, outbox, clock }, unreadable) };
    return {
      resolvers: { Query, Mutation, DeadLetter } satisfies Resolvers,
      context: (viewer): Context => ({ ...shared, viewer }),
      consumers: [deadLetterConsumer(outbox)],
      jobs: [
        {
          name: 'dead-letter-depth',
          everyMs: 15_000,
          run: async () => {
            depth.reset();
            for (const { consumer, waiting } of await waitingByConsumer(db)) depth.set({ consumer }, waiting);
          },
        },
        { name: 'dead-letter-retention', everyMs: 60 * 60_000, run: retention(db, clock) },
      ],
    };
  },
});
