import { AsyncLocalStorage } from 'node:async_hooks';
import { Fault } from '#kernel/errors.ts';

/** What work knows of the request that it is done for, over every hop. */
export interface Call {
  /** When whoever waits for the answer gives up, in ms since 1970. */
  readonly deadlineAt: number;
}

const calls = new AsyncLocalStorage<Call>();

/** The call that the present work is part of; undefined for work of the process's own. */
export const currentCall = (): Call | undefined => calls.getStore();

/** Does work as part of a call. */
export const within = <T>(call: Call, work: () => T): T => calls.run(call, work);

/** Does work that serves many calls and must not end with the one that began it. */
export const apart = <T>(work: () => T): T => calls.exit(work);

/** The header that tells the next hop how many ms are left. Not an instant: clocks differ. */
export const TIME_LEFT_HEADER = 'x-time-left-ms';

/** What the way back takes, in ms: each hop has so much less than the one before it. */
const WAY_BACK_MS = 10;

/**
 * How long the next hop may take, in ms; undefined when nobody has said.
 * @throws Fault TIMEOUT when no time is left to ask
 */
export function timeForNextHop(now: number = Date.now()): number | undefined {
  const call = currentCall();
  if (!call) return undefined;
  const left = call.deadlineAt - now - WAY_BACK_MS;
  if (left > 0) return left;
  throw new Fault('TIMEOUT', 'The time for this request has run out.');
}

/** The call that a request is part of, as its header says; undefined without one. */
export function callFrom(header: string | string[] | undefined, now: number = Date.now()): Call | undefined {
  const left = Number(header ?? Number.NaN);
  return Number.isFinite(left) ? { deadlineAt: now + Math.max(0, Math.floor(left)) } : undefined;
}
