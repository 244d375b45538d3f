import { type Fact, fact, measure, size } from './demo-product.ts';
import type { Random } from './random.ts';
import { type Both, BRANDS, MATERIALS as M, type Material } from './vocabulary.ts';

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
  /** Which sentences follow, of {@link SENTENCES}. */
  readonly manner: Manner;
}
export type Manner = 'bed' | 'bedding' | 'seat' | 'wood' | 'light' | 'fabric' | 'table' | 'stove' | 'decor';

const CM: Both = ['см', 'cm'];
const plain = (...sizes: readonly (readonly [width: number, length: number, factor: number])[]) =>
  sizes.map(([width, length, factor]) => [size(width, length), factor] as const);
const cm = (code: string, low: number, high: number) => (random: Random) =>
  measure(code, random.between(low / 5, high / 5) * 5, CM);
const style = (random: Random) =>
  random.pick([
    fact('style', 'scandinavian', 'Скандинавский', 'Scandinavian'),
    fact('style', 'modern', 'Современный', 'Modern'),
    fact('style', 'classic', 'Классический', 'Classic'),
    fact('style', 'loft', 'Лофт', 'Loft'),
    fact('style', 'japandi', 'Джапанди', 'Japandi'),
  ]);
const warmth =
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
const lamp = (random: Random) => [
  fact(
    'socket',
    ...random.pick([
      ['e27', 'E27', 'E27'],
      ['e14', 'E14', 'E14'],
      ['led', 'Светодиоды внутри', 'Built-in LED'],
    ] as const),
  ),
  measure('power', random.pick([8, 12, 18, 24, 40, 60]), ['Вт', 'W']),
  style(random),
];
const none = (): Fact[] => [];

const DUVETS = plain([140, 205, 1], [172, 205, 1.2], [200, 220, 1.45]);
const BEDS = plain([140, 200, 1], [160, 200, 1.08], [180, 200, 1.18], [200, 200, 1.3]);

export const FAMILIES: readonly Family[] = [
  {
    category: 'mattress-protectors',
    prefix: 'MPR',
    count: 30,
    noun: ['Наматрасник', 'mattress protector'],
    picture: 'blanket',
    brands: BRANDS.sleep,
    materials: [M.cotton, M.bamboo, M.wool],
    price: [1_400, 3_900],
    colours: [0, 0],
    manner: 'bedding',
    facts: (random) => [
      fact(
        'waterproof',
        ...random.pick([
          ['yes', 'Да', 'Yes'],
          ['no', 'Нет', 'No'],
        ] as const),
      ),
    ],
    sizes: plain([80, 200, 1], [90, 200, 1.08], [140, 200, 1.35], [160, 200, 1.5], [180, 200, 1.65]),
    leads: [
      [
        'Берёт на себя пот, пыль и пролитый чай, чтобы матрас жил дольше.',
        'Takes the sweat, the dust and the spilt tea, so the mattress lives longer.',
      ],
      [
        'Тонкая защита, которой не чувствуешь ни спиной, ни на слух.',
        'A thin protection that you neither feel nor hear.',
      ],
    ],
  },
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
    sizes: BEDS,
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
      fact(
        'age',
        ...random.pick([
          ['3-7', '3–7 лет', '3–7 years'],
          ['5-12', '5–12 лет', '5–12 years'],
          ['7-14', '7–14 лет', '7–14 years'],
        ] as const),
      ),
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
    sizes: BEDS,
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
  {
    category: 'ergonomic-pillows',
    prefix: 'EPL',
    count: 44,
    noun: ['Ортопедическая подушка', 'ergonomic pillow'],
    picture: 'pillow',
    brands: BRANDS.sleep,
    materials: [M.memory, M.latex],
    price: [2_600, 8_900],
    colours: [0, 0],
    manner: 'bedding',
    sizes: plain([40, 60, 1], [50, 70, 1.2]),
    facts: (random) => [
      measure('height', random.between(9, 15), CM),
      fact(
        'position',
        ...random.pick([
          ['side', 'На боку', 'On the side'],
          ['back', 'На спине', 'On the back'],
          ['any', 'Любая', 'Any'],
        ] as const),
      ),
    ],
    leads: [
      [
        'Два валика разной высоты: выберите свой и забудьте о шее.',
        'Two rolls of different heights: choose yours and forget your neck.',
      ],
      [
        'Держит голову на одной линии с позвоночником — и на боку, и на спине.',
        'Keeps the head in line with the spine, on the side as on the back.',
      ],
    ],
  },
  {
    category: 'classic-pillows',
    prefix: 'CPL',
    count: 44,
    noun: ['Подушка', 'pillow'],
    picture: 'pillow',
    brands: BRANDS.sleep,
    materials: [M.down, M.bamboo, M.wool, M.cotton],
    price: [1_200, 7_400],
    colours: [0, 0],
    manner: 'bedding',
    sizes: plain([50, 70, 1], [70, 70, 1.25]),
    facts: (random) => [
      fact(
        'firmness',
        ...random.pick([
          ['soft', 'Мягкий', 'Soft'],
          ['medium', 'Средний', 'Medium'],
          ['firm', 'Жёсткий', 'Firm'],
        ] as const),
      ),
    ],
    leads: [
      [
        'Та самая подушка, которую обнимают, взбивают и берут с собой в отпуск.',
        'The very pillow that is hugged, plumped and taken on holiday.',
      ],
      [
        'Мягкая, но не плоская: наполнитель не сбивается в комки.',
        'Soft without going flat: the filling does not clump.',
      ],
    ],
  },
  {
    category: 'winter-duvets',
    prefix: 'WDV',
    count: 36,
    noun: ['Тёплое одеяло', 'warm duvet'],
    picture: 'blanket',
    brands: BRANDS.sleep,
    materials: [M.down, M.wool],
    price: [3_900, 16_500],
    colours: [0, 2],
    manner: 'bedding',
    sizes: DUVETS,
    facts: (random) => [warmth('warm', 'very-warm')(random)],
    leads: [
      [
        'Для спален, где зимой спят с открытой форточкой.',
        'For bedrooms where one sleeps with the window ajar in winter.',
      ],
      ['Греет без веса: под ним тепло, но не душно.', 'Warms without weight: cosy underneath, never stuffy.'],
    ],
  },
  {
    category: 'summer-duvets',
    prefix: 'SDV',
    count: 30,
    noun: ['Лёгкое одеяло', 'light duvet'],
    picture: 'blanket',
    brands: BRANDS.sleep,
    materials: [M.bamboo, M.cotton, M.linen],
    price: [2_100, 7_900],
    colours: [0, 2],
    manner: 'bedding',
    sizes: DUVETS,
    facts: (random) => [warmth('light', 'all-season')(random)],
    leads: [
      ['Для белых ночей и августовской жары.', 'For white nights and the heat of August.'],
      ['Весит меньше килограмма и сохнет за вечер.', 'Weighs less than a kilo and dries in an evening.'],
    ],
  },
  {
    category: 'linen-sets',
    prefix: 'LNS',
    count: 60,
    noun: ['Постельное бельё', 'bed linen set'],
    picture: 'linen',
    brands: BRANDS.textile,
    materials: [M.sateen, M.percale, M.linen, M.cotton, M.muslin],
    price: [2_900, 15_900],
    colours: [2, 4],
    manner: 'fabric',
    facts: (random) => [measure('density', random.pick([110, 120, 125, 135, 150]), ['г/м²', 'g/m²'])],
    sizes: [
      [fact('set', 'single', '1,5-спальный', 'Single'), 1],
      [fact('set', 'double', '2-спальный', 'Double'), 1.25],
      [fact('set', 'euro', 'Евро', 'King'), 1.4],
      [fact('set', 'family', 'Семейный', 'Family'), 1.7],
    ],
    leads: [
      [
        'Гладкое, прохладное и чуть шуршит — как в хорошей гостинице.',
        'Smooth, cool and with a faint rustle, as in a good hotel.',
      ],
      ['С каждой стиркой становится мягче, а цвет не уходит.', 'Grows softer with every wash and keeps its colour.'],
      ['Пуговицы спрятаны под планкой, швы двойные.', 'Buttons under a placket, seams sewn twice.'],
    ],
  },
  {
    category: 'fitted-sheets',
    prefix: 'FSH',
    count: 36,
    noun: ['Простыня на резинке', 'fitted sheet'],
    picture: 'linen',
    brands: BRANDS.textile,
    materials: [M.sateen, M.percale, M.cotton, M.muslin],
    price: [1_100, 4_600],
    colours: [2, 4],
    manner: 'fabric',
    sizes: plain([90, 200, 1], [140, 200, 1.25], [160, 200, 1.35], [180, 200, 1.5]),
    facts: (random) => [measure('depth', random.pick([20, 25, 30, 35]), CM)],
    leads: [
      [
        'Резинка по всему краю: утром простыня там же, где была вечером.',
        'Elastic all round: in the morning the sheet is where it was at night.',
      ],
      [
        'Глубокие углы держатся и на высоком матрасе с топпером.',
        'Deep corners that hold on a high mattress with a topper.',
      ],
    ],
  },
  {
    category: 'sofas',
    prefix: 'SOF',
    count: 56,
    noun: ['Диван', 'sofa'],
    picture: 'sofa',
    brands: BRANDS.furniture,
    materials: [M.velvet, M.boucle, M.linen, M.leatherette],
    price: [34_000, 148_000],
    colours: [2, 4],
    manner: 'seat',
    facts: (random) => [
      style(random),
      fact('seats', random.pick([2, 3, 4])),
      fact(
        'convertible',
        ...random.pick([
          ['yes', 'Да', 'Yes'],
          ['no', 'Нет', 'No'],
        ] as const),
      ),
    ],
    leads: [
      [
        'Глубокое сиденье, на котором помещаются двое, кошка и сериал.',
        'A deep seat that holds two people, a cat and a series.',
      ],
      [
        'Раскладывается одним движением и не требует отодвигать его от стены.',
        'Folds out in one movement without leaving the wall.',
      ],
      [
        'Ровная посадка и широкие подлокотники, на которые можно поставить чашку.',
        'An even seat and wide arms that take a cup.',
      ],
    ],
  },
  {
    category: 'armchairs',
    prefix: 'ARM',
    count: 48,
    noun: ['Кресло', 'armchair'],
    picture: 'chair',
    brands: BRANDS.furniture,
    materials: [M.velvet, M.boucle, M.linen, M.leatherette, M.rattan],
    price: [12_000, 54_000],
    colours: [2, 4],
    manner: 'seat',
    facts: (random) => [style(random), cm('width', 65, 90)(random)],
    leads: [
      ['Кресло для тех, кто дочитывает главу.', 'An armchair for those who finish the chapter.'],
      [
        'Спинка чуть откинута, так что засыпают в нём не нарочно.',
        'Its back leans just enough to fall asleep in unawares.',
      ],
    ],
  },
  {
    category: 'chairs',
    prefix: 'CHR',
    count: 56,
    noun: ['Стул', 'chair'],
    picture: 'chair',
    brands: BRANDS.furniture,
    materials: [M.oak, M.birch, M.ash, M.velvet, M.steel],
    price: [3_400, 18_900],
    colours: [1, 4],
    manner: 'seat',
    facts: (random) => [
      style(random),
      fact(
        'stackable',
        ...random.pick([
          ['yes', 'Да', 'Yes'],
          ['no', 'Нет', 'No'],
        ] as const),
      ),
    ],
    leads: [
      ['Лёгкий: одной рукой от стола к окну.', 'Light: from the table to the window with one hand.'],
      [
        'Гнутая спинка держит поясницу весь долгий ужин.',
        'A bent back that supports through the whole of a long dinner.',
      ],
    ],
  },
  {
    category: 'dining-tables',
    prefix: 'DTB',
    count: 44,
    noun: ['Обеденный стол', 'dining table'],
    picture: 'table',
    brands: BRANDS.furniture,
    materials: [M.oak, M.ash, M.walnut, M.glass],
    price: [14_000, 89_000],
    colours: [0, 2],
    manner: 'wood',
    sizes: plain([80, 120, 1], [80, 140, 1.12], [90, 160, 1.3], [90, 180, 1.48]),
    facts: (random) => [
      style(random),
      fact(
        'extendable',
        ...random.pick([
          ['yes', 'Да', 'Yes'],
          ['no', 'Нет', 'No'],
        ] as const),
      ),
    ],
    leads: [
      ['За ним обедают вчетвером, а на Новый год — ввосьмером.', 'Four dine at it, and eight on New Year’s Eve.'],
      [
        'Столешница с мягкой фаской: локтям удобно, детям не больно.',
        'A top with a soft edge: kind to elbows and to children’s heads.',
      ],
    ],
  },
  {
    category: 'coffee-tables',
    prefix: 'CTB',
    count: 40,
    noun: ['Журнальный столик', 'coffee table'],
    picture: 'table',
    brands: BRANDS.furniture,
    materials: [M.oak, M.walnut, M.glass, M.steel, M.rattan],
    price: [4_900, 32_000],
    colours: [0, 3],
    manner: 'wood',
    facts: (random) => [style(random), cm('width', 45, 110)(random), cm('height', 35, 50)(random)],
    leads: [
      ['Книга, чашка и пульт помещаются на нём вместе.', 'A book, a cup and the remote fit on it together.'],
      ['Невысокий, на трёх ногах: не качается и на неровном полу.', 'Low and on three legs, steady on any floor.'],
    ],
  },
  {
    category: 'desks',
    prefix: 'DSK',
    count: 40,
    noun: ['Рабочий стол', 'desk'],
    picture: 'table',
    brands: BRANDS.furniture,
    materials: [M.oak, M.birch, M.walnut, M.steel],
    price: [9_900, 58_000],
    colours: [0, 3],
    manner: 'wood',
    sizes: plain([60, 120, 1], [70, 140, 1.15], [70, 160, 1.3]),
    facts: (random) => [style(random), fact('drawers', random.pick([0, 1, 2, 3]))],
    leads: [
      ['Место для ноутбука, тетради и локтей.', 'Room for a laptop, a notebook and both elbows.'],
      ['Кабели прячутся в желоб под столешницей.', 'Cables hide in a trough under the top.'],
    ],
  },
  {
    category: 'wardrobes',
    prefix: 'WRD',
    count: 44,
    noun: ['Шкаф', 'wardrobe'],
    picture: 'wardrobe',
    brands: BRANDS.furniture,
    materials: [M.oak, M.pine, M.walnut, M.ash],
    price: [19_000, 118_000],
    colours: [1, 3],
    manner: 'wood',
    facts: (random) => [
      style(random),
      fact('doors', random.pick([2, 3, 4])),
      cm('width', 80, 200)(random),
      cm('height', 190, 240)(random),
    ],
    leads: [
      [
        'Штанга во всю ширину, две полки и ящик для того, что не вешают.',
        'A rail across the whole width, two shelves, and a drawer for what is not hung.',
      ],
      ['Двери закрываются мягко, даже если ими хлопают.', 'The doors close softly, even when slammed.'],
    ],
  },
  {
    category: 'chests',
    prefix: 'CST',
    count: 40,
    noun: ['Комод', 'chest of drawers'],
    picture: 'chest',
    brands: BRANDS.furniture,
    materials: [M.oak, M.pine, M.walnut, M.birch],
    price: [9_800, 56_000],
    colours: [1, 3],
    manner: 'wood',
    facts: (random) => [style(random), fact('drawers', random.pick([3, 4, 5, 6])), cm('width', 60, 140)(random)],
    leads: [
      [
        'Ящики полного выдвижения: дальние носки тоже видно.',
        'Drawers that pull out all the way: you see the socks at the back as well.',
      ],
      ['Высота по пояс — сверху встанут лампа и зеркало.', 'Waist-high, with room on top for a lamp and a mirror.'],
    ],
  },
  {
    category: 'shelves',
    prefix: 'SHL',
    count: 40,
    noun: ['Стеллаж', 'shelving unit'],
    picture: 'wardrobe',
    brands: BRANDS.furniture,
    materials: [M.oak, M.pine, M.steel, M.birch],
    price: [5_400, 39_000],
    colours: [1, 3],
    manner: 'wood',
    facts: (random) => [style(random), fact('shelves', random.pick([3, 4, 5, 6])), cm('height', 90, 220)(random)],
    leads: [
      ['Выдержит собрание сочинений и коллекцию камней.', 'Holds the collected works and a collection of stones.'],
      [
        'Открыт с двух сторон, поэтому годится и как перегородка.',
        'Open on both sides, so it will divide a room as well.',
      ],
    ],
  },
  {
    category: 'bedside-tables',
    prefix: 'BST',
    count: 36,
    noun: ['Прикроватная тумба', 'bedside table'],
    picture: 'chest',
    brands: BRANDS.furniture,
    materials: [M.oak, M.pine, M.walnut, M.ash],
    price: [3_900, 19_500],
    colours: [1, 3],
    manner: 'wood',
    facts: (random) => [style(random), fact('drawers', random.pick([1, 2]))],
    leads: [
      ['Рука находит на ней очки, не просыпаясь.', 'Your hand finds the glasses on it without waking.'],
      [
        'Ящик для телефона, который ночью должен молчать.',
        'With a drawer for the phone that ought to be silent at night.',
      ],
    ],
  },
  {
    category: 'ceiling-lights',
    prefix: 'CLG',
    count: 44,
    noun: ['Люстра', 'ceiling light'],
    picture: 'lamp',
    brands: BRANDS.light,
    materials: [M.brass, M.glass, M.steel, M.rattan, M.linen],
    price: [3_900, 36_000],
    colours: [1, 3],
    manner: 'light',
    facts: (random) => [...lamp(random), cm('diameter', 30, 80)(random)],
    leads: [
      [
        'Рассеивает свет так, что теней под глазами ни у кого нет.',
        'Scatters its light so that nobody has shadows under the eyes.',
      ],
      ['Главная в комнате, но не кричит об этом.', 'The first thing in the room, without being loud about it.'],
    ],
  },
  {
    category: 'table-lamps',
    prefix: 'TLM',
    count: 44,
    noun: ['Настольная лампа', 'table lamp'],
    picture: 'lamp',
    brands: BRANDS.light,
    materials: [M.brass, M.glass, M.stoneware, M.linen, M.steel],
    price: [1_900, 14_500],
    colours: [1, 4],
    manner: 'light',
    facts: lamp,
    leads: [
      ['Тёплое пятно света там, где читают и шьют.', 'A warm patch of light for reading and sewing.'],
      ['Гнётся в трёх местах и остаётся, где поставили.', 'Bends in three places and stays as it is set.'],
    ],
  },
  {
    category: 'floor-lamps',
    prefix: 'FLM',
    count: 36,
    noun: ['Торшер', 'floor lamp'],
    picture: 'lamp',
    brands: BRANDS.light,
    materials: [M.brass, M.steel, M.linen, M.oak, M.rattan],
    price: [4_900, 29_000],
    colours: [1, 3],
    manner: 'light',
    facts: (random) => [...lamp(random), cm('height', 130, 180)(random)],
    leads: [
      [
        'Встаёт за креслом и делает из угла место для чтения.',
        'Stands behind a chair and makes a reading place of a corner.',
      ],
      ['Тяжёлое основание: собака пробежит — не уронит.', 'A heavy foot: a dog runs past and it stays upright.'],
    ],
  },
  {
    category: 'wall-lights',
    prefix: 'WLT',
    count: 36,
    noun: ['Бра', 'wall light'],
    picture: 'lamp',
    brands: BRANDS.light,
    materials: [M.brass, M.glass, M.steel, M.linen],
    price: [1_700, 12_900],
    colours: [1, 3],
    manner: 'light',
    facts: lamp,
    leads: [
      [
        'Светит вниз на книгу и вверх на потолок — каждый луч своим выключателем.',
        'Lights the book below and the ceiling above, each by a switch of its own.',
      ],
      ['Не занимает тумбу и не слепит соседа.', 'Takes no room on the table and does not blind your neighbour.'],
    ],
  },
  {
    category: 'curtains',
    prefix: 'CRT',
    count: 44,
    noun: ['Шторы', 'curtains'],
    picture: 'curtain',
    brands: BRANDS.textile,
    materials: [M.blackout, M.linen, M.velvet, M.tulle, M.cotton],
    price: [1_900, 12_400],
    colours: [2, 5],
    manner: 'fabric',
    sizes: plain([140, 260, 1], [200, 260, 1.35], [200, 280, 1.45]),
    facts: none,
    leads: [
      ['Утро начнётся тогда, когда решите вы.', 'The morning begins when you decide.'],
      ['Тяжёлая ткань падает ровными складками сама.', 'A heavy cloth that falls into even folds by itself.'],
    ],
  },
  {
    category: 'rugs',
    prefix: 'RUG',
    count: 50,
    noun: ['Ковёр', 'rug'],
    picture: 'rug',
    brands: BRANDS.textile,
    materials: [M.wool, M.jute, M.cotton],
    price: [2_900, 38_000],
    colours: [1, 4],
    manner: 'fabric',
    sizes: plain([80, 150, 1], [120, 170, 1.6], [160, 230, 2.7], [200, 300, 4.1]),
    facts: (random) => [measure('pile', random.pick([4, 6, 8, 12, 20]), ['мм', 'mm'])],
    leads: [
      ['Босым ногам по нему теплее, а комната с ним тише.', 'Warmer to bare feet, and quieter for the room.'],
      [
        'Плотный, с обработанным краем: кресло ездит, ковёр лежит.',
        'Dense, with a bound edge: the chair rolls and the rug stays.',
      ],
    ],
  },
  {
    category: 'towels',
    prefix: 'TWL',
    count: 44,
    noun: ['Полотенце', 'towel'],
    picture: 'towel',
    brands: BRANDS.textile,
    materials: [M.cotton, M.bamboo, M.linen],
    price: [390, 2_400],
    colours: [3, 6],
    manner: 'fabric',
    sizes: plain([50, 90, 1], [70, 140, 1.9], [100, 150, 2.6]),
    facts: (random) => [measure('density', random.pick([400, 450, 500, 550, 600]), ['г/м²', 'g/m²'])],
    leads: [
      ['Длинная петля впитывает сразу и сохнет к вечеру.', 'Long loops that drink at once and are dry by evening.'],
      ['Плотное, мягкое и с петелькой ровно там, где крючок.', 'Dense, soft, and with a loop just where the hook is.'],
    ],
  },
  {
    category: 'throws',
    prefix: 'THR',
    count: 40,
    noun: ['Плед', 'throw'],
    picture: 'blanket',
    brands: BRANDS.textile,
    materials: [M.wool, M.cotton, M.muslin, M.linen],
    price: [1_700, 11_900],
    colours: [2, 4],
    manner: 'fabric',
    sizes: plain([130, 170, 1], [150, 200, 1.3], [200, 220, 1.7]),
    facts: none,
    leads: [
      ['Для дивана, дачи и последнего ряда в электричке.', 'For the sofa, the cottage and the last row of the train.'],
      ['Крупная вязка и кисти, которые хочется заплетать.', 'A wide knit with tassels that ask to be plaited.'],
    ],
  },
  {
    category: 'cushions',
    prefix: 'CSH',
    count: 44,
    noun: ['Декоративная подушка', 'cushion'],
    picture: 'pillow',
    brands: BRANDS.textile,
    materials: [M.velvet, M.linen, M.boucle, M.cotton],
    price: [690, 3_900],
    colours: [3, 6],
    manner: 'fabric',
    sizes: plain([40, 40, 1], [45, 45, 1.15], [30, 50, 1.05]),
    facts: none,
    leads: [
      ['Три таких на диване — и он новый.', 'Three of these and the sofa is new.'],
      [
        'Молния спрятана в шве, чехол стирается отдельно.',
        'The zip hides in the seam, and the cover washes by itself.',
      ],
    ],
  },
  {
    category: 'mugs',
    prefix: 'MUG',
    count: 50,
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
    facts: (random) => [
      fact(
        'induction',
        ...random.pick([
          ['yes', 'Да', 'Yes'],
          ['no', 'Нет', 'No'],
        ] as const),
      ),
    ],
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
    facts: (random) => [
      fact(
        'induction',
        ...random.pick([
          ['yes', 'Да', 'Yes'],
          ['no', 'Нет', 'No'],
        ] as const),
      ),
    ],
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
  {
    category: 'vases',
    prefix: 'VAS',
    count: 44,
    noun: ['Ваза', 'vase'],
    picture: 'vase',
    brands: BRANDS.decor,
    materials: [M.glass, M.stoneware, M.porcelain, M.brass],
    price: [890, 7_900],
    colours: [1, 4],
    manner: 'decor',
    facts: (random) => [cm('height', 15, 60)(random)],
    leads: [
      ['Хороша с пионами, с сухоцветами и пустая.', 'Good with peonies, with dried grass, and empty.'],
      ['Узкое горло держит и одну ветку.', 'A narrow neck that holds even a single branch.'],
    ],
  },
  {
    category: 'candles',
    prefix: 'CND',
    count: 40,
    noun: ['Свеча', 'candle'],
    picture: 'candle',
    brands: BRANDS.decor,
    materials: [M.soy],
    price: [590, 3_200],
    colours: [1, 3],
    manner: 'decor',
    facts: (random) => [
      fact(
        'scent',
        ...random.pick([
          ['fig', 'Инжир', 'Fig'],
          ['smoke', 'Дым костра', 'Campfire'],
          ['linen', 'Свежее бельё', 'Fresh linen'],
          ['pine', 'Хвоя', 'Pine needles'],
          ['none', 'Без запаха', 'Unscented'],
        ] as const),
      ),
      measure('burning', random.pick([20, 30, 40, 55]), ['ч', 'h']),
    ],
    leads: [
      [
        'Горит ровно и не коптит, запах тонкий, как в чужом хорошем доме.',
        'Burns evenly without soot, with a faint scent as in somebody’s good house.',
      ],
      ['Один вечер — одна глава: хватает надолго.', 'A chapter an evening: it lasts long.'],
    ],
  },
  {
    category: 'wall-clocks',
    prefix: 'CLK',
    count: 36,
    noun: ['Настенные часы', 'wall clock'],
    picture: 'clock',
    brands: BRANDS.decor,
    materials: [M.oak, M.steel, M.brass, M.walnut],
    price: [1_400, 9_900],
    colours: [1, 3],
    manner: 'decor',
    facts: (random) => [style(random), cm('diameter', 25, 60)(random)],
    leads: [
      ['Плавный ход: в спальне их не слышно.', 'A sweeping hand: silent in a bedroom.'],
      ['Циферблат читается с другого конца кухни.', 'A face that is read from the other end of the kitchen.'],
    ],
  },
  {
    category: 'mirrors',
    prefix: 'MIR',
    count: 36,
    noun: ['Зеркало', 'mirror'],
    picture: 'mirror',
    brands: BRANDS.decor,
    materials: [M.oak, M.brass, M.steel, M.rattan],
    price: [2_400, 24_000],
    colours: [0, 3],
    manner: 'decor',
    facts: (random) => [style(random), cm('height', 40, 180)(random)],
    leads: [
      ['Повесьте напротив окна — света станет вдвое больше.', 'Hang it opposite a window and the light doubles.'],
      ['Не искажает и не льстит.', 'Neither distorts nor flatters.'],
    ],
  },
  {
    category: 'baskets',
    prefix: 'BSK',
    count: 36,
    noun: ['Корзина', 'basket'],
    picture: 'box',
    brands: BRANDS.decor,
    materials: [M.rattan, M.jute, M.cotton],
    price: [690, 4_900],
    colours: [1, 3],
    manner: 'decor',
    sizes: [
      [fact('volume-class', 's', 'Маленькая', 'Small'), 1],
      [fact('volume-class', 'm', 'Средняя', 'Medium'), 1.4],
      [fact('volume-class', 'l', 'Большая', 'Large'), 1.9],
    ],
    facts: none,
    leads: [
      ['Для игрушек, пледов и всего, чему не нашлось места.', 'For toys, throws and whatever has found no place.'],
      ['Сплетена вручную, держит форму и пустой.', 'Woven by hand, and keeps its shape when empty.'],
    ],
  },
];
