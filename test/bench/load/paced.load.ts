import { Pool } from 'undici';

/** The same requests over and over, so many a second whatever becomes of them. */
export interface PacedTask {
  url: string;
  perSecond: number;
  forMs: number;
  /** Bodies, one after the other. */
  bodies: string[];
}

export interface PacedResult {
  answered: number;
  failed: string[];
  p99: number;
}

const TICK_MS = 10;

process.once('message', async ({ url, perSecond, forMs, bodies }: PacedTask) => {
  const pool = new Pool(new URL(url).origin, { connections: 128 });
  const latencies: number[] = [];
  const failed: string[] = [];
  const ask = async (body: string): Promise<void> => {
    const began = performance.now();
    try {
      const headers = { 'content-type': 'application/json' };
      const response = await pool.request({ method: 'POST', path: '/graphql', headers, body });
      const text = await response.body.text();
      if (response.statusCode !== 200 || text.includes('"errors"')) failed.push(text.slice(0, 300));
      latencies.push(performance.now() - began);
    } catch (error) {
      failed.push(String(error));
    }
  };
  const begun = performance.now();
  const waiting: Promise<void>[] = [];
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsed = performance.now() - begun;
      while (waiting.length < (Math.min(elapsed, forMs) / 1_000) * perSecond)
        waiting.push(ask(bodies[waiting.length % bodies.length]!));
      if (elapsed < forMs) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
  });
  await Promise.all(waiting);
  const sorted = latencies.toSorted((a, b) => a - b);
  const result: PacedResult = {
    answered: latencies.length,
    failed: failed.slice(0, 20),
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  };
  process.send!(result);
  process.exit(0);
});
