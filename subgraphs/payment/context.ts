import type { Viewer } from '#kernel/auth/viewer.ts';
import type { RefundPayment } from './commands/refund-payment.ts';
import type { StartPayment } from './commands/start-payment.ts';
import type { PaymentLoaders } from './loaders.ts';

/** What the resolvers of one request work with. */
export interface Context {
  readonly viewer: Viewer;
  readonly payments: PaymentLoaders;
  readonly startPayment: StartPayment;
  readonly refundPayment: RefundPayment;
}
