import type { Queryable } from '#kernel/db/database.ts';

/** What the provider called back with, as it is kept. */
export interface StoredProviderEvent {
  readonly id: string;
  readonly paymentId: string;
  readonly kind: string;
  readonly outcome: string;
  /** Null for events from before bodies were kept. */
  readonly body: unknown;
  readonly receivedAt: Date;
}

/** The provider's events about payments, oldest first. */
export const loadProviderEvents = (db: Queryable, paymentIds: readonly string[]): Promise<StoredProviderEvent[]> =>
  db.sql<StoredProviderEvent[]>`
    select id, payment_id as "paymentId", kind, outcome, body, received_at as "receivedAt" from provider_event
    where payment_id = any(${[...paymentIds]}::uuid[]) order by received_at, id`;
