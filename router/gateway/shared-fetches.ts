import type { TransportAnswer } from '#kernel/subgraph/peers.ts';
import { cloneJson } from '#router/gateway/plan/merge.ts';

interface Flight {
  readonly result: Promise<TransportAnswer>;
  /** What mutations had ended when it began. */
  readonly epoch: number;
  /** Those who joined: each needs data of its own. */
  joined: number;
  copies: TransportAnswer['data'][];
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
  /** By who asks, then by what. */
  readonly #underWay = new Map<string, Map<string, Flight>>();

  /**
   * @param scope equal for viewers who are told the same
   * @param json what is asked
   */
  async share(scope: string, json: string, ask: () => Promise<TransportAnswer>): Promise<TransportAnswer> {
    const flight = this.#underWay.get(scope)?.get(json);
    if (flight?.epoch !== epoch) return this.#begin(scope, json, ask);
    flight.joined += 1;
    const { data, ...rest } = await flight.result;
    return data ? { ...rest, data: flight.copies.pop() ?? null } : ask();
  }

  #begin(scope: string, json: string, ask: () => Promise<TransportAnswer>): Promise<TransportAnswer> {
    const ofScope = this.#underWay.get(scope) ?? new Map<string, Flight>();
    this.#underWay.set(scope, ofScope);
    const result = ask().then((answer) => {
      if (ofScope.get(json) === flight) ofScope.delete(json);
      if (ofScope.size === 0 && this.#underWay.get(scope) === ofScope) this.#underWay.delete(scope);
      // Before anybody changes it.
      if (flight.joined > 0) flight.copies = Array.from({ length: flight.joined }, () => cloneJson(answer.data));
      return answer;
    });
    const flight: Flight = { result, epoch, joined: 0, copies: [] };
    ofScope.set(json, flight);
    return result;
  }
}
