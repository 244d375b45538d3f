import { setTimeout as delay } from 'node:timers/promises';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Logger } from '#kernel/log.ts';
import { answerIn } from '#kernel/subgraph/answer.ts';

export interface EventSourceOptions {
  readonly url: string;
  /** The operation, as JSON. */
  readonly body: string;
  /** Made for each connection. */
  headers(): Record<string, string>;
  next(result: FormattedExecutionResult): void;
  /** It has ended by itself: with nothing more to tell, or with errors. Undefined when the server is lost. */
  end(errors: readonly GraphQLFormattedError[] | undefined): void;
  /** How long to wait after so many failures in a row, in ms; undefined to give up. */
  pauseAfter(failures: number): number | undefined;
  readonly log: Logger;
}

/**
 * Follows one subscription over server-sent events, a connection of its own
 * (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md#distinct-connections-mode). A connection that is lost
 * is opened again.
 * @returns how to leave
 */
export function followEventSource(options: EventSourceOptions): () => void {
  const leaving = new AbortController();
  follow(options, leaving.signal).then(
    (errors) => leaving.signal.aborted || options.end(errors),
    () => leaving.signal.aborted || options.end(undefined),
  );
  return () => leaving.abort();
}

async function follow(
  { url, body, headers, next, pauseAfter, log }: EventSourceOptions,
  signal: AbortSignal,
): Promise<readonly GraphQLFormattedError[] | undefined> {
  for (let failures = 0; ; ) {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...headers(), 'content-type': 'application/json', accept: 'text/event-stream' },
        body,
        signal,
      });
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
      if (response.status >= 500 || !response.body) throw new Error(`the status is ${response.status}`);
      if (!response.ok || !isStream) return answerIn(await response.text()).errors;
      for await (const { event, data } of eventsIn(response.body)) {
        failures = 0;
        if (event === 'complete') return [];
        if (event === 'next') next(JSON.parse(data) as FormattedExecutionResult);
      }
    } catch (error) {
      if (signal.aborted) return [];
      log.warn({ err: error, url }, 'a stream of events was lost');
    }
    failures += 1;
    const pauseMs = pauseAfter(failures);
    if (pauseMs === undefined) return undefined;
    await delay(pauseMs, undefined, { signal });
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
