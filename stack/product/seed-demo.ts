import type { Progress } from '../progress.ts';
import { type Ask, seedDemo } from '../seed.ts';
import { StartError } from '../start-error.ts';
import type { RunningProduct } from './running-product.ts';

/**
 * Fills the product with the demo where it is missing, as a service behind the router. `DEMO_PRODUCTS` says how many
 * products, 0 for no demo at all.
 */
export async function fillWithDemo(
  product: RunningProduct,
  env: Record<string, string | undefined>,
  progress: Progress,
): Promise<void> {
  const products = env.DEMO_PRODUCTS ? Number(env.DEMO_PRODUCTS) : undefined;
  if (products === 0) return;
  if (products !== undefined && !(Number.isInteger(products) && products > 0))
    throw new StartError(
      `DEMO_PRODUCTS is "${env.DEMO_PRODUCTS}", which is no number of products.`,
      'DEMO_PRODUCTS=100 npm start',
    );
  const ask: Ask = async <T>(subgraph: string, query: string, variables: Record<string, unknown>): Promise<T> => {
    const result = await product.transportTo(subgraph)?.({ query, variables }, { kind: 'service', name: 'demo' });
    if (!result || result.errors) throw new Error(`${subgraph}: ${result?.errors?.[0]?.message ?? 'is not there'}`);
    return result.data as T;
  };
  let told = 0;
  await seedDemo({
    ask,
    products,
    progress: ({ done, all }) => {
      if (done < all && done - told < 500) return;
      told = done;
      progress.say(`demo catalogue: ${done} of ${all} products`);
    },
  });
}
