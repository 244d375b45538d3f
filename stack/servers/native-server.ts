import { setTimeout as delay } from 'node:timers/promises';
import type { Resource } from '#kernel/lifecycle.ts';
import { assertPortFree, type PortName } from '../ports.ts';
import { StartError } from '../start-error.ts';
import { type Daemon, type DaemonSpec, startDaemon } from './daemon.ts';

/** Told when a server ends by itself while it should run. */
export interface ServerWatch {
  /** It ended and runs again. */
  restarted(name: string, lastWords: string): void;
  /** It ended too often; the product cannot go on. */
  lost(error: StartError): void;
}

const restartsAllowed = Number(process.env.RESTARTS_ALLOWED ?? 5);
const forgetRestartsAfterMs = 5 * 60_000;

/** How long a restart that fails is tried again, and after which pause, in ms: what it needs may be down too. */
const RESTART = { forMs: 60_000, everyMs: 500 };

/**
 * A server as a child process. It is kept up: when it ends by itself it is started again, up to five times in five
 * minutes, since a server that ends more often than that does not do so by chance.
 */
export function nativeServer(
  name: string,
  ports: Partial<Record<PortName, number>>,
  prepare: () => Promise<DaemonSpec>,
  watch: ServerWatch,
): Resource {
  let daemon: Daemon | undefined;
  let stopping = false;
  let restarting: Promise<void> = Promise.resolve();
  let restarts: number[] = [];

  async function run(): Promise<void> {
    const spec = await prepare();
    for (const [portName, port] of Object.entries(ports)) await assertPortFree(portName as PortName, port);
    const started = await startDaemon(spec);
    daemon = started;
    void started.exited.then((lastWords) => {
      if (!stopping) restarting = restart(lastWords);
    });
  }

  async function restart(lastWords: string): Promise<void> {
    const now = Date.now();
    restarts = [...restarts.filter((time) => now - time < forgetRestartsAfterMs), now];
    try {
      if (restarts.length > restartsAllowed) throw new Error('too often');
      await runAtLast(now + RESTART.forMs);
      watch.restarted(name, lastWords);
    } catch (cause) {
      if (stopping) return;
      const last = lastWords.split('\n').at(-1) || 'without a word';
      watch.lost(
        cause instanceof StartError
          ? cause
          : new StartError(`${name} ended by itself again and again: ${last}`, 'npm start', { cause }),
      );
    }
  }

  async function runAtLast(until: number): Promise<void> {
    for (;;) {
      try {
        return await run();
      } catch (error) {
        if (stopping || Date.now() > until) throw error;
      }
      await delay(RESTART.everyMs);
    }
  }

  return {
    name,
    async start() {
      stopping = false;
      await run();
    },
    async stop() {
      stopping = true;
      await restarting;
      await daemon?.stop();
      daemon = undefined;
    },
  };
}
