import { setImmediate as nextTurn } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';

/** A whole HTTP answer, so that it can be given to several clients. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** What a document turned out to be. */
export interface KnownOperation {
  readonly kind: 'query' | 'mutation' | 'subscription';
  /** `anonymous` without one. */
  readonly name: string;
}

/** Distinct documents remembered. */
const REMEMBERED = 5_000;

/**
 * Requests that ask for the same at the same time are answered by one execution. The same means: same document,
 * operation, variables, form of answer and identity, and a query. What a mutation changed must be seen by every query
 * sent after its answer, so the end of any mutation closes all that is under way to newcomers.
 */
export class Door {
  readonly #operations = new LRUCache<string, KnownOperation>({ max: REMEMBERED });
  #underWay = new Map<string, Promise<Answer>>();

  /** Remembers an operation; only what is known to be a query is ever shared. */
  learn(document: string, operationName: string | undefined, operation: KnownOperation): void {
    this.#operations.set(addressOf(document, operationName), operation);
  }

  known(document: string, operationName: string | undefined): KnownOperation | undefined {
    return this.#operations.get(addressOf(document, operationName));
  }

  /**
   * Runs the work, or joins it when work of the same key is under way. It starts when all that has arrived by now has been
   * looked at: one turn of the event loop, which is nothing to a lone request and lets equal ones of a busy moment meet
   * even when the work itself waits for nothing.
   */
  share(key: string, work: () => Promise<Answer>): Promise<Answer> {
    const joined = this.#underWay.get(key);
    if (joined) return joined;
    const underWay = this.#underWay;
    const answer = nextTurn().then(work);
    const gone = (): boolean => underWay.delete(key);
    answer.then(gone, gone);
    underWay.set(key, answer);
    return answer;
  }

  /** To be called before a mutation's answer is sent. */
  mutationEnded(): void {
    if (this.#underWay.size > 0) this.#underWay = new Map();
  }
}

const addressOf = (document: string, operationName: string | undefined): string =>
  operationName ? `${operationName}\n${document}` : document;
