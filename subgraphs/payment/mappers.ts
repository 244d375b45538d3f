import type { Refund as DomainRefund } from './domain/payment.ts';
import type { StoredPayment } from './store/payments.ts';

/** What resolvers pass along, under the names of SDL types. */
export type Payment = StoredPayment;
export type Refund = DomainRefund & { readonly currency: string };
export type Order = { readonly id: string };
