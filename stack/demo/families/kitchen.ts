import { measure } from '../demo-product.ts';
import { BRANDS, MATERIALS as M } from '../vocabulary.ts';
import { CM, type Family, none, yesOrNo } from './family.ts';

export const KITCHEN: readonly Family[] = [
  {
    category: 'mugs',
    prefix: 'MUG',
    count: 58,
    noun: ['Кружка', 'mug'],
    picture: 'mug',
    brands: BRANDS.kitchen,
    materials: [M.stoneware, M.porcelain, M.glass],
    price: [390, 2_100],
    colours: [2, 6],
    manner: 'table',
    facts: (random) => [measure('volume', random.pick([250, 300, 350, 400, 450]), ['мл', 'ml'])],
    leads: [
      [
        'Тёплая ручка, тонкий край и объём как раз на один разговор.',
        'A warm handle, a thin rim, and just enough for one talk.',
      ],
      [
        'Глазурь у каждой легла по-своему, двух одинаковых нет.',
        'The glaze runs its own way on each; no two are alike.',
      ],
    ],
  },
  {
    category: 'plates',
    prefix: 'PLT',
    count: 44,
    noun: ['Тарелка', 'plate'],
    picture: 'plate',
    brands: BRANDS.kitchen,
    materials: [M.stoneware, M.porcelain],
    price: [420, 2_600],
    colours: [2, 5],
    manner: 'table',
    sizes: [
      [measure('diameter', 20, CM), 1],
      [measure('diameter', 24, CM), 1.3],
      [measure('diameter', 27, CM), 1.6],
    ],
    facts: none,
    leads: [
      ['На ней и яичница выглядит как в кафе.', 'Even fried eggs look as in a café on it.'],
      ['Высокий бортик держит соус на месте.', 'A raised rim keeps the sauce in its place.'],
    ],
  },
  {
    category: 'pans',
    prefix: 'PAN',
    count: 40,
    noun: ['Сковорода', 'frying pan'],
    picture: 'pan',
    brands: BRANDS.kitchen,
    materials: [M.castIron, M.aluminium, M.steel],
    price: [1_400, 7_900],
    colours: [0, 0],
    manner: 'stove',
    sizes: [
      [measure('diameter', 24, CM), 1],
      [measure('diameter', 26, CM), 1.1],
      [measure('diameter', 28, CM), 1.22],
    ],
    facts: (random) => [yesOrNo(random, 'induction')],
    leads: [
      [
        'Греется ровно: блины золотятся и в середине, и с краю.',
        'Heats evenly: pancakes brown in the middle and at the rim.',
      ],
      [
        'Прогрейте, смажьте, не спешите — и она переживёт вас.',
        'Heat it, oil it, take your time, and it will outlive you.',
      ],
    ],
  },
  {
    category: 'pots',
    prefix: 'POT',
    count: 36,
    noun: ['Кастрюля', 'saucepan'],
    picture: 'pan',
    brands: BRANDS.kitchen,
    materials: [M.steel, M.castIron, M.aluminium],
    price: [1_900, 11_900],
    colours: [0, 2],
    manner: 'stove',
    sizes: [
      [measure('capacity', 2, ['л', 'l']), 1],
      [measure('capacity', 3, ['л', 'l']), 1.25],
      [measure('capacity', 5, ['л', 'l']), 1.6],
    ],
    facts: (random) => [yesOrNo(random, 'induction')],
    leads: [
      [
        'Борщ на неделю или каша на утро — дно не пригорает.',
        'Soup for a week or porridge for a morning: nothing sticks.',
      ],
      ['Крышка лежит плотно, пар уходит в одну точку.', 'The lid sits tight, and the steam leaves at one point.'],
    ],
  },
  {
    category: 'storage-jars',
    prefix: 'JAR',
    count: 36,
    noun: ['Банка для хранения', 'storage jar'],
    picture: 'vase',
    brands: BRANDS.kitchen,
    materials: [M.glass, M.stoneware],
    price: [350, 1_900],
    colours: [0, 3],
    manner: 'table',
    sizes: [
      [measure('volume', 500, ['мл', 'ml']), 1],
      [measure('volume', 1_000, ['мл', 'ml']), 1.4],
      [measure('volume', 1_800, ['мл', 'ml']), 1.9],
    ],
    facts: none,
    leads: [
      [
        'Крупа, кофе, печенье — всё видно, и ничего не отсыревает.',
        'Grain, coffee, biscuits: all in sight and nothing damp.',
      ],
      ['Бамбуковая крышка с кольцом, которое держит аромат.', 'A bamboo lid with a ring that keeps the scent in.'],
    ],
  },
];
