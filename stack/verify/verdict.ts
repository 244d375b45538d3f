import { setTimeout as delay } from 'node:timers/promises';

/** What came of one law. */
export interface Verdict {
  /** The subgraph whose law it is; `all` for one between them. */
  readonly of: string;
  readonly law: string;
  readonly says: string;
  readonly checked: number;
  readonly violations: readonly Violation[];
}

export interface Violation {
  readonly subject: string;
  readonly expected: string;
  readonly found: string;
}

/** What is still wrong when it was looked at again and again for a while. */
export async function lasting<V extends Violation>(
  violations: V[],
  patienceMs: number,
  again: (before: V[]) => Promise<V[]>,
): Promise<V[]> {
  let left = violations;
  for (const until = performance.now() + patienceMs; left.length > 0 && performance.now() < until; ) {
    await delay(Math.min(500, patienceMs));
    left = await again(left);
  }
  return left;
}
