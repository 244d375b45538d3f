import type { Transport } from '#kernel/subgraph/peers.ts';

/** The product, up, in whichever mode. */
export interface RunningProduct {
  /** The way to a subgraph past the router, for those who hold the house's secrets: the seed. */
  transportTo(subgraph: string): Transport | undefined;
  stop(): Promise<void>;
}
