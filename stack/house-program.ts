import { join } from 'node:path';
import type { Resource } from '#kernel/lifecycle.ts';
import type { PortName } from './ports.ts';
import { processesOf } from './servers/daemon.ts';
import { nativeServer, type ServerWatch } from './servers/native-server.ts';

/** One program of the house that runs as a process of its own: the sandbox bank, a subgraph of a distributed product. */
export interface HouseProgram {
  /** As a person calls it. */
  name: string;
  /** Names its log: `<data directory>/processes/<id>.log`. */
  id: string;
  /** The TypeScript file, below the root of the checkout. */
  file: string;
  args?: readonly string[];
  env: Record<string, string | undefined>;
  /** The ports it opens, to say who holds one that is taken. */
  ports?: Partial<Record<PortName, number>>;
}

/** Starts it, waits until its log says that it listens, keeps it up, and stops it by SIGTERM. */
export function houseProgram(program: HouseProgram, dataDir: string, watch: ServerWatch): Resource {
  const { NODE_OPTIONS, NODE_COMPILE_CACHE } = process.env;
  const file = join(import.meta.dirname, '..', program.file);
  return nativeServer(
    program.name,
    program.ports ?? {},
    async () => ({
      name: program.name,
      command: process.execPath,
      args: [file, ...(program.args ?? [])],
      env: { NODE_OPTIONS, NODE_COMPILE_CACHE, ...program.env },
      stateDir: processesOf(dataDir),
      file: program.id,
      readyLine: /"msg":"listening"/,
      readyWithinMs: 60_000,
      stopSignal: 'SIGTERM',
      stopWithinMs: 10_000,
    }),
    watch,
  );
}
