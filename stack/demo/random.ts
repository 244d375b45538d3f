/** Repeatable chance: the same seed gives the same draws on every machine. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  /** Distinct items, in their own order. */
  some<T>(items: readonly T[], count: number): T[];
  chance(probability: number): boolean;
}

/** mulberry32 (T. Ettinger, public domain): 32 bits of state, more than good enough for a shop window. */
export function seeded(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    pick: <T>(items: readonly T[]): T => items[between(0, items.length - 1)]!,
    some: <T>(items: readonly T[], count: number): T[] => {
      const places = new Set<number>();
      while (places.size < Math.min(count, items.length)) places.add(between(0, items.length - 1));
      return items.filter((_, place) => places.has(place));
    },
    chance: (probability) => next() < probability,
  };
}

/** A number for a text, so that each family of products draws by itself and a change of one leaves the others alone. */
export const hashOf = (text: string): number => {
  let hash = 2_166_136_261;
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 16_777_619);
  return hash;
};
