import { CATEGORIES } from './category-list.ts';
import {
  colourOf,
  type DemoPicture,
  type DemoProduct,
  type DemoVariant,
  type Fact,
  fact,
  formerPrice,
  picture,
  sentence,
  shopPrice,
} from './demo-product.ts';
import { BEDDING } from './families/bedding.ts';
import { BEDS } from './families/beds.ts';
import { DECOR } from './families/decor.ts';
import type { Family } from './families/family.ts';
import { KITCHEN } from './families/kitchen.ts';
import { LIGHTING } from './families/lighting.ts';
import { SEATING } from './families/seating.ts';
import { TABLES_AND_STORAGE } from './families/tables-and-storage.ts';
import { TEXTILES } from './families/textiles.ts';
import { mattresses } from './mattresses.ts';
import { hashOf, type Random, seeded } from './random.ts';
import { SENTENCES } from './sentences.ts';
import { type Both, COLOURS, type Colour, MODELS } from './vocabulary.ts';

/** The demo every installation has: change it and the shop window changes. */
export const DEMO_SEED = 20_260_131;

const FAMILIES: readonly Family[] = [
  ...BEDS,
  ...BEDDING,
  ...SEATING,
  ...TABLES_AND_STORAGE,
  ...LIGHTING,
  ...TEXTILES,
  ...KITCHEN,
  ...DECOR,
];

const ATTRIBUTES: readonly (readonly [code: string, ru: string, en: string])[] = [
  ['size', 'Размер', 'Size'],
  ['set', 'Комплект', 'Set'],
  ['colour', 'Цвет', 'Colour'],
  ['firmness', 'Жёсткость', 'Firmness'],
  ['material', 'Материал', 'Material'],
  ['layers', 'Слои', 'Layers'],
  ['cover', 'Чехол', 'Cover'],
  ['springs', 'Пружины', 'Springs'],
  ['height', 'Высота', 'Height'],
  ['width', 'Ширина', 'Width'],
  ['diameter', 'Диаметр', 'Diameter'],
  ['depth', 'Высота борта', 'Depth'],
  ['headboard', 'Высота изголовья', 'Headboard height'],
  ['max-load', 'Нагрузка на место', 'Load per berth'],
  ['warranty', 'Гарантия', 'Warranty'],
  ['warmth', 'Теплота', 'Warmth'],
  ['density', 'Плотность', 'Density'],
  ['pile', 'Высота ворса', 'Pile height'],
  ['position', 'Поза сна', 'Sleeping position'],
  ['age', 'Возраст', 'Age'],
  ['style', 'Стиль', 'Style'],
  ['seats', 'Мест', 'Seats'],
  ['convertible', 'Раскладывается', 'Folds out'],
  ['extendable', 'Раздвигается', 'Extends'],
  ['stackable', 'Штабелируется', 'Stacks'],
  ['drawers', 'Ящиков', 'Drawers'],
  ['doors', 'Дверей', 'Doors'],
  ['shelves', 'Полок', 'Shelves'],
  ['slats', 'Планок', 'Slats'],
  ['socket', 'Цоколь', 'Socket'],
  ['power', 'Мощность', 'Power'],
  ['volume', 'Объём', 'Volume'],
  ['capacity', 'Ёмкость', 'Capacity'],
  ['volume-class', 'Величина', 'Size class'],
  ['induction', 'Для индукции', 'Induction'],
  ['waterproof', 'Не пропускает воду', 'Waterproof'],
  ['scent', 'Аромат', 'Scent'],
  ['burning', 'Время горения', 'Burning time'],
];

/** Every product of the demo, one at a time: the same ones for the same seed. */
export function* demoProducts(seed: number = DEMO_SEED): Generator<DemoProduct> {
  yield* mattresses(seed);
  for (const family of FAMILIES) {
    const random = seeded(seed ^ hashOf(family.category));
    for (let number = 0; number < family.count; number += 1) yield product(family, number, random);
  }
}

function product(family: Family, number: number, random: Random): DemoProduct {
  const { noun, materials, price, sizes, manner } = family;
  const model = MODELS[(number + (hashOf(family.category) >>> 8)) % MODELS.length]!;
  const material = random.pick(materials);
  const colours = random.some(COLOURS, random.between(...family.colours));
  const key = `${family.prefix}-${String(number + 1).padStart(4, '0')}`;
  const title: Both = [
    `${noun[0]} ${material.inTitle[0]} «${model[0]}»`,
    sentence(`${model[1]} ${material.inTitle[1]} ${noun[1]}`),
  ];
  // Cheap things are many: the square leans the draw to the low end.
  const base = price[0] + (price[1] - price[0]) * random.next() ** 2;
  const reduced = random.chance(0.25) ? 1 + random.pick([10, 15, 20, 25, 30, 40]) / 100 : undefined;
  const accent = random.pick(COLOURS).hex;
  const pictures = (colour: Colour | undefined): DemoPicture[] => {
    const alt: Both = colour ? [`${title[0]}, ${colour.name[0]}`, `${title[1]}, ${colour.name[1]}`] : title;
    return [0, 1, 2].map((view) => picture(family.picture, colour?.hex ?? 'c9b79c', accent, view, alt));
  };
  const offered = sizes ? random.some(sizes, random.between(Math.max(1, sizes.length - 1), sizes.length)) : [undefined];
  const variants = (colours.length > 0 ? colours : [undefined]).flatMap((colour) =>
    offered.map((given): DemoVariant => {
      const [fit, factor] = given ?? [undefined, 1];
      const cost = shopPrice(base * factor);
      return {
        sku: [key, fit?.value.toUpperCase(), colour?.value.toUpperCase()].filter(Boolean).join('-'),
        options: [...(fit ? [fit] : []), ...(colour ? [colourOf(colour)] : [])],
        ...(colours.length > 1 ? { media: pictures(colour) } : {}),
        price: cost,
        ...(reduced ? { was: formerPrice(cost, reduced) } : {}),
      };
    }),
  );
  const chosen = [random.pick(family.leads), ...SENTENCES[manner].map((choices) => random.pick(choices))];
  const describe = (language: 0 | 1): string =>
    chosen.map((one) => one[language].replace('{material}', material.name[language])).join(' ');
  return {
    key,
    category: family.category,
    brand: random.pick(family.brands),
    title,
    description: [describe(0), describe(1)],
    facts: [
      fact('material', material.value, sentence(material.name[0]), sentence(material.name[1])),
      ...family.facts(random),
    ],
    media: pictures(colours[0]),
    variants,
  };
}

const texts = ([ru, en]: Both) => ({ ru, en });
const pairs = (facts: readonly Fact[]) => facts.map(({ code, value }) => ({ code, value }));
const media = (pictures: readonly DemoPicture[]) => pictures.map(({ source, alt }) => ({ source, alt: texts(alt) }));
const roubles = (amount: number) => ({ amount: `${amount}.00`, currency: 'RUB' });

/** The category tree as the catalogue's `importCategories` takes it. */
export const demoCategories = () =>
  CATEGORIES.map(({ slug, name, parent }, position) => ({
    slug,
    name: texts(name),
    position,
    ...(parent ? { parent } : {}),
  }));

/** Attributes and every label that occurs, as the catalogue's `importAttributes` takes them. */
export function demoAttributes(seed: number = DEMO_SEED) {
  const labels = new Map(ATTRIBUTES.map(([code]) => [code, new Map<string, Both>()]));
  for (const { facts, variants } of demoProducts(seed))
    for (const { code, value, label } of [...facts, ...variants.flatMap(({ options }) => options)]) {
      const known = labels.get(code);
      if (!known) throw new Error(`the demo uses the attribute "${code}" without a name`);
      known.set(value, label);
    }
  return ATTRIBUTES.map(([code, ru, en], position) => ({
    code,
    name: { ru, en },
    position,
    values: [...labels.get(code)!].map(([value, label]) => ({ value, label: texts(label) })),
  }));
}

/** A product as the catalogue's `importProducts` takes it. */
export const toImport = (demo: DemoProduct) => ({
  key: `demo:${demo.key}`,
  published: true,
  product: {
    title: texts(demo.title),
    description: texts(demo.description),
    brand: demo.brand,
    category: demo.category,
    attributes: pairs(demo.facts),
    media: media(demo.media),
    variants: demo.variants.map(({ sku, options, media: own, price, was }) => ({
      sku,
      options: pairs(options),
      ...(own ? { media: media(own) } : {}),
      price: roubles(price),
      ...(was ? { was: roubles(was) } : {}),
    })),
  },
});
