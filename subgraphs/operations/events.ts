import { z } from 'zod';
import { defineEvent } from '#kernel/messages/event.ts';

const letter = {
  deadLetterId: z.uuid(),
  consumer: z.string().describe('Who could not process it, <subgraph>.<consumer>'),
  eventId: z.string(),
  eventType: z.string(),
  state: z.enum(['WAITING', 'REPLAYED', 'DISCARDED']).describe('After the event, as DeadLetterState in the graph'),
  at: z.iso.datetime(),
};

export const deadLetterFound = defineEvent({
  type: 'operations.DeadLetterFound',
  key: 'deadLetterId',
  description: 'A consumer gave up a message, for the first time or once more after it was sent again.',
  schema: z.object({ ...letter, cause: z.string() }),
});

export const deadLetterReplayed = defineEvent({
  type: 'operations.DeadLetterReplayed',
  key: 'deadLetterId',
  description: 'Staff sent a dead letter to its consumer again.',
  schema: z.object(letter),
});

export const deadLetterDiscarded = defineEvent({
  type: 'operations.DeadLetterDiscarded',
  key: 'deadLetterId',
  description: 'Staff gave a dead letter up for good.',
  schema: z.object({ ...letter, reason: z.string() }),
});

export const operationsEvents = [deadLetterFound, deadLetterReplayed, deadLetterDiscarded] as const;
