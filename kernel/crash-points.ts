import { writeFileSync } from 'node:fs';

/** Every place where a test may kill the process, between two steps that a crash must not tear apart. */
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

/**
 * Ends the process as a power cut would when the environment says so: `CRASH_AT=<point>`, or `<point>#<n>` for the n-th
 * time it is passed. `CRASH_MARK` names a file that is made at the crash; while it is there nothing crashes, so that the
 * process that is started again lives. Not armed, this is an empty function.
 */
export const crashPoint: (point: CrashPoint) => void = armed(process.env.CRASH_AT, process.env.CRASH_MARK);

function armed(at: string | undefined, mark: string | undefined): (point: CrashPoint) => void {
  if (!at) return () => {};
  const [point = '', times = '1'] = at.split('#');
  if (!(point in CRASH_POINTS)) throw new Error(`CRASH_AT=${at}: there is no such point`);
  let left = Number(times);
  return (passed) => {
    if (passed !== point) return;
    left -= 1;
    if (left > 0) return;
    try {
      if (mark) writeFileSync(mark, point, { flag: 'wx' });
    } catch {
      return;
    }
    process.kill(process.pid, 'SIGKILL');
  };
}
