import {
  type DemoProduct,
  type DemoVariant,
  fact,
  formerPrice,
  measure,
  picture,
  shopPrice,
  size,
} from './demo-product.ts';
import { KINDS, type Kind } from './mattress-kinds.ts';
import { CLOSINGS, COVER_WORDS, COVERS, FIRMNESS, FIRMNESS_WORDS, LAYERS } from './mattress-parts.ts';
import { hashOf, type Random, seeded } from './random.ts';
import { type Both, BRANDS, MODELS } from './vocabulary.ts';

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
        ...(sale ? { was: formerPrice(price, sale) } : {}),
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
