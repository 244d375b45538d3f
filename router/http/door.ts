import { LRUCache } from 'lru-cache';

/** A whole HTTP answer, so that it can be given to several clients. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

export type OperationKind = 'query' | 'mutation' | 'subscription';

/** Distinct documents whose kind is remembered. */
const REMEMBERED = 5_000;

/**
 * Requests that ask for the same at the same time are answered by one execution. The same means: same document,
 * operation, variables, form of answer and identity, and a query. What a mutation changed must be seen by every query
 * sent after its answer, so the end of any mutation closes all that is under way to newcomers.
 */
export class Door {
  readonly #kinds = new LRUCache<string, OperationKind>({ max: REMEMBERED });
  #underWay = new Map<string, Promise<Answer>>();

  /** Remembers the kind of an operation; only what is known to be a query is ever shared. */
  learn(document: string, operationName: string | undefined, kind: OperationKind): void {
    this.#kinds.set(operationKey(document, operationName), kind);
  }

  kindOf(document: string, operationName: string | undefined): OperationKind | undefined {
    return this.#kinds.get(operationKey(document, operationName));
  }

  /** Runs the work, or joins it when work of the same key is under way. */
  share(key: string, work: () => Promise<Answer>): Promise<Answer> {
    const joined = this.#underWay.get(key);
    if (joined) return joined;
    const underWay = this.#underWay;
    const answer = work().finally(() => underWay.delete(key));
    underWay.set(key, answer);
    return answer;
  }

  /** To be called before a mutation's answer is sent. */
  mutationEnded(): void {
    if (this.#underWay.size > 0) this.#underWay = new Map();
  }
}

const operationKey = (document: string, operationName: string | undefined): string =>
  operationName ? `${operationName}\n${document}` : document;
