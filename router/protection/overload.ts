import { Counter, Gauge } from 'prom-client';
import { metrics } from '#kernel/telemetry/metrics.ts';

const shed = new Counter({
  name: 'router_shed_total',
  help: 'Requests refused as OVERLOADED before they were read',
  registers: [metrics],
});
const inFlightNow = new Gauge({
  name: 'router_in_flight',
  help: 'GraphQL requests over HTTP that wait for their answers',
  registers: [metrics],
});

export interface OverloadSettings {
  /** From which lateness on the event loop counts as late, in ms. */
  lateMs: number;
  /** For how long it has to be late without a pause before requests are shed, in ms. */
  sustainedMs: number;
  /** For how long an admitted request may wait, in ms: as many are admitted as are answered in this time. */
  waitMs: number;
  /** Requests under way that are always admitted. */
  least: number;
  /** Requests under way above which any further is shed. */
  most: number;
}

export const DEFAULT_OVERLOAD: OverloadSettings = {
  lateMs: 150,
  sustainedMs: 2_000,
  waitMs: 1_000,
  least: 512,
  most: 4_000,
};

/** How often lateness and throughput are looked at, in ms. */
const LOOK_MS = 50;
/** How long what has piled up behind something excused may take. */
const EXCUSED_MS = 2_000;
/** What the latest look counts for. */
const NEWEST = 0.4;

/**
 * Sheds load before any work is done for it. When the event loop is late and stays late, the processor is what requests wait
 * for; then no more are let in than can be answered before their clients lose patience (Little's law: rate × wait). What is
 * let in is answered in time, so a load above capacity gets as many answers as capacity allows.
 *
 * A machine that is slow without being overloaded sheds nothing: its event loop catches up between stalls, whoever caused
 * them, and so it does after a crowd that came at once.
 */
export class Overload {
  readonly #settings: OverloadSettings;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  #inFlight = 0;
  #ended = 0;
  #perMs = 0;
  #lateMs = 0;
  /** When the event loop was last on time. */
  #onTimeAt: number;
  #lookedAt: number;

  constructor(settings: OverloadSettings = DEFAULT_OVERLOAD, now: () => number = () => performance.now()) {
    this.#settings = settings;
    this.#now = now;
    this.#onTimeAt = now();
    this.#lookedAt = now();
    this.#timer = setInterval(() => this.look(), LOOK_MS);
    this.#timer.unref();
  }

  /** Whether one more request may begin; each that does must be told of by {@link ended}. */
  begins(): boolean {
    if (this.#inFlight >= this.#limit()) {
      shed.inc();
      return false;
    }
    this.#inFlight += 1;
    return true;
  }

  ended(): void {
    this.#inFlight -= 1;
    this.#ended += 1;
  }

  /** Something that happens once has kept the event loop, such as loading a graph: how late it is now says nothing. */
  excuse(): void {
    this.#lateMs = 0;
    this.#onTimeAt = this.#now() + EXCUSED_MS;
  }

  #limit(): number {
    const { sustainedMs, waitMs, least, most } = this.#settings;
    if (this.#lookedAt - this.#onTimeAt < sustainedMs) return most;
    return Math.min(most, Math.max(least, this.#perMs * waitMs));
  }

  /** Measures lateness and throughput since the last time; called by a timer of its own. */
  look(): void {
    const now = this.#now();
    const elapsed = now - this.#lookedAt;
    this.#lateMs += NEWEST * (elapsed - LOOK_MS - this.#lateMs);
    this.#perMs += NEWEST * (this.#ended / elapsed - this.#perMs);
    if (this.#lateMs < this.#settings.lateMs) this.#onTimeAt = Math.max(now, this.#onTimeAt);
    this.#ended = 0;
    this.#lookedAt = now;
    inFlightNow.set(this.#inFlight);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
