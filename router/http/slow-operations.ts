import { operationFromDocument } from '@apollo/federation-internals';
import { prettyFormatQueryPlan } from '@apollo/query-planner';
import { LRUCache } from 'lru-cache';
import type { Logger } from '#kernel/log.ts';
import type { Graph } from '#router/gateway/graph.ts';
import type { KnownOperation } from '#router/http/known-operations.ts';

/** How often one operation is told of, in ms: what is slow is slow many times. */
const TOLD_EVERY_MS = 60_000;

/** Logs operations that took long, each with its plan: what was asked of whom, and after what. */
export class SlowOperations {
  /** From how many ms on an operation is slow. */
  readonly ms: number;
  readonly #graph: Graph;
  readonly #log: Logger;
  readonly #told = new LRUCache<string, true>({ max: 1_000, ttl: TOLD_EVERY_MS });

  constructor(options: { graph: Graph; ms: number; log: Logger }) {
    this.#graph = options.graph;
    this.ms = options.ms;
    this.#log = options.log;
  }

  tell({ kind, name, document, queryHash }: KnownOperation, elapsedMs: number, client: string): void {
    if (this.#told.has(queryHash)) return;
    this.#told.set(queryHash, true);
    const facts = { operation: name, kind, client, ms: Math.round(elapsedMs), document: queryHash };
    this.#log.warn({ ...facts, plan: this.#plan(document, name) }, 'a slow operation');
  }

  /** Made again: plans are not kept where they can be read. */
  #plan(document: KnownOperation['document'], name: string): string | undefined {
    try {
      const { planner } = this.#graph.generation;
      const operationName = name === 'anonymous' ? undefined : name;
      const options = operationName === undefined ? {} : { operationName };
      const operation = operationFromDocument(planner.supergraph.apiSchema(), document, options);
      return prettyFormatQueryPlan(planner.buildQueryPlan(operation));
    } catch {
      // The graph has changed since, or it is the schema's own question.
      return undefined;
    }
  }
}
