import type { Viewer } from '#kernel/auth/viewer.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#kernel/db/database.ts';
import type { Cancellation, Canceller, CancelOrderInput } from './commands/cancel-order.ts';
import type { PlaceOrder } from './commands/place-order.ts';
import type { Loaders } from './loaders.ts';

/** What resolvers work with: who asks, what reads, what acts. */
export interface Context {
  readonly viewer: Viewer;
  readonly loaders: Loaders;
  readonly db: Database;
  readonly clock: Clock;
  readonly placeOrder: PlaceOrder;
  readonly cancelOrder: (canceller: Canceller, input: CancelOrderInput) => Promise<Cancellation>;
}
