import type { Dispatcher, Pool } from 'undici';

export interface JsonPost {
  readonly path: string;
  readonly headers: Record<string, string>;
  /** JSON. */
  readonly body: string;
  /** How long the answer may take, in ms, when that is less than the pool's own limit. */
  readonly timeoutMs?: number | undefined;
  /** Is told of the answer's headers before the answer is there. */
  readonly heard?: ((header: HeaderOf) => void) | undefined;
}

/** The values of all headers of a name, which is in lower case. */
export type HeaderOf = (name: string) => readonly string[];

/** Posts JSON and resolves with the answer's text, whatever its status. Dispatched without streams, at half their cost. */
export function postJson(pool: Pool, { path, headers, body, timeoutMs, heard }: JsonPost): Promise<string> {
  return new Promise((resolve, reject) => {
    const timeouts = timeoutMs === undefined ? {} : { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
    pool.dispatch({ method: 'POST', path, headers, body, ...timeouts }, new TextHandler(resolve, reject, heard));
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

  onResponseStart(_controller: unknown, _status: number, headers: Record<string, string | string[] | undefined>): void {
    this.#heard?.((name) => {
      const values = headers[name] ?? [];
      return typeof values === 'string' ? [values] : values;
    });
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
