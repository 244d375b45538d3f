/**
 * Limits an `LRUCache` to so many entries. Its option `max` lays out places for all of them at once (100,000 are 4 MB, which
 * are looked through at every collection); by size they are laid out as they are taken.
 */
export const upTo = (entries: number) => ({ maxSize: entries, sizeCalculation: one });

const one = (): number => 1;
