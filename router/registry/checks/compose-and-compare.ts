import type { ChangesByApi } from '#router/registry/checks/breaking-changes.ts';
import type { Parts } from '#router/registry/checks/checks.ts';
import { type SchemaChange, schemaChanges } from '#router/registry/checks/schema-changes.ts';
import { type Composed, type Composition, compose } from '#router/registry/compose.ts';
import {
  type BrokenDocument,
  brokenDocuments,
  type DocumentInUse,
} from '#router/registry/documents/document-problems.ts';

/** What clients see, of the graph and of its contracts. */
export type Apis = Pick<Composed, 'apiSdl' | 'contracts'>;

/** What parts come to, and what that changes. */
export interface Comparison {
  readonly composition: Composition;
  /** Of the whole graph under `graph`, of contracts under their names; empty when the parts do not compose. */
  readonly changes: ChangesByApi;
  /** The documents that would not work any more. */
  readonly broken: readonly BrokenDocument[];
}

/** Composes, and compares with what runs: all of a check that costs. It needs nothing but its arguments. */
export type ComposeAndCompare = (
  parts: Parts,
  running: Apis | undefined,
  documents: readonly DocumentInUse[],
) => Promise<Comparison>;

export const composeAndCompare: ComposeAndCompare = async ({ subgraphs, contracts }, running, documents) => {
  const composition = compose(subgraphs, contracts);
  if (composition.errors) return { composition, changes: new Map(), broken: [] };
  const changes = await changesOf(running, composition);
  return { composition, changes, broken: brokenDocuments(documents, running, composition) };
};

/** What clients of the graph and of each contract would find changed. */
export async function changesOf(before: Apis | undefined, after: Apis): Promise<Map<string, readonly SchemaChange[]>> {
  const changes = new Map<string, readonly SchemaChange[]>([['graph', await schemaChanges(before, after)]]);
  for (const contract of after.contracts) {
    const known = before?.contracts.find(({ name }) => name === contract.name);
    changes.set(contract.name, await schemaChanges(known, contract));
  }
  for (const { name } of before?.contracts ?? [])
    if (!changes.has(name))
      changes.set(name, [
        { code: 'CONTRACT_REMOVED', path: name, message: `The contract ${name} is no more.`, level: 'breaking' },
      ]);
  return changes;
}
