import { type Fact, fact } from './demo-product.ts';
import type { Both } from './vocabulary.ts';

/** A layer: what it is, how a sentence lists it, and what a square metre of a centimetre costs. */
interface Layer {
  readonly value: string;
  readonly name: Both;
  readonly listed: Both;
  readonly cost: number;
}
const layer = (value: string, name: Both, listed: Both, cost: number): Layer => ({ value, name, listed, cost });

export const LAYERS = {
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

export const COVERS: readonly (Fact & { readonly listed: Both; readonly cost: number; readonly hex: string })[] = [
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
    listed: ['шерсти мериноса', 'merino wool'],
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

export const FIRMNESS: readonly Fact[] = [
  fact('firmness', 'soft', 'Мягкий', 'Soft'),
  fact('firmness', 'medium-soft', 'Умеренно мягкий', 'Medium soft'),
  fact('firmness', 'medium', 'Средний', 'Medium'),
  fact('firmness', 'medium-firm', 'Умеренно жёсткий', 'Medium firm'),
  fact('firmness', 'firm', 'Жёсткий', 'Firm'),
];

export const FIRMNESS_WORDS: readonly Both[] = [
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

export const COVER_WORDS: readonly (readonly [before: Both, after: Both])[] = [
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

export const CLOSINGS: readonly Both[] = [
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
