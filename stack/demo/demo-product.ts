import type { Both, Colour } from './vocabulary.ts';

/** An attribute's value with the way people read it. */
export interface Fact {
  readonly code: string;
  readonly value: string;
  readonly label: Both;
}

/** A picture: a generated one and what it shows. */
export interface DemoPicture {
  readonly source: string;
  readonly alt: Both;
}

/** A variant; prices are whole roubles. */
export interface DemoVariant {
  readonly sku: string;
  readonly options: readonly Fact[];
  readonly media?: readonly DemoPicture[];
  readonly price: number;
  readonly was?: number;
}

/** A product of the demo, before it is put into the words of the graph. */
export interface DemoProduct {
  readonly key: string;
  readonly category: string;
  readonly brand: string;
  readonly title: Both;
  readonly description: Both;
  readonly facts: readonly Fact[];
  readonly media: readonly DemoPicture[];
  readonly variants: readonly DemoVariant[];
}

export const fact = (code: string, value: string | number, ru: string = String(value), en = ru): Fact => ({
  code,
  value: String(value),
  label: [ru, en],
});

/** A measure: `24` reads “24 см”. */
export const measure = (code: string, amount: number, [ru, en]: Both): Fact =>
  fact(code, amount, `${amount} ${ru}`, `${amount} ${en}`);

/** Width by length in centimetres. */
export const size = (width: number, length: number): Fact =>
  fact('size', `${width}x${length}`, `${width} × ${length} см`, `${width} × ${length} cm`);

export const colourOf = ({ value, name }: Colour): Fact => fact('colour', value, name[0], name[1]);

/** A picture of something in two colours, seen from one of four sides. */
export const picture = (kind: string, main: string, accent: string, view: number, alt: Both): DemoPicture => ({
  source: `picture:${kind}-${main}-${accent}-${view}`,
  alt,
});

/** A price as shops write them: ends in 90, and in 990 from ten thousand. */
export const shopPrice = (roubles: number): number => {
  const step = roubles >= 10_000 ? 1_000 : 100;
  return Math.max(step, Math.round(roubles / step) * step) - 10;
};

/** A price before a reduction, a hundred roubles more than the price at least. */
export const formerPrice = (price: number, ratio: number): number => Math.max(shopPrice(price * ratio), price + 100);

/** Upper-cases the first letter. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
