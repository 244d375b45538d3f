import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database } from '#kernel/db/database.ts';
import { isId } from '#kernel/ids.ts';
import { loadPayments, type StoredPayment } from './store/payments.ts';

/** Payments by id or order; what is asked for at the same time, by whatever request, shares one statement. */
export interface PaymentLoaders {
  byId(id: string): Promise<StoredPayment | undefined>;
  byOrder(orderId: string): Promise<StoredPayment | undefined>;
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
  return { byId: (id) => read('id', id), byOrder: (orderId) => read('orderId', orderId) };
}
