import { hash } from 'node:crypto';

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
  /** In hex. */
  readonly hash: string;
}

export interface Sealed extends Action, Head {}

/** Between the parts of what is hashed: a control character, which JSON text has only as an escape. */
const SEPARATOR = '\u001f';

/** Puts actions after the head of the chain, in one pass: each hash covers its action and the hash before it. */
export function seal(actions: readonly Action[], head: Head): Sealed[] {
  let { seq, hash: before } = head;
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
    before = hash('sha256', Buffer.concat([Buffer.from(before, 'hex'), Buffer.from(text)]), 'hex');
    return { ...action, seq, hash: before };
  });
}

/** What names a place of origin in the chain, in hex: nothing of it can be learnt without the salt. */
export const originDigest = (salt: Buffer, actor: string, origin: string): string =>
  hash('sha256', Buffer.concat([salt, Buffer.from(`${actor}${SEPARATOR}${origin}`)]), 'hex');
