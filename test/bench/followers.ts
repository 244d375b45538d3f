import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProductUnderTest } from '#test/harness/product-under-test.ts';
import type { FollowersReport, FollowersTask } from './load/followers.load.ts';

/** How often it is looked what has come, in ms, and how many looks without anything new are the end. */
const LOOK_MS = 500;
const PATIENCE = 30;

/** Sockets in a process of their own. */
export class Followers {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async open({ url }: ProductUnderTest, task: Omit<FollowersTask, 'url'>): Promise<Followers> {
    const child = fork(new URL('./load/followers.load.ts', import.meta.url), {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    child.send({ ...task, url: `${url.replace('http', 'ws')}/graphql` } satisfies FollowersTask);
    const [{ ended }] = (await once(child, 'message')) as [FollowersReport];
    if (ended.length > 0) throw new Error(`not everybody could subscribe: ${ended[0]}`);
    return new Followers(child);
  }

  async reset(): Promise<void> {
    this.#child.send('reset');
    await this.report();
  }

  async report(): Promise<FollowersReport> {
    this.#child.send('report');
    const [report] = (await once(this.#child, 'message')) as [FollowersReport];
    return report;
  }

  /** Waits until so many answers have come, or for long nothing more. */
  async have(answers: number): Promise<FollowersReport> {
    for (let before = -1, still = 0; ; still += 1) {
      const report = await this.report();
      if (report.answers >= answers || still > PATIENCE) return report;
      if (report.answers !== before) still = 0;
      before = report.answers;
      await delay(LOOK_MS);
    }
  }

  async close(): Promise<void> {
    if (this.#child.connected) this.#child.send('close');
  }
}
