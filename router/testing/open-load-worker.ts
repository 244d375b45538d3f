import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Pool } from 'undici';
import type { OpenLoad, OpenLoadReport } from '#router/testing/open-load.ts';

const { url, body, perSecond, seconds, patienceMs } = workerData as OpenLoad;
const { origin, pathname } = new URL(url);
const pool = new Pool(origin, { connections: 500 });
const took: number[] = [];
let shed = 0;
let lost = 0;

async function send(): Promise<void> {
  const sentAt = performance.now();
  try {
    const { statusCode, body: answer } = await pool.request({
      method: 'POST',
      path: pathname,
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await answer.text();
    const ms = performance.now() - sentAt;
    if (statusCode === 200 && text.startsWith('{"data"') && ms <= patienceMs) took.push(ms);
    else if (statusCode === 503) shed += 1;
    else lost += 1;
  } catch {
    lost += 1;
  }
}

const startedAt = performance.now();
const sending: Promise<void>[] = [];
while (performance.now() - startedAt < seconds * 1000) {
  const due = ((performance.now() - startedAt) / 1000) * perSecond;
  while (sending.length < due) sending.push(send());
  await pause(1);
}
await Promise.all(sending);
took.sort((a, b) => a - b);
const report: OpenLoadReport = { good: took.length, shed, lost, p99: took[Math.floor(took.length * 0.99)] ?? 0 };
parentPort?.postMessage(report);
