/**
 * How a value is made of another: a small part of the mapping language of Apollo Connectors
 * (https://www.apollographql.com/docs/graphos/connectors/mapping). Items are separated by white space:
 *
 * | item | makes |
 * |---|---|
 * | `at` | the field of the same name |
 * | `at: placedAt ?? $now` | the first of the paths that leads to something |
 * | `order: { id: orderId status }` | an object of the same source |
 * | `event: lastEvent { id }` | an object of what the path leads to, a list of objects for a list, null for nothing |
 *
 * A path is names joined by dots; over a list it gathers, and `->first` or `->last` takes one of a list. `$now` is the
 * present time.
 */
export interface Mapping {
  readonly items: readonly MappingItem[];
}

export interface MappingItem {
  /** The output field. */
  readonly name: string;
  /** Where to look, in this order; none stands for the source itself. */
  readonly paths: readonly Path[];
  readonly select?: Mapping;
}

export type Path = readonly string[];

export class MappingError extends Error {
  override name = 'MappingError';
}

const TOKEN = /\s*(?:(\$?[A-Za-z_]\w*)|(->\w+|\?\?|[:{}.]))/y;

/** @throws MappingError that shows what was not understood */
export function parseMapping(text: string): Mapping {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let end = text.trimEnd().length; TOKEN.lastIndex < end; ) {
    const from = TOKEN.lastIndex;
    const [, name, mark] = TOKEN.exec(text) ?? [];
    if (name === undefined && mark === undefined) throw new MappingError(`"${text.slice(from).trim()}" in "${text}"`);
    tokens.push((name ?? mark)!);
  }
  let at = 0;
  const isName = (token: string | undefined): token is string => /^\$?\w+$/.test(token ?? '');
  const name = (): string => {
    const token = tokens[at++];
    if (isName(token)) return token;
    throw new MappingError(`a name is missing before "${token ?? 'the end'}" in "${text}"`);
  };
  const path = (): Path => {
    const steps = [name()];
    for (;;) {
      if (tokens[at] === '.') {
        at += 1;
        steps.push(name());
      } else if (tokens[at]?.startsWith('->')) steps.push(tokens[at++]!);
      else return steps;
    }
  };
  const paths = (): Path[] => {
    const all = [path()];
    while (tokens[at] === '??') {
      at += 1;
      all.push(path());
    }
    return all;
  };
  const block = (): Mapping => {
    at += 1;
    const inner = items();
    if (tokens[at++] !== '}') throw new MappingError(`"}" is missing in "${text}"`);
    return inner;
  };
  const item = (): MappingItem => {
    const output = name();
    if (tokens[at] !== ':')
      return { name: output, paths: [[output]], ...(tokens[at] === '{' ? { select: block() } : {}) };
    at += 1;
    if (tokens[at] === '{') return { name: output, paths: [], select: block() };
    const found = paths();
    return { name: output, paths: found, ...(tokens[at] === '{' ? { select: block() } : {}) };
  };
  const items = (): Mapping => {
    const all: MappingItem[] = [];
    while (at < tokens.length && tokens[at] !== '}') all.push(item());
    return { items: all };
  };
  const mapping = items();
  if (at < tokens.length) throw new MappingError(`"}" ends nothing in "${text}"`);
  return mapping;
}

/** @throws MappingError */
export function parsePath(text: string): Path {
  const { items } = parseMapping(`value: ${text}`);
  const [item] = items;
  if (items.length === 1 && item?.paths.length === 1 && !item.select) return item.paths[0]!;
  throw new MappingError(`"${text}" is not a path`);
}

/** What a path leads to: undefined for nothing. */
export function follow(source: unknown, path: Path): unknown {
  let value = source;
  for (const [index, step] of path.entries()) {
    if (value === null || value === undefined) return undefined;
    if (step === '$now') value = new Date().toISOString();
    else if (step === '->first') value = (value as unknown[])[0];
    else if (step === '->last') value = (value as unknown[]).at?.(-1);
    else if (Array.isArray(value)) {
      const rest = path.slice(index);
      return value.flatMap((one) => follow(one, rest) ?? []);
    } else value = typeof value === 'object' && Object.hasOwn(value, step) ? (value as Data)[step] : undefined;
  }
  return value;
}

/** Makes an object of the source, as the mapping says. Total: what is not there is null. */
export function applyMapping({ items }: Mapping, source: unknown): Data {
  const made: Data = {};
  for (const { name, paths, select } of items) {
    let value = paths.length === 0 ? source : undefined;
    for (const path of paths) {
      value = follow(source, path);
      if (value !== null && value !== undefined) break;
    }
    made[name] = select ? applyEach(select, value) : (value ?? null);
  }
  return made;
}

function applyEach(mapping: Mapping, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  return Array.isArray(value) ? value.map((one) => applyEach(mapping, one)) : applyMapping(mapping, value);
}

type Data = Record<string, unknown>;
