import { GraphClient } from '#test/harness/graph-client.ts';

/** Readers that ask one query again and again, each on a connection of its own. */
export interface ReadersTask {
  graphUrl: string;
  query: string;
  variables: Record<string, unknown>[];
  connections: number;
  headers?: Record<string, string>;
  forMs: number;
}

export interface ReadersResult {
  requests: number;
  errors: string[];
  tookMs: number;
  /** Latency of each request in ms, sorted. */
  p50: number;
  p99: number;
}

process.once('message', async (message) => {
  const task = message as ReadersTask;
  const client = new GraphClient(task.graphUrl, task.connections, undefined, task.headers);
  const began = performance.now();
  const latencies: number[] = [];
  const errors: string[] = [];
  await Promise.all(
    Array.from({ length: task.connections }, async (_, number) => {
      for (let turn = number; performance.now() - began < task.forMs; turn += 1) {
        const sent = performance.now();
        try {
          await client.ask(task.query, task.variables[turn % task.variables.length]);
          latencies.push(performance.now() - sent);
        } catch (error) {
          errors.push((error as Error).message);
          if (errors.length > 20) return;
        }
      }
    }),
  );
  const tookMs = performance.now() - began;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
  const result: ReadersResult = { requests: latencies.length, errors, tookMs, p50: at(0.5), p99: at(0.99) };
  await client.close();
  process.send!(result, () => process.exit(0));
});
