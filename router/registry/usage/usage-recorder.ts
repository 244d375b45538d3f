import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Logger } from '#kernel/log.ts';
import { startJob } from '#kernel/subgraph/jobs.ts';
import { type DocumentUsage, documentUsage } from '#router/registry/usage/document-usage.ts';
import type { UsageRow } from '#router/registry/usage/usage-store.ts';

/** An operation that was answered. */
export interface UsedOperation {
  /** The schema it was valid on, which is the contract's where it came by one. */
  readonly schema: GraphQLSchema;
  /** The same object for the same text: what is known of it is kept with it. */
  readonly document: DocumentNode;
  readonly name: string;
  readonly client?: string | undefined;
  readonly clientVersion?: string | undefined;
  readonly failed: boolean;
}

export interface UsageRecorderOptions {
  /** Takes a batch away. A batch that cannot be taken is dropped: usage is no ledger. */
  report(rows: readonly UsageRow[]): Promise<void>;
  log: Logger;
  everyMs?: number;
  /** Of requests, about one in so many is looked at, and counts for all of them; 1, the default, for every one. */
  sample?: number | undefined;
}

/** Distinct rows gathered between two reports; a flood of operations or clients beyond is not told apart. */
const MAX_ROWS = 5_000;
const LONGEST_NAME = 100;

interface Count {
  readonly operation: UsedOperation;
  requests: number;
  errors: number;
}

/**
 * Counts who sends which operation, and reports it in batches. On a request's way it costs a look into two maps; what a
 * document touches is found out once per document, when it is reported. Variables are never looked at.
 */
export class UsageRecorder {
  readonly #options: Required<Omit<UsageRecorderOptions, 'log'>>;
  readonly #job: { stop(): Promise<void> };
  #counts = new Map<DocumentNode, Map<string, Count>>();
  readonly #known = new WeakMap<DocumentNode, { schema: GraphQLSchema; name: string; usage: DocumentUsage }>();
  #rows = 0;

  constructor({ log, everyMs = 10_000, sample = 1, report }: UsageRecorderOptions) {
    this.#options = { report, everyMs, sample };
    this.#job = startJob({ name: 'usage', everyMs, run: () => this.flush() }, log);
  }

  record(operation: UsedOperation): void {
    const { sample } = this.#options;
    // By chance: what comes in a pattern would else be missed in a pattern.
    if (sample > 1 && Math.random() * sample >= 1) return;
    let clients = this.#counts.get(operation.document);
    if (!clients) {
      if (this.#rows >= MAX_ROWS) return;
      clients = new Map();
      this.#counts.set(operation.document, clients);
    }
    const key = `${operation.name}\n${operation.client ?? ''}\n${operation.clientVersion ?? ''}`;
    let count = clients.get(key);
    if (!count) {
      if (this.#rows >= MAX_ROWS) return;
      this.#rows += 1;
      count = { operation, requests: 0, errors: 0 };
      clients.set(key, count);
    }
    count.requests += sample;
    if (operation.failed) count.errors += sample;
  }

  /** Reports what was counted since the last time. */
  async flush(): Promise<void> {
    const counts = this.#counts;
    if (counts.size === 0) return;
    this.#counts = new Map();
    this.#rows = 0;
    const rows = [...counts].flatMap(([document, clients]) =>
      [...clients.values()].map(
        ({ operation, requests, errors }): UsageRow => ({
          ...this.#usageOf(operation, document),
          name: operation.name.slice(0, LONGEST_NAME),
          client: (operation.client ?? '').slice(0, LONGEST_NAME),
          clientVersion: (operation.clientVersion ?? '').slice(0, LONGEST_NAME),
          requests,
          errors,
        }),
      ),
    );
    await this.#options.report(rows);
  }

  #usageOf({ schema, name }: UsedOperation, document: DocumentNode): DocumentUsage {
    const known = this.#known.get(document);
    if (known?.schema === schema && known.name === name) return known.usage;
    const usage = documentUsage(schema, document, name);
    this.#known.set(document, { schema, name, usage });
    return usage;
  }

  async stop(): Promise<void> {
    await this.#job.stop();
    await this.flush().catch(() => {});
  }
}
