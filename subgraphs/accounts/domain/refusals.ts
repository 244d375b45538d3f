import { MOST_ADDRESSES } from './address.ts';

export const wrongCredentials = () => ({
  __typename: 'WrongCredentials' as const,
  code: 'WRONG_CREDENTIALS',
  message: 'E-mail or phone and password do not belong together.',
});

export const tooManyAttempts = (waitMs: number) => ({
  __typename: 'TooManyAttempts' as const,
  code: 'TOO_MANY_ATTEMPTS',
  message: 'Too many wrong passwords; try again later.',
  retryAfter: Math.ceil(waitMs / 1000),
});

export const identifierTaken = (what: 'email' | 'phone') => ({
  __typename: 'IdentifierTaken' as const,
  code: 'IDENTIFIER_TAKEN',
  message: `There is an account with this ${what === 'email' ? 'e-mail address' : 'phone number'}; log in instead.`,
  field: `input.${what}`,
});

export const sessionEnded = () => ({
  __typename: 'SessionEnded' as const,
  code: 'SESSION_ENDED',
  message: 'The session is over; log in again.',
});

export const tooManyAddresses = () => ({
  __typename: 'TooManyAddresses' as const,
  code: 'TOO_MANY_ADDRESSES',
  message: `There may be ${MOST_ADDRESSES} addresses; remove one first.`,
  most: MOST_ADDRESSES,
});

export const notFound = (what: string, id: string) => ({
  __typename: 'NotFound' as const,
  code: 'NOT_FOUND',
  message: `There is no such ${what}.`,
  id,
});
