import type { LAYERS } from './mattress-parts.ts';
import type { Both } from './vocabulary.ts';

const ADULT = [
  [80, 190],
  [80, 200],
  [90, 200],
  [120, 200],
  [140, 200],
  [160, 200],
  [180, 200],
  [200, 200],
] as const;
const KIDS = [
  [60, 120],
  [70, 140],
  [70, 160],
  [80, 160],
  [80, 180],
] as const;

type Slab = readonly [kind: keyof typeof LAYERS, low: number, high: number];
/** A kind of mattress. */
export interface Kind {
  readonly category: string;
  readonly prefix: string;
  readonly count: number;
  readonly noun: Both;
  readonly tail: Both;
  readonly sizes: readonly (readonly [number, number])[];
  /** From the bottom up, thickness in centimetres. */
  readonly recipes: readonly (readonly Slab[])[];
  readonly firmness: readonly number[];
  readonly lines: readonly Both[];
}

const LINES: readonly Both[] = [
  ['Классик', 'Classic'],
  ['Комфорт', 'Comfort'],
  ['Люкс', 'Luxe'],
  ['Баланс', 'Balance'],
  ['Актив', 'Active'],
];

export const KINDS: readonly Kind[] = [
  {
    category: 'pocket-spring-mattresses',
    prefix: 'PSM',
    count: 90,
    noun: ['Ортопедический матрас', 'orthopaedic mattress'],
    tail: ['независимые пружины', 'pocket springs'],
    sizes: ADULT,
    lines: LINES,
    firmness: [1, 2, 2, 3, 3],
    recipes: [
      [
        ['felt', 1, 1],
        ['pocket', 14, 16],
        ['hr', 3, 5],
      ],
      [
        ['hr', 2, 3],
        ['felt', 1, 1],
        ['pocket', 14, 18],
        ['felt', 1, 1],
        ['latex', 3, 5],
      ],
      [
        ['coir', 2, 3],
        ['pocket', 14, 16],
        ['felt', 1, 1],
        ['memory', 4, 5],
      ],
      [
        ['coir', 1, 2],
        ['felt', 1, 1],
        ['pocket', 15, 18],
        ['coir', 1, 1],
        ['latex', 3, 4],
      ],
      [
        ['hr', 3, 3],
        ['pocket', 16, 18],
        ['hr', 2, 3],
        ['gel', 3, 4],
      ],
      [
        ['latex', 3, 3],
        ['coir', 1, 1],
        ['pocket', 14, 16],
        ['coir', 1, 1],
        ['memory', 3, 5],
      ],
    ],
  },
  {
    category: 'foam-mattresses',
    prefix: 'FOM',
    count: 70,
    noun: ['Матрас', 'mattress'],
    tail: ['без пружин', 'springless'],
    sizes: ADULT,
    lines: LINES,
    firmness: [0, 1, 2, 2, 3],
    recipes: [
      [
        ['hr', 14, 18],
        ['memory', 4, 6],
      ],
      [
        ['hr', 12, 16],
        ['hr', 3, 4],
        ['gel', 3, 5],
      ],
      [
        ['coir', 2, 3],
        ['hr', 12, 15],
        ['memory', 3, 4],
      ],
      [['hr', 16, 20]],
      [
        ['holcon', 3, 4],
        ['hr', 10, 14],
        ['latex', 3, 4],
      ],
    ],
  },
  {
    category: 'latex-mattresses',
    prefix: 'LTX',
    count: 45,
    noun: ['Латексный матрас', 'latex mattress'],
    tail: ['семь зон', 'seven zones'],
    sizes: ADULT,
    lines: LINES,
    firmness: [0, 1, 1, 2],
    recipes: [
      [['latex', 14, 20]],
      [
        ['coir', 2, 3],
        ['latex', 12, 16],
      ],
      [
        ['latex', 10, 12],
        ['memory', 4, 5],
      ],
      [
        ['coir', 2, 2],
        ['latex', 10, 14],
        ['coir', 1, 2],
      ],
    ],
  },
  {
    category: 'coir-mattresses',
    prefix: 'CCR',
    count: 40,
    noun: ['Матрас', 'mattress'],
    tail: ['кокосовая койра', 'coconut coir'],
    sizes: ADULT,
    lines: LINES,
    firmness: [3, 4, 4],
    recipes: [
      [['coir', 8, 12]],
      [
        ['coir', 3, 4],
        ['latex', 3, 4],
        ['coir', 3, 4],
      ],
      [
        ['coir', 3, 4],
        ['hr', 8, 10],
        ['coir', 3, 4],
      ],
      [
        ['holcon', 4, 6],
        ['coir', 6, 8],
      ],
    ],
  },
  {
    category: 'kids-mattresses',
    prefix: 'KDM',
    count: 45,
    noun: ['Детский матрас', 'kids’ mattress'],
    tail: ['две стороны', 'two-sided'],
    sizes: KIDS,
    lines: [
      ['Малыш', 'Baby'],
      ['Юниор', 'Junior'],
      ['Школьник', 'Scholar'],
    ],
    firmness: [2, 3, 4],
    recipes: [
      [
        ['coir', 3, 4],
        ['latex', 3, 5],
        ['coir', 1, 2],
      ],
      [
        ['coir', 3, 4],
        ['holcon', 5, 8],
      ],
      [
        ['hr', 8, 12],
        ['coir', 2, 3],
      ],
    ],
  },
  {
    category: 'mattress-toppers',
    prefix: 'TOP',
    count: 40,
    noun: ['Топпер', 'topper'],
    tail: ['на резинках', 'with corner straps'],
    sizes: ADULT,
    lines: LINES,
    firmness: [0, 1, 2, 3],
    recipes: [
      [['memory', 4, 7]],
      [['latex', 3, 6]],
      [['coir', 3, 4]],
      [['gel', 4, 6]],
      [['hr', 5, 7]],
      [
        ['coir', 1, 2],
        ['latex', 3, 4],
      ],
    ],
  },
];
