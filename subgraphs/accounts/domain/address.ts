import { isCountry } from './country.ts';
import { normalizePhone } from './identifier.ts';
import { type Invalid, invalid, lineOfText } from './invalid-input.ts';

/** Most addresses of one user. The table's check says the same. */
export const MOST_ADDRESSES = 20;

/** Where parcels go. */
export interface AddressFacts {
  readonly recipient: string;
  /** E.164. */
  readonly phone: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly region: string | null;
  readonly city: string;
  readonly street: string;
  readonly postalCode: string | null;
  /** Degrees; both or neither. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** An address as a client writes it. */
export type AddressInput = Partial<{ [K in keyof AddressFacts]: AddressFacts[K] | null }>;

/** The lines of an address: most characters of each, and whether it has to be there. */
const LINES = {
  recipient: { most: 120, needed: true },
  region: { most: 120, needed: false },
  city: { most: 120, needed: true },
  street: { most: 200, needed: true },
  postalCode: { most: 20, needed: false },
} as const;

const within = (value: number, most: number): boolean => Number.isFinite(value) && Math.abs(value) <= most;

/** An address in its one form, or the first rule it breaks. */
export function addressOf(input: AddressInput): AddressFacts | Invalid {
  const lines = {} as Record<keyof typeof LINES, string | null>;
  for (const [name, { most, needed }] of Object.entries(LINES) as [
    keyof typeof LINES,
    { most: number; needed: boolean },
  ][]) {
    const line = lineOfText(input[name], most);
    if (line === undefined || (needed && line === null))
      return invalid(`input.${name}`, `This is one line of ${needed ? '1' : '0'} to ${most} characters.`);
    lines[name] = line;
  }
  const country = input.country?.trim().toUpperCase() ?? '';
  if (!isCountry(country)) return invalid('input.country', 'A country is two letters of ISO 3166-1, such as RU.');
  const phone = input.phone?.trim() ? normalizePhone(input.phone) : null;
  if (phone === undefined)
    return invalid('input.phone', 'This is no phone number; write it in international form: +79991234567.');
  const latitude = input.latitude ?? null;
  const longitude = input.longitude ?? null;
  if ((latitude === null) !== (longitude === null))
    return invalid('input.latitude', 'Latitude and longitude come together.');
  if (latitude !== null && !within(latitude, 90)) return invalid('input.latitude', 'A latitude is -90 to 90 degrees.');
  if (longitude !== null && !within(longitude, 180))
    return invalid('input.longitude', 'A longitude is -180 to 180 degrees.');
  return {
    ...lines,
    recipient: lines.recipient!,
    city: lines.city!,
    street: lines.street!,
    country,
    phone,
    latitude,
    longitude,
  };
}
