import { defineSubgraph } from '#kernel/subgraph/define.ts';
import { createEraseOrigins } from './commands/erase-origins.ts';
import { createRecord } from './commands/record.ts';
import { actionConsumer } from './consumers/actions.ts';
import type { Context } from './context.ts';
import { auditEvents } from './events.ts';
import type { Resolvers } from './generated.ts';
import { AuditEntry } from './resolvers/AuditEntry.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Order } from './resolvers/Order.ts';
import { Query } from './resolvers/Query.ts';
import { auditLaws } from './store/laws.ts';

/** Who did what, when, from where and to what effect, in a log that shows when it was tampered with. */
export const audit = defineSubgraph({
  name: 'audit',
  schema: new URL('./schema.graphql', import.meta.url),
  migrations: new URL('./migrations/', import.meta.url),
  events: auditEvents,
  laws: auditLaws,
  start({ db, clock }) {
    const shared = { db, eraseOrigins: createEraseOrigins({ db, clock }) };
    return {
      resolvers: { Query, Mutation, Order, AuditEntry } satisfies Resolvers,
      context: (viewer): Context => ({ ...shared, viewer }),
      consumers: [actionConsumer(createRecord(db))],
    };
  },
});
