import type { ConsumerDefinition } from '#kernel/messages/consumer.ts';
import { type DeadLetter, readDeadLetter } from '#kernel/messages/dead-letter.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { deadLetterFound } from '../events.ts';
import { keepDeadLetters } from '../store/dead-letters.ts';

/** Everybody's but its own: what cannot be kept would come back for ever. */
const OTHERS = /^(?!operations\.).+\.dlq$/;

/** Brings every consumer's dead letters, of whatever subgraph, to where staff sees them. */
export const deadLetterConsumer = (outbox: Outbox): ConsumerDefinition<DeadLetter> => ({
  name: 'dead-letters',
  topics: OTHERS,
  inbox: true,
  gatherMs: 500,
  read: readDeadLetter,
  handle: async (tx, letters) => {
    // Of one message that died several times since the last look, the last death counts.
    const byEvent = new Map(
      letters.map((letter) => {
        const { ce_id, ce_type } = letter.headers;
        const eventId = ce_id || `${letter.topic}/${letter.partition}/${letter.offset}`;
        return [`${letter.consumer} ${eventId}`, { ...letter, eventId, eventType: ce_type ?? '' }];
      }),
    );
    const waiting = await keepDeadLetters(tx!, [...byEvent.values()]);
    const events = waiting.map(({ id: deadLetterId, consumer, eventId, eventType, cause, failedAt }) =>
      toOutgoing(
        deadLetterFound,
        { deadLetterId, consumer, eventId, eventType, state: 'WAITING', cause, at: failedAt.toISOString() },
        { id: eventId, actor: `service:${consumer}` },
      ),
    );
    await outbox.append(tx!, events);
  },
});
