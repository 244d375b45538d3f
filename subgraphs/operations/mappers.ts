import type { StoredDeadLetter } from './store/dead-letters.ts';

/** What resolvers pass along, under the names of SDL types. */
export type DeadLetter = StoredDeadLetter;
