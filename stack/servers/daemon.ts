import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isProgram } from '../native/debian-packages.ts';
import { identify, isRunning, type ProcessIdentity, readIdentity } from '../process-identity.ts';
import { StartError } from '../start-error.ts';

/** How to run one server of ours as a child. */
export interface DaemonSpec {
  /** As a person calls it: PostgreSQL. */
  name: string;
  command: string;
  args: string[];
  env?: Record<string, string | undefined>;
  /** Another account to run under; only root can. */
  account?: { uid: number; gid: number } | undefined;
  /** Where `<file>.log` and `<file>.pid` are kept. */
  stateDir: string;
  file: string;
  /** The line of its log that says it is ready. */
  readyLine: RegExp;
  readyWithinMs: number;
  stopSignal: NodeJS.Signals;
  stopWithinMs: number;
}

export interface Daemon {
  pid: number;
  /** Resolves with the end of its log when it ends, also when it was told to. */
  exited: Promise<string>;
  stop(): Promise<void>;
}

/** Where the logs and pid files of everything that runs on this data directory are. */
export const processesOf = (dataDir: string): string => join(dataDir, 'processes');

const maximumLog = 5_000_000;

/** Starts a server and waits until its log says that it is ready. */
export async function startDaemon(spec: DaemonSpec): Promise<Daemon> {
  const logFile = join(spec.stateDir, `${spec.file}.log`);
  const pidFile = join(spec.stateDir, `${spec.file}.pid`);
  await mkdir(spec.stateDir, { recursive: true, mode: 0o700 });
  const from = await rotate(logFile);
  const log = await open(logFile, 'a', 0o600);
  const [command, args] = await diesWithParent(spec);
  const child = spawn(command, args, {
    cwd: '/',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: 'UTC', LC_ALL: 'C.UTF-8', ...spec.env },
    stdio: ['ignore', log.fd, log.fd],
    // A group of its own: Ctrl-C in the terminal is for the launcher, which stops the servers after the product.
    detached: true,
    ...spec.account,
  });
  const exited = ended(child).then(async () => {
    await rm(pidFile, { force: true });
    return lastLines(await said(logFile, from));
  });
  await log.close();
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity) {
    // At once or not at all: others look there for who runs.
    await writeFile(`${pidFile}.new`, JSON.stringify(identity));
    await rename(`${pidFile}.new`, pidFile);
  }

  const stop = async () => {
    if (!identity) return;
    await endProcess(identity, spec.stopSignal, spec.stopWithinMs);
    await exited;
  };
  try {
    await ready(spec, logFile, from, exited);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid!, exited, stop };
}

/** Stops what an earlier run left behind because it was killed. Only a process proven to be that very one is touched. */
export async function stopStaleDaemon(spec: Pick<DaemonSpec, 'stateDir' | 'file' | 'stopSignal' | 'stopWithinMs'>) {
  const pidFile = join(spec.stateDir, `${spec.file}.pid`);
  const identity = readIdentity(pidFile);
  if (identity && isRunning(identity)) await endProcess(identity, spec.stopSignal, spec.stopWithinMs);
  await rm(pidFile, { force: true });
}

/** Asks the process to end, waits, and kills it when it takes longer than it may. */
export async function endProcess(identity: ProcessIdentity, signal: NodeJS.Signals, withinMs: number): Promise<void> {
  const send = (which: NodeJS.Signals) => {
    if (isRunning(identity)) process.kill(identity.pid, which);
  };
  send(signal);
  const deadline = Date.now() + withinMs;
  while (isRunning(identity)) {
    if (Date.now() > deadline) send('SIGKILL');
    await delay(20);
  }
}

async function ready(spec: DaemonSpec, logFile: string, from: number, exited: Promise<string>): Promise<void> {
  let end: string | undefined;
  void exited.then((lines) => {
    end = lines;
  });
  const deadline = Date.now() + spec.readyWithinMs;
  for (;;) {
    if (end !== undefined) {
      if (/No space left on device/i.test(end))
        throw new StartError(`${spec.name} cannot start: the disk is full.`, 'df -h .');
      throw new StartError(`${spec.name} ended while it started: ${end.split('\n').at(-1)}`, `less ${logFile}`);
    }
    if (spec.readyLine.test(await said(logFile, from))) return;
    if (Date.now() > deadline) {
      throw new StartError(
        `${spec.name} was not ready within ${spec.readyWithinMs / 1000} seconds.`,
        `less ${logFile}`,
      );
    }
    await delay(20);
  }
}

/** Lets the kernel end the server when the launcher is killed; where `setpriv` is missing the next start cleans up. */
async function diesWithParent(spec: DaemonSpec): Promise<[string, string[]]> {
  const setpriv = '/usr/bin/setpriv';
  if (!(await isProgram(setpriv))) return [spec.command, spec.args];
  return [setpriv, ['--pdeathsig', spec.stopSignal, '--', spec.command, ...spec.args]];
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
}

async function rotate(logFile: string): Promise<number> {
  const size = await stat(logFile).then(
    (file) => file.size,
    () => 0,
  );
  if (size < maximumLog) return size;
  await rename(logFile, `${logFile}.1`);
  return 0;
}

async function said(logFile: string, from: number): Promise<string> {
  const whole = await readFile(logFile).catch(() => Buffer.alloc(0));
  return whole.subarray(from).toString('utf8');
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-5).join('\n');
}
