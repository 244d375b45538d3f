/** A point on Earth, in degrees of WGS 84. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** What one warehouse has of one variant. */
export interface Shelf extends Coordinates {
  readonly warehouseId: string;
  /** On hand less reserved. */
  readonly available: number;
}

export interface Line {
  readonly variantId: string;
  readonly quantity: number;
}

/** A part of a line, from one warehouse. */
export interface Allocation extends Line {
  readonly warehouseId: string;
}

/** A line that cannot be had in full. */
export interface Shortage {
  readonly variantId: string;
  readonly requested: number;
  readonly available: number;
}

export type AllocationResult =
  | { readonly kind: 'ALLOCATED'; readonly allocations: readonly Allocation[] }
  | { readonly kind: 'SHORT'; readonly shortages: readonly Shortage[] };

/** What a parcel travels in a day: warehouses that are as many days away are equally near. As logistics promises it. */
const KM_A_DAY = 600;

/** Up to here every set of warehouses is tried; above, warehouses are added one by one, the most useful first. */
const EXACT_UP_TO = 10;

const EARTH_RADIUS_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in km, by the haversine formula. */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const latitude = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2;
  const longitude = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  const haversine = latitude + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * longitude;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

interface Candidate {
  readonly warehouseId: string;
  readonly distance: number;
  /** Of each line, what it could give. */
  readonly has: number[];
  /** All it has of the lines' variants: the tie-breaker. */
  stock: number;
}

/**
 * Decides which warehouses send an order: all lines or none. The nearest first, so that the whole order is there as soon as
 * it can be, by days on the road; within those as few parcels as possible; then the least way, then the most stock. Without
 * a destination all are equally near.
 * @param lines one per variant
 * @param shelvesOf what each warehouse has of a variant; empty for an unknown one
 */
export function allocate(
  lines: readonly Line[],
  shelvesOf: (variantId: string) => readonly Shelf[],
  destination?: Coordinates,
): AllocationResult {
  const candidates = new Map<string, Candidate>();
  const shortages: Shortage[] = [];
  for (const [index, { variantId, quantity }] of lines.entries()) {
    let available = 0;
    for (const shelf of shelvesOf(variantId)) {
      if (shelf.available <= 0) continue;
      available += shelf.available;
      let candidate = candidates.get(shelf.warehouseId);
      if (!candidate) {
        const distance = destination ? distanceKm(destination, shelf) : 0;
        candidate = { warehouseId: shelf.warehouseId, distance, has: lines.map(() => 0), stock: 0 };
        candidates.set(shelf.warehouseId, candidate);
      }
      candidate.has[index] = shelf.available;
      candidate.stock += shelf.available;
    }
    if (available < quantity) shortages.push({ variantId, requested: quantity, available });
  }
  if (shortages.length > 0) return { kind: 'SHORT', shortages };
  const preferred = [...candidates.values()].sort(
    (a, b) => a.distance - b.distance || b.stock - a.stock || (a.warehouseId < b.warehouseId ? -1 : 1),
  );
  return { kind: 'ALLOCATED', allocations: fill(lines, fewest(lines, nearest(lines, preferred))) };
}

/** The warehouses from which everything comes in the fewest days, sorted as they were. They have everything together. */
function nearest(lines: readonly Line[], preferred: readonly Candidate[]): readonly Candidate[] {
  const days = ({ distance }: Candidate): number => Math.ceil(distance / KM_A_DAY);
  for (const last of preferred) {
    const within = preferred.filter((candidate) => days(candidate) <= days(last));
    if (covers(lines, within)) return within;
  }
  return preferred;
}

const covers = (lines: readonly Line[], set: readonly Candidate[]): boolean =>
  lines.every(({ quantity }, index) => set.reduce((sum, { has }) => sum + has[index]!, 0) >= quantity);

/** The smallest set that has everything; among equals the nearest, then the one with the most. Sorted by preference. */
function fewest(lines: readonly Line[], preferred: readonly Candidate[]): readonly Candidate[] {
  const alone = preferred.find((candidate) => covers(lines, [candidate]));
  if (alone) return [alone];
  if (preferred.length > EXACT_UP_TO) return greedy(lines, preferred);
  for (let size = 2; size < preferred.length; size += 1) {
    let best: { set: readonly Candidate[]; distance: number; stock: number } | undefined;
    for (const set of subsets(preferred, size)) {
      if (!covers(lines, set)) continue;
      const distance = set.reduce((sum, candidate) => sum + candidate.distance, 0);
      const stock = set.reduce((sum, candidate) => sum + candidate.stock, 0);
      if (!best || distance < best.distance || (distance === best.distance && stock > best.stock))
        best = { set, distance, stock };
    }
    if (best) return best.set;
  }
  return preferred;
}

function* subsets<T>(items: readonly T[], size: number, from = 0): Generator<T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let index = from; index <= items.length - size; index += 1)
    for (const rest of subsets(items, size - 1, index + 1)) yield [items[index]!, ...rest];
}

/** Adds the warehouse that fills most of what is still missing until nothing is. */
function greedy(lines: readonly Line[], preferred: readonly Candidate[]): readonly Candidate[] {
  const missing = lines.map(({ quantity }) => quantity);
  const left = [...preferred];
  const chosen: Candidate[] = [];
  const gain = ({ has }: Candidate): number =>
    missing.reduce((sum, quantity, index) => sum + Math.min(quantity, has[index]!), 0);
  while (missing.some((quantity) => quantity > 0)) {
    const best = left.reduce((most, candidate) => (gain(candidate) > gain(most) ? candidate : most));
    left.splice(left.indexOf(best), 1);
    chosen.push(best);
    for (const [index, has] of best.has.entries()) missing[index] = Math.max(0, missing[index]! - has);
  }
  return chosen;
}

/** Takes each line from the set's warehouses in order of preference. */
function fill(lines: readonly Line[], set: readonly Candidate[]): Allocation[] {
  const allocations: Allocation[] = [];
  for (const [index, { variantId, quantity }] of lines.entries()) {
    let missing = quantity;
    for (const { warehouseId, has } of set) {
      const taken = Math.min(missing, has[index]!);
      if (taken > 0) allocations.push({ variantId, warehouseId, quantity: taken });
      missing -= taken;
    }
  }
  return allocations;
}
