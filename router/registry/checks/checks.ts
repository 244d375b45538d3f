import { breakingChanges, type ChangesByApi, type Usage } from '#router/registry/checks/breaking-changes.ts';
import {
  type Approval,
  approve,
  type CheckResult,
  judged,
  type Reason,
  type Strictness,
} from '#router/registry/checks/check.ts';
import { type ComposeAndCompare, composeAndCompare } from '#router/registry/checks/compose-and-compare.ts';
import { eventBreaks } from '#router/registry/checks/event-compatibility.ts';
import { policyReasons } from '#router/registry/checks/policy.ts';
import type { Composed, PublishedSubgraph } from '#router/registry/compose.ts';
import type { ContractDefinition } from '#router/registry/contract.ts';
import { brokenReasons } from '#router/registry/documents/document-checks.ts';
import type { DocumentInUse } from '#router/registry/documents/document-problems.ts';
import { type Place, Places } from '#router/registry/places.ts';

/** Everything that makes one version of a graph. */
export interface Parts {
  readonly subgraphs: readonly PublishedSubgraph[];
  readonly contracts: readonly ContractDefinition[];
}

/** What runs now: its parts, and what they gave. */
export type Running = Parts & Composed;

/** How a set of parts is judged. */
export interface Rules {
  /** About changes that break clients or consumers of events. */
  readonly breaking: Strictness;
  /** About names, descriptions and removals without deprecation. */
  readonly policy: Strictness;
  readonly approvals: readonly Approval[];
  readonly usage: Usage;
  /** What clients out there were built with. */
  readonly documents: readonly DocumentInUse[];
}

export interface Checked {
  readonly checks: readonly CheckResult[];
  /** What clients would find changed: of the whole graph under `graph`, of contracts under their names. */
  readonly changes: ChangesByApi;
  /** Present when nothing failed. */
  readonly composed?: Composed;
}

/** Names that mean something else to a planner, a database or a URL. */
const NAME = /^[a-z][a-z0-9_-]{0,62}$/;

/**
 * Judges the parts of a graph against what runs now. Changes nothing; every check that can be made is made.
 * @param compareWith does what costs, here or elsewhere
 */
export async function check(
  parts: Parts,
  running: Running | undefined,
  rules: Rules,
  compareWith: ComposeAndCompare = composeAndCompare,
): Promise<Checked> {
  const places = { before: new Places(running?.subgraphs ?? []), after: new Places(parts.subgraphs) };
  const { composition, changes, broken } = await compareWith(parts, running, rules.documents);
  const checks: CheckResult[] = [
    judged('names', badNames(parts, places.after)),
    judged(
      'composition',
      (composition.errors ?? []).map(({ contract, ...problem }) => ({
        ...problem,
        level: 'failure',
        ...(contract ? { breaks: [contract] } : {}),
      })),
    ),
  ];
  const events = judged('events', approve(eventReasons(parts, running, rules, places), rules.approvals));
  if (composition.errors) {
    const because = 'the subgraphs do not compose';
    const skipped = (name: string): CheckResult => ({ check: name, outcome: 'skipped', because });
    checks.push(skipped('breaking changes'), skipped('policy'), events, skipped('documents'));
    return { checks, changes };
  }
  if (running)
    checks.push(
      judged(
        'breaking changes',
        approve(
          (await breakingChanges(changes, rules.usage, places, rules.breaking)).map((reason) =>
            reason.code === 'CONTRACT_REMOVED' ? { ...reason, ...contractsPlace(parts) } : reason,
          ),
          rules.approvals,
        ),
      ),
    );
  else checks.push({ check: 'breaking changes', outcome: 'skipped', because: 'this is the first version' });
  const policy = policyReasons(running, composition, changes.get('graph') ?? [], places, rules.policy);
  checks.push(judged('policy', approve(policy, rules.approvals)), events);
  checks.push(judged('documents', approve(brokenReasons(broken, rules.breaking), rules.approvals)));
  const failed = checks.some(({ outcome }) => outcome === 'failed');
  return { checks, changes, ...(failed ? {} : { composed: composition }) };
}

function badNames({ subgraphs, contracts }: Parts, places: Places): Reason[] {
  const bad = (what: string, name: string, place: Place): Reason[] =>
    NAME.test(name)
      ? []
      : [{ code: 'INVALID_NAME', message: `"${name}" cannot name a ${what}.`, level: 'failure', ...place }];
  return [
    ...subgraphs.flatMap(({ name, url }) => [
      ...bad('subgraph', name, { subgraph: name, ...places.beginning(name) }),
      ...(URL.canParse(url)
        ? []
        : [
            {
              code: 'INVALID_URL',
              message: `"${url}" is no URL.`,
              level: 'failure' as const,
              ...places.beginning(name),
            },
          ]),
    ]),
    ...contracts.flatMap(({ name, at = {} }) => bad('contract', name, at)),
  ];
}

/** The beginning of the file that has the contracts, where the publisher told of one. */
function contractsPlace({ contracts }: Parts): Place {
  const file = contracts.find(({ at }) => at)?.at?.file;
  return file ? { file, line: 1 } : {};
}

function eventReasons(
  parts: Parts,
  running: Running | undefined,
  { breaking }: Rules,
  places: { readonly before: Places; readonly after: Places },
): Reason[] {
  return (running?.subgraphs ?? []).flatMap(({ name, events = [] }) => {
    const after = parts.subgraphs.find((subgraph) => subgraph.name === name);
    const place = places.after.beginning(name) ?? places.before.beginning(name);
    return eventBreaks(events, after?.events ?? [], name, breaking).map((reason) => ({ ...place, ...reason }));
  });
}
