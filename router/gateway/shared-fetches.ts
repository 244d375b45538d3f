import type { FormattedExecutionResult } from 'graphql';
import { cloneJson } from '#router/gateway/plan/merge.ts';

interface Flight {
  readonly result: Promise<FormattedExecutionResult>;
  /** What mutations had ended when it began. */
  readonly epoch: number;
  /** Those who joined: each needs data of its own. */
  joined: number;
  copies: FormattedExecutionResult['data'][];
}

/** Mutations that this process has seen the end of, by whichever graph. */
let epoch = 0;

/** What is under way was asked before the mutation: nobody may join it any more. */
export const mutationEnded = (): void => {
  epoch += 1;
};

/**
 * Equal requests to a subgraph at the same time are sent once. Whoever joins gets data of its own, for plans change what
 * they are given; a failure belongs to the request it happened to, and who joined asks for itself.
 */
export class SharedFetches {
  readonly #underWay = new Map<string, Flight>();

  /** @param key equal for requests of which one answer is right for all */
  async share(key: string, ask: () => Promise<FormattedExecutionResult>): Promise<FormattedExecutionResult> {
    const flight = this.#underWay.get(key);
    if (flight?.epoch !== epoch) return this.#begin(key, ask);
    flight.joined += 1;
    const { data, ...rest } = await flight.result;
    return data ? { ...rest, data: flight.copies.pop() ?? null } : ask();
  }

  #begin(key: string, ask: () => Promise<FormattedExecutionResult>): Promise<FormattedExecutionResult> {
    const result = ask().then((answer) => {
      if (this.#underWay.get(key) === flight) this.#underWay.delete(key);
      // Before anybody changes it.
      flight.copies = Array.from({ length: flight.joined }, () => cloneJson(answer.data));
      return answer;
    });
    const flight: Flight = { result, epoch, joined: 0, copies: [] };
    this.#underWay.set(key, flight);
    return result;
  }
}
