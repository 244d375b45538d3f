/** What a handler gives back; `server.ts` writes it. */
export type Answer = {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer is ready but is written only when this settles: how a slow or silent server is played. */
  readonly holdBack?: Promise<unknown>;
  /** The work is done but the connection is cut instead of answering. */
  readonly lost?: boolean;
};

export function json(status: number, value: unknown): Answer {
  return { status, body: JSON.stringify(value), contentType: 'application/json' };
}

export function text(status: number, body: string, contentType = 'text/plain; charset=utf-8'): Answer {
  return { status, body, contentType };
}

/** 303: the browser follows with a GET, so a reload never repeats a form. */
export function seeOther(location: string): Answer {
  return { status: 303, body: '', contentType: 'text/plain', headers: { location, 'cache-control': 'no-store' } };
}

export function failure(status: number, code: string, message: string): Answer {
  return json(status, { error: { code, message } });
}
