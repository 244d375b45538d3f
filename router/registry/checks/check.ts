import type { Place } from '#router/registry/places.ts';

/** Who would notice a change: an operation of a client, as routers reported it. */
export interface Affected {
  readonly operation: string;
  readonly client: string;
  readonly clientVersion?: string;
  /** Requests within the days that were looked at. */
  readonly requests: number;
  readonly lastSeen: Date;
}

/** Somebody has agreed to a break. */
export interface Approval {
  readonly code: string;
  readonly path: string;
  readonly reason: string;
  readonly actor: string;
  readonly at: Date;
}

/** One reason a check names. */
export interface Reason extends Place {
  readonly code: string;
  readonly message: string;
  /** A failure keeps the publication out, a warning and a notice do not. */
  readonly level: 'failure' | 'warning' | 'notice';
  /** The schema coordinate, or the event's field, where the reason is about one. */
  readonly path?: string;
  /** What it breaks: `graph`, or contracts by name. */
  readonly breaks?: readonly string[];
  /** For whom, where usage tells. */
  readonly affects?: readonly Affected[];
  readonly approved?: { readonly by: string; readonly reason: string };
}

/** A check's outcome is a value; all reasons of all checks are reported together. */
export type CheckResult =
  | { readonly check: string; readonly outcome: 'passed' | 'warned' | 'failed'; readonly reasons: readonly Reason[] }
  | { readonly check: string; readonly outcome: 'skipped'; readonly because: string };

/** What to do about a finding that is not wrong in itself. */
export type Strictness = 'warn' | 'refuse';

export const levelOf = (strictness: Strictness): Reason['level'] => (strictness === 'refuse' ? 'failure' : 'warning');

/** A check's outcome is that of its worst reason. */
export function judged(check: string, reasons: readonly Reason[]): CheckResult {
  const has = (level: Reason['level']): boolean => reasons.some((reason) => reason.level === level);
  return { check, outcome: has('failure') ? 'failed' : has('warning') ? 'warned' : 'passed', reasons };
}

/** Turns findings that somebody has agreed to into notices. */
export function approve(reasons: readonly Reason[], approvals: readonly Approval[]): Reason[] {
  return reasons.map((reason) => {
    const approval = approvals.find(({ code, path }) => code === reason.code && path === (reason.path ?? ''));
    if (!approval || reason.level === 'notice') return reason;
    return { ...reason, level: 'notice', approved: { by: approval.actor, reason: approval.reason } };
  });
}
