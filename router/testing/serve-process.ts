import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SERVE = fileURLToPath(new URL('../serve.ts', import.meta.url));

/** `node router/serve.ts` as a process of its own. */
export interface ServeProcess {
  readonly child: ChildProcess;
  /** Where it listens; undefined when it has ended instead. */
  readonly url?: string;
  /** What it has told on standard error so far. */
  said(): string;
  stop(): Promise<void>;
}

/** Runs the program until it says where it listens, or ends. */
export async function runServe(args: readonly string[], env: Record<string, string> = {}): Promise<ServeProcess> {
  const child = fork(SERVE, args, { env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...env }, silent: true });
  let said = '';
  child.stderr?.on('data', (data) => {
    said += data;
  });
  const ended = once(child, 'close');
  const url = await Promise.race([
    once(child, 'message').then(([message]) => (message as { listening: string }).listening),
    ended.then(() => undefined),
  ]);
  return {
    child,
    ...(url ? { url } : {}),
    said: () => said,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
