import type { DocumentNode, OperationTypeNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Generation } from '#router/gateway/graph.ts';

/** An operation that was let in before: its document parses, is valid on this generation and within the limits. */
export interface KnownOperation {
  readonly kind: `${OperationTypeNode}`;
  /** `anonymous` without one. */
  readonly name: string;
  readonly document: DocumentNode;
  readonly queryHash: string;
}

/** Most documents remembered, and most characters of their texts. */
const REMEMBERED = { documents: 5_000, characters: 16 * 1024 * 1024 };

/** Remembers what was let in, by text and operation name, until the graph is replaced. */
export class KnownOperations {
  #operations = none();
  #generation: Generation | undefined;

  learn(generation: Generation, text: string, operationName: string | undefined, operation: KnownOperation): void {
    if (generation !== this.#generation) this.#operations = none();
    this.#generation = generation;
    const address = addressOf(text, operationName);
    this.#operations.set(address, operation, { size: address.length });
  }

  find(generation: Generation, text: string, operationName: string | undefined): KnownOperation | undefined {
    return generation === this.#generation ? this.#operations.get(addressOf(text, operationName)) : undefined;
  }
}

const none = (): LRUCache<string, KnownOperation> =>
  new LRUCache({ max: REMEMBERED.documents, maxSize: REMEMBERED.characters });

const addressOf = (text: string, operationName: string | undefined): string =>
  operationName ? `${operationName}\n${text}` : text;
