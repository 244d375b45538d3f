import { createHash } from 'node:crypto';
import type { Acting } from '#kernel/auth/viewer.ts';
import type { Database, Tx } from '#kernel/db/database.ts';
import { crashPoint } from '../crash-points.ts';
import { type BrokenRule, checkKey } from '../domain/checkout.ts';
import { freeKey, takeKey } from '../store/command-keys.ts';

/** Who asks: buyers may act on what is theirs, staff on anything. */
export interface Actor {
  readonly userId: string;
  readonly isStaff: boolean;
  /** The same, and from where. */
  readonly by?: Acting;
}

/** A command carried out: now, or before under the same key. */
export interface Done {
  readonly kind: 'done';
  /** What it made or changed. */
  readonly id: string;
}

/** What a key can be wrong with. */
export type KeyRefusal = { readonly kind: 'conflict' } | ({ readonly kind: 'invalid' } & BrokenRule);

/** Which command is asked for, under which key. */
export interface KeyedRequest {
  readonly userId: string;
  readonly key: string;
  /** The command's name and its input but for the key: what makes two requests the same. */
  readonly command: readonly [name: string, ...input: unknown[]];
  /** The id of what it makes or changes. */
  readonly subjectId: string;
}

/**
 * Carries a command out once per user and key. Key and effect are saved in one transaction, so whatever dies, the next
 * equal request either finds the key with what it did or does it now; equal requests at the same time wait for each other.
 * A refusal changed nothing and leaves the key free.
 */
export async function oncePerKey<R extends { readonly kind: string }>(
  db: Database,
  { userId, key, command, subjectId }: KeyedRequest,
  act: (tx: Tx) => Promise<Done | R>,
): Promise<Done | R | KeyRefusal> {
  const broken = checkKey(key);
  if (broken) return { kind: 'invalid', ...broken };
  const inputHash = createHash('sha256').update(JSON.stringify(command)).digest('base64');
  const keyed = { userId, key, inputHash, subjectId };
  const answer = await db.transaction<Done | R | KeyRefusal>(async (tx) => {
    const earlier = await takeKey(tx, keyed);
    if (earlier)
      return earlier.inputHash === inputHash ? { kind: 'done', id: earlier.subjectId } : { kind: 'conflict' };
    const outcome = await act(tx);
    if (outcome.kind !== 'done') await freeKey(tx, keyed);
    crashPoint('order.command-not-committed');
    return outcome;
  });
  crashPoint('order.command-not-answered');
  return answer;
}
