import { minorDigits, toDecimal } from '#schema/money.ts';
import type { CatalogueItem } from './catalogue-item.ts';
import type { FaultKind, Finding } from './findings.ts';

/** The columns of UCI Online Retail: one line per article of an invoice. */
export const UCI_COLUMNS = [
  'InvoiceNo',
  'StockCode',
  'Description',
  'Quantity',
  'InvoiceDate',
  'UnitPrice',
  'CustomerID',
  'Country',
];

/** How its lines become products. */
export interface UciOptions {
  /** Slug of the category everything is put into. */
  readonly category: string;
  /** The catalogue's currency. */
  readonly currency: string;
  /** What a pound costs in the catalogue's currency. */
  readonly rate: number;
}

/** Codes that stand for postage, carriage, fees, discounts, samples and manual entries. */
const SERVICE = /^(POST|DOT|M|D|S|B|C\d|CRUK|PADS|ADJUST\d*|AMAZONFEE|BANK CHARGES|TEST\d+)$/;
const VOUCHER = /^GIFT_/;
/** Most expensive that is still a product, in pounds; beyond are book entries. */
const DEAREST = 10_000;

/** How often something was said, and where first and last. */
interface Said {
  count: number;
  first: number;
  last: number;
}

interface Evidence {
  readonly names: Map<string, Said>;
  /** By price in pence. */
  readonly prices: Map<number, Said>;
  readonly codes: Set<string>;
}

/** Names and prices kept of one code. A code with more has so many that the rest cannot win any more. */
const MOST_KEPT = 64;

/**
 * Derives products from order lines, which are all the evidence there is. Lines that are no evidence of an offer are
 * refused; of the others each code's most frequent name and price win, the more recent of equally frequent ones. Holds
 * one entry per code, whatever the number of lines.
 */
export class UciFold {
  readonly #codes = new Map<string, Evidence>();

  /** Takes a line in. @returns why it is refused, if it is */
  add(row: Readonly<Record<string, string>>, line: number): Finding | undefined {
    const read = readLine(row);
    if ('kind' in read) return { line, ...read };
    const evidence = this.#codes.get(read.code) ?? { names: new Map(), prices: new Map(), codes: new Set() };
    this.#codes.set(read.code, evidence);
    say(evidence.names, read.name, line);
    say(evidence.prices, read.pence, line);
    if (evidence.codes.size < MOST_KEPT) evidence.codes.add(read.writtenCode);
    return undefined;
  }

  /** What had to be decided: codes with several names, codes written in several ways. */
  *notes(): Generator<Finding> {
    for (const [code, { names, codes }] of this.#codes) {
      if (names.size > 1) {
        const chosen = winner(names);
        const others = [...names].filter(([name]) => name !== chosen);
        const told = others.map(([name, { count }]) => `“${name}” ${count}×`).join(', ');
        yield {
          line: names.get(chosen)!.first,
          kind: 'several-names',
          detail: `${code}: took “${chosen}” ${names.get(chosen)!.count}×, not ${told}`,
        };
      }
      if (codes.size > 1)
        yield {
          line: firstLine(names),
          kind: 'several-codes',
          detail: `${code}: also written ${[...codes].filter((one) => one !== code).join(', ')}`,
        };
    }
  }

  get size(): number {
    return this.#codes.size;
  }

  /** The products, in the order in which their codes appeared. */
  *items({ category, currency, rate }: UciOptions): Generator<CatalogueItem> {
    for (const [code, { names, prices }] of this.#codes) {
      const title = asTitle(winner(names));
      const minor = Math.max(1, Math.round((winner(prices) / 100) * rate * 10 ** minorDigits(currency)));
      yield {
        line: firstLine(names),
        product: {
          key: `uci:${code}`,
          published: true,
          product: {
            title: { en: title },
            description: { en: title },
            category,
            media: [{ source: `picture:box-${colour(code, 1)}-${colour(code, 2)}-0`, alt: { en: title } }],
            variants: [{ sku: code, price: { amount: toDecimal({ minor, currency }), currency } }],
          },
        },
      };
    }
  }
}

type Line = { code: string; writtenCode: string; name: string; pence: number };

function readLine(row: Readonly<Record<string, string>>): Line | { kind: FaultKind; detail: string } {
  const text = (column: string): string => (row[column] ?? '').replace(/\s+/g, ' ').trim();
  const refuse = (kind: FaultKind, detail: string) => ({ kind, detail });
  const [invoice, writtenCode, name] = [text('InvoiceNo'), text('StockCode'), text('Description')];
  const code = writtenCode.toUpperCase();
  const [quantity, price] = [Number(text('Quantity') || Number.NaN), Number(text('UnitPrice') || Number.NaN)];
  if (!code) return refuse('missing-sku', `invoice ${invoice}`);
  if (SERVICE.test(code)) return refuse('service-code', `${writtenCode} ${name}`.trim());
  if (VOUCHER.test(code)) return refuse('voucher', `${writtenCode} ${name}`.trim());
  if (!Number.isFinite(quantity)) return refuse('bad-number', `Quantity “${text('Quantity')}”`);
  if (!Number.isFinite(price)) return refuse('bad-number', `UnitPrice “${text('UnitPrice')}”`);
  if (/^C/i.test(invoice)) return refuse('cancellation', invoice);
  if (/^\D/.test(invoice)) return refuse('adjustment', `${invoice} ${name}`.trim());
  if (price < 0) return refuse('negative-price', `${code} ${price}`);
  if (!name) return refuse('missing-name', code);
  if (quantity <= 0) return refuse('stock-correction', `${code} ${quantity}${price === 0 ? ` “${name}”` : ''}`);
  const pence = Math.round(price * 100);
  if (pence === 0) return refuse('no-price', `${code} “${name}”`);
  if (price > DEAREST) return refuse('too-dear', `${code} ${price}`);
  if (!/\p{Lu}/u.test(name) || !/\p{L}{2}/u.test(name)) return refuse('note-not-name', `${code} “${name}”`);
  return { code, writtenCode, name, pence };
}

function say<K>(said: Map<K, Said>, what: K, line: number): void {
  const before = said.get(what);
  if (before) {
    before.count += 1;
    before.last = line;
  } else if (said.size < MOST_KEPT) said.set(what, { count: 1, first: line, last: line });
}

/** The most frequent; of equally frequent ones the most recent. */
function winner<K>(said: ReadonlyMap<K, Said>): K {
  let best: [K, Said] | undefined;
  for (const entry of said)
    if (!best || entry[1].count > best[1].count || (entry[1].count === best[1].count && entry[1].last > best[1].last))
      best = entry;
  return best![0];
}

const firstLine = (said: ReadonlyMap<unknown, Said>): number =>
  Math.min(...[...said.values()].map(({ first }) => first));

/** `WHITE METAL LANTERN` → `White metal lantern`; what is not all capitals was written so on purpose. */
function asTitle(name: string): string {
  const plain = name.replace(/[ ,.]+$/, '');
  return plain === plain.toUpperCase() ? plain.charAt(0) + plain.slice(1).toLowerCase() : plain;
}

/** A quiet colour for a code, always the same. */
function colour(code: string, salt: number): string {
  let hash = salt * 2_654_435_761;
  for (const char of code) hash = Math.imul(hash ^ char.charCodeAt(0), 16_777_619);
  return [0, 8, 16].map((shift) => (0x60 + ((hash >>> shift) & 0x7f)).toString(16).padStart(2, '0')).join('');
}
