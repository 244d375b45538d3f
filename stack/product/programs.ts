import { fileURLToPath } from 'node:url';
import { type DaemonSpec, stopStaleDaemon } from '../servers/daemon.ts';

/** The line by which every program of the house says that it serves. */
const LISTENING = /"msg":"listening"|listening/;

/** One of the house's own programs as a child process. */
export interface Program {
  /** As a person calls it. */
  name: string;
  /** Names its log and pid file. */
  file: string;
  /** Path of the script from the root of the house, and its arguments. */
  script: string;
  args?: readonly string[];
  env: Record<string, string | undefined>;
}

/** How to run a program of the house; a copy that a killed launcher left behind is ended first. */
export async function programSpec(program: Program, stateDir: string): Promise<DaemonSpec> {
  const spec: DaemonSpec = {
    name: program.name,
    command: process.execPath,
    args: [
      '--disable-warning=ExperimentalWarning',
      fileURLToPath(new URL(`../../${program.script}`, import.meta.url)),
      ...(program.args ?? []),
    ],
    env: Object.fromEntries(
      Object.entries(program.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    stateDir,
    file: program.file,
    readyLine: LISTENING,
    readyWithinMs: 30_000,
    stopSignal: 'SIGTERM',
    stopWithinMs: 10_000,
  };
  await stopStaleDaemon(spec);
  return spec;
}
