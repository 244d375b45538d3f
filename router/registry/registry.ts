import type { Database, Queryable, Tx } from '#kernel/db/database.ts';
import type { ChangesByApi } from '#router/registry/checks/breaking-changes.ts';
import type { Approval, CheckResult, Strictness } from '#router/registry/checks/check.ts';
import { check, type Parts, type Rules } from '#router/registry/checks/checks.ts';
import { type ComposeAndCompare, changesOf, composeAndCompare } from '#router/registry/checks/compose-and-compare.ts';
import type { PublishedSubgraph } from '#router/registry/compose.ts';
import type { ContractDefinition } from '#router/registry/contract.ts';
import { documentsInUse } from '#router/registry/documents/document-lists.ts';
import { queueDeliveries } from '#router/registry/partners/webhooks.ts';
import {
  currentVersion,
  type Deployment,
  digestOf,
  insertApproval,
  insertDeployment,
  insertVersion,
  type Kept,
  listApprovals,
  listDeployments,
  listVariants,
  loadVersion,
  lockVariant,
  removeVersions,
  VERSIONS_CHANNEL,
  type Version,
} from '#router/registry/store/versions.ts';
import { usageIn } from '#router/registry/usage/usage-store.ts';

/** The migrations of the registry's schema, which is treated like a subgraph's. */
export const registrySchema = { name: 'registry', migrations: new URL('./migrations/', import.meta.url) };

/** The environment that is meant where none is named. */
export const DEFAULT_VARIANT = 'production';

/** Days of usage that a breaking change is held against, where nothing else is asked for. */
export const USAGE_DAYS = 30;

export interface Publication {
  /** The environment; `production` by default. */
  readonly variant?: string;
  /** New or changed subgraphs; the others stay as they are. What one leaves out, address or events, stays as it is. */
  readonly subgraphs?: readonly (Omit<PublishedSubgraph, 'url'> & { readonly url?: string | undefined })[];
  /** Names of subgraphs that are no more; `others` for all that are not among the published. */
  readonly retired?: readonly string[] | 'others';
  /** All contracts there are from now on; absent, they stay as they are. */
  readonly contracts?: readonly ContractDefinition[];
  /** Contracts that are new or other; those not named stay. */
  readonly setContracts?: readonly ContractDefinition[];
  /** Names of contracts that are no more. */
  readonly removeContracts?: readonly string[];
  /** What to do about changes that break clients or consumers of events; `warn` by default. */
  readonly breaking?: Strictness;
  /** What to do about breaches of the rules for schemas; `warn` by default. */
  readonly policy?: Strictness;
  /** Days of usage a breaking change is held against. */
  readonly usageDays?: number;
  /** Who publishes, for the history. */
  readonly actor?: string;
  readonly note?: string;
}

export type PublishResult =
  /** The environment runs this version now; `changed` is false when it did before. */
  | {
      readonly outcome: 'published';
      readonly version: Version;
      readonly changed: boolean;
      readonly checks: readonly CheckResult[];
    }
  /** Nothing was changed; the failed checks hold all reasons. */
  | { readonly outcome: 'refused'; readonly checks: readonly CheckResult[] };

export interface CheckReport {
  readonly outcome: 'accepted' | 'refused';
  readonly checks: readonly CheckResult[];
  readonly changes: ChangesByApi;
}

/** An environment or a version that is named does not exist. */
export class UnknownVersion extends Error {
  override readonly name = 'UnknownVersion';
}

/** Versions of the graph in PostgreSQL. What is in it composes: nothing else can get in. */
export class Registry {
  readonly #db: Database;
  readonly #compare: ComposeAndCompare;

  /** @param compare how graphs are composed; in this thread by default */
  constructor(db: Database, compare: ComposeAndCompare = composeAndCompare) {
    this.#db = db;
    this.#compare = compare;
  }

  /** The version an environment runs. */
  current(variant: string = DEFAULT_VARIANT): Promise<Version | undefined> {
    return currentVersion(this.#db, variant);
  }

  /** @throws UnknownVersion */
  async version(id: number): Promise<Version> {
    const version = await loadVersion(this.#db, id);
    if (!version) throw new UnknownVersion(`There is no version ${id}.`);
    return version;
  }

  variants(): Promise<{ name: string; versionId: number; deployedAt: Date }[]> {
    return listVariants(this.#db);
  }

  /** What an environment ran, the newest first. */
  history(variant: string = DEFAULT_VARIANT, page: { first?: number; before?: number } = {}): Promise<Deployment[]> {
    return listDeployments(this.#db, { variant, first: page.first ?? 20, before: page.before });
  }

  /** What clients of `from` would find changed in `to`: in the whole graph, and in each contract. */
  async diff(from: number, to: number): Promise<ChangesByApi> {
    const [before, after] = await Promise.all([this.version(from), this.version(to)]);
    return changesOf(before, after);
  }

  approvals(variant: string = DEFAULT_VARIANT): Promise<Approval[]> {
    return listApprovals(this.#db, variant);
  }

  /** Agrees to a reason that a check has named, or will name: by its code and path. */
  approve(approval: Omit<Approval, 'at'> & { variant?: string }): Promise<void> {
    return insertApproval(this.#db, { ...approval, variant: approval.variant ?? DEFAULT_VARIANT });
  }

  /** Says what {@link publish} would say. Changes nothing. */
  async check(publication: Publication): Promise<CheckReport> {
    const { variant = DEFAULT_VARIANT } = publication;
    const running = await currentVersion(this.#db, variant);
    const parts = merge(running, publication);
    const { checks, changes, composed } = await check(
      parts,
      running,
      await rulesFor(this.#db, publication),
      this.#compare,
    );
    return { outcome: composed ? 'accepted' : 'refused', checks, changes };
  }

  /**
   * Publishes subgraphs: check, compose, version. Publishers wait for each other, so each is checked against what it
   * will really replace; whoever publishes what is there already gets the version that is there.
   */
  publish(publication: Publication): Promise<PublishResult> {
    return this.#alone(publication.variant ?? DEFAULT_VARIANT, async (tx, running) =>
      this.#deploy(tx, running, merge(running, publication), publication, 'publish'),
    );
  }

  /**
   * Brings what one environment runs to another: checked against what runs there. Subgraphs that are known there keep
   * their address, since each environment has its own.
   * @param urls addresses of subgraphs that are new there
   */
  promote(
    from: string,
    publication: Omit<Publication, 'subgraphs' | 'retired' | 'contracts'> & { urls?: Readonly<Record<string, string>> },
  ): Promise<PublishResult> {
    return this.#alone(publication.variant ?? DEFAULT_VARIANT, async (tx, running) => {
      const source = await currentVersion(tx, from);
      if (!source) throw new UnknownVersion(`Nothing runs in ${from}.`);
      const urlOf = (subgraph: PublishedSubgraph): string =>
        publication.urls?.[subgraph.name] ??
        running?.subgraphs.find(({ name }) => name === subgraph.name)?.url ??
        subgraph.url;
      const subgraphs = source.subgraphs.map((subgraph) => ({ ...subgraph, url: urlOf(subgraph) }));
      return this.#deploy(tx, running, { subgraphs, contracts: source.contracts }, publication, 'promote');
    });
  }

  /**
   * Goes back to a version that the environment ran before, exactly as it was. It ran, so nothing is checked.
   * @param to the version; by default the one that ran before the present one
   * @throws UnknownVersion when it never ran there, or too long ago
   */
  rollback(options: { variant?: string; to?: number; actor?: string; note?: string } = {}): Promise<Version> {
    const { variant = DEFAULT_VARIANT, to, actor = 'unknown', note } = options;
    return this.#alone(variant, async (tx, running) => {
      const [row] = await tx.sql<{ id: number }[]>`
        select d.version_id as id from deployments d
        where variant = ${variant} and version_id <> ${running?.id ?? 0} and (${to ?? null}::bigint is null or version_id = ${to ?? null})
        order by d.id desc limit 1`;
      const version = row && (await loadVersion(tx, row.id));
      if (!version)
        throw new UnknownVersion(
          to ? `Version ${to} is not one that ${variant} ran before.` : `${variant} ran nothing before.`,
        );
      const changes = Object.fromEntries(await changesOf(running, version));
      await deploy(tx, {
        variant,
        versionId: version.id,
        kind: 'rollback',
        actor,
        note: note ?? null,
        changes,
      });
      return version;
    });
  }

  /**
   * Tells of what an environment is given from now on, and of what it runs after each lost connection.
   * @returns how to stop
   */
  async watch(
    changed: (version: Version) => void,
    failed: (error: unknown) => void,
    variant: string = DEFAULT_VARIANT,
  ): Promise<() => Promise<void>> {
    const look = (): void => {
      this.current(variant).then((version) => version && changed(version), failed);
    };
    const told = (of: string): void => {
      if (of === variant) look();
    };
    const { unlisten } = await this.#db.sql.listen(VERSIONS_CHANNEL, told, look);
    return unlisten;
  }

  /** Removes versions that environments ran too long ago to go back to. History and changelog stay. @returns how many */
  async prune(kept: Kept): Promise<number> {
    let removed = 0;
    for (const { name } of await this.variants())
      removed += await this.#alone(name, (tx) => removeVersions(tx, name, kept));
    return removed;
  }

  /** Runs work while nobody else changes what the environment runs. */
  #alone<T>(variant: string, work: (tx: Tx, running: Version | undefined) => Promise<T>): Promise<T> {
    return this.#db.transaction(async (tx) => {
      await lockVariant(tx, variant);
      return work(tx, await currentVersion(tx, variant));
    });
  }

  async #deploy(
    tx: Tx,
    running: Version | undefined,
    parts: Parts,
    publication: Publication,
    kind: 'publish' | 'promote',
  ): Promise<PublishResult> {
    const { variant = DEFAULT_VARIANT, actor = 'unknown', note = null } = publication;
    if (running && running.digest === digestOf(parts))
      return { outcome: 'published', version: running, changed: false, checks: [] };
    const { checks, changes, composed } = await check(parts, running, await rulesFor(tx, publication), this.#compare);
    if (!composed) return { outcome: 'refused', checks };
    const version = await insertVersion(tx, parts, composed);
    await deploy(tx, {
      variant,
      versionId: version.id,
      kind,
      actor,
      note,
      changes: Object.fromEntries(changes),
    });
    return { outcome: 'published', version, changed: true, checks };
  }
}

async function rulesFor(db: Pick<Queryable, 'sql'>, publication: Publication): Promise<Rules> {
  const { variant = DEFAULT_VARIANT, breaking = 'warn', policy = 'warn', usageDays = USAGE_DAYS } = publication;
  const approvals = await listApprovals(db, variant);
  const documents = await documentsInUse(db, variant);
  return { breaking, policy, approvals, documents, usage: await usageIn(db, variant, usageDays) };
}

/** Gives a version to an environment, and has everybody told who follows it. */
async function deploy(tx: Tx, deployment: Omit<Deployment, 'id' | 'deployedAt'>): Promise<void> {
  await queueDeliveries(tx, await insertDeployment(tx, deployment));
}

function merge(running: Version | undefined, publication: Publication): Parts {
  const { subgraphs = [], retired = [], contracts, setContracts = [], removeContracts = [] } = publication;
  const before = new Map((running?.subgraphs ?? []).map((subgraph) => [subgraph.name, subgraph]));
  const after = new Map(retired === 'others' ? [] : before);
  for (const { url, events, ...subgraph } of subgraphs) {
    const known = before.get(subgraph.name);
    // A new one without an address is refused with all other reasons, as one that has no URL.
    after.set(subgraph.name, { ...subgraph, url: url ?? known?.url ?? '', events: events ?? known?.events });
  }
  if (retired !== 'others') for (const name of retired) after.delete(name);
  const gone = new Set([...removeContracts, ...setContracts.map(({ name }) => name)]);
  const kept = (contracts ?? running?.contracts ?? []).filter(({ name }) => !gone.has(name));
  return { subgraphs: [...after.values()], contracts: [...kept, ...setContracts] };
}
