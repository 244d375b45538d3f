import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';

/** What a subgraph says of a subscription: an answer, its end, or both. */
export interface Said {
  readonly result?: FormattedExecutionResult;
  /** It is over: with nothing more to tell, or because of errors. */
  readonly over?: readonly GraphQLFormattedError[];
}

/** A way to carry a subscription's answers in one HTTP response. */
export interface Wire {
  readonly accept: string;
  /** What is said, as it comes; undefined for a response of another kind. */
  read(contentType: string, body: ReadableStream<Uint8Array>): AsyncIterable<Said> | undefined;
}

/** https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode */
export const serverSentEvents: Wire = {
  accept: 'text/event-stream',
  read: (contentType, body) => (contentType.startsWith('text/event-stream') ? saidInEvents(body) : undefined),
};

/** https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol */
export const multipart: Wire = {
  accept: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0, application/json',
  read: (contentType, body) => {
    const [, quoted, bare] = /^multipart\/mixed\b.*?;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
    const boundary = quoted ?? bare;
    return boundary === undefined ? undefined : saidInParts(body, boundary);
  },
};

async function* saidInEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<Said> {
  for await (const { event, data } of eventsIn(stream)) {
    if (event === 'complete') yield { over: [] };
    if (event === 'next') yield { result: JSON.parse(data) as FormattedExecutionResult };
  }
}

/** Events of a stream (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream). */
async function* eventsIn(stream: ReadableStream<Uint8Array>): AsyncGenerator<{ event: string; data: string }> {
  let [event, data] = ['message', [] as string[]];
  for await (const line of linesIn(stream)) {
    if (line === '') {
      if (data.length > 0 || event !== 'message') yield { event, data: data.join('\n') };
      [event, data] = ['message', []];
      continue;
    }
    const [, name, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line)!;
    if (name === 'event') event = value;
    if (name === 'data') data.push(value);
  }
}

async function* linesIn(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  let begun = '';
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    begun += text;
    // A carriage return at the end may be the first half of a line's end.
    const lines = begun.split(/\r\n|\n|\r(?!$)/);
    begun = lines.pop()!;
    yield* lines;
  }
}

async function* saidInParts(stream: ReadableStream<Uint8Array>, boundary: string): AsyncGenerator<Said> {
  const delimiter = `\n--${boundary}`;
  // The first one may stand at the very beginning.
  let begun = '\n';
  let told = false;
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    begun += text;
    let end = begun.indexOf(delimiter);
    // Whether it is the last one, the two characters after it tell.
    for (; end >= 0 && begun.length >= end + delimiter.length + 2; end = begun.indexOf(delimiter)) {
      const next = end + delimiter.length;
      const json = told ? '' : bodyOf(begun.slice(0, end));
      if (json) yield saidIn(JSON.parse(json));
      told = false;
      if (begun.startsWith('--', next)) yield { over: [] };
      begun = begun.slice(next);
    }
    // The next part, and with some the delimiter, may be long in coming.
    const whole = told ? undefined : parsed(bodyOf(end < 0 ? begun : begun.slice(0, end)));
    if (whole === undefined) continue;
    told = true;
    yield saidIn(whole);
  }
}

/** What follows the headers of a part; empty while there is nothing. */
const bodyOf = (part: string): string => /\r?\n\r?\n(.*)$/s.exec(part)?.[1]?.trim() ?? '';

/** @returns undefined for JSON that has not come to its end */
function parsed(json: string): unknown {
  if (!json.endsWith('}')) return undefined;
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A heartbeat is an empty object; errors beside the payload are the subscription's own, and its end. */
function saidIn(part: unknown): Said {
  const { payload, errors } = part as { payload?: FormattedExecutionResult | null; errors?: GraphQLFormattedError[] };
  return { ...(payload ? { result: payload } : {}), ...(errors?.length ? { over: errors } : {}) };
}
