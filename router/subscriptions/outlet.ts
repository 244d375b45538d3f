import type { WebSocket } from 'ws';
import { deliveries } from '#router/http/metrics.ts';
import type { Overflow } from '#router/subscriptions/audience.ts';

/** Bytes a client may leave unread before answers are held back. */
const FULL = 1024 * 1024;

/** How often held answers and silent clients are looked at, in ms. */
const TICK_MS = 250;

/** A client that has read nothing for so long is cut off, in ms. */
const STUCK_MS = 30_000;

/** How often each client is asked whether it is there, in ms; one that did not answer until then is cut off. */
const PING_MS = 30_000;

/** One operation's answers on a socket. */
export interface Line {
  /** @returns false when the client is behind and nothing may be left out; else the latest takes the place of others */
  next(frame: string, overflow: Overflow): boolean;
  close(): void;
}

/** The way out to one socket, bounded: the policy is latest-wins per operation, and cutting off those who are stuck. */
export class Outlet {
  readonly #socket: WebSocket;
  readonly #held = new Map<Line, string>();
  #fullSince: number | undefined;
  #answered = true;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('pong', () => {
      this.#answered = true;
    });
  }

  /** Sends what the protocol itself has to say. */
  send(text: string): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text);
  }

  line(): Line {
    const line: Line = {
      next: (frame, overflow) => {
        const socket = this.#socket;
        if (socket.readyState !== socket.OPEN) return true;
        if (socket.bufferedAmount < FULL && !this.#held.has(line)) {
          socket.send(frame);
          return true;
        }
        if (overflow === 'close') return false;
        if (this.#held.has(line)) deliveries.inc({ field: 'any', outcome: 'replaced' });
        this.#held.set(line, frame);
        this.#fullSince ??= performance.now();
        return true;
      },
      close: () => this.#held.delete(line),
    };
    return line;
  }

  /** Sends what was held back once the client has read on. */
  tick(now: number): void {
    if (this.#fullSince === undefined) return;
    const socket = this.#socket;
    if (socket.bufferedAmount >= FULL) {
      if (now - this.#fullSince > STUCK_MS) socket.terminate();
      return;
    }
    this.#fullSince = undefined;
    for (const frame of this.#held.values()) socket.send(frame);
    this.#held.clear();
  }

  ping(): void {
    if (this.#answered) this.#socket.ping();
    else this.#socket.terminate();
    this.#answered = false;
  }
}

/** One timer for all sockets of the router. */
export class OutletClock {
  readonly #outlets = new Set<Outlet>();
  readonly #timers = [
    setInterval(() => {
      const now = performance.now();
      for (const outlet of this.#outlets) outlet.tick(now);
    }, TICK_MS),
    setInterval(() => {
      for (const outlet of this.#outlets) outlet.ping();
    }, PING_MS),
  ];

  watch(socket: WebSocket): Outlet {
    const outlet = new Outlet(socket);
    this.#outlets.add(outlet);
    return outlet;
  }

  unwatch(outlet: Outlet): void {
    this.#outlets.delete(outlet);
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }
}
