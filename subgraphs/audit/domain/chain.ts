import { createHash } from 'node:crypto';

/** One action, as it is kept. */
export interface Action {
  readonly eventId: string;
  readonly at: Date;
  /** `<subgraph>.<PastTense>`. */
  readonly action: string;
  /** The id of what it was done to. */
  readonly subject: string;
  /** `user:<id>`, `service:<name>`, … */
  readonly actor: string;
  /** Digest of from where, in hex; absent when nobody outside acted. */
  readonly origin: string | null;
  readonly correlation: string | null;
  readonly causation: string | null;
  /** What it came to: JSON without personal data. */
  readonly data: string;
}

/** The end of the chain. */
export interface Head {
  readonly seq: number;
  readonly hash: Buffer;
}

export interface Sealed extends Action {
  readonly seq: number;
  readonly hash: Buffer;
}

/** Between the parts of what is hashed: a control character, which JSON text has only as an escape. */
const SEPARATOR = '\u001f';

/** Puts actions after the head of the chain, in one pass: each hash covers its action and the hash before it. */
export function seal(actions: readonly Action[], head: Head): Sealed[] {
  let { seq, hash } = head;
  return actions.map((action) => {
    seq += 1;
    // As the function `sealed` of migrations/0001-audit-log.sql.
    const text = [
      seq,
      action.eventId,
      action.at.toISOString(),
      action.action,
      action.subject,
      action.actor,
      action.origin ?? '',
      action.correlation ?? '',
      action.causation ?? '',
      action.data,
    ].join(SEPARATOR);
    hash = createHash('sha256').update(hash).update(text).digest();
    return { ...action, seq, hash };
  });
}

/** What names a place of origin in the chain, in hex: nothing of it can be learnt without the salt. */
export const originDigest = (salt: Buffer, actor: string, origin: string): string =>
  createHash('sha256').update(salt).update(`${actor}${SEPARATOR}${origin}`).digest('hex');
