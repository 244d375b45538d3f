import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type DocumentNode,
  type ExecutionArgs,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  parse,
} from 'graphql';
import {
  CloseCode,
  type Context,
  handleProtocols,
  makeServer,
  type ServerOptions,
  type SubscribePayload,
} from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { faultIn } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import type { Limits } from '#router/gateway/limits.ts';
import type { GraphQLFront } from '#router/http/apollo.ts';
import { clientError } from '#router/http/client-error.ts';
import { sockets } from '#router/http/metrics.ts';
import type { Identity, TokenVerifier } from '#router/identity/token-verifier.ts';
import { type Outlet, OutletClock } from '#router/subscriptions/outlet.ts';
import type { Followed, Subscriptions } from '#router/subscriptions/subscriptions.ts';

export interface WebSocketOptions {
  server: HttpServer;
  /** Whether pages of an origin may connect to a host; programs send no origin and may. */
  originAllowed(origin: string, host: string | undefined): boolean;
  subscriptions: Subscriptions;
  front: GraphQLFront;
  tokens: TokenVerifier;
  limits: Limits;
  log: Logger;
}

/** What the protocol core carries along for one socket. */
interface Extra {
  readonly socket: WebSocket;
  readonly outlet: Outlet;
  identity: Identity | undefined;
  expiry: NodeJS.Timeout | undefined;
  /** Resume tokens by operation id, as the client brought them from the connection it lost. */
  resume: Readonly<Record<string, unknown>>;
  /** Live subscriptions by operation id. */
  readonly followed: Map<string, Followed>;
}

type SocketContext = Context<Record<string, unknown>, Extra>;

/** How long clients may take to say goodbye when the router stops, in ms. */
const CLOSING_MS = 1_000;

/** A timer cannot wait longer than this, in ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Serves graphql-transport-ws (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md) at `/graphql`: queries,
 * mutations and subscriptions. The token comes with `connection_init` as `authorization`; when it ends, so does the
 * socket, with 4403, on which clients reconnect with a new one. Answers of subscriptions bypass the protocol core: their
 * text is made once for all sockets and only the operation's id is put around it.
 */
export function serveWebSockets(options: WebSocketOptions): { stop(): Promise<void> } {
  const { server, originAllowed, limits, log } = options;
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.bodyBytes,
    perMessageDeflate: false,
    handleProtocols,
  });
  const protocol = makeServer<Record<string, unknown>, Extra>(protocolOptions(options));
  const clock = new OutletClock();

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const { origin, host } = request.headers;
    const elsewhere = request.url?.split('?')[0] !== '/graphql';
    if (elsewhere || (origin && !originAllowed(origin, host))) {
      const status = elsewhere ? '404 Not Found' : '403 Forbidden';
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    } else webSockets.handleUpgrade(request, socket, head, accept);
  };

  const accept = (socket: WebSocket): void => {
    const outlet = clock.watch(socket);
    const extra: Extra = { socket, outlet, identity: undefined, expiry: undefined, resume: {}, followed: new Map() };
    sockets.inc({ transport: 'websocket' });
    socket.on('error', (error) => log.debug({ err: error }, 'a client socket failed'));
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => outlet.send(text),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) =>
          socket.on('message', (data) => {
            handle(String(data)).catch((error: unknown) => {
              log.error({ err: error }, 'a socket message could not be handled');
              socket.close(CloseCode.InternalServerError, 'Internal server error');
            });
          }),
      },
      extra,
    );
    socket.once('close', (code, reason) => {
      sockets.dec({ transport: 'websocket' });
      clearTimeout(extra.expiry);
      clock.unwatch(outlet);
      void closed(code, String(reason));
    });
  };

  server.on('upgrade', onUpgrade);
  return {
    stop: async () => {
      server.off('upgrade', onUpgrade);
      clock.stop();
      const { clients } = webSockets;
      const gone = Promise.all([...clients].map((socket) => new Promise((resolve) => socket.once('close', resolve))));
      // 1001 makes clients reconnect, to wherever the router is then.
      for (const socket of clients) socket.close(1001, 'Going away');
      await Promise.race([gone, delay(CLOSING_MS, undefined, { ref: false })]);
      for (const socket of clients) socket.terminate();
      webSockets.close();
    },
  };
}

/** Subscriptions one socket may have open. */
const MAX_OPEN = 100;

function protocolOptions({
  subscriptions,
  front,
  tokens,
  limits,
  log,
}: WebSocketOptions): ServerOptions<Record<string, unknown>, Extra> {
  const identify = async (context: SocketContext): Promise<boolean> => {
    const { extra, connectionParams = {} } = context;
    const authorization = connectionParams.authorization ?? connectionParams.Authorization;
    try {
      extra.identity = await tokens.identify(authorization === undefined ? undefined : String(authorization));
    } catch (error) {
      const fault = faultIn(error);
      if (!fault) throw error;
      // 4403 and not `return false`: the reason tells a refused token from one that could not be checked.
      const code = fault.code === 'UNAUTHENTICATED' ? CloseCode.Forbidden : CloseCode.InternalServerError;
      extra.socket.close(code, fault.code);
      return false;
    }
    const { expiresAt } = extra.identity;
    if (expiresAt !== undefined)
      extra.expiry = setTimeout(
        () => extra.socket.close(CloseCode.Forbidden, 'Token expired'),
        Math.min(LONGEST_TIMER, Math.max(0, expiresAt - Date.now())),
      );
    return true;
  };

  return {
    connectionInitWaitTimeout: limits.requestMs,
    onConnect: identify,
    onSubscribe: (context, id, payload) => {
      if (Object.keys(context.subscriptions).length > MAX_OPEN)
        return [refusal(`A socket may have ${MAX_OPEN} operations open.`, 'TOO_LARGE', { limit: 'subscriptions' })];
      let document: DocumentNode;
      try {
        document = parse(payload.query, { maxTokens: limits.tokens, noLocation: true });
      } catch (error) {
        return [refusal((error as Error).message, 'GRAPHQL_PARSE_FAILED')];
      }
      if (!getOperationAST(document, payload.operationName))
        return [refusal('The document has no operation of that name.', 'BAD_USER_INPUT')];
      const contextValue: Operation = { context, id, payload };
      // Validation belongs to whoever executes; the core only asks which kind of operation it is.
      return { document, operationName: payload.operationName, contextValue } as unknown as ExecutionArgs;
    },
    execute: async ({ contextValue }) => {
      const { context, payload } = contextValue as Operation;
      const { query, operationName, variables } = payload;
      return (await front.execute(
        { query, operationName: operationName ?? undefined, variables: variables ?? undefined },
        context.extra.identity?.viewer,
      )) as never;
    },
    subscribe: ({ contextValue }) => follow(contextValue as Operation, subscriptions),
    // What `execute` answers is formatted already; the core would call toJSON on it.
    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult,
    onError: (_context, _id, _payload, errors) => {
      const ended = errors[0]?.originalError;
      if (ended instanceof EndedWith) return ended.errors;
      return errors.map((error) => clientError(error.toJSON(), error, log));
    },
  };
}

interface Operation {
  readonly context: SocketContext;
  readonly id: string;
  readonly payload: SubscribePayload;
}

const refusal = (message: string, code: string, facts: object = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code, ...facts } });

/**
 * Opens a subscription whose answers go straight to the socket. What the core gets is an iterator that yields nothing and
 * ends with the subscription; it is written out, because an `async function*` would hang on its pending step when the
 * client completes.
 */
function follow({ context, id, payload }: Operation, subscriptions: Subscriptions): AsyncGenerator<never, void, void> {
  const { outlet, identity } = context.extra;
  const prefix = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  const ended = Promise.withResolvers<IteratorResult<never, void>>();
  const line = outlet.line();
  const { query, operationName, variables, extensions } = payload;
  const resumeFrom = extensions?.resumeFrom ?? context.extra.resume[id];
  const followed = subscriptions.open(
    {
      query,
      operationName: operationName ?? undefined,
      variables: variables ?? undefined,
      ...(typeof resumeFrom === 'string' ? { resumeFrom } : {}),
    },
    identity!,
    {
      next: ({ text }, overflow) => line.next(`${prefix}${text}}`, overflow),
      end: (errors) => {
        if (errors) ended.reject(new EndedWith(errors));
        else ended.resolve({ done: true, value: undefined });
      },
    },
  );
  context.extra.followed.set(id, followed);
  const finish = async (): Promise<IteratorResult<never, void>> => {
    followed.leave();
    context.extra.followed.delete(id);
    line.close();
    ended.resolve({ done: true, value: undefined });
    return { done: true, value: undefined };
  };
  return {
    next: () => ended.promise,
    return: finish,
    throw: finish,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => {
      await finish();
    },
  } as AsyncGenerator<never, void, void>;
}

/** Carries coded errors through the protocol core, which knows thrown errors only. */
class EndedWith extends Error {
  readonly errors: readonly GraphQLFormattedError[];

  constructor(errors: readonly GraphQLFormattedError[]) {
    super('the subscription ended');
    this.errors = errors;
  }
}
