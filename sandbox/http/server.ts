import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Logger } from 'pino';
import { type Answer, failure } from './answer.ts';
import { ApiError } from './api-error.ts';
import { answerWholeRequests, type WholeRequest } from './whole-request.ts';

const BODY_LIMIT_BYTES = 64 * 1024;
/** Longer than the idle time of the usual client pools, so that the server is never the one to close first. */
const KEEP_ALIVE_MS = 75_000;

/** One request, as a handler sees it. */
export type Exchange = {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type Handler = (exchange: Exchange) => Answer | Promise<Answer>;

/** `'POST /payments/:id/capture'` → handler. A path part that starts with a colon is a parameter. */
export type Routes = Readonly<Record<string, Handler>>;

export type RunningServer = { readonly url: string; stop(): Promise<void> };

type Route = { readonly method: string; readonly parts: readonly string[]; readonly handler: Handler };

/**
 * A table of routes, JSON refusals and a stop that leaves no connection open. Requests as clients usually send them are
 * answered at once, all others by `node:http`: its CPU is part of what every benchmark of the product measures.
 *
 * @throws Error with a sentence for a person when the port is taken.
 */
export async function startServer(options: {
  host: string;
  port: number;
  routes: Routes;
  log: Logger;
}): Promise<RunningServer> {
  const { host, port, log } = options;
  const routes = Object.entries(options.routes).map(([key, handler]): Route => {
    const [method = '', path = ''] = key.split(' ');
    return { method, parts: path.split('/'), handler };
  });

  const server = createServer((request, response) => {
    const { method = 'GET', url: target = '/', headers } = request;
    const answer = (answer: Answer) => write(response, answer);
    if (method === 'GET') return handle({ method, target, headers, body: '' }, answer);
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_LIMIT_BYTES) chunks.push(chunk);
    });
    request.on('end', () => {
      if (size > BODY_LIMIT_BYTES) {
        return answer(failure(413, 'body_too_large', `A body has at most ${BODY_LIMIT_BYTES} bytes.`));
      }
      handle({ method, target, headers, body: Buffer.concat(chunks).toString() }, answer);
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  const sockets = new Set<Socket>();
  const [byNodeHttp] = server.listeners('connection');
  server.removeAllListeners('connection').on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    answerWholeRequests(socket, KEEP_ALIVE_MS, handle, () => byNodeHttp!.call(server, socket));
  });

  function handle(request: WholeRequest, write: (answer: Answer) => void): void {
    try {
      const answer = route(request);
      if (answer instanceof Promise) answer.then(finish, fail);
      else finish(answer);
    } catch (error) {
      fail(error);
    }

    function finish(answer: Answer): void {
      if (answer.holdBack) answer.holdBack.then(() => write(answer));
      else write(answer);
    }

    function fail(error: unknown): void {
      if (error instanceof ApiError) {
        write(failure(error.status, error.code, error.message));
      } else {
        log.error({ err: error, method: request.method }, 'a handler failed');
        write(failure(500, 'internal', 'Something broke here; it is not your request.'));
      }
    }
  }

  function route({ method, target, headers, body }: WholeRequest): Answer | Promise<Answer> {
    const question = target.indexOf('?');
    const path = question < 0 ? target : target.slice(0, question);
    const parts = path.split('/');
    let pathKnown = false;
    for (const candidate of routes) {
      const params = match(candidate.parts, parts);
      if (!params) continue;
      pathKnown = true;
      if (candidate.method !== method) continue;
      const query = new URLSearchParams(question < 0 ? '' : target.slice(question + 1));
      return candidate.handler({ method, path, params, query, headers, body });
    }
    if (pathKnown) throw new ApiError(405, 'method_not_allowed', `${method} is not offered here.`);
    throw new ApiError(404, 'not_found', 'There is nothing at this address.');
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} on ${host} is taken; choose another.`) : error);
    });
    server.listen(port, host, resolve);
  });

  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const NO_PARAMS: Readonly<Record<string, string>> = Object.freeze({});

function match(pattern: readonly string[], parts: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (pattern.length !== parts.length) return undefined;
  let params: Record<string, string> | undefined;
  for (let i = 1; i < pattern.length; i++) {
    const wanted = pattern[i]!;
    const given = parts[i]!;
    if (wanted.charCodeAt(0) === 58 /* ':' */) {
      params ??= {};
      params[wanted.slice(1)] = decode(given);
    } else if (wanted !== given) return undefined;
  }
  return params ?? NO_PARAMS;
}

function decode(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ApiError(400, 'malformed_path', 'The address is not valid percent-encoding.');
  }
}

function write(response: ServerResponse, answer: Answer): void {
  if (answer.lost) {
    response.destroy();
    return;
  }
  const headers: Record<string, string | number> = {
    'content-type': answer.contentType,
    'content-length': Buffer.byteLength(answer.body),
  };
  if (answer.headers) Object.assign(headers, answer.headers);
  response.writeHead(answer.status, headers);
  response.end(answer.body);
}
