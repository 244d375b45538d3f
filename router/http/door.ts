import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CachePolicy } from '#router/cache/cache-policy.ts';
import type { KnownOperation } from '#router/http/known-operations.ts';

/** A whole HTTP answer, encoded, so that it can be given to several clients. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
  /** What was executed; undefined where that was not found out. */
  readonly operation?: KnownOperation | undefined;
  /** Under which tags it may be cached; undefined for what may not. */
  readonly tags?: ReadonlySet<string> | undefined;
  /** Whether it was found out for an equal request: one at the same time, or an earlier one. */
  readonly from?: 'shared' | 'cached';
  /** How long and for whom it may be kept; undefined for what may not. */
  readonly policy?: CachePolicy | undefined;
  /** Whether it is for nobody but whoever asked, as a subgraph said of what the graph says is everybody's. */
  readonly isPersonal?: boolean;
  /** The code of its first error. */
  readonly failedWith?: string | undefined;
  /** Beyond its content type. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
}

/** An answer that is being found out. */
export interface UnderWay {
  readonly answer: Promise<Answer>;
  /** What it costs each who asks for it, though it is executed once. */
  readonly cost: number;
}

/**
 * Requests that ask for the same at the same time are answered by one execution. The same means: same bytes, same form of
 * answer, same identity, and a query. What a mutation changed must be seen by every query sent after its answer, so the
 * end of any mutation closes all that is under way to newcomers.
 */
export class Door {
  /** By what is asked, then by who asks. */
  #underWay = new Map<string, Map<string, UnderWay>>();

  /**
   * The answer that is under way to an equal request, if one is.
   * @param text what is asked
   * @param asker tells who asks, and how; it has to only where the same is asked
   */
  join(text: string, asker: () => string): UnderWay | undefined {
    return this.#underWay.get(text)?.get(asker());
  }

  /**
   * Runs work that equal requests may join, or joins it when it is under way. It starts when all that has arrived by now
   * has been looked at: one turn of the event loop, which is nothing to a lone request and lets equal ones of a busy
   * moment meet even when the work itself waits for nothing.
   */
  share(text: string, asker: string, cost: number, work: () => Promise<Answer>): Promise<Answer> {
    const underWay = this.#underWay;
    const ofText = underWay.get(text) ?? new Map<string, UnderWay>();
    const joined = ofText.get(asker);
    if (joined) return joined.answer;
    const answer = nextTurn().then(work);
    const gone = (): void => {
      ofText.delete(asker);
      if (ofText.size === 0) underWay.delete(text);
    };
    answer.then(gone, gone);
    underWay.set(text, ofText.set(asker, { answer, cost }));
    return answer;
  }

  /** To be called before a mutation's answer is sent. */
  mutationEnded(): void {
    if (this.#underWay.size > 0) this.#underWay = new Map();
  }
}
