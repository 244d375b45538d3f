import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { errorAnswer } from '#kernel/coded-http.ts';
import type { Logger } from '#kernel/log.ts';
import type { Limits } from '#router/gateway/limits.ts';
import { clientAddress } from '#router/http/client-address.ts';
import type { ContractSurfaces } from '#router/http/contract-surfaces.ts';
import { sockets } from '#router/http/metrics.ts';
import type { Callers } from '#router/identity/callers.ts';
import type { Operations } from '#router/subscriptions/operations.ts';
import { OutletClock } from '#router/subscriptions/outlet.ts';
import { SocketSession } from '#router/subscriptions/socket-session.ts';

export interface WebSocketOptions {
  server: HttpServer;
  /** Whether pages of an origin may connect to a host; programs send no origin and may. */
  originAllowed(origin: string, host: string | undefined): boolean;
  /** Whether an address is a proxy whose `X-Forwarded-For` is believed. */
  isProxy(address: string): boolean;
  operations: Operations;
  callers: Callers;
  contracts: ContractSurfaces;
  limits: Limits;
  log: Logger;
}

/** Sockets a router holds, and how many of them may be those that have not said who they are. */
const MAX_SOCKETS = 50_000;
const MAX_STRANGERS = 5_000;

/** Where sockets are served: the whole graph, or a contract. */
const PATH = /^\/graphql(?:\/([\w-]+))?(?:\?|$)/;

/** How long clients may take to say goodbye when the router stops, in ms. */
const CLOSING_MS = 1_000;

/** How often it is looked whose time has come, in ms. */
const TICK_MS = 250;

/** A refusal in place of an upgrade. */
const refusal = (status: string, body: string): string =>
  `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const ELSEWHERE = refusal('404 Not Found', errorAnswer('There is nothing at this address.', 'NOT_FOUND'));
const FOREIGN = refusal('403 Forbidden', errorAnswer('Pages of this origin may not connect.', 'FORBIDDEN'));
const FULL = refusal('503 Service Unavailable', errorAnswer('Too many sockets; try again shortly.', 'OVERLOADED'));

/**
 * Serves {@link SocketSession}s at `/graphql`: queries, mutations and subscriptions. The token comes with
 * `connection_init` as `authorization`; when it ends, so does the socket, with 4403, on which clients reconnect with a new
 * one, unless they have renewed it before.
 */
export function serveWebSockets(options: WebSocketOptions): { stop(): Promise<void> } {
  const { server, originAllowed, isProxy, limits, log } = options;
  const { forwarding } = options.callers;
  const webSockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: limits.bodyBytes,
    perMessageDeflate: false,
    handleProtocols,
  });
  const sessions = new Map<WebSocket, SocketSession>();
  const clock = new OutletClock();
  const strangers = new Set<SocketSession>();

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const { origin, host } = request.headers;
    if (!PATH.test(request.url ?? '')) socket.end(ELSEWHERE);
    else if (origin && !originAllowed(origin, host)) socket.end(FOREIGN);
    else if (sessions.size >= MAX_SOCKETS || strangers.size >= MAX_STRANGERS) socket.end(FULL);
    else webSockets.handleUpgrade(request, socket, head, accept);
  };

  const accept = (socket: WebSocket, request: IncomingMessage): void => {
    const outlet = clock.watch(socket, request.socket);
    const session = new SocketSession(
      socket,
      outlet,
      { ...options, initMs: limits.requestMs },
      {
        address: clientAddress(request, isProxy),
        contract: PATH.exec(request.url ?? '')?.[1],
        headers: forwarding.names.length > 0 ? forwarding.pick(request.headers) : undefined,
      },
    );
    sessions.set(socket, session);
    strangers.add(session);
    sockets.inc({ transport: 'websocket' });
    socket.on('error', (error) => log.debug({ err: error }, 'a client socket failed'));
    socket.on('message', (data) => session.take(String(data)));
    socket.once('close', () => {
      sockets.dec({ transport: 'websocket' });
      sessions.delete(socket);
      strangers.delete(session);
      clock.unwatch(outlet);
      session.closed();
    });
  };

  const ticking = setInterval(() => {
    const now = Date.now();
    for (const session of sessions.values()) session.tick(now);
    for (const session of strangers) if (session.acknowledged) strangers.delete(session);
  }, TICK_MS);

  server.on('upgrade', onUpgrade);
  return {
    stop: async () => {
      server.off('upgrade', onUpgrade);
      clock.stop();
      clearInterval(ticking);
      const gone = Promise.all([...sessions.keys()].map((socket) => new Promise((done) => socket.once('close', done))));
      for (const session of sessions.values()) session.drain();
      await Promise.race([gone, delay(CLOSING_MS, undefined, { ref: false })]);
      for (const socket of sessions.keys()) socket.terminate();
      webSockets.close();
    },
  };
}
