import { describe, expect, it } from 'vitest';
import { type AddressInput, addressOf } from './address.ts';
import { identifiersOf, normalizeEmail, normalizePhone } from './identifier.ts';
import { fromNames, toName } from './roles.ts';

describe('an e-mail address', () => {
  it.each([
    ['Anna@Example.ORG', 'anna@example.org'],
    ['  anna+shop@example.org ', 'anna+shop@example.org'],
    ['buyer@demo', 'buyer@demo'],
  ])('%s is %s', (text, email) => expect(normalizeEmail(text)).toBe(email));

  it.each([
    '',
    'anna',
    'anna@',
    '@example.org',
    'a b@example.org',
    'a@b@c',
    'анна@example.org',
    `${'a'.repeat(250)}@b.org`,
  ])('"%s" is none', (text) => expect(normalizeEmail(text)).toBeUndefined());
});

describe('a phone number', () => {
  it.each([
    ['+7 (999) 123-45-67', '+79991234567'],
    ['+44 20 7946 0958', '+442079460958'],
  ])('%s is %s', (text, phone) => expect(normalizePhone(text)).toBe(phone));

  it.each([
    '',
    '89991234567',
    '+',
    '+1',
    '+7999',
    '+999999999999999999',
    'phone',
    '+7999123456789012345678901234567890',
  ])('"%s" is none', (text) => expect(normalizePhone(text)).toBeUndefined());
});

describe('an account’s identifiers', () => {
  it('are e-mail, phone or both', () => {
    expect(identifiersOf({ email: 'A@b.c' })).toEqual({ email: 'a@b.c', phone: null });
    expect(identifiersOf({ phone: '+79991234567', email: '' })).toEqual({ email: null, phone: '+79991234567' });
    expect(identifiersOf({})).toMatchObject({ field: 'input.email' });
  });
});

describe('an address', () => {
  const home: AddressInput = { recipient: 'Анна', country: 'RU', city: 'Москва', street: 'Тверская, 1' };

  it('is tidied', () => {
    expect(
      addressOf({ ...home, recipient: ' Анна ', country: ' ru ', region: ' ', latitude: 0, longitude: -180 }),
    ).toEqual({
      recipient: 'Анна',
      phone: null,
      country: 'RU',
      region: null,
      city: 'Москва',
      street: 'Тверская, 1',
      postalCode: null,
      latitude: 0,
      longitude: -180,
    });
  });

  it.each<[string, AddressInput, string]>([
    ['nobody to take it', { recipient: ' ' }, 'input.recipient'],
    ['an endless recipient', { recipient: 'a'.repeat(121) }, 'input.recipient'],
    ['no city', { city: '' }, 'input.city'],
    ['a street of two lines', { street: 'a\nb' }, 'input.street'],
    ['a street that turns the text around', { street: 'a\u202eb' }, 'input.street'],
    ['an endless postal code', { postalCode: '1'.repeat(21) }, 'input.postalCode'],
    ['a country of the past', { country: 'SU' }, 'input.country'],
    ['a country by name', { country: 'Russia' }, 'input.country'],
    ['no country', { country: '' }, 'input.country'],
    ['a phone that is none', { phone: '123' }, 'input.phone'],
    ['half a place', { latitude: 1 }, 'input.latitude'],
    ['a place north of the pole', { latitude: 90.1, longitude: 0 }, 'input.latitude'],
    ['a place round the world', { latitude: 0, longitude: 180.1 }, 'input.longitude'],
    ['a place nowhere', { latitude: Number.NaN, longitude: 0 }, 'input.latitude'],
  ])('may not have %s', (_, change, field) => {
    expect(addressOf({ ...home, ...change })).toMatchObject({ code: 'INVALID_INPUT', field });
  });
});

describe('roles', () => {
  it('are each once, in one order, in the spelling of tokens', () => {
    expect(fromNames(['ADMIN', 'BUYER', 'ADMIN'])).toEqual(['buyer', 'admin']);
    expect(toName('buyer')).toBe('BUYER');
  });
});
