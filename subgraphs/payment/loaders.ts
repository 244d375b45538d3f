import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database, Queryable } from '#kernel/db/database.ts';
import { isId } from '#kernel/ids.ts';
import { loadEntries, type StoredEntry } from './store/ledger.ts';
import { loadPayments, type StoredPayment } from './store/payments.ts';
import { loadProviderEvents, type StoredProviderEvent } from './store/provider-events.ts';

/** Payments by id or order, and what belongs to them; what is asked for at the same time shares one statement. */
export interface PaymentLoaders {
  byId(id: string): Promise<StoredPayment | undefined>;
  byOrder(orderId: string): Promise<StoredPayment | undefined>;
  ledger(paymentId: string): Promise<StoredEntry[]>;
  providerEvents(paymentId: string): Promise<StoredProviderEvent[]>;
}

type Key = { readonly by: 'id' | 'orderId'; readonly value: string };

export function createPaymentLoaders(db: Database): PaymentLoaders {
  const reads = new Batcher<Key, StoredPayment | null>({
    name: 'payment.read',
    run: async (keys) => {
      const wanted = (by: Key['by']) => [...new Set(keys.filter((key) => key.by === by).map(({ value }) => value))];
      const found = await loadPayments(db, { ids: wanted('id'), orderIds: wanted('orderId') });
      const byId = new Map(found.map((payment) => [payment.id, payment]));
      const byOrder = new Map(found.map((payment) => [payment.orderId, payment]));
      return keys.map(({ by, value }) => (by === 'id' ? byId : byOrder).get(value.toLowerCase()) ?? null);
    },
  });
  const read = async (by: Key['by'], value: string) =>
    isId(value) ? ((await reads.submit({ by, value })) ?? undefined) : undefined;
  const ledger = ofPayments(db, 'payment.ledger', loadEntries);
  const providerEvents = ofPayments(db, 'payment.provider-events', loadProviderEvents);
  return {
    byId: (id) => read('id', id),
    byOrder: (orderId) => read('orderId', orderId),
    ledger: (paymentId) => ledger.submit(paymentId),
    providerEvents: (paymentId) => providerEvents.submit(paymentId),
  };
}

/** Rows by the payment they belong to. */
const ofPayments = <Row extends { readonly paymentId: string }>(
  db: Database,
  name: string,
  load: (db: Queryable, paymentIds: readonly string[]) => Promise<Row[]>,
) =>
  new Batcher<string, Row[]>({
    name,
    run: async (ids) => {
      const byPayment = Map.groupBy(await load(db, [...new Set(ids)]), ({ paymentId }) => paymentId);
      return ids.map((id) => byPayment.get(id) ?? []);
    },
  });
