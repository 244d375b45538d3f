import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { deliveries } from '#router/http/metrics.ts';
import type { Overflow } from '#router/subscriptions/audience.ts';
import { bytesOf, textFrame } from '#router/subscriptions/text-frame.ts';

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
  next(text: string, overflow: Overflow): boolean;
  close(): void;
}

/**
 * The way out to one socket, bounded: the policy is latest-wins per operation, and cutting off those who are stuck. Answers
 * are framed here and written to the connection as one piece each.
 */
export class Outlet {
  readonly #socket: WebSocket;
  readonly #connection: Pick<Duplex, 'write' | 'writableLength'>;
  readonly #held = new Map<Line, Buffer>();
  #fullSince: number | undefined;
  #answered = true;

  /** @param connection what the socket was upgraded from */
  constructor(socket: WebSocket, connection: Pick<Duplex, 'write' | 'writableLength'>) {
    this.#socket = socket;
    this.#connection = connection;
    socket.on('pong', () => {
      this.#answered = true;
    });
  }

  /** Sends what the protocol itself has to say. */
  send(text: string): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(text);
  }

  /** @param around what stands before and after each of the operation's answers */
  line(around: readonly [string, string]): Line {
    const [before, after] = around.map((text) => Buffer.from(text)) as [Buffer, Buffer];
    const line: Line = {
      next: (text, overflow) => {
        const socket = this.#socket;
        if (socket.readyState !== socket.OPEN) return true;
        const full = this.#connection.writableLength >= FULL || this.#held.has(line);
        if (full && overflow === 'close') return false;
        const frame = textFrame(before, bytesOf(text), after);
        if (!full) {
          this.#connection.write(frame);
          return true;
        }
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
    if (this.#connection.writableLength >= FULL) {
      if (now - this.#fullSince > STUCK_MS) socket.terminate();
      return;
    }
    this.#fullSince = undefined;
    if (socket.readyState === socket.OPEN) for (const frame of this.#held.values()) this.#connection.write(frame);
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

  watch(socket: WebSocket, connection: Duplex): Outlet {
    const outlet = new Outlet(socket, connection);
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
