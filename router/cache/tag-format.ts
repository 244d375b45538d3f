/** How a cache tag is written: literal text, and in braces the paths of values to put in. */
export interface TagFormat {
  /** One more than there are paths. */
  readonly literals: readonly string[];
  readonly paths: readonly (readonly string[])[];
}

/** Longest tag, in characters: what clients send as arguments is part of some. */
const MAX_LENGTH = 200;

const PATH = /^\$?[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;

/**
 * Reads a format such as `product-{$key.id}`.
 * @throws Error that shows what was not understood
 */
export function parseTagFormat(text: string): TagFormat {
  const literals: string[] = [];
  const paths: string[][] = [];
  const parts = text.split(/\{([^{}]*)\}/);
  for (const [index, part] of parts.entries())
    if (index % 2 === 0) literals.push(part);
    else if (PATH.test(part)) paths.push(part.split('.'));
    else throw new Error(`"{${part}}" in the cache tag "${text}" is no path`);
  const stray = literals.find((literal) => /[{}]/.test(literal));
  if (stray !== undefined) throw new Error(`a brace is missing in the cache tag "${text}"`);
  return { literals, paths };
}

/**
 * The tags a format comes to: one, or one for each value where a path leads to several.
 * @param valuesAt every value at a path; undefined where it leads to nothing
 * @returns undefined when a value is missing or is none that a tag can hold
 */
export function tagsOf(
  { literals, paths }: TagFormat,
  valuesAt: (path: readonly string[]) => readonly unknown[] | undefined,
): string[] | undefined {
  let tags = [literals[0]!];
  for (const [index, path] of paths.entries()) {
    const values = valuesAt(path);
    if (!values?.every((value) => typeof value === 'string' || typeof value === 'number')) return undefined;
    tags = tags.flatMap((tag) => values.map((value) => `${tag}${value}${literals[index + 1]}`));
  }
  return tags.every((tag) => tag.length <= MAX_LENGTH) ? tags : undefined;
}

/** Every value that a path leads to; lists are gone through. Undefined when some of it is not there, or null. */
export function gather(from: unknown, path: readonly string[]): readonly unknown[] | undefined {
  if (from === undefined || from === null) return undefined;
  if (Array.isArray(from)) {
    const found: unknown[] = [];
    for (const item of from) {
      const values = gather(item, path);
      if (!values) return undefined;
      found.push(...values);
    }
    return found;
  }
  const [step, ...rest] = path;
  if (step === undefined) return [from];
  return typeof from === 'object' && Object.hasOwn(from, step)
    ? gather((from as Record<string, unknown>)[step], rest)
    : undefined;
}
