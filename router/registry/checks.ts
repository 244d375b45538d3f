import { buildSchema } from 'graphql';
import {
  type Composition,
  type CompositionProblem,
  compose,
  type PublishedSubgraph,
} from '#router/registry/compose.ts';

/** One reason a check names. */
export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly subgraph?: string;
  readonly line?: number;
  /** The schema coordinate, where the reason is about one. */
  readonly path?: string;
}

/** A check's outcome is a value; all reasons of all checks are reported together. */
export type CheckResult =
  | { readonly check: string; readonly outcome: 'passed' }
  | { readonly check: string; readonly outcome: 'warned' | 'failed'; readonly reasons: readonly Reason[] }
  | { readonly check: string; readonly outcome: 'skipped'; readonly because: string };

export interface Checked {
  readonly checks: readonly CheckResult[];
  /** Present when nothing failed. */
  readonly composed?: { readonly supergraphSdl: string; readonly apiSdl: string };
}

/** Names that mean something else to a planner or a database. */
const NAME = /^[a-z][a-z0-9_-]{0,62}$/;

/**
 * Judges a set of subgraphs against the version that runs now. Changes nothing.
 * @param breaking whether a change that breaks clients is refused or told of
 */
export async function checkSubgraphs(
  subgraphs: readonly PublishedSubgraph[],
  previousApiSdl: string | undefined,
  breaking: 'warn' | 'refuse',
): Promise<Checked> {
  const badNames = subgraphs
    .filter(({ name }) => !NAME.test(name))
    .map(({ name }) => ({ code: 'INVALID_NAME', message: `"${name}" cannot name a subgraph.`, subgraph: name }));
  const naming: CheckResult =
    badNames.length > 0
      ? { check: 'naming', outcome: 'failed', reasons: badNames }
      : { check: 'naming', outcome: 'passed' };
  const composition = compose(subgraphs);
  const checks = [naming, compositionCheck(composition), await breakingCheck(composition, previousApiSdl, breaking)];
  if (composition.errors || checks.some(({ outcome }) => outcome === 'failed')) return { checks };
  return { checks, composed: composition };
}

function compositionCheck({ errors }: Composition): CheckResult {
  if (!errors) return { check: 'composition', outcome: 'passed' };
  return { check: 'composition', outcome: 'failed', reasons: errors satisfies readonly CompositionProblem[] };
}

async function breakingCheck(
  composition: Composition,
  previousApiSdl: string | undefined,
  breaking: 'warn' | 'refuse',
): Promise<CheckResult> {
  const check = 'breaking changes';
  if (composition.errors) return { check, outcome: 'skipped', because: 'the subgraphs do not compose' };
  if (!previousApiSdl) return { check, outcome: 'skipped', because: 'this is the first version' };
  if (previousApiSdl === composition.apiSdl) return { check, outcome: 'passed' };
  // Loaded when needed: most starts publish nothing new.
  const { CriticalityLevel, diff } = await import('@graphql-inspector/core');
  const changes = await diff(buildSchema(previousApiSdl), buildSchema(composition.apiSdl));
  const reasons = changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ type, message, path }) => ({ code: type, message, ...(path ? { path } : {}) }));
  if (reasons.length === 0) return { check, outcome: 'passed' };
  return { check, outcome: breaking === 'refuse' ? 'failed' : 'warned', reasons };
}
