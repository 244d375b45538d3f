import { z } from 'zod';
import { VIEWER_HEADER } from '#kernel/auth/viewer.ts';
import { TIME_LEFT_HEADER } from '#kernel/subgraph/call.ts';
import type { PassingRules } from '#router/http/passed-headers.ts';
import type { ForwardingRules } from '#router/identity/forwarded-headers.ts';

/** Headers that belong to one connection (RFC 9110 §7.6.1) or one message, and mean nothing in another. */
const OF_ONE_MESSAGE = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'content-length',
  'content-encoding',
]);

/** What only the router itself says to subgraphs. */
const OF_THE_ROUTER = new Set([
  'host',
  'content-type',
  'accept',
  'accept-encoding',
  'traceparent',
  VIEWER_HEADER,
  TIME_LEFT_HEADER,
]);

/** The name of a header (RFC 9110 §5.1), in lower case. */
const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;

/** @throws Error that names what is wrong with a header subgraphs are to be sent */
function sendable(name: string): string {
  if (!NAME.test(name)) throw new Error(`"${name}" is no name of a header`);
  if (OF_ONE_MESSAGE.has(name)) throw new Error(`${name} belongs to one connection or message and is never passed on`);
  if (OF_THE_ROUTER.has(name)) throw new Error(`${name} is what the router itself says`);
  return name;
}

/** A setting in JSON, whose faults are told with an example of how it is written. */
const written = <T>(example: string, read: (json: unknown) => T) =>
  z.string().transform((text, context): T => {
    try {
      return read(JSON.parse(text));
    } catch (error) {
      const why = error instanceof SyntaxError || error instanceof z.ZodError ? '' : `: ${(error as Error).message}`;
      context.addIssue(`must be JSON such as ${example}${why}`);
      return z.NEVER;
    }
  });

const mapped = <T, U>(of: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, change(value)]));

/** By subgraph, or `*` for all: headers that it is always sent, by their names in lower case. */
export const ownHeaders = written('{"order":{"x-api-key":"secret"}}', (json) =>
  mapped(z.record(z.string(), z.record(z.string(), z.string())).parse(json), (headers) =>
    Object.fromEntries(
      Object.entries(headers).map(([name, value]) => {
        if (/[^\t\x20-\x7e]/.test(value)) throw new Error(`the value of ${name} is more than a line of ASCII`);
        return [sendable(name.toLowerCase()), value];
      }),
    ),
  ),
);

/** By subgraph, or `*` for all: headers of clients that it is sent, as `name` or `name as other-name`. */
export const forwardedHeaders = written(
  '{"*":["accept-language"],"order":["authorization","x-tenant as tenant-id"]}',
  (json): ForwardingRules =>
    mapped(z.record(z.string(), z.array(z.string())).parse(json), (headers) =>
      Object.fromEntries(headers.map((header) => renamed(header.trim().toLowerCase()))),
    ),
);

function renamed(header: string): [name: string, from: string] {
  const [from = '', name = from, ...more] = header.split(/\s+as\s+/);
  if (more.length > 0 || !NAME.test(from)) throw new Error(`"${header}" is no name of a header`);
  if (OF_ONE_MESSAGE.has(from)) sendable(from);
  return [sendable(name), from];
}

/** What the router itself tells clients. */
const TOLD_BY_THE_ROUTER = new Set(['content-type', 'cache-control', 'age', 'vary', 'etag', 'date', 'retry-after']);

/** By subgraph, or `*` for all: response headers that clients are told. */
export const passedHeaders = written(
  '{"accounts":["set-cookie"]}',
  (json): PassingRules =>
    mapped(z.record(z.string(), z.array(z.string())).parse(json), (names) =>
      names.map((given) => {
        const name = given.trim().toLowerCase();
        if (TOLD_BY_THE_ROUTER.has(name) || name.startsWith('access-control-'))
          throw new Error(`${name} is what the router itself says`);
        return sendable(name);
      }),
    ),
);

/** Whether any subgraph is sent a header of clients. */
export const isForwarded = (rules: ForwardingRules, header: string): boolean =>
  Object.values(rules).some((renamings) => Object.values(renamings).includes(header));
