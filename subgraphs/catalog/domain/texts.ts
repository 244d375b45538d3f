/** A text in every language of the catalogue, by GraphQL's `LanguageCode`. */
export interface Texts {
  readonly RU: string;
  readonly EN: string;
}

const LATIN: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l' },
  ...{ м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch' },
  ...{ ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
};

/** Longest slug. */
const MAX_SLUG = 80;

/** Whether a client's word may be a slug. */
export const isSlug = (text: string): boolean => text.length <= MAX_SLUG && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);

/** A text as a word for addresses: a-z, 0-9 and hyphens; empty when it holds no letter or digit. */
export const slugify = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[а-яё]/g, (letter) => LATIN[letter] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_SLUG)
    .replace(/^-+|-+$/g, '');

/** As the database's `plain()` sees a text: lower case, Latin letters without accents, ё as е. */
export const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/(?<=[a-z])\p{M}+/gu, '')
    .normalize('NFC')
    .replaceAll('ё', 'е');

/** The distinct words of texts, as search knows them: 3 to 40 letters or digits. */
export function wordsOf(...texts: readonly string[]): string[] {
  const words = new Set<string>();
  for (const text of texts) for (const word of plain(text).match(/[\p{L}\p{N}]{3,40}/gu) ?? []) words.add(word);
  return [...words];
}
