import { fact } from '../demo-product.ts';
import { BRANDS, MATERIALS as M } from '../vocabulary.ts';
import { BED_SIZES, cm, type Family, oneOf, plain, style } from './family.ts';

export const BEDS: readonly Family[] = [
  {
    category: 'double-beds',
    prefix: 'DBD',
    count: 60,
    noun: ['Двуспальная кровать', 'double bed'],
    picture: 'bed',
    brands: BRANDS.furniture,
    materials: [M.oak, M.pine, M.ash, M.velvet, M.boucle, M.walnut],
    price: [24_000, 92_000],
    colours: [1, 3],
    manner: 'bed',
    sizes: BED_SIZES,
    facts: (random) => [style(random), cm('headboard', 85, 125)(random)],
    leads: [
      [
        'Высокое изголовье — чтобы читать в постели и не подпирать спину подушками.',
        'A high headboard, made for reading in bed without a pile of pillows.',
      ],
      [
        'Спокойная кровать без лишних деталей: ей рады и в маленькой спальне, и в большой.',
        'A calm bed without a superfluous detail, at home in a small bedroom as in a large one.',
      ],
      [
        'Низкий силуэт и тонкие ножки делают комнату просторнее.',
        'A low outline on slender legs makes the room larger.',
      ],
    ],
  },
  {
    category: 'single-beds',
    prefix: 'SBD',
    count: 40,
    noun: ['Односпальная кровать', 'single bed'],
    picture: 'bed',
    brands: BRANDS.furniture,
    materials: [M.pine, M.birch, M.oak, M.steel, M.velvet],
    price: [11_000, 38_000],
    colours: [1, 3],
    manner: 'bed',
    sizes: plain([80, 200, 1], [90, 200, 1.06], [120, 200, 1.22]),
    facts: (random) => [style(random)],
    leads: [
      [
        'Для студии, гостевой комнаты или первой своей квартиры.',
        'For a studio, a guest room or a first flat of one’s own.',
      ],
      [
        'Занимает два квадратных метра, а спится на ней как на большой.',
        'It takes two square metres and sleeps like a large one.',
      ],
    ],
  },
  {
    category: 'kids-beds',
    prefix: 'KBD',
    count: 36,
    noun: ['Детская кровать', 'kids’ bed'],
    picture: 'bed',
    brands: BRANDS.furniture,
    materials: [M.birch, M.pine, M.ash],
    price: [9_500, 31_000],
    colours: [1, 3],
    manner: 'bed',
    sizes: plain([70, 140, 1], [70, 160, 1.1], [80, 160, 1.15], [80, 180, 1.22]),
    facts: (random) => [
      oneOf(random, 'age', [
        ['3-7', '3–7 лет', '3–7 years'],
        ['5-12', '5–12 лет', '5–12 years'],
        ['7-14', '7–14 лет', '7–14 years'],
      ]),
    ],
    leads: [
      [
        'Скруглённые углы, низкая посадка и бортик, который снимают, когда ребёнок подрос.',
        'Rounded corners, low to the ground, and a rail that comes off once the child has grown.',
      ],
      [
        'Дом под крышей из реек: простыня сверху — и вот уже палатка.',
        'A house with a roof of slats: throw a sheet over it and it is a tent.',
      ],
    ],
  },
  {
    category: 'bed-bases',
    prefix: 'BBS',
    count: 24,
    noun: ['Ортопедическое основание', 'slatted base'],
    picture: 'bed',
    brands: BRANDS.furniture,
    materials: [M.birch, M.steel],
    price: [4_200, 14_500],
    colours: [0, 0],
    manner: 'bed',
    sizes: BED_SIZES,
    facts: (random) => [fact('slats', random.pick([28, 32, 40, 54]), undefined)],
    leads: [
      [
        'Гнутые берёзовые планки пружинят и продлевают жизнь матрасу.',
        'Bent birch slats give a little and lengthen the life of the mattress.',
      ],
      [
        'Разборный металлический каркас, который помещается в лифт.',
        'A steel frame that comes apart and fits into a lift.',
      ],
    ],
  },
];
