import { setTimeout as delay } from 'node:timers/promises';
import { Histogram } from 'prom-client';
import { crashPoint } from '#kernel/crash-points.ts';
import { Fault, isTransient } from '#kernel/errors.ts';
import { apart, type Call, currentCall } from '#kernel/subgraph/call.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { here, inBatchSpan } from '#kernel/telemetry/tracing.ts';

const batchSize = new Histogram({
  name: 'batch_size',
  help: 'Commands decided together in one batch',
  labelNames: ['batcher'],
  buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
  registers: [metrics],
});

export interface BatcherOptions<C, R> {
  /** Names the batcher in metrics and faults. */
  name: string;
  /**
   * Decides a batch in arrival order and answers each command at its own index. Runs alone: never two at a time, but for
   * `goOn`. A throw fails the batch as a whole, so nothing of it may have taken effect.
   * @param goOn says that a crowd that waits may be decided from now on, beside what is left to do of this batch
   */
  run(batch: C[], goOn: () => void): Promise<R[]>;
  /** Most commands in one batch; default 256. */
  maxBatch?: number;
  /** Most commands waiting; one more is refused as OVERLOADED. Default 20,000. */
  maxWaiting?: number;
}

/** So many that wait are a crowd: deciding them at once is worth a batch that is smaller than it could be. */
const CROWD = 100;

/**
 * A batch that has company begins when nobody has come for as long as the last one took, at most `quiet`, and after `most` in any
 * case; in ms. A wait then costs no more than the batch that it may save (ski rental: Karlin et al., Algorithmica 1994), and those
 * who are answered together come back together. At 16 buyers half of it made an order's 7.6 SQL statements 4.5 and its CPU a fifth
 * less, and all of it took another 8 % (docs/adr/0003-batched-commands.md).
 */
const GATHER_MS = { quiet: 6, most: 30 };

interface Waiting<C, R> {
  command: C;
  /** The request that it is submitted for; undefined for work of the process's own. */
  call: Call | undefined;
  /** Where it was submitted, for traces. */
  place: ReturnType<typeof here>;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/** Whether not all of it is one request's. Work of the process's own comes from anywhere. */
const ofSeveral = (waiting: readonly Waiting<unknown, never>[]): boolean =>
  waiting.length > 1 && waiting.some(({ call }) => call === undefined || call !== waiting[0]!.call);

/**
 * Runs commands together: those that arrive while the previous batch is at the database make the next one. Where several
 * requests share batches, the next one waits a few milliseconds for more of them ({@link GATHER_MS}); a lone request waits for
 * nobody. A batch that fails as a whole is run again one by one, so a poison command fails alone; when the cause is a server
 * that is away, all fail at once instead.
 */
export class Batcher<C, R> {
  readonly #options: BatcherOptions<C, R>;
  readonly #maxBatch: number;
  readonly #maxWaiting: number;
  readonly #sizes: ReturnType<typeof batchSize.labels>;
  #waiting: Waiting<C, R>[] = [];
  #running = false;
  /** Whether the last batch was of several callers. */
  #accompanied = false;
  /** How long the last batch took, in ms. */
  #tookMs = 0;
  /** Begins the next batch beside the one that is running, which has said that it may. */
  #goOn: (() => void) | undefined;

  constructor(options: BatcherOptions<C, R>) {
    this.#options = options;
    this.#maxBatch = options.maxBatch ?? 256;
    this.#maxWaiting = options.maxWaiting ?? 20_000;
    this.#sizes = batchSize.labels(options.name);
  }

  /** Resolves with the command's own answer. Rejects with OVERLOADED when too many wait, or with what `run` threw. */
  submit(command: C): Promise<R> {
    if (this.#waiting.length >= this.#maxWaiting)
      return Promise.reject(new Fault('OVERLOADED', 'Too many requests are waiting; try again shortly.'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ command, call: currentCall(), place: here(), resolve, reject });
      if (!this.#running) {
        this.#running = true;
        // A turn of the event loop lets commands that are ready in the same turn share the first batch.
        setImmediate(() => apart(() => void this.#drain()));
      } else if (this.#waiting.length >= CROWD) this.#goOn?.();
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#gather();
      const began = performance.now();
      const batch = this.#waiting.splice(0, this.#maxBatch);
      this.#sizes.observe(batch.length);
      const { promise: wentOn, resolve: goOn } = Promise.withResolvers<void>();
      const decided = this.#decide(batch, () => {
        this.#goOn = goOn;
        if (this.#waiting.length >= CROWD) goOn();
      });
      await Promise.race([decided, wentOn]);
      this.#goOn = undefined;
      this.#tookMs = performance.now() - began;
    }
    this.#running = false;
  }

  /** Waits for those who will probably come, because others did. */
  async #gather(): Promise<void> {
    const company = this.#accompanied || ofSeveral(this.#waiting);
    const quietMs = Math.min(GATHER_MS.quiet, Math.max(1, this.#tookMs));
    const until = performance.now() + GATHER_MS.most;
    const grew = (from: number) => this.#waiting.length > from && this.#waiting.length < CROWD;
    for (let there = 0; company && grew(there) && performance.now() < until; await delay(quietMs))
      there = this.#waiting.length;
    this.#accompanied = ofSeveral(this.#waiting);
  }

  async #decide(batch: Waiting<C, R>[], goOn: () => void): Promise<void> {
    let results: R[];
    crashPoint('batch.gathered-not-run');
    try {
      const causes = () => batch.map(({ place }) => place);
      const commands = batch.map(({ command }) => command);
      results = await inBatchSpan(`batch ${this.#options.name}`, causes, {}, () => this.#options.run(commands, goOn));
      if (results.length !== batch.length)
        throw new Error(`${this.#options.name}: ${results.length} answers for ${batch.length} commands`);
    } catch (error) {
      if (batch.length === 1 || isTransient(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await this.#decide([one], goOn);
      return;
    }
    crashPoint('batch.run-not-answered');
    batch.forEach(({ resolve }, index) => {
      resolve(results[index]!);
    });
  }
}
