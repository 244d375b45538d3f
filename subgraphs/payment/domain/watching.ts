/** The longest pause between two looks at the bank once the goods are held no more, in ms. */
const LONGEST_MS = 3_600_000;
/** While the goods are held, a look is never further away than this many first pauses. */
const MOST_PAUSES = 4;

/**
 * How long to wait before the bank is asked again for a payment whose buyer is at its page and whose callback may be lost,
 * in ms. Pauses double, up to four times the first while the goods are held, and one look comes just before they are not:
 * money that is there is found while the goods still are. After that they double up to an hour; the bank ends what it does
 * not get confirmed by itself.
 */
export function watchPause(of: {
  /** Looks so far that found nothing new. */
  readonly attempts: number;
  /** The first pause. */
  readonly watchMs: number;
  /** How long the goods are still held. */
  readonly heldForMs: number;
}): number {
  const { attempts, watchMs, heldForMs } = of;
  const doubled = watchMs * 2 ** attempts;
  const lastCallMs = heldForMs - watchMs / 2;
  if (lastCallMs <= 0) return Math.min(doubled, LONGEST_MS);
  return Math.min(doubled, watchMs * MOST_PAUSES, lastCallMs);
}
