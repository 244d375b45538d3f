import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { createTokenMint } from '#router/testing/tokens.ts';
import { cpuBetween, usageOf } from '../processes.ts';
import type { Report } from '../report.ts';
import type { RawLoadResult, RawLoadTask } from './load.program.ts';
import type { OursTask } from './ours.program.ts';
import { ENTITIES, NESTED } from './shape.ts';

const CONNECTIONS = 50;
/** Requests before anything is measured. */
const WARM = 600;
/** Turns of each gateway: the machine changes, and no one of them should have the better half of it. */
const TURNS = 5;
const TASKSET = '/usr/bin/taskset';

/** Runs a program of this folder as the house runs its own, on one core of its own where there are two and a way to say so. */
function run(file: string, core: 0 | 1): ChildProcess {
  const pinned = cpus().length > 1 && existsSync(TASKSET);
  return fork(new URL(file, import.meta.url), {
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'error', APOLLO_TELEMETRY_DISABLED: 'true' },
    ...(pinned ? { execPath: TASKSET, execArgv: ['-c', String(core), process.execPath, ...process.execArgv] } : {}),
  });
}

const told = <T>(child: ChildProcess): Promise<T> =>
  new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as T));
    child.once('exit', (code) => reject(new Error(`a program of the gateway bench ended with ${code}`)));
  });

interface Gateway {
  readonly url: string;
  readonly pid: number;
}

interface Load extends RawLoadResult {
  readonly cpuMs: number;
}

/** Sends requests over 50 connections at once, and says what they cost the gateway. */
async function loadOn(
  { url, pid }: Gateway,
  query: string,
  authorizations: string[],
  forMs: number,
  atLeast = 0,
): Promise<Load> {
  const { host, port } = new URL(url);
  const body = JSON.stringify({ query });
  const requests = authorizations.map(
    (authorization) =>
      `POST /graphql HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n${
        authorization ? `authorization: ${authorization}\r\n` : ''
      }\r\n${body}`,
  );
  const before = usageOf({ gateway: pid });
  const client = run('./load.program.ts', 1);
  client.send({ port: Number(port), requests, forMs, atLeast } satisfies RawLoadTask);
  const result = await told<RawLoadResult>(client);
  if (result.refused) throw new Error(`the gateway answered ${result.refused}`);
  return { ...result, cpuMs: cpuBetween(before, usageOf({ gateway: pid })).gateway! / result.requests };
}

/** The same load on both, for so long each, a turn at a time. */
async function inTurns(
  query: string,
  authorizations: string[],
  forMs: number,
  ...gateways: [Gateway, Gateway]
): Promise<[Load, Load]> {
  const turns = gateways.map((): Load[] => []);
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const [index, gateway] of gateways.entries())
      turns[index]!.push(await loadOn(gateway, query, authorizations, forMs / TURNS));
  return turns.map(inAll) as [Load, Load];
}

function inAll(turns: readonly Load[]): Load {
  const sum = (of: (turn: Load) => number): number => turns.reduce((total, turn) => total + of(turn), 0);
  const requests = sum((turn) => turn.requests);
  return {
    ...turns[0]!,
    requests,
    tookMs: sum(({ tookMs }) => tookMs),
    cpuMs: sum((turn) => turn.cpuMs * turn.requests) / requests,
  };
}

async function answerOf({ url }: Gateway, query: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return JSON.stringify(await response.json());
}

/** This router beside stock `@apollo/gateway`, in turns on the same subgraphs, so that their ratio holds on any machine. */
export async function measureGateways(forMs: number, report: Report): Promise<void> {
  const children: ChildProcess[] = [];
  const start = (file: string, core: 0 | 1): ChildProcess => {
    const child = run(file, core);
    children.push(child);
    return child;
  };
  try {
    const urls = await told<Record<string, string>>(start('./subgraphs.program.ts', 1));
    const mint = await createTokenMint();
    const gateway = async (file: string, task: object): Promise<Gateway> => {
      const child = start(file, 0);
      child.send(task);
      return { url: await told<string>(child), pid: child.pid! };
    };
    const stock = await gateway('./stock.program.ts', urls);
    const ours = await gateway('./ours.program.ts', { urls, keys: mint.options.keys } satisfies OursTask);
    for (const query of [NESTED, ENTITIES])
      if ((await answerOf(stock, query)) !== (await answerOf(ours, query)))
        throw new Error('the two answer differently');
    // Each connection somebody else's: nothing may be shared between them.
    const everybody = await Promise.all(
      Array.from({ length: CONNECTIONS }, (_, index) => mint.authorization(`user-${index}`)),
    );
    const guests = everybody.map(() => '');
    for (const one of [stock, ours]) await loadOn(one, NESTED, everybody, 0, WARM);
    const [theirs, alone] = await inTurns(NESTED, everybody, forMs, stock, ours);
    const shared = await loadOn(ours, NESTED, guests, forMs);
    for (const one of [stock, ours]) await loadOn(one, ENTITIES, everybody, 0, WARM);
    const [theirEntities, ourEntities] = await inTurns(ENTITIES, everybody, forMs, stock, ours);

    const figure = (
      name: string,
      title: string,
      value: number,
      unit: string,
      goal?: { atLeast?: number; atMost?: number },
    ) => report.add({ name: `gateway.${name}`, title, value, unit, ...(goal ? { goal } : {}) });
    figure('answer', 'gateway shape: one answer', alone.bodyBytes / 1000, 'kB');
    figure('stock.cpu', 'stock @apollo/gateway: CPU', theirs.cpuMs, 'ms/request');
    figure('stock.rate', 'stock @apollo/gateway', (theirs.requests / theirs.tookMs) * 1000, 'requests/s');
    figure('ours.cpu', 'this router, nothing shared between requests: CPU', alone.cpuMs, 'ms/request');
    figure('ours.rate', 'this router, nothing shared', (alone.requests / alone.tookMs) * 1000, 'requests/s');
    figure('ours.shared', 'this router, equal requests', (shared.requests / shared.tookMs) * 1000, 'requests/s');
    figure('ratio.cpu', 'CPU per request: stock ÷ ours, nothing shared', theirs.cpuMs / alone.cpuMs, '×', {
      atLeast: 7,
    });
    figure(
      'ratio.shared',
      'requests/s: ours with equal requests ÷ stock',
      shared.requests / shared.tookMs / (theirs.requests / theirs.tookMs),
      '×',
      { atLeast: 100 },
    );
    figure('entities.cpu', '50 entities over 3 subgraphs: CPU of this router', ourEntities.cpuMs, 'ms/request');
    figure('ratio.entities', '50 entities: CPU of ours ÷ stock', ourEntities.cpuMs / theirEntities.cpuMs, '×', {
      atMost: 0.2,
    });
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}
