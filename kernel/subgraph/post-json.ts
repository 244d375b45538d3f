import type { Dispatcher, Pool } from 'undici';

export interface JsonPost {
  readonly path: string;
  readonly headers: Record<string, string>;
  /** JSON. */
  readonly body: string;
  /** How long the answer may take, in ms, when that is less than the pool's own limit. */
  readonly timeoutMs?: number | undefined;
}

/** Posts JSON and resolves with the answer's text, whatever its status. Dispatched without streams, at half their cost. */
export function postJson(pool: Pool, { path, headers, body, timeoutMs }: JsonPost): Promise<string> {
  return new Promise((resolve, reject) => {
    const timeouts = timeoutMs === undefined ? {} : { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
    pool.dispatch({ method: 'POST', path, headers, body, ...timeouts }, new TextHandler(resolve, reject));
  });
}

class TextHandler implements Dispatcher.DispatchHandler {
  readonly #chunks: Buffer[] = [];
  readonly #resolve: (text: string) => void;
  readonly #reject: (error: Error) => void;

  constructor(resolve: (text: string) => void, reject: (error: Error) => void) {
    this.#resolve = resolve;
    this.#reject = reject;
  }

  onRequestStart(): void {}

  onResponseStart(): void {}

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
