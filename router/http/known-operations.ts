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

/** Remembers what was let in until the graph is replaced: by text, whose hash is made once for each request, then by name. */
export class KnownOperations {
  #operations = none();
  #generation: Generation | undefined;

  learn(generation: Generation, text: string, operationName: string | undefined, operation: KnownOperation): void {
    if (generation !== this.#generation) this.#operations = none();
    this.#generation = generation;
    const ofText = new Map(this.#operations.get(text)).set(operationName, operation);
    this.#operations.set(text, ofText, { size: text.length * ofText.size });
  }

  find(generation: Generation, text: string, operationName: string | undefined): KnownOperation | undefined {
    return generation === this.#generation ? this.#operations.get(text)?.get(operationName) : undefined;
  }
}

const none = (): LRUCache<string, ReadonlyMap<string | undefined, KnownOperation>> =>
  new LRUCache({ max: REMEMBERED.documents, maxSize: REMEMBERED.characters });
