import { setTimeout as pause } from 'node:timers/promises';
import { Counter, Gauge } from 'prom-client';
import { Fault, faultIn } from '#kernel/errors.ts';
import { currentCall } from '#kernel/subgraph/call.ts';
import { CONNECT_TIMEOUT } from '#kernel/subgraph/kept-connections.ts';
import type { Transport, TransportAnswer } from '#kernel/subgraph/peers.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { inSpan, SpanKind } from '#kernel/telemetry/tracing.ts';
import type { TransportTo } from '#router/gateway/data-source.ts';
import { CircuitBreaker } from '#router/protection/circuit-breaker.ts';
import { Deadlines } from '#router/protection/deadlines.ts';

const failures = new Counter({
  name: 'router_subgraph_failures_total',
  help: 'Requests to subgraphs that got no answer, by subgraph and reason (unreachable, timeout, open: not even asked)',
  labelNames: ['subgraph', 'reason'],
  registers: [metrics],
});
const retries = new Counter({
  name: 'router_subgraph_retries_total',
  help: 'Requests to subgraphs that were sent again',
  labelNames: ['subgraph'],
  registers: [metrics],
});
const circuits = new Gauge({
  name: 'router_subgraph_circuit_open',
  help: '1 while a subgraph is not asked because it did not answer',
  labelNames: ['subgraph'],
  registers: [metrics],
});

/** A timeout is the subgraph's own when it had at least so long, in ms, and not its caller's who came late. */
const FAIR_MS = 500;

/** Retries that may follow one another at once, and requests that earn another: retries must not become the load. */
const RETRY_BUDGET = { most: 10, perRequest: 0.1 };

/** Most ms before a retry; chance spreads them. */
const RETRY_WITHIN_MS = 40;

/** Errors of a connection on which a request can have had no answer, and a query, which changes nothing, can go again. */
const CONNECTION_FAULTS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  CONNECT_TIMEOUT,
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * Ways to subgraphs that give up in time, try queries once more when the connection failed, and stop asking a subgraph
 * that does not answer. What fails, fails with a coded fault for that subgraph's part of the answer alone.
 */
export function resilient(transportTo: TransportTo): { transportTo: TransportTo; stop(): void } {
  const deadlines = new Deadlines();
  const lines = new Map<string, Line>();
  return {
    transportTo: (name, url) => {
      const transport = transportTo(name, url);
      if (!transport) return undefined;
      let line = lines.get(name);
      // An embedded subgraph may have been replaced.
      if (line?.transport !== transport) {
        line = new Line(name, transport, deadlines);
        lines.set(name, line);
      }
      return line.ask;
    },
    stop: () => deadlines.stop(),
  };
}

/** The way to one subgraph. */
class Line {
  readonly transport: Transport;
  readonly #name: string;
  readonly #deadlines: Deadlines;
  readonly #breaker = new CircuitBreaker();
  #retries = RETRY_BUDGET.most;

  constructor(name: string, transport: Transport, deadlines: Deadlines) {
    this.#name = name;
    this.transport = transport;
    this.#deadlines = deadlines;
    this.ask = Object.assign(this.#ask, { overTheWire: transport.overTheWire === true });
  }

  readonly ask: Transport;

  readonly #ask: Transport = (request, viewer, headers) => {
    this.#retries = Math.min(RETRY_BUDGET.most, this.#retries + RETRY_BUDGET.perRequest);
    return this.#once(request, viewer, headers).catch(async (error: unknown) => {
      if (!isConnectionFault(error) || request.query.startsWith('mutation') || this.#retries < 1) throw error;
      this.#retries -= 1;
      await pause(Math.random() * RETRY_WITHIN_MS);
      retries.inc({ subgraph: this.#name });
      return this.#once(request, viewer, headers);
    });
  };

  async #once(...asked: Parameters<Transport>): Promise<TransportAnswer> {
    const startedAt = Date.now();
    if (!this.#breaker.admits(startedAt)) {
      failures.inc({ subgraph: this.#name, reason: 'open' });
      throw new Fault('UNAVAILABLE', 'A part of the graph does not answer; try again shortly.');
    }
    const deadlineAt = currentCall()?.deadlineAt;
    let failed = false;
    try {
      const answer = inSpan(`subgraph ${this.#name}`, { kind: SpanKind.CLIENT }, () => this.transport(...asked));
      return await (deadlineAt === undefined ? answer : this.#deadlines.race(answer, deadlineAt));
    } catch (error) {
      const code = faultIn(error)?.code;
      const timedOut = code === 'TIMEOUT';
      failed = code === 'UNAVAILABLE' || isConnectionFault(error) || (timedOut && Date.now() - startedAt >= FAIR_MS);
      if (failed) failures.inc({ subgraph: this.#name, reason: timedOut ? 'timeout' : 'unreachable' });
      throw error;
    } finally {
      this.#breaker.ended(failed, Date.now());
      if (failed || this.#breaker.open) circuits.set({ subgraph: this.#name }, this.#breaker.open ? 1 : 0);
    }
  }
}

function isConnectionFault(error: unknown): boolean {
  for (let current = error; current instanceof Error; ) {
    if (CONNECTION_FAULTS.has(String((current as { code?: unknown }).code))) return true;
    current = (current as { originalError?: unknown }).originalError ?? current.cause;
  }
  return false;
}
