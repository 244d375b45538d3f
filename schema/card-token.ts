/**
 * Whether a string holds what could be a card number: 13 to 19 digits standing alone, also with spaces or dashes between
 * them, that pass the check digit rule of ISO/IEC 7812. What takes a card's token refuses it, stores and logs nothing of
 * it. Digits within a word are none: random tokens and ids have long runs of them by chance.
 */
export function looksLikeCardNumber(text: string): boolean {
  const runs = text.match(/(?<![\w-])\d(?:[ -]?\d){12,18}(?![\w-]| \d)/g) ?? [];
  return runs.some((run) => passesLuhn(run.replace(/\D/g, '')));
}

/** Whether a string has the form of a card's token, at whatever bank. */
export const isCardToken = (text: string): boolean => /^[\w.:-]{1,128}$/.test(text);

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const doubled = place % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
