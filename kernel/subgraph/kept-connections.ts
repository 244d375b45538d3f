import { connect, type Socket } from 'node:net';
import type { Asked, JsonPost } from '#kernel/subgraph/post-json.ts';
import { ResponseReader } from '#kernel/subgraph/response-reader.ts';

export interface KeptConnectionsOptions {
  /** Most at once; what is asked beyond waits for one. */
  readonly most: number;
  /** How long an answer may take, in ms, when its request says nothing else. */
  readonly answerMs: number;
  /** How long a connection may take, in ms. */
  readonly connectMs: number;
}

/** Codes of the errors that tell of too little time, to connect and to answer. */
export const CONNECT_TIMEOUT = 'CONNECT_TIMEOUT';
export const ANSWER_TIMEOUT = 'ANSWER_TIMEOUT';

/** How exact times are kept, in ms. */
const LOOK_MS = 25;
/** How long an idle connection is used again when its server does not say how long it keeps it, in ms. */
const KEPT_MS = 4_000;
/** A request needs so long to arrive, in ms: a server may close an idle connection just then. */
const ON_THE_WAY_MS = 1_000;
const READ_BYTES = 64 * 1024;

/** A request that waits for its answer. */
interface Exchange {
  readonly text: string;
  /** By `performance.now()`. */
  readonly lateAt: number;
  resolve(text: string): void;
  reject(error: Error): void;
  readonly heard: Asked['heard'];
}

/**
 * Posts JSON to one plain HTTP origin, and gets what is there, over connections that are kept, one request at a time on each,
 * for less than a client for everything HTTP has (ADR 8): no streams, one write for a request, no parsing of what nobody reads.
 */
export class KeptConnections {
  readonly #url: URL;
  readonly #options: KeptConnectionsOptions;
  readonly #idle: Connection[] = [];
  readonly #busy = new Set<Connection>();
  readonly #waiting: Exchange[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** @param origin `http://host:port` */
  constructor(origin: string, options: KeptConnectionsOptions) {
    this.#url = new URL(origin);
    this.#options = options;
  }

  /**
   * Resolves with the answer's text, whatever its status.
   * @throws Error (rejects) with the code of what failed: the system's, or {@link CONNECT_TIMEOUT}, {@link ANSWER_TIMEOUT}
   */
  post(asked: JsonPost): Promise<string> {
    return this.#ask('POST', asked, `content-length: ${Buffer.byteLength(asked.body)}\r\n`, asked.body);
  }

  /** As {@link post}, for what is read only. */
  get(asked: Asked): Promise<string> {
    return this.#ask('GET', asked, '', '');
  }

  #ask(method: string, { path, headers, timeoutMs, heard }: Asked, length: string, body: string): Promise<string> {
    return new Promise((resolve, reject) => {
      if (/[^\x21-\x7e]/.test(path)) throw new Error('a path is not one word of ASCII');
      let text = `${method} ${path} HTTP/1.1\r\nhost: ${this.#url.host}\r\n${length}`;
      for (const name in headers) text += `${name}: ${headerValue(headers[name]!)}\r\n`;
      const { answerMs } = this.#options;
      const lateAt = performance.now() + Math.min(timeoutMs ?? answerMs, answerMs);
      this.#timer ??= setInterval(() => this.#look(), LOOK_MS).unref();
      this.#send({ text: `${text}\r\n${body}`, lateAt, resolve, reject, heard });
    });
  }

  async close(): Promise<void> {
    for (const { reject } of this.#waiting.splice(0)) reject(failure('ECONNRESET', 'the connections were closed'));
    for (const connection of [...this.#idle, ...this.#busy]) connection.fail();
    clearInterval(this.#timer);
  }

  #send(exchange: Exchange): void {
    const now = performance.now();
    let connection = this.#idle.pop();
    while (connection && connection.keptUntil < now) {
      connection.fail();
      connection = this.#idle.pop();
    }
    if (!connection && this.#busy.size >= this.#options.most) {
      this.#waiting.push(exchange);
      return;
    }
    connection ??= this.#connect();
    this.#busy.add(connection);
    connection.send(exchange);
  }

  #connect(): Connection {
    const { hostname, port } = this.#url;
    const address = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
    return new Connection(address, this.#options.connectMs, (connection) => {
      this.#busy.delete(connection);
      const idle = this.#idle.indexOf(connection);
      if (connection.open && idle < 0) this.#idle.push(connection);
      if (!connection.open && idle >= 0) this.#idle.splice(idle, 1);
      const next = this.#waiting.shift();
      if (next) this.#send(next);
    });
  }

  #look(): void {
    const now = performance.now();
    for (const connection of this.#busy) connection.look(now);
    while (this.#waiting.length > 0 && this.#waiting[0]!.lateAt <= now)
      this.#waiting.shift()!.reject(failure(ANSWER_TIMEOUT, 'no connection was free in time'));
    if (this.#busy.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

const failure = (code: string, message: string): Error => Object.assign(new Error(message), { code });

/** @throws Error for what would be more than one header */
function headerValue(value: string): string {
  if (/[\r\n\0]/.test(value)) throw new Error('a header has more than one line');
  return value;
}

/** One connection, which answers one request at a time. */
class Connection {
  /** Until when the server can be believed to keep it, by `performance.now()`. */
  keptUntil = 0;
  open = true;
  readonly #socket: Socket;
  readonly #changed: (connection: Connection) => void;
  readonly #connectBy: number;
  #exchange: Exchange | undefined;
  #reader = new ResponseReader();

  /** @param changed is told when it is idle, and when it has ended */
  constructor(address: { host: string; port: number }, connectMs: number, changed: (connection: Connection) => void) {
    this.#changed = changed;
    this.#connectBy = performance.now() + connectMs;
    const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
    const callback = (count: number): boolean => {
      this.#read(buffer.subarray(0, count));
      return true;
    };
    this.#socket = connect({ ...address, noDelay: true, onread: { buffer, callback } });
    this.#socket.once('error', (error) => this.fail(error));
    this.#socket.once('end', () => this.#ended());
    this.#socket.once('close', () => this.#ended());
  }

  send(exchange: Exchange): void {
    this.#exchange = exchange;
    this.#reader = new ResponseReader();
    this.#socket.ref();
    const { text } = exchange;
    this.#socket.write(text, Buffer.byteLength(text) === text.length ? 'latin1' : 'utf8');
  }

  look(now: number): void {
    if (this.#socket.connecting && this.#connectBy <= now) this.fail(failure(CONNECT_TIMEOUT, 'no connection in time'));
    else if (this.#exchange && this.#exchange.lateAt <= now) this.fail(failure(ANSWER_TIMEOUT, 'no answer in time'));
  }

  /** Ends it; what waits for an answer is told why. */
  fail(error: Error = failure('ECONNRESET', 'the connection was closed')): void {
    if (!this.open) return;
    this.open = false;
    const exchange = this.#exchange;
    this.#exchange = undefined;
    this.#socket.destroy();
    this.#changed(this);
    exchange?.reject(error);
  }

  #read(bytes: Buffer): void {
    const exchange = this.#exchange;
    let text: string | undefined;
    try {
      if (!exchange) throw failure('ECONNRESET', 'the server speaks unasked');
      text = this.#reader.read(bytes);
    } catch (error) {
      this.fail(error as Error);
    }
    if (text === undefined || !exchange) return;
    this.#exchange = undefined;
    exchange.heard?.(this.#reader.header, this.#reader.status);
    const keptForMs = (this.#reader.keptForMs ?? KEPT_MS + ON_THE_WAY_MS) - ON_THE_WAY_MS;
    if (keptForMs <= 0) this.fail();
    else {
      this.keptUntil = performance.now() + keptForMs;
      this.#socket.unref();
      this.#changed(this);
    }
    exchange.resolve(text);
  }

  #ended(): void {
    const text = this.#exchange && this.#reader.end();
    if (text !== undefined) {
      this.#exchange?.heard?.(this.#reader.header, this.#reader.status);
      this.#exchange?.resolve(text);
      this.#exchange = undefined;
    }
    this.fail();
  }
}
