import { deleteSome, type SomeOlder } from '#kernel/db/older-rows.ts';
import { firstIdAt } from '#kernel/ids.ts';

/** Forgets what the provider called back with before a moment; what came of it stands in payments and the ledger. */
export const forgetProviderEvents: SomeOlder = (on, before, limit) =>
  deleteSome(on, 'provider_event', on.sql`received_at < ${before}`, limit);

/** Forgets by which keys staff asked before a moment. */
export const forgetStaffRequests: SomeOlder = (on, before, limit) =>
  deleteSome(on, 'staff_request', on.sql`requested_at < ${before}`, limit);

/** Forgets orders that were cancelled without a payment, of those made before a moment. */
export const forgetCancelledOrders: SomeOlder = (on, before, limit) =>
  // Order ids ascend in time, so the primary key finds the old ones.
  deleteSome(
    on,
    'cancelled_order',
    on.sql`order_id < ${firstIdAt(before)} and cancelled_at < ${before} order by order_id`,
    limit,
  );
