import {
  type DemoProduct,
  type DemoVariant,
  type Fact,
  fact,
  measure,
  picture,
  shopPrice,
  size,
} from './demo-product.ts';
import { hashOf, type Random, seeded } from './random.ts';
import { type Both, BRANDS, MODELS } from './vocabulary.ts';

/** A layer: what it is, how a sentence lists it, and what a square metre of a centimetre costs. */
interface Layer {
  readonly value: string;
  readonly name: Both;
  readonly listed: Both;
  readonly cost: number;
}
const layer = (value: string, name: Both, listed: Both, cost: number): Layer => ({ value, name, listed, cost });

const LAYERS = {
  pocket: layer(
    'pocket-springs',
    ['Независимые пружины', 'Pocket springs'],
    ['блок независимых пружин', 'a pocket spring unit'],
    230,
  ),
  latex: layer('latex', ['Натуральный латекс', 'Natural latex'], ['натуральный латекс', 'natural latex'], 620),
  coir: layer(
    'coir',
    ['Кокосовая койра', 'Coconut coir'],
    ['латексированная кокосовая койра', 'latexed coconut coir'],
    480,
  ),
  memory: layer('memory-foam', ['Пена с памятью', 'Memory foam'], ['пена с памятью формы', 'memory foam'], 420),
  gel: layer(
    'gel-foam',
    ['Охлаждающая гелевая пена', 'Cooling gel foam'],
    ['охлаждающая гелевая пена', 'cooling gel foam'],
    520,
  ),
  hr: layer(
    'hr-foam',
    ['Высокоэластичная пена', 'High-resilience foam'],
    ['высокоэластичная пена', 'high-resilience foam'],
    190,
  ),
  felt: layer('felt', ['Термовойлок', 'Thermal felt'], ['термовойлок', 'thermal felt'], 120),
  holcon: layer('polyester-fibre', ['Холлкон', 'Polyester fibre'], ['холлкон', 'polyester fibre'], 140),
} as const;

const COVERS: readonly (Fact & { readonly listed: Both; readonly cost: number; readonly hex: string })[] = [
  {
    ...fact('cover', 'cotton-jacquard', 'Хлопковый жаккард', 'Cotton jacquard'),
    listed: ['хлопкового жаккарда', 'cotton jacquard'],
    cost: 700,
    hex: 'efeae0',
  },
  {
    ...fact('cover', 'bamboo-knit', 'Трикотаж с бамбуком', 'Bamboo knit'),
    listed: ['трикотажа с бамбуковым волокном', 'a bamboo knit'],
    cost: 950,
    hex: 'dfe6d8',
  },
  { ...fact('cover', 'tencel', 'Тенсель', 'Tencel'), listed: ['тенселя', 'Tencel'], cost: 1_250, hex: 'dde6ea' },
  {
    ...fact('cover', 'merino', 'Шерсть мериноса', 'Merino wool'),
    listed: ['стёганой шерсти мериноса', 'quilted merino wool'],
    cost: 1_600,
    hex: 'e9dfd0',
  },
  {
    ...fact('cover', 'aloe-knit', 'Трикотаж с алоэ', 'Aloe knit'),
    listed: ['трикотажа с пропиткой алоэ', 'a knit finished with aloe'],
    cost: 850,
    hex: 'd9e8d5',
  },
];

const FIRMNESS: readonly Fact[] = [
  fact('firmness', 'soft', 'Мягкий', 'Soft'),
  fact('firmness', 'medium-soft', 'Умеренно мягкий', 'Medium soft'),
  fact('firmness', 'medium', 'Средний', 'Medium'),
  fact('firmness', 'medium-firm', 'Умеренно жёсткий', 'Medium firm'),
  fact('firmness', 'firm', 'Жёсткий', 'Firm'),
];

const FIRMNESS_WORDS: readonly Both[] = [
  [
    'Поверхность мягкая: тело погружается плавно, плечо и бедро не затекают на боку.',
    'The surface is soft: the body sinks in slowly, and neither shoulder nor hip goes numb on the side.',
  ],
  [
    'Чуть мягче среднего: подойдёт тем, кто засыпает на боку и просыпается на спине.',
    'A little softer than medium, for those who fall asleep on the side and wake on the back.',
  ],
  [
    'Средняя жёсткость держит спину ровно и не давит — с ней редко ошибаются.',
    'Medium firmness keeps the back level without pressing, so it is rarely a mistake.',
  ],
  [
    'Скорее жёсткий, чем мягкий: поясница не проваливается даже при весе за девяносто.',
    'More firm than soft: the small of the back does not sag even above ninety kilos.',
  ],
  [
    'Жёсткая ровная поверхность для тех, кому на мягком не спится.',
    'A firm, even surface for those who cannot sleep on anything soft.',
  ],
];

const COVER_WORDS: readonly (readonly [before: Both, after: Both])[] = [
  [
    ['Чехол из ', 'The cover of '],
    [' снимается на молнии и стирается при 40 °C.', ' zips off and washes at 40 °C.'],
  ],
  [
    ['Съёмный чехол из ', 'The removable cover of '],
    [' дышит и не скрипит.', ' breathes and makes no sound.'],
  ],
  [
    ['Верх из ', 'The top of '],
    [
      ' простёган крупной волной, поэтому ткань не собирается в складки.',
      ' is quilted in wide waves, so it does not crease.',
    ],
  ],
];

const CLOSINGS: readonly Both[] = [
  [
    'Скручен в рулон, после распаковки набирает форму за сутки.',
    'Comes rolled up and takes its shape within a day of unpacking.',
  ],
  [
    'По краям усилен, так что сидеть на нём можно без опаски.',
    'Its edges are reinforced, so you can sit on them without a thought.',
  ],
  ['Переворачивайте его раз в сезон — прослужит дольше.', 'Turn it over once a season and it will last longer.'],
  [
    'Запах фабрики уходит за два дня у открытого окна.',
    'The smell of the factory is gone after two days by an open window.',
  ],
  [
    'Кладите на решётчатое основание с шагом планок не больше семи сантиметров.',
    'Lay it on a slatted base with gaps of seven centimetres at most.',
  ],
];

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
interface Kind {
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

const KINDS: readonly Kind[] = [
  {
    category: 'pocket-spring-mattresses',
    prefix: 'PSM',
    count: 90,
    noun: ['Матрас', 'mattress'],
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

const WARRANTY: Both = ['лет', 'years'];
const CENTIMETRES: Both = ['см', 'cm'];

function listed(parts: readonly string[], and: string): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} ${and} ${parts.at(-1)}`;
}

function mattress(kind: Kind, number: number, random: Random): DemoProduct {
  const model = MODELS[number % MODELS.length]!;
  const line = kind.lines[Math.floor(number / MODELS.length + number * 3) % kind.lines.length]!;
  const slabs = random
    .pick(kind.recipes)
    .map(([name, low, high]) => ({ ...LAYERS[name], cm: random.between(low, high) }));
  const height = slabs.reduce((sum, { cm }) => sum + cm, 1);
  const degree = random.pick(kind.firmness);
  const twoSided = slabs.length > 1 && degree < 4 && random.chance(0.3);
  const firmness = twoSided ? [FIRMNESS[degree]!, FIRMNESS[degree + 1]!] : [FIRMNESS[degree]!];
  const covers = random.some(COVERS, random.chance(0.25) ? 2 : 1);
  const warranty = random.pick([5, 7, 8, 10, 15]);
  const springs = slabs.some(({ value }) => value === 'pocket-springs') ? random.pick([256, 512, 625, 1_000]) : 0;
  const title: Both = [
    `${kind.noun[0]} «${model[0]} ${line[0]}», ${kind.tail[0]}`,
    `${model[1]} ${line[1]} ${kind.noun[1]}, ${kind.tail[1]}`,
  ];
  const perSquareMetre = slabs.reduce((sum, { cost, cm }) => sum + cost * cm, 0) * 0.92 + 400;
  const sale = random.chance(0.3) ? 1 + random.pick([12, 15, 20, 25, 30, 35]) / 100 : undefined;
  const key = `${kind.prefix}-${String(number + 1).padStart(4, '0')}`;
  const accent = random.pick(['7f9bb3', 'b08d6a', '8aa58a', 'a78fb0', '6f7f92', 'c0a050']);
  const offered = random.some(kind.sizes, random.between(kind.sizes.length - 3, kind.sizes.length));
  const pictures = (hex: string) => [0, 1, 2].map((view) => picture('mattress', hex, accent, view, title));
  const variants = covers.flatMap((cover) =>
    offered.map(([width, length]): DemoVariant => {
      const price = shopPrice((perSquareMetre + cover.cost) * ((width * length) / 10_000) + 900);
      const { code, value, label } = cover;
      const several = covers.length > 1;
      return {
        sku: `${key}-${width}X${length}${several ? `-${value.slice(0, 3).toUpperCase()}` : ''}`,
        options: [size(width, length), ...(several ? [{ code, value, label }] : [])],
        ...(several ? { media: pictures(cover.hex) } : {}),
        price,
        ...(sale ? { was: shopPrice(price * sale) } : {}),
      };
    }),
  );
  const [before, after] = random.pick(COVER_WORDS);
  const closing = random.pick(CLOSINGS);
  const describe = (language: 0 | 1): string => {
    const layers = slabs.map(({ listed, cm }) => `${listed[language]} (${cm} ${CENTIMETRES[language]})`);
    const core =
      language === 0
        ? `Высота ${height} см. Снизу вверх: ${listed(layers, 'и')}.${springs ? ` ${springs} пружин на спальное место — соседа не слышно.` : ''}`
        : `${height} cm high. From the bottom up: ${listed(layers, 'and')}.${springs ? ` ${springs} springs to a berth, so you do not feel your neighbour.` : ''}`;
    const sides = !twoSided
      ? ''
      : language === 0
        ? ' Вторая сторона на ступень жёстче.'
        : ' The other side is one degree firmer.';
    const cover =
      before[language] +
      listed(
        covers.map(({ listed }) => listed[language]),
        language === 0 ? 'или' : 'or',
      ) +
      after[language];
    return [core, FIRMNESS_WORDS[degree]![language] + sides, cover, closing[language]].join(' ');
  };
  return {
    key,
    category: kind.category,
    brand: random.pick(BRANDS.sleep),
    title,
    description: [describe(0), describe(1)],
    facts: [
      ...firmness,
      measure('height', height, CENTIMETRES),
      ...[...new Map(slabs.map(({ value, name }) => [value, fact('layers', value, name[0], name[1])])).values()],
      ...(covers.length === 1 ? covers.map(({ code, value, label }) => ({ code, value, label })) : []),
      ...(springs ? [fact('springs', springs, `${springs} на место`, `${springs} per berth`)] : []),
      measure('max-load', random.pick(kind.prefix === 'KDM' ? [50, 60, 80] : [100, 110, 120, 130, 140, 160]), [
        'кг',
        'kg',
      ]),
      measure('warranty', warranty, WARRANTY),
    ],
    media: pictures(covers[0]!.hex),
    variants,
  };
}

/** Mattresses and toppers in depth: sizes, firmness, layers and covers. */
export function* mattresses(seed: number): Generator<DemoProduct> {
  for (const kind of KINDS) {
    const random = seeded(seed ^ hashOf(kind.category));
    for (let number = 0; number < kind.count; number += 1) yield mattress(kind, number, random);
  }
}
