import { Pool } from 'undici';
import { KeptConnections, type KeptConnectionsOptions } from '#kernel/subgraph/kept-connections.ts';
import { type Asked, getText, type JsonPost, postJson } from '#kernel/subgraph/post-json.ts';

/** Connections to one server. What it answers resolves as text, whatever its status. */
export interface Line {
  post(asked: JsonPost): Promise<string>;
  get(asked: Asked): Promise<string>;
  /** Ends what is under way too. */
  close(): Promise<void>;
}

/**
 * Kept connections to an origin; over TLS by undici.
 * @param origin `http://host:port` or `https://host:port`
 */
export function lineTo(origin: string, options: KeptConnectionsOptions): Line {
  if (origin.startsWith('http:')) return new KeptConnections(origin, options);
  const { most, answerMs, connectMs } = options;
  const pool = new Pool(origin, {
    connections: most,
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    connectTimeout: connectMs,
  });
  return {
    post: (asked) => postJson(pool, asked),
    get: (asked) => getText(pool, asked),
    close: () => pool.destroy(),
  };
}
