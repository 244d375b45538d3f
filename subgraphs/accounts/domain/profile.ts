import { type Invalid, invalid, lineOfText } from './invalid-input.ts';

const MOST_NAME = 80;
const LEAST_PASSWORD = 8;
/** Long enough for any phrase, short enough that hashing one costs the same as another. */
const MOST_PASSWORD = 128;

/** A name others may see, null for none. */
export function displayNameOf(name: string | null | undefined): string | null | Invalid {
  const text = lineOfText(name, MOST_NAME);
  return text === undefined
    ? invalid('input.displayName', `A name is one line of at most ${MOST_NAME} characters.`)
    : text;
}

/** Why a text may not be a new password; undefined when it may. Length alone counts (NIST SP 800-63B §5.1.1.2). */
export const passwordFault = (password: string): Invalid | undefined =>
  password.length < LEAST_PASSWORD || password.length > MOST_PASSWORD
    ? invalid('input.password', `A password has ${LEAST_PASSWORD} to ${MOST_PASSWORD} characters.`)
    : undefined;

/** Whether a text can be anybody's password at all; longer ones are not hashed. */
export const maybePassword = (password: string): boolean => password.length <= MOST_PASSWORD;
