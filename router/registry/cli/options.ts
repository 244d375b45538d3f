import { InvalidArgumentError } from 'commander';

/** A count. */
export const positive = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('a whole number above 0');
};

/** A whole number, zero too. */
export const whole = (text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('a whole number');
};

/** Names with commas between them; the option may be repeated. */
export const list = (text: string, before: string[] = []): string[] => [...before, ...text.split(',').filter(Boolean)];
