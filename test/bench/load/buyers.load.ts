import { setTimeout as delay } from 'node:timers/promises';
import { GraphClient, GraphRequestError } from '#test/harness/graph-client.ts';
import { ADD_TO_CART, CLEAR_CART } from './documents.ts';
import { type Asking, type Attempt, browsersAt, type LoadBuyer, placeOrder } from './place-order.ts';

/** Buyers at work in a process of their own, so that their CPU is not the product's. */
export interface BuyersTask {
  graphUrl: string;
  bankUrl: string;
  buyers: LoadBuyer[];
  /** Variants to draw each order's lines from; one order takes `linesPerOrder` neighbours. */
  variantIds: string[];
  linesPerOrder: number;
  /** Each buyer begins new orders for this long; 0 makes one attempt each. */
  forMs: number;
  /** How long after an order a buyer begins the next one, in ms; without it at once. */
  everyMs?: number;
  /** Whether a buyer who is told to try again later does, as often as it takes. */
  patient?: boolean;
}

export interface BuyersResult {
  attempts: Attempt[];
  errors: string[];
  /** From the first attempt's begin to the last one's end. */
  tookMs: number;
  /** How often a request was made again. */
  retries: number;
}

/** A buyer who wants it: whatever may be asked again, and whatever was not answered, is asked again. */
function patiently(client: Asking, onRetry: () => void): Asking {
  const ask: Asking['ask'] = async (query, variables) => {
    for (;;)
      try {
        return await client.ask(query, variables);
      } catch (error) {
        if (error instanceof GraphRequestError && !error.retryable) throw error;
        onRetry();
        await delay(1_000 * (0.5 + Math.random()));
        // It may have been added, although nobody said so.
        if (query === ADD_TO_CART) await ask(CLEAR_CART, {});
      }
  };
  return { ask };
}

async function run(task: BuyersTask): Promise<BuyersResult> {
  const shared = new GraphClient(task.graphUrl, task.buyers.length);
  const bank = browsersAt(task.bankUrl, task.buyers.length);
  const began = performance.now();
  const attempts: Attempt[] = [];
  const errors: string[] = [];
  let retries = 0;
  await Promise.all(
    task.buyers.map(async (buyer, number) => {
      const own = shared.as(buyer.token);
      const client = task.patient ? patiently(own, () => (retries += 1)) : own;
      // Spread over the first round, so that they do not all begin together.
      const firstMs = ((task.everyMs ?? 0) * number) / task.buyers.length;
      for (let turn = 0; turn === 0 || performance.now() - began < task.forMs; turn += 1) {
        const dueMs = began + firstMs + turn * (task.everyMs ?? 0) - performance.now();
        if (dueMs > 0) await delay(dueMs);
        const from = (number * 31 + turn * task.linesPerOrder) % task.variantIds.length;
        const variants = Array.from(
          { length: task.linesPerOrder },
          (_, line) => task.variantIds[(from + line) % task.variantIds.length]!,
        );
        try {
          attempts.push(await placeOrder(client, bank, buyer, variants));
        } catch (error) {
          errors.push((error as Error).message);
          if (errors.length > 100) return;
        }
      }
    }),
  );
  const tookMs = performance.now() - began;
  await Promise.all([shared.close(), bank.close()]);
  return { attempts, errors, tookMs, retries };
}

process.once('message', async (task) => {
  process.send!(await run(task as BuyersTask), () => process.exit(0));
});
