import { setTimeout as delay } from 'node:timers/promises';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { Logger } from '#kernel/log.ts';
import { answerIn } from '#kernel/subgraph/answer.ts';
import type { Wire } from '#router/subscriptions/upstream-wires.ts';

export interface UpstreamStreamOptions {
  readonly wire: Wire;
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
 * Follows one subscription in an HTTP response of its own, by whatever wire. A connection that is lost is opened again.
 * @returns how to leave
 */
export function followStream(options: UpstreamStreamOptions): () => void {
  const leaving = new AbortController();
  follow(options, leaving.signal).then(
    (errors) => leaving.signal.aborted || options.end(errors),
    () => leaving.signal.aborted || options.end(undefined),
  );
  return () => leaving.abort();
}

async function follow(
  { wire, url, body, headers, next, pauseAfter, log }: UpstreamStreamOptions,
  signal: AbortSignal,
): Promise<readonly GraphQLFormattedError[] | undefined> {
  for (let failures = 0; ; ) {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...headers(), 'content-type': 'application/json', accept: wire.accept },
        body,
        signal,
      });
      if (response.status >= 500 || !response.body) throw new Error(`the status is ${response.status}`);
      const contentType = response.headers.get('content-type') ?? '';
      const said = response.ok ? wire.read(contentType, response.body) : undefined;
      if (!said) return answerIn(await response.text()).errors;
      for await (const { result, over } of said) {
        failures = 0;
        if (result) next(result);
        if (over) return over;
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
