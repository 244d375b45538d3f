import type { Refund as DomainRefund } from './domain/payment.ts';
import type { StoredPayment } from './store/payments.ts';
import type { StoredDifference, StoredStatement } from './store/statements.ts';

/** What resolvers pass along, under the names of SDL types. */
export type Payment = StoredPayment;
export type Refund = DomainRefund & { readonly currency: string };
export type BankStatement = StoredStatement;
export type StatementDifference = StoredDifference;
export type Order = { readonly id: string };
