import { z } from 'zod';
import type { Answer } from './answer.ts';
import { ApiError } from './api-error.ts';

/** How callbacks go wrong. */
export type CallbackFaults = {
  /** Every callback waits this long. */
  readonly callbackDelayMs: number;
  /** Callbacks are kept back until this is false again. */
  readonly callbacksPaused: boolean;
  /** Every callback is sent this often, under the same id. */
  readonly callbackCopies: number;
  /** Share (0 to 1) of the callbacks that are never sent. */
  readonly lostCallbackRate: number;
  /** Share (0 to 1) of the callbacks before which somebody sends the same with a signature that is not the server's. */
  readonly forgedCallbackRate: number;
};

/** How a server misbehaves towards everybody; set through `/control`. */
export type Faults = CallbackFaults & {
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
  callbackCopies: 1,
  lostCallbackRate: 0,
  forgedCallbackRate: 0,
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
    callbackCopies: z.int().min(1).max(10),
    lostCallbackRate: rate,
    forgedCallbackRate: rate,
    latencyMs: wait,
    errorRate: rate,
    lostAnswerRate: rate,
  })
  .partial();

/** Runs a merchant's request under the faults that are set now. Refusal: 503 `unavailable`. */
export function underFaults(faults: Faults, act: () => Answer): Answer {
  if (happens(faults.errorRate)) {
    throw new ApiError(503, 'unavailable', 'Out of order for a moment; nothing was done.');
  }
  const answer = act();
  const lost = happens(faults.lostAnswerRate);
  if (!lost && faults.latencyMs === 0) return answer;
  return { ...answer, lost, holdBack: Promise.all([answer.holdBack, passing(faults.latencyMs)]) };
}

/** Whether something of this share (0 to 1) happens this time. */
export function happens(rate: number): boolean {
  return rate > 0 && Math.random() < rate;
}

/** Settles after `ms`; does not keep the process alive. */
export function passing(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
