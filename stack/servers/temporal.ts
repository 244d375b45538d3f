import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Program } from '../native/programs.ts';
import { type DaemonSpec, processesOf } from './daemon.ts';

/** What to run for Temporal: its development server, which keeps its workflows in one file. */
export async function prepareTemporal(options: {
  dataDir: string;
  port: number;
  program: Program;
}): Promise<DaemonSpec> {
  const { dataDir, port, program } = options;
  const data = join(dataDir, 'temporal');
  await mkdir(data, { recursive: true, mode: 0o700 });
  return {
    name: 'Temporal',
    command: program.path,
    args: [
      ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port)],
      ...['--db-filename', join(data, 'temporal.db'), '--log-level', 'error'],
    ],
    env: program.env,
    stateDir: processesOf(dataDir),
    file: 'temporal',
    readyLine: /Temporal Server:/,
    readyWithinMs: 30_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 10_000,
  };
}
