import type { Viewer } from '#kernel/auth/viewer.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Database } from '#kernel/db/database.ts';
import type { CancellationRefusal, CancelOrderInput } from './commands/cancel-order.ts';
import type { Actor, Done } from './commands/once-per-key.ts';
import type { PlaceOrder } from './commands/place-order.ts';
import type {
  DecideReturnInput,
  DecisionRefusal,
  RequestRefusal,
  RequestReturnInput,
} from './commands/return-goods.ts';
import type { Loaders } from './loaders.ts';

/** What resolvers work with: who asks, what reads, what acts. */
export interface Context {
  readonly viewer: Viewer;
  readonly loaders: Loaders;
  readonly db: Database;
  readonly clock: Clock;
  readonly placeOrder: PlaceOrder;
  readonly cancelOrder: (actor: Actor, input: CancelOrderInput) => Promise<Done | CancellationRefusal>;
  readonly requestReturn: (actor: Actor, input: RequestReturnInput) => Promise<Done | RequestRefusal>;
  readonly decideOnReturn: (asker: Actor, input: DecideReturnInput) => Promise<Done | DecisionRefusal>;
}
