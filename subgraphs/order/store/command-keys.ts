import type { Tx } from '#kernel/db/database.ts';
import { deleteSome, type SomeOlder } from '#kernel/db/older-rows.ts';

/** A command as its idempotency key knows it. */
export interface KeyedCommand {
  readonly userId: string;
  readonly key: string;
  /** A digest of the command and its input. */
  readonly inputHash: string;
  /** What it makes or changes. */
  readonly subjectId: string;
}

/**
 * Takes a user's key for a command; an equal request that is under way is waited for.
 * @returns the command carried out under it before, or undefined when the key is this one's now
 */
export async function takeKey(
  tx: Tx,
  { userId, key, inputHash, subjectId }: KeyedCommand,
): Promise<Pick<KeyedCommand, 'inputHash' | 'subjectId'> | undefined> {
  const taken = await tx.sql`
    insert into command_keys (user_id, key, input_hash, subject_id) values (${userId}, ${key}, ${inputHash}, ${subjectId})
    on conflict do nothing returning 1`;
  if (taken.length > 0) return undefined;
  // A statement of its own: it sees what the request it has waited for has committed.
  const [earlier] = await tx.sql<Pick<KeyedCommand, 'inputHash' | 'subjectId'>[]>`
    select input_hash as "inputHash", subject_id as "subjectId" from command_keys
    where user_id = ${userId} and key = ${key}`;
  return earlier!;
}

/** Gives a key back under which nothing was done. */
export async function freeKey(tx: Tx, { userId, key }: KeyedCommand): Promise<void> {
  await tx.sql`delete from command_keys where user_id = ${userId} and key = ${key}`;
}

/** Forgets keys of commands from before a moment. */
export const forgetKeys: SomeOlder = (on, before, limit) =>
  deleteSome(on, 'command_keys', on.sql`at < ${before}`, limit);

/** Forgets keys of orders whose checkout began before a moment. */
export const forgetPlaced: SomeOlder = (on, before, limit) =>
  deleteSome(on, 'checkouts', on.sql`begun_at < ${before} and placed_at is not null`, limit);
