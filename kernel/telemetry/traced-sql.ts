import { SpanStatusCode } from '@opentelemetry/api';
import { SpanKind, startSpan } from '#kernel/telemetry/tracing.ts';

/** A statement of postgres.js: sent when somebody waits for it. */
type Query = Promise<unknown> & { strings?: readonly string[] };

/**
 * Gives a span to each statement that is sent through a postgres.js client, from when somebody waits for it until it is
 * answered. Parameters are not recorded.
 * @param sql the client of a pool or of a transaction
 */
export function tracedSql<S extends object>(sql: S, owner: string): S {
  const follow = (query: unknown, text: string): unknown => {
    if (!(query instanceof Promise)) return query;
    const { then } = query;
    let sent = false;
    // biome-ignore lint/suspicious/noThenProperty: a query is sent by its own `then`, which is the one place to see it.
    (query as Query).then = function (this: Query, ...handlers: unknown[]) {
      if (!sent) {
        sent = true;
        const span = startSpan(`sql ${owner}`, SpanKind.CLIENT, { 'db.system': 'postgresql', 'db.query.text': text });
        const end = (failed: boolean): void => {
          if (failed) span?.setStatus({ code: SpanStatusCode.ERROR });
          span?.end();
        };
        if (span)
          Promise.prototype.then.call(
            this,
            () => end(false),
            () => end(true),
          );
      }
      return (then as (...handlers: unknown[]) => unknown).apply(this, handlers);
    } as never;
    return query;
  };
  return new Proxy(sql, {
    apply: (target, self, [strings, ...values]: [TemplateStringsArray, ...unknown[]]) => {
      const query = Reflect.apply(target as unknown as (...a: unknown[]) => unknown, self, [strings, ...values]);
      return Array.isArray(strings) && 'raw' in strings ? follow(query, strings.join('?')) : query;
    },
    get: (target, key) => {
      const value = Reflect.get(target, key) as unknown;
      if (key === 'unsafe')
        return (text: string, ...rest: unknown[]) =>
          follow((value as (...a: unknown[]) => unknown).call(target, text, ...rest), text);
      return value;
    },
  });
}
