import { type Fact, fact, measure, size } from '../demo-product.ts';
import type { Random } from '../random.ts';
import type { Both, Material } from '../vocabulary.ts';

/** A kind of product of which the demo has many: what differs is drawn, what they share stands here. */
export interface Family {
  readonly category: string;
  readonly prefix: string;
  readonly count: number;
  readonly noun: Both;
  /** Which generated picture it has. */
  readonly picture: string;
  readonly brands: readonly string[];
  readonly materials: readonly Material[];
  /** From the plainest to the dearest, in roubles, before size. */
  readonly price: readonly [low: number, high: number];
  /** How many colours one comes in: at least and at most. */
  readonly colours: readonly [low: number, high: number];
  /** Sizes with what each does to the price; one size when absent. */
  readonly sizes?: readonly (readonly [size: Fact, factor: number])[];
  readonly facts: (random: Random) => Fact[];
  /** First sentences. */
  readonly leads: readonly Both[];
  /** Which sentences follow, see `sentences.ts`. */
  readonly manner: Manner;
}
export type Manner = 'bed' | 'bedding' | 'seat' | 'wood' | 'light' | 'fabric' | 'table' | 'stove' | 'decor';

export const CM: Both = ['см', 'cm'];
export const plain = (...sizes: readonly (readonly [width: number, length: number, factor: number])[]) =>
  sizes.map(([width, length, factor]) => [size(width, length), factor] as const);
export const cm = (code: string, low: number, high: number) => (random: Random) =>
  measure(code, random.between(low / 5, high / 5) * 5, CM);
/** One of several values. */
export const oneOf = (
  random: Random,
  code: string,
  values: readonly (readonly [value: string, ru: string, en: string])[],
) => fact(code, ...random.pick(values));
export const yesOrNo = (random: Random, code: string): Fact =>
  oneOf(random, code, [
    ['yes', 'Да', 'Yes'],
    ['no', 'Нет', 'No'],
  ]);
export const style = (random: Random) =>
  random.pick([
    fact('style', 'scandinavian', 'Скандинавский', 'Scandinavian'),
    fact('style', 'modern', 'Современный', 'Modern'),
    fact('style', 'classic', 'Классический', 'Classic'),
    fact('style', 'loft', 'Лофт', 'Loft'),
    fact('style', 'japandi', 'Джапанди', 'Japandi'),
  ]);
export const warmth =
  (...values: readonly ('light' | 'all-season' | 'warm' | 'very-warm')[]) =>
  (random: Random) => {
    const labels = {
      light: ['Лёгкое', 'Light'],
      'all-season': ['Всесезонное', 'All-season'],
      warm: ['Тёплое', 'Warm'],
      'very-warm': ['Очень тёплое', 'Very warm'],
    } as const;
    const value = random.pick(values);
    return fact('warmth', value, ...labels[value]);
  };
export const lamp = (random: Random) => [
  oneOf(random, 'socket', [
    ['e27', 'E27', 'E27'],
    ['e14', 'E14', 'E14'],
    ['led', 'Светодиоды внутри', 'Built-in LED'],
  ]),
  measure('power', random.pick([8, 12, 18, 24, 40, 60]), ['Вт', 'W']),
  style(random),
];
export const none = (): Fact[] => [];

export const DUVET_SIZES = plain([140, 205, 1], [172, 205, 1.2], [200, 220, 1.45]);
export const BED_SIZES = plain([140, 200, 1], [160, 200, 1.08], [180, 200, 1.18], [200, 200, 1.3]);
