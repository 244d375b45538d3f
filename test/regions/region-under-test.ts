import { type ChildProcess, fork } from 'node:child_process';
import type { Site } from './namespaces.ts';
import type { Deeds } from './region.program.ts';

type Deed = keyof Deeds;

/** A region whose product runs in a network namespace of its own, where only a process of that namespace reaches it. */
export class RegionUnderTest {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #last = 0;

  constructor(name: string, { namespace }: Site) {
    this.name = name;
    this.#child = fork(new URL('./region.program.ts', import.meta.url), {
      execPath: 'ip',
      execArgv: ['netns', 'exec', namespace, process.execPath, '--disable-warning=ExperimentalWarning'],
    });
    this.#child.on('message', ({ id, value, error }: { id: number; value?: unknown; error?: string }) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(value);
      else waiting?.reject(new Error(`${name}: ${error}`));
    });
    this.#child.once('exit', (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${name} ended with ${code}`));
    });
  }

  /** Has something done over there. */
  do<D extends Deed>(deed: D, ...args: Parameters<Deeds[D]>): ReturnType<Deeds[D]> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, deed, args });
    }) as ReturnType<Deeds[D]>;
  }

  /** Stops the product and the process. */
  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    await this.do('stop').catch(() => {});
    this.#child.disconnect();
    await ended;
  }
}
