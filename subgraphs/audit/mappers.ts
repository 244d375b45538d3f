import type { Head } from './domain/chain.ts';
import type { StoredEntry } from './store/log.ts';

/** What resolvers pass along, under the names of SDL types. */
export type AuditEntry = StoredEntry;
export type AuditHead = Head;
export type Order = { readonly id: string };
