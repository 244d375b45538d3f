import type { Dispatcher, Pool } from 'undici';

/** What is asked of a server. */
export interface Asked {
  readonly path: string;
  readonly headers: Record<string, string>;
  /** How long the answer may take, in ms, when that is less than the pool's own limit. */
  readonly timeoutMs?: number | undefined;
  /** Is told of the answer's headers and status before the answer is there. */
  readonly heard?: ((header: HeaderOf, status: number) => void) | undefined;
}

export interface JsonPost extends Asked {
  /** JSON, if the headers do not say otherwise. */
  readonly body: string;
}

/** The values of all headers of a name, which is in lower case. */
export type HeaderOf = (name: string) => readonly string[];

/** Posts JSON and resolves with the answer's text, whatever its status. Dispatched without streams, at half their cost. */
export function postJson(pool: Pool, asked: JsonPost): Promise<string> {
  return dispatch(pool, 'POST', asked, asked.body);
}

/** Resolves with the text that is there, whatever its status. */
export function getText(pool: Pool, asked: Asked): Promise<string> {
  return dispatch(pool, 'GET', asked, null);
}

function dispatch(
  pool: Pool,
  method: 'GET' | 'POST',
  { path, headers, timeoutMs, heard }: Asked,
  body: string | null,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const timeouts = timeoutMs === undefined ? {} : { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
    pool.dispatch({ method, path, headers, body, ...timeouts }, new TextHandler(resolve, reject, heard));
  });
}

class TextHandler implements Dispatcher.DispatchHandler {
  readonly #chunks: Buffer[] = [];
  readonly #resolve: (text: string) => void;
  readonly #reject: (error: Error) => void;
  readonly #heard: JsonPost['heard'];

  constructor(resolve: (text: string) => void, reject: (error: Error) => void, heard: JsonPost['heard']) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#heard = heard;
  }

  onRequestStart(): void {}

  onResponseStart(_controller: unknown, status: number, headers: Record<string, string | string[] | undefined>): void {
    this.#heard?.((name) => {
      const values = headers[name] ?? [];
      return typeof values === 'string' ? [values] : values;
    }, status);
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first, ...others] = this.#chunks;
    const whole = first && others.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#resolve(whole.toString('utf8'));
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#reject(error);
  }
}
