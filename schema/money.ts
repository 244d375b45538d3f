import { Fault } from '#kernel/errors.ts';

/** An amount in integer minor units (kopecks, cents) of an ISO 4217 currency. No arithmetic touches a fraction. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** What a client sends: GraphQL's `MoneyInput`. */
export interface MoneyInput {
  readonly amount: string;
  readonly currency: string;
}

const digits = new Map<string, number>();

/** How many minor digits a currency has (ISO 4217, by the platform's own table): 2 for RUB, 0 for JPY. */
export function minorDigits(currency: string): number {
  let known = digits.get(currency);
  if (known === undefined) {
    known = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digits.set(currency, known);
  }
  return known;
}

/** Minor units as an exact decimal: 129990 RUB → "1299.90". */
export function toDecimal({ minor, currency }: Money): string {
  const places = minorDigits(currency);
  if (places === 0) return String(minor);
  const text = String(Math.abs(minor)).padStart(places + 1, '0');
  return `${minor < 0 ? '-' : ''}${text.slice(0, -places)}.${text.slice(-places)}`;
}

/**
 * A client's amount in minor units.
 * @throws Fault BAD_USER_INPUT for more digits than the currency has, or more than fits a safe integer
 */
export function fromInput({ amount, currency }: MoneyInput): Money {
  const places = minorDigits(currency);
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  if (whole === undefined || fraction.length > places)
    throw new Fault('BAD_USER_INPUT', `"${amount}" is not an amount of ${currency}, which has ${places} digits.`);
  const minor = Number(`${sign}${whole}${fraction.padEnd(places, '0')}`);
  if (!Number.isSafeInteger(minor)) throw new Fault('BAD_USER_INPUT', `"${amount}" is too large.`);
  return { minor, currency };
}

/** @throws Error when the currencies differ: a bug, since one order has one currency */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new Error(`cannot add ${a.currency} and ${b.currency}`);
  return { minor: a.minor + b.minor, currency: a.currency };
}

export const times = ({ minor, currency }: Money, quantity: number): Money => ({ minor: minor * quantity, currency });

export const sameMoney = (a: Money, b: Money): boolean => a.minor === b.minor && a.currency === b.currency;
