/** The refusal of input that breaks a rule the schema cannot state. */
export interface Invalid {
  readonly __typename: 'InvalidInput';
  readonly code: string;
  readonly message: string;
  readonly field: string;
}

export const invalid = (field: string, message: string): Invalid => ({
  __typename: 'InvalidInput',
  code: 'INVALID_INPUT',
  message,
  field,
});

export const isInvalid = (value: unknown): value is Invalid =>
  typeof value === 'object' && value !== null && '__typename' in value && value.__typename === 'InvalidInput';

/** Characters that are no text: control characters and what turns the direction of writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
const NO_TEXT = /[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * One line of text, without spaces around it.
 * @returns null for none or an empty one, undefined for one that is too long or no text
 */
export function lineOfText(value: string | null | undefined, most: number): string | null | undefined {
  const text = value?.trim() ?? '';
  if (text === '') return null;
  return text.length > most || NO_TEXT.test(text) ? undefined : text;
}
