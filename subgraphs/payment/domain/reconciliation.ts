export type Movement = 'CAPTURE' | 'REFUND';

/** A movement of money as the bank states it. */
export interface StatedMovement {
  readonly movement: Movement;
  /** Our id of the payment that was captured, or of the refund. */
  readonly reference: string;
  /** What was taken or given back, in minor units. */
  readonly minor: number;
  readonly currency: string;
}

/** The same as we have it. */
export interface OwnMovement extends StatedMovement {
  readonly paymentId: string;
  /** Whether it has happened, by what we know. */
  readonly done: boolean;
  /** The payment's status, or the refund's. */
  readonly status: string;
}

/** What the bank states and what we have are not the same. */
export interface Difference {
  /**
   * `MISSING_HERE`: the bank states what we know nothing of. `MISSING_THERE`: the bank does not state what happened here on
   * that day. `AMOUNT_DIFFERS`: another amount or currency. `STATUS_DIFFERS`: here it has not happened.
   */
  readonly kind: 'MISSING_HERE' | 'MISSING_THERE' | 'AMOUNT_DIFFERS' | 'STATUS_DIFFERS';
  readonly movement: Movement;
  readonly reference: string;
  readonly here: OwnMovement | undefined;
  /** A movement that the bank states more than once is here with the sum of it. */
  readonly there: StatedMovement | undefined;
}

const keyOf = ({ movement, reference }: StatedMovement): string => `${movement} ${reference}`;

/**
 * Holds the bank's statement of a day against what we have.
 * @param stated all of the statement, in its order
 * @param own `named`: what we have under the references in it; `happened`: what happened here in the time it covers
 * @returns every difference once: in the order of the statement, then what is missing there
 */
export function reconcile(
  stated: readonly StatedMovement[],
  own: { readonly named: readonly OwnMovement[]; readonly happened: readonly OwnMovement[] },
): Difference[] {
  const named = new Map(own.named.map((movement) => [keyOf(movement), movement]));
  const there = new Map<string, StatedMovement>();
  for (const one of stated) {
    const before = there.get(keyOf(one));
    there.set(keyOf(one), before ? { ...one, minor: before.minor + one.minor } : one);
  }
  const differences: Difference[] = [];
  for (const [key, movement] of there) {
    const here = named.get(key);
    const kind = differenceOf(movement, here);
    if (kind) differences.push({ ...identityOf(movement), kind, here, there: movement });
  }
  for (const here of own.happened)
    if (!there.has(keyOf(here)))
      differences.push({ ...identityOf(here), kind: 'MISSING_THERE', here, there: undefined });
  return differences;
}

const identityOf = ({ movement, reference }: StatedMovement) => ({ movement, reference });

function differenceOf(stated: StatedMovement, own: OwnMovement | undefined): Difference['kind'] | undefined {
  if (!own) return 'MISSING_HERE';
  if (!own.done) return 'STATUS_DIFFERS';
  return own.minor === stated.minor && own.currency === stated.currency ? undefined : 'AMOUNT_DIFFERS';
}
