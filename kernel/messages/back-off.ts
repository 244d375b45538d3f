/** The longest pause between two tries, in ms. */
const LONGEST_MS = 5_000;

/**
 * The pause after a try that failed, in ms: it doubles up to five seconds, and half of it is chance, so that many who
 * failed together do not try together.
 */
export const backOff = (attempt: number, firstMs = 50): number =>
  Math.min(LONGEST_MS, firstMs * 2 ** attempt) * (0.5 + Math.random() / 2);
