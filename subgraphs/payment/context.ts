import type { Viewer } from '#kernel/auth/viewer.ts';
import type { Database } from '#kernel/db/database.ts';
import type { ImportStatement } from './commands/import-statement.ts';
import type { StaffRequests } from './commands/staff-requests.ts';
import type { StartPayment } from './commands/start-payment.ts';
import type { PaymentLoaders } from './loaders.ts';

/** What the resolvers of one request work with. */
export interface Context {
  readonly viewer: Viewer;
  readonly db: Database;
  readonly payments: PaymentLoaders;
  readonly startPayment: StartPayment;
  readonly staff: StaffRequests;
  readonly importStatement: ImportStatement;
}
