import {
  type Attributes,
  type Context,
  context,
  type SpanOptions as OtelOptions,
  ROOT_CONTEXT,
  type Span,
  type SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';

export { SpanKind } from '@opentelemetry/api';

let on = false;

/** Whether spans are recorded. Everything here does nothing, and costs nothing, until they are. */
export const tracing = (): boolean => on;

/**
 * Records spans and sends them by OTLP over HTTP, when `OTEL_EXPORTER_OTLP_ENDPOINT` says where to. The other variables of
 * OpenTelemetry's specification hold too: `OTEL_TRACES_SAMPLER`, `OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_BSP_…`. The packages
 * that do it are loaded only then.
 * @param service what spans say they are of; `OTEL_SERVICE_NAME` wins
 * @returns how to stop, which sends what was recorded
 */
export async function startTracing(
  service: string,
  env: Record<string, string | undefined> = process.env,
): Promise<() => Promise<void>> {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT || on) return async () => {};
  const [{ BasicTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { Resource }, contexts] =
    await Promise.all([
      import('@opentelemetry/sdk-trace-base'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/context-async-hooks'),
    ]);
  const url = `${env.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/$/, '')}/v1/traces`;
  const provider = new BasicTracerProvider({
    resource: new Resource({ 'service.name': env.OTEL_SERVICE_NAME ?? service }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url }))],
  });
  context.setGlobalContextManager(new contexts.AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  on = true;
  return async () => {
    on = false;
    await provider.shutdown().catch(() => {});
    trace.disable();
    context.disable();
  };
}

export interface SpanOptions {
  kind?: SpanKind;
  attributes?: Attributes;
  /** What led to it, as it came over the wire; else the span that is being worked in. */
  parent?: string | undefined;
}

/** Where work came from: a place of this process, or what came over the wire. */
export type Cause = Context | string | undefined;

/** Does work in a span that ends with it. A throw marks the span as failed. */
export const inSpan = <T>(name: string, options: SpanOptions, work: () => Promise<T>): Promise<T> =>
  on ? spanned(name, options, work) : work();

async function spanned<T>(
  name: string,
  options: SpanOptions & Pick<OtelOptions, 'links'>,
  work: () => Promise<T>,
): Promise<T> {
  const { parent, ...rest } = options;
  const within = parent === undefined ? context.active() : (contextOf(parent) ?? ROOT_CONTEXT);
  const span = trace.getTracer('marketplace').startSpan(name, rest, within);
  try {
    return await context.with(trace.setSpan(within, span), work);
  } catch (error) {
    span.recordException(error as Error);
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

/**
 * Does work in a span for all that led to it. What one trace led to goes on in it. What several led to begins a trace of its
 * own, linked with each of them, so that none of them seems to have done the work of all; those that are still at work here
 * are linked with it too.
 * @param causes asked for only while somebody traces: batches are on the way of every order
 */
export function inBatchSpan<T>(
  name: string,
  causes: () => readonly Cause[],
  options: Omit<SpanOptions, 'parent'>,
  work: () => Promise<T>,
): Promise<T> {
  if (!on) return work();
  const places = causes().flatMap((cause) => (typeof cause === 'string' ? contextOf(cause) : cause) ?? []);
  const recorded = places.flatMap((place) => {
    const span = trace.getSpan(place);
    return span && span.spanContext().traceFlags & TraceFlags.SAMPLED ? [{ place, span }] : [];
  });
  const [first] = recorded;
  if (!first) return places.length > 0 ? at(places[0], work) : at(ROOT_CONTEXT, () => spanned(name, options, work));
  const spans = new Map(recorded.map(({ span }) => [addressOf(span), span]));
  if (new Set(recorded.map(({ span }) => span.spanContext().traceId)).size === 1)
    return at(first.place, () => spanned(name, options, work));
  const links = [...spans.values()].map((span) => ({ context: span.spanContext() }));
  return at(ROOT_CONTEXT, () =>
    spanned(name, { ...options, links }, () => {
      const context = trace.getActiveSpan()!.spanContext();
      for (const span of spans.values()) if (span.isRecording()) span.addLink({ context });
      return work();
    }),
  );
}

const addressOf = (span: Span): string => `${span.spanContext().traceId} ${span.spanContext().spanId}`;

/** Says more of the span that is being worked in, once it is known. */
export function describeSpan(name: string, attributes: Attributes, failed: boolean): void {
  const span = on ? trace.getActiveSpan() : undefined;
  span?.updateName(name).setAttributes(attributes);
  if (failed) span?.setStatus({ code: SpanStatusCode.ERROR });
}

/** A span of something that has no work to run in it, such as a statement that was sent; undefined while off. */
export function startSpan(name: string, kind: SpanKind, attributes: Attributes): Span | undefined {
  return on && trace.getActiveSpan() ? trace.getTracer('marketplace').startSpan(name, { kind, attributes }) : undefined;
}

/** The span that is being worked in, for the next hop (https://www.w3.org/TR/trace-context/). */
export function traceparent(): string | undefined {
  const span = on ? trace.getActiveSpan()?.spanContext() : undefined;
  return span && `00-${span.traceId}-${span.spanId}-0${span.traceFlags & TraceFlags.SAMPLED}`;
}

/** Where work is being done, for work that others do later on its behalf. */
export const here = (): Context | undefined => (on ? context.active() : undefined);

/** Does work as if it were done there. */
export const at = <T>(place: Context | undefined, work: () => T): T => (place ? context.with(place, work) : work());

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-0([01])$/;

function contextOf(parent: string): Context | undefined {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(parent) ?? [];
  if (!traceId || !spanId) return undefined;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: Number(flags), isRemote: true });
}
