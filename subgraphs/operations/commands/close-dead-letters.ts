import { actorOf, type Viewer } from '#kernel/auth/viewer.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#kernel/db/database.ts';
import { isId } from '#kernel/ids.ts';
import { REPLAY_TO } from '#kernel/messages/dead-letter.ts';
import { type OutgoingEvent, toOutgoing } from '#kernel/messages/event.ts';
import type { Outbox } from '#kernel/messages/outbox.ts';
import { ACTS, type Act, AT_ONCE, type Decision, decide, fault } from '../domain/dead-letter.ts';
import { deadLetterDiscarded, deadLetterReplayed } from '../events.ts';
import {
  closeDeadLetters,
  type DeadLetterConditions,
  lockDeadLetters,
  type StoredDeadLetter,
} from '../store/dead-letters.ts';

export interface CloseRequest {
  readonly act: Act;
  readonly selection: { readonly ids?: readonly string[] | null; readonly filter?: DeadLetterConditions | null };
  readonly reason?: string;
}

export type CloseResult =
  | { readonly outcome: 'invalid'; readonly field: string; readonly message: string }
  | {
      readonly outcome: 'done';
      readonly closed: readonly StoredDeadLetter[];
      readonly refused: readonly { readonly letter: StoredDeadLetter; readonly decision: Decision }[];
      readonly unknown: readonly string[];
      readonly hasMore: boolean;
    };

export type CloseDeadLetters = (request: CloseRequest, viewer: Viewer) => Promise<CloseResult>;

/**
 * Sends dead letters to their consumers again or gives them up. State, message and the event that the audit log takes
 * are one transaction, so nothing is sent that is not noted, nor the other way round.
 * @param unreadable why a message does not match the schema its type has today; undefined when it does
 */
export const createCloseDeadLetters =
  (
    { db, outbox, clock }: { db: Database; outbox: Outbox; clock: Clock },
    unreadable: (letter: StoredDeadLetter) => string | undefined,
  ): CloseDeadLetters =>
  async ({ act, selection, reason }, viewer) => {
    const wrong = fault(act, selection, reason);
    if (wrong) return { outcome: 'invalid', ...wrong };
    const { actor, origin } = actorOf(viewer);
    const at = clock();
    return db.transaction(async (tx) => {
      const { ids, filter } = selection;
      const wanted = [...new Set(ids ?? [])].map((id) => id.toLowerCase());
      const found = await lockDeadLetters(
        tx,
        ids ? { ids: wanted.filter(isId) } : { conditions: filter!, limit: AT_ONCE + 1 },
      );
      const decided = found.slice(0, AT_ONCE).map((letter) => ({
        letter,
        decision: decide(act, letter.state, unreadable(letter)),
      }));
      const state = ACTS[act];
      const closed = await closeDeadLetters(
        tx,
        decided.flatMap(({ letter, decision }) => (decision.outcome === 'done' ? [letter.id] : [])),
        { state, at, by: actor, reason: act === 'discard' ? reason!.trim() : null },
      );
      const events = closed.flatMap((letter): OutgoingEvent[] => {
        const { id: deadLetterId, consumer, eventId, eventType } = letter;
        const about = { deadLetterId, consumer, eventId, eventType, state, at: at.toISOString() };
        const cause = { actor, ...(origin ? { origin } : {}), id: eventId, time: at };
        return act === 'replay'
          ? [sentAgain(letter), toOutgoing(deadLetterReplayed, about, cause)]
          : [toOutgoing(deadLetterDiscarded, { ...about, reason: letter.reason! }, cause)];
      });
      await outbox.append(tx, events);
      return {
        outcome: 'done',
        closed,
        refused: decided.filter(({ decision }) => decision.outcome !== 'done'),
        unknown: wanted.filter((id) => !found.some((letter) => letter.id === id)),
        hasMore: found.length > AT_ONCE,
      };
    });
  };

/** The message as it was, where it was, for nobody but the consumer that could not process it. */
const sentAgain = ({ topic, key, headers, payload, consumer }: StoredDeadLetter): OutgoingEvent => ({
  topic,
  key,
  headers: { ...headers, [REPLAY_TO]: consumer },
  payload,
});
