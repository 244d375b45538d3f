import { connect } from 'node:net';

/** Connections that send the same bytes again and again, each as soon as it was answered. */
export interface RawLoadTask {
  port: number;
  /** What each connection sends: a whole HTTP request. */
  requests: string[];
  forMs: number;
  /** Goes on longer until so many were answered: an engine learns by doing. */
  atLeast: number;
}

export interface RawLoadResult {
  requests: number;
  tookMs: number;
  /** Bytes of one answer's body. */
  bodyBytes: number;
  /** The first line of an answer that was not 200. */
  refused?: string;
}

const HEAD_END = Buffer.from('\r\n\r\n');

// Reads no more of an answer than where it ends: what is measured must not wait for who measures.
process.once('message', async (message) => {
  const { port, requests, forMs, atLeast } = message as RawLoadTask;
  const began = performance.now();
  const result: RawLoadResult = { requests: 0, tookMs: 0, bodyBytes: 0 };
  await Promise.all(
    requests.map(
      (text) =>
        new Promise<void>((resolve, reject) => {
          const bytes = Buffer.from(text);
          let left = -1;
          const socket = connect({
            port,
            host: '127.0.0.1',
            onread: {
              buffer: Buffer.allocUnsafeSlow(256 * 1024),
              callback: (count, buffer) => {
                const chunk = (buffer as Buffer).subarray(0, count);
                if (left < 0) {
                  const head = chunk.indexOf(HEAD_END);
                  const lines = chunk.subarray(0, head).toString('latin1');
                  if (!lines.startsWith('HTTP/1.1 200')) result.refused = lines.split('\r\n')[0];
                  result.bodyBytes = Number(/content-length: (\d+)/i.exec(lines)?.[1]);
                  left = result.bodyBytes + head + HEAD_END.length;
                }
                left -= count;
                if (left > 0) return true;
                left = -1;
                result.requests += 1;
                const goesOn = performance.now() - began < forMs || result.requests < atLeast;
                if (goesOn && !result.refused) socket.write(bytes);
                else socket.end(resolve);
                return true;
              },
            },
          });
          socket.setNoDelay(true);
          socket.once('error', reject);
          socket.once('connect', () => socket.write(bytes));
        }),
    ),
  );
  result.tookMs = performance.now() - began;
  process.send!(result, () => process.exit(0));
});
