import { Histogram } from 'prom-client';
import { crashPoint } from '#kernel/crash-points.ts';
import { Fault, isTransient } from '#kernel/errors.ts';
import { apart } from '#kernel/subgraph/call.ts';
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

interface Waiting<C, R> {
  command: C;
  /** Where it was submitted, for traces. */
  place: ReturnType<typeof here>;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/**
 * Runs commands together: those that arrive while the previous batch is at the database make the next one. There is no
 * timer, so a lone command does not wait and batches grow exactly when load does. A batch that fails as a whole is run
 * again one by one, so a poison command fails alone; when the cause is a server that is away, all fail at once instead.
 */
export class Batcher<C, R> {
  readonly #options: BatcherOptions<C, R>;
  readonly #maxBatch: number;
  readonly #maxWaiting: number;
  #waiting: Waiting<C, R>[] = [];
  #running = false;
  /** Begins the next batch beside the one that is running, which has said that it may. */
  #goOn: (() => void) | undefined;

  constructor(options: BatcherOptions<C, R>) {
    this.#options = options;
    this.#maxBatch = options.maxBatch ?? 256;
    this.#maxWaiting = options.maxWaiting ?? 20_000;
  }

  /** Resolves with the command's own answer. Rejects with OVERLOADED when too many wait, or with what `run` threw. */
  submit(command: C): Promise<R> {
    if (this.#waiting.length >= this.#maxWaiting)
      return Promise.reject(new Fault('OVERLOADED', 'Too many requests are waiting; try again shortly.'));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ command, place: here(), resolve, reject });
      if (!this.#running) {
        this.#running = true;
        // A turn of the event loop lets commands that are ready in the same turn share the first batch.
        setImmediate(() => apart(() => void this.#drain()));
      } else if (this.#waiting.length >= CROWD) this.#goOn?.();
    });
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#maxBatch);
      batchSize.observe({ batcher: this.#options.name }, batch.length);
      const { promise: wentOn, resolve: goOn } = Promise.withResolvers<void>();
      const decided = this.#decide(batch, () => {
        this.#goOn = goOn;
        if (this.#waiting.length >= CROWD) goOn();
      });
      await Promise.race([decided, wentOn]);
      this.#goOn = undefined;
    }
    this.#running = false;
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
    for (const [index, { resolve }] of batch.entries()) resolve(results[index]!);
  }
}
