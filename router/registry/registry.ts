import { createHash } from 'node:crypto';
import type { Database, Queryable, Tx } from '#kernel/db/database.ts';
import { type CheckResult, checkSubgraphs } from '#router/registry/checks.ts';
import type { PublishedSubgraph } from '#router/registry/compose.ts';

/** The channel on which routers hear of new versions; the payload is the version's id. */
export const VERSIONS_CHANNEL = 'registry_versions';

/** The migrations of the registry's schema, which is treated like a subgraph's. */
export const registrySchema = { name: 'registry', migrations: new URL('./migrations/', import.meta.url) };

/** A composed graph that routers may run. */
export interface Version {
  readonly id: number;
  readonly supergraphSdl: string;
  readonly apiSdl: string;
}

export interface Publication {
  /** New or changed subgraphs; the others stay as they are. */
  readonly subgraphs: readonly PublishedSubgraph[];
  /** Names of subgraphs that are no more. */
  readonly retired?: readonly string[];
  /** What to do about changes that break clients; `warn` by default. */
  readonly breaking?: 'warn' | 'refuse';
}

export type PublishResult =
  /** The graph has this version now; `changed` is false when it had it before. */
  | {
      readonly outcome: 'published';
      readonly version: Version;
      readonly changed: boolean;
      readonly checks: readonly CheckResult[];
    }
  /** Nothing was changed; the failed checks hold all reasons. */
  | { readonly outcome: 'refused'; readonly checks: readonly CheckResult[] };

/** Versions of the graph in PostgreSQL. What is in it composes: nothing else can get in. */
export class Registry {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  newest(): Promise<Version | undefined> {
    return newestVersion(this.#db);
  }

  /** What the newest version is made of. */
  subgraphs(): Promise<PublishedSubgraph[]> {
    return newestSubgraphs(this.#db);
  }

  /**
   * Publishes subgraphs: check, compose, version. Publishers wait for each other, so each is checked against what it
   * will really replace; whoever publishes what is there already gets the version that is there.
   */
  publish(publication: Publication): Promise<PublishResult> {
    return this.#db.transaction(async (tx) => {
      await tx.sql`select pg_advisory_xact_lock(hashtextextended('registry:publish', 0))`;
      const previous = await newestVersion(tx);
      const before = await newestSubgraphs(tx);
      const after = merge(before, publication);
      if (previous && digestOf(before) === digestOf(after))
        return { outcome: 'published', version: previous, changed: false, checks: [] };
      const { checks, composed } = await checkSubgraphs(after, previous?.apiSdl, publication.breaking ?? 'warn');
      if (!composed) return { outcome: 'refused', checks };
      const version = await insertVersion(tx, after, composed);
      return { outcome: 'published', version, changed: true, checks };
    });
  }

  /**
   * Tells of versions published from now on, and of the newest after each lost connection.
   * @returns how to stop
   */
  async watch(changed: (version: Version) => void, failed: (error: unknown) => void): Promise<() => Promise<void>> {
    const look = (): void => {
      this.newest().then((version) => version && changed(version), failed);
    };
    const { unlisten } = await this.#db.sql.listen(VERSIONS_CHANNEL, look, look);
    return unlisten;
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Equal for equal sets of subgraphs, in whatever order. */
const digestOf = (subgraphs: readonly PublishedSubgraph[]): string =>
  digest(
    JSON.stringify(
      [...subgraphs].sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, sdl, url }) => [name, sdl, url]),
    ),
  );

function merge(before: readonly PublishedSubgraph[], { subgraphs, retired = [] }: Publication): PublishedSubgraph[] {
  const byName = new Map([...before, ...subgraphs].map((subgraph) => [subgraph.name, subgraph]));
  for (const name of retired) byName.delete(name);
  return [...byName.values()];
}

async function newestVersion({ sql }: Pick<Queryable, 'sql'>): Promise<Version | undefined> {
  const [row] = await sql<Version[]>`
    select id, supergraph_sdl as "supergraphSdl", api_sdl as "apiSdl" from versions order by id desc limit 1`;
  return row && { id: row.id, supergraphSdl: row.supergraphSdl, apiSdl: row.apiSdl };
}

async function newestSubgraphs({ sql }: Pick<Queryable, 'sql'>): Promise<PublishedSubgraph[]> {
  const rows = await sql<PublishedSubgraph[]>`
    select s.subgraph as name, s.sdl, m.url
    from version_subgraphs m join subgraph_schemas s on s.id = m.schema_id
    where m.version_id = (select max(id) from versions)
    order by s.subgraph`;
  return rows.map(({ name, sdl, url }) => ({ name, sdl, url }));
}

async function insertVersion(
  { sql }: Tx,
  subgraphs: readonly PublishedSubgraph[],
  composed: { supergraphSdl: string; apiSdl: string },
): Promise<Version> {
  const { supergraphSdl, apiSdl } = composed;
  await sql`
    insert into subgraph_schemas (subgraph, digest, sdl)
    select * from unnest(
      ${subgraphs.map(({ name }) => name)}::text[],
      ${subgraphs.map(({ sdl }) => digest(sdl))}::text[],
      ${subgraphs.map(({ sdl }) => sdl)}::text[])
    on conflict do nothing`;
  const [row] = await sql<{ id: number }[]>`
    insert into versions (digest, supergraph_sdl, api_sdl)
    values (${digestOf(subgraphs)}, ${supergraphSdl}, ${apiSdl}) returning id`;
  const { id } = row!;
  await sql`
    insert into version_subgraphs (version_id, subgraph, schema_id, url)
    select ${id}::bigint, published.name, s.id, published.url
    from unnest(
      ${subgraphs.map(({ name }) => name)}::text[],
      ${subgraphs.map(({ sdl }) => digest(sdl))}::text[],
      ${subgraphs.map(({ url }) => url)}::text[]) as published (name, digest, url)
    join subgraph_schemas s on s.subgraph = published.name and s.digest = published.digest`;
  await sql`select pg_notify(${VERSIONS_CHANNEL}, ${String(id)})`;
  return { id, supergraphSdl, apiSdl };
}
