import { posix } from 'node:path';

/** A file of the house; `path` is relative to the checkout, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Statements begin their line, as the formatter leaves them; types count like values. */
const STATIC = /^(?:import|export)\s[^'";]*?\bfrom\s+['"]([^'"]+)['"]/gm;
const FOR_EFFECT = /^import\s+['"]([^'"]+)['"]/gm;
/** `import('x')`, also as a type. */
const DYNAMIC = /\bimport\(\s*(?:['"]([^'"]+)['"])?/g;

/** What a file imports, as written; `undefined` for a dynamic import of something computed. */
export const specifiersOf = (text: string): (string | undefined)[] =>
  [STATIC, FOR_EFFECT, DYNAMIC].flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]));

/**
 * What a specifier leads to: a path in the house (`kernel/ids.ts`), or `undefined` for a package and for Node's own.
 * `#kernel/ids.ts` and `../../kernel/ids.ts` lead to the same.
 */
export function targetOf(importer: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return posix.join(posix.dirname(importer), specifier);
  return undefined;
}
