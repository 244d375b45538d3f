/** A request as it goes over the wire. */
export interface WireRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Requests that are good, to be spoiled. */
const BODIES: readonly unknown[] = [
  { query: '{ products(first: 2) { id variants { sku price { amount } availability { quantityLeft } } } }' },
  {
    query: 'query P($id: ID!) { product(id: $id) { title ...V } } fragment V on Product { variants { sku } }',
    variables: { id: 'p1' },
  },
  {
    query: 'mutation M($note: String) { placeOrder(note: $note) { id status lines { quantity } } }',
    variables: { note: 'x' },
  },
  { query: 'subscription S { orderStatusChanged(orderId: "1") { order { id } } }' },
  { query: '{ __schema { types { name fields { name type { ofType { name } } } } } }' },
  { query: 'query A { whoAmI } query B { whoAmI }', operationName: 'A' },
  { query: 'query I($s: Boolean!) { whoAmI @include(if: $s) product(id: "bug") { id } }', variables: { s: true } },
  { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
  [{ query: '{ whoAmI }' }],
];

const VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  '\u0000',
  '💥',
  'x'.repeat(5_000),
  [],
  {},
  [[[[]]]],
  [null],
  { __proto__: null, a: 1 },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}'),
];
const WORDS = [
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ':',
  '!',
  '$',
  '@',
  '...',
  '"',
  '"""',
  '#',
  '\\u0000',
  '&',
  '|',
  'query',
  'mutation',
  'subscription',
  'fragment F on Product { ...F }',
  '...F',
  '__typename',
  '__proto__',
  'constructor',
  'toString',
  '__schema { types { name } }',
  '_entities(representations: []) { __typename }',
  '_service { sdl }',
  'on',
  'null',
  '@skip(if: true)',
  '@include(if: $nothing)',
  '@defer',
  '9999999999999999999999',
  '-0',
  'a: whoAmI '.repeat(80),
  '{ products(first: 1) '.repeat(40),
  'products(first: 100000000) { id }',
  '🚀',
];
const CONTENT_TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'text/plain',
  'application/graphql',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'application/graphql-response+json',
  '',
  'x/y; =',
];
const ACCEPTS = [
  '*/*',
  'application/json',
  'application/graphql-response+json',
  'text/html',
  'nonsense',
  'image/*;q=0',
];
const AUTHORIZATIONS = [
  'Bearer',
  'Bearer x.y.z',
  'Basic eDp5',
  `Bearer ${'a'.repeat(3_000)}`,
  'Bearer eyJhbGciOiJub25lIn0.e30.',
];

/** Makes a request of a good one, spoiled in one or several ways. */
export function mutate(random: () => number): WireRequest {
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  const splice = (text: string, insert: string): string => {
    const at = below(text.length + 1);
    return text.slice(0, at) + insert + text.slice(at + below(4));
  };

  const withinQuery = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('query' in value)) return value;
    let { query } = value as { query: string };
    for (let i = below(4); i >= 0; i -= 1) query = splice(query, ` ${pick(WORDS)} `);
    return { ...value, query };
  };
  const withinTree = (value: unknown, depth = 0): unknown => {
    if (typeof value !== 'object' || value === null || depth > 3 || random() < 0.2) return pick(VALUES);
    const entries = Object.entries(value);
    const [key] =
      entries.length > 0 ? pick(entries) : [pick(['query', 'variables', 'operationName', 'extensions', '__proto__'])];
    return { ...value, [key]: withinTree((value as Record<string, unknown>)[key], depth + 1) };
  };
  const withinText = (text: string): string => {
    const from = below(text.length);
    return pick([
      () => text.slice(0, from),
      () => text.slice(from),
      () => splice(text, String.fromCharCode(below(0xffff))),
      () => splice(text, text.slice(from, from + below(200))),
      () => text.replaceAll(pick([':', ',', '"', '{', '}']), pick(['', ' ', '""', '[', ']'])),
      () => `${'['.repeat(below(5_000))}${text}`,
    ])();
  };

  let value = structuredClone(pick(BODIES));
  if (random() < 0.5) value = withinQuery(value);
  if (random() < 0.4) value = withinTree(value);
  let body: string | undefined = JSON.stringify(value);
  if (random() < 0.3) body = withinText(body ?? '');
  const headers: Record<string, string> = { 'content-type': random() < 0.9 ? 'application/json' : pick(CONTENT_TYPES) };
  if (random() < 0.2) headers.accept = pick(ACCEPTS);
  if (random() < 0.1) headers.authorization = pick(AUTHORIZATIONS);
  if (random() < 0.05) headers['x-api-key'] = pick(['', 'x', 'mk_0.0']);
  if (random() < 0.05) headers.traceparent = pick(['', '00-0-0-0', 'x'.repeat(500)]);
  let path =
    random() < 0.95
      ? '/graphql'
      : pick(['/graphql/public', '/graphql/%00', '/graphql/..%2f', '/', '/catalog/x', '/graphql?']);
  let method = 'POST';
  if (random() < 0.1) {
    method = pick(['GET', 'GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']);
    if (random() < 0.7) headers['apollo-require-preflight'] = '1';
    const { query = '{ whoAmI }', ...rest } = (value ?? {}) as Record<string, unknown>;
    path +=
      `?query=${encodeURIComponent((typeof query === 'string' ? query : '').toWellFormed())}&variables=${encodeURIComponent((JSON.stringify(rest.variables) ?? '').toWellFormed())}`.slice(
        0,
        6_000,
      );
    body = undefined;
  }
  return { method, path, headers, body };
}
