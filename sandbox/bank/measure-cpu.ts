import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { Pool } from 'undici';
import { numberFlag } from '../http/program.ts';
import { bankDefaults } from './bank-options.ts';

/**
 * What a payment costs the bank: starts one of its own, plays a shop and its buyers (create, press 3-D Secure, take the
 * callback, capture), and divides the CPU time of the bank's process by the payments.
 */
const program = new Command('measure-cpu')
  .addOption(numberFlag('--payments <count>', 'PAYMENTS', 'payments measured', 10_000))
  .addOption(numberFlag('--buyers <count>', 'BUYERS', 'payments at once', 64))
  .parse();
const { payments, buyers } = program.opts<{ payments: number; buyers: number }>();
const WARM_UP = 2_000;

let calledBack = 0;
const shop = createServer((request, response) => {
  request.resume().on('end', () => {
    calledBack++;
    response.writeHead(204).end();
  });
});
await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
const callbackUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/callbacks`;

const port = 20_000 + (process.pid % 20_000);
const bank = fork(fileURLToPath(new URL('serve.ts', import.meta.url)), ['--port', String(port)], { stdio: 'ignore' });
const pool = new Pool(`http://127.0.0.1:${port}`, { connections: buyers });

async function post(path: string, body: string, key?: string): Promise<string> {
  const contentType = key ? 'application/json' : 'application/x-www-form-urlencoded';
  const headers: Record<string, string> = { 'content-type': contentType };
  if (key) Object.assign(headers, { authorization: `Bearer ${bankDefaults.apiKey}`, 'idempotency-key': key });
  const answer = await pool.request({ method: 'POST', path, body, headers });
  const text = await answer.body.text();
  if (answer.statusCode >= 400) throw new Error(`${path}: ${answer.statusCode} ${text}`);
  return text;
}

async function pay(number: number): Promise<void> {
  const reference = `order-${number}`;
  const asked = { amount: 129_900, currency: 'RUB', token: 'tok_visa', reference, callbackUrl };
  const returnUrl = 'http://127.0.0.1:4000/orders/returned';
  const { id } = JSON.parse(await post('/payments', JSON.stringify({ ...asked, returnUrl }), reference));
  await post(`/3ds/${id}`, 'action=confirm');
  await post(`/payments/${id}/capture`, '{"amount":129900}', `${reference}-capture`);
}

let next = 0;
async function run(count: number): Promise<void> {
  const end = next + count;
  const buyer = async () => {
    while (next < end) await pay(next++);
  };
  await Promise.all(Array.from({ length: buyers }, buyer));
  while (calledBack < end) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function figure(name: string): Promise<number> {
  const { body } = await pool.request({ method: 'GET', path: '/metrics' });
  return Number((await body.text()).match(new RegExp(`^${name} (.*)$`, 'm'))?.[1]);
}

try {
  while (!(await pool.request({ method: 'GET', path: '/health' }).catch(() => false))) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await run(WARM_UP);
  const cpu = await figure('process_cpu_seconds_total');
  const begun = performance.now();
  await run(payments);
  const seconds = (performance.now() - begun) / 1000;
  const ms = ((await figure('process_cpu_seconds_total')) - cpu) * 1000;
  const megabytes = (await figure('process_resident_memory_bytes')) / 1e6;
  console.log(`${payments} payments in ${seconds.toFixed(1)} s: ${(payments / seconds).toFixed(0)} a second`);
  console.log(`bank CPU: ${(ms / payments).toFixed(3)} ms a payment; memory: ${megabytes.toFixed(0)} MB`);
} finally {
  bank.kill();
  await pool.destroy();
  shop.close();
  shop.closeAllConnections();
}
