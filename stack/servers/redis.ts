import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Program } from '../native/programs.ts';
import { type DaemonSpec, processesOf } from './daemon.ts';

/** What to run for Redis: append-only file synced each second, as carts and sessions live here. */
export async function prepareRedis(options: {
  dataDir: string;
  port: number;
  password: string;
  program: Program;
}): Promise<DaemonSpec> {
  const { dataDir, port, password, program } = options;
  const data = join(dataDir, 'redis');
  await mkdir(data, { recursive: true, mode: 0o700 });
  const config = join(data, 'redis.conf');
  const lines = [
    'bind 127.0.0.1',
    `port ${port}`,
    // In a file and not among the arguments, where every user of this machine could read it.
    `requirepass ${password}`,
    `dir ${JSON.stringify(data)}`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    'maxmemory-policy noeviction',
    'tcp-backlog 128',
    // Each integration test file takes a number of its own.
    'databases 256',
    'daemonize no',
  ];
  await writeFile(config, `${lines.join('\n')}\n`, { mode: 0o600 });
  const spec: DaemonSpec = {
    name: 'Redis',
    command: program.path,
    args: [config],
    env: program.env,
    stateDir: processesOf(dataDir),
    file: 'redis',
    readyLine: /Ready to accept connections/,
    readyWithinMs: 20_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 5_000,
  };
  return spec;
}
