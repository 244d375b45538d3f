import { unlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Places between two steps that a crash must not tear apart: each by its name, with what a crash there leaves behind. */
export type CrashPoints<P extends string = string> = Readonly<Record<P, string>>;

const folder = process.env.CRASH_POINTS;

/**
 * What to call where one of these places is passed. `CRASH_POINTS` names a folder, and a file in it that is named after a
 * place arms it: the process that passes it first takes the file away and ends as by a power cut, so that the process that
 * is started again lives. Without the variable this is an empty function.
 */
export const crashPointOf = <P extends string>(_points: CrashPoints<P>): ((point: P) => void) =>
  folder === undefined
    ? () => {}
    : (point) => {
        try {
          unlinkSync(join(folder, point));
        } catch {
          return;
        }
        process.kill(process.pid, 'SIGKILL');
      };

/** The kernel's own. */
export const CRASH_POINTS = {
  'batch.gathered-not-run': 'commands wait together, nothing of them has been done',
  'batch.run-not-answered': 'a batch has taken effect, none of its callers knows',
  'outbox.read-not-published': 'the relay has read events and has not sent them',
  'outbox.published-not-marked': 'Kafka has acknowledged events that are still in the outbox',
  'consumer.handled-not-committed': 'a consumer’s effect is in a transaction that is still open',
  'consumer.committed-not-resolved': 'a consumer’s effect is committed, its offset is not',
  'dead-letter.published-not-resolved': 'a dead letter is published, the offset of its message is not committed',
} as const;

export type CrashPoint = keyof typeof CRASH_POINTS;

export const crashPoint = crashPointOf(CRASH_POINTS);
