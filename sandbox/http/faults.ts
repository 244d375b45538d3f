import { z } from 'zod';
import type { Answer } from './answer.ts';
import { ApiError } from './api-error.ts';

/** How a server misbehaves towards everybody; set through `/control`. */
export type Faults = {
  /** Every callback waits this long. */
  readonly callbackDelayMs: number;
  /** Callbacks are kept back until this is false again. */
  readonly callbacksPaused: boolean;
  /** Every answer of the merchant's API waits this long. */
  readonly latencyMs: number;
  /** Share (0 to 1) of the merchant's requests refused with 503 before anything is done. */
  readonly errorRate: number;
  /** Share (0 to 1) of the merchant's requests that are done, but whose answer never comes: the connection is cut. */
  readonly lostAnswerRate: number;
};

export const noFaults: Faults = {
  callbackDelayMs: 0,
  callbacksPaused: false,
  latencyMs: 0,
  errorRate: 0,
  lostAnswerRate: 0,
};

const rate = z.number().min(0).max(1);
const wait = z.int().min(0).max(600_000);

export const faultsShape = z
  .strictObject({
    callbackDelayMs: wait,
    callbacksPaused: z.boolean(),
    latencyMs: wait,
    errorRate: rate,
    lostAnswerRate: rate,
  })
  .partial();

/** Runs a merchant's request under the faults that are set now. Refusal: 503 `unavailable`. */
export function underFaults(faults: Faults, act: () => Answer): Answer {
  if (faults.errorRate > 0 && Math.random() < faults.errorRate) {
    throw new ApiError(503, 'unavailable', 'Out of order for a moment; nothing was done.');
  }
  const answer = act();
  const lost = faults.lostAnswerRate > 0 && Math.random() < faults.lostAnswerRate;
  if (!lost && faults.latencyMs === 0) return answer;
  return { ...answer, lost, holdBack: Promise.all([answer.holdBack, passing(faults.latencyMs)]) };
}

/** Settles after `ms`; does not keep the process alive. */
export function passing(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
