import colors from 'picocolors';
import type { SchemaChange } from '#router/registry/checks/schema-changes.ts';

/** A check as the API answers it. */
export interface CheckAnswer {
  readonly check: string;
  readonly outcome: 'passed' | 'warned' | 'failed' | 'skipped';
  readonly because: string | null;
  readonly reasons: readonly ReasonAnswer[];
}

interface ReasonAnswer {
  readonly code: string;
  readonly message: string;
  readonly level: 'failure' | 'warning' | 'notice';
  readonly path: string | null;
  readonly subgraph: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly breaks: readonly string[] | null;
  readonly affects:
    | readonly { operation: string; client: string; clientVersion: string | null; requests: number; lastSeen: string }[]
    | null;
  readonly approved: { readonly by: string; readonly reason: string } | null;
}

/** What is asked of a check, to print it. */
export const CHECK_FIELDS = `check outcome because reasons {
  code message level path subgraph file line breaks
  affects { operation client clientVersion requests lastSeen } approved { by reason }
}`;

const MARKS = {
  passed: colors.green('✔'),
  warned: colors.yellow('!'),
  failed: colors.red('✖'),
  skipped: colors.dim('-'),
  failure: colors.red('✖'),
  warning: colors.yellow('!'),
  notice: colors.dim('·'),
};

/** All checks with all reasons, one line each and whom it concerns below. */
export function checksText(checks: readonly CheckAnswer[]): string {
  return checks
    .flatMap(({ check, outcome, because, reasons }) => [
      `${MARKS[outcome]} ${colors.bold(check)}${because ? colors.dim(` skipped: ${because}`) : ''}`,
      ...reasons.flatMap(reasonLines),
    ])
    .join('\n');
}

function reasonLines({ level, code, path, message, breaks, affects, approved, ...place }: ReasonAnswer): string[] {
  const at = [place.file ?? place.subgraph, place.line].filter((part) => part !== null).join(':');
  const whom = breaks && breaks.length > 0 ? colors.dim(` (${breaks.join(', ')})`) : '';
  return [
    `  ${MARKS[level]} ${at ? `${colors.cyan(at)} ` : ''}${code}${path ? ` ${path}` : ''}: ${message}${whom}`,
    ...(affects ?? []).map(
      ({ operation, client, clientVersion, requests, lastSeen }) =>
        `      ${operation} of ${[client || 'somebody', clientVersion].filter(Boolean).join(' ')}: ${requests} requests, last ${lastSeen}`,
    ),
    ...(approved ? [colors.dim(`      approved by ${approved.by}: ${approved.reason}`)] : []),
  ];
}

const CHANGE_MARKS = { breaking: colors.red('✖'), dangerous: colors.yellow('!'), safe: colors.green('+') };

/** One line per change. */
export const changesText = (changes: readonly SchemaChange[]): string =>
  changes.map(({ level, path, message }) => `${CHANGE_MARKS[level]} ${path}: ${message}`).join('\n');
