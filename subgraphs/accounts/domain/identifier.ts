import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';
import { type Invalid, invalid } from './invalid-input.ts';

/** By what an account is found: one form for all ways to write the same address. */
export interface Identifiers {
  /** Lower case. */
  readonly email: string | null;
  /** E.164: `+79991234567`. */
  readonly phone: string | null;
}

/** What browsers take in an e-mail field (HTML, “valid e-mail address”), bounded as mail is (RFC 5321 §4.5.3.1). */
const emailForm = z.email({ pattern: z.regexes.html5Email }).max(254);

/** @returns undefined for what is no e-mail address */
export function normalizeEmail(text: string): string | undefined {
  const { data } = emailForm.safeParse(text.trim());
  return data?.toLowerCase();
}

/** @returns undefined for what cannot be a phone number in international form */
export function normalizePhone(text: string): string | undefined {
  if (text.length > 32) return undefined;
  const number = parsePhoneNumberFromString(text);
  return number?.isPossible() ? number.number : undefined;
}

/** A client's e-mail and phone; at least one has to be there, and each that is has to be right. */
export function identifiersOf(input: { email?: string | null; phone?: string | null }): Identifiers | Invalid {
  const email = input.email ? normalizeEmail(input.email) : null;
  if (email === undefined) return invalid('input.email', 'This is no e-mail address.');
  const phone = input.phone ? normalizePhone(input.phone) : null;
  if (phone === undefined)
    return invalid('input.phone', 'This is no phone number; write it in international form: +79991234567.');
  if (email === null && phone === null) return invalid('input.email', 'An e-mail address or a phone number is needed.');
  return { email, phone };
}
