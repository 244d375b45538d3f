import DataLoader from 'dataloader';
import type { Batcher } from '#kernel/commands/batcher.ts';

/** Remembers for one request what a batcher, which serves all requests, answered. */
export const remembering = <V>(batcher: Batcher<string, V>): DataLoader<string, V> =>
  new DataLoader((ids) => Promise.all(ids.map((id) => batcher.submit(id).catch((error: Error) => error))));
