import { createHash } from 'node:crypto';
import type { Queryable, Tx } from '#kernel/db/database.ts';
import type { Approval } from '#router/registry/checks/check.ts';
import type { Parts } from '#router/registry/checks/checks.ts';
import type { EventSchema } from '#router/registry/checks/event-compatibility.ts';
import type { SchemaChange } from '#router/registry/checks/schema-changes.ts';
import type { Composed, PublishedSubgraph } from '#router/registry/compose.ts';
import type { Contract } from '#router/registry/contract.ts';
import type { SdlFile } from '#router/registry/places.ts';

/** The channel on which routers hear of deployments; the payload is the variant. */
export const VERSIONS_CHANNEL = 'registry_versions';

/** A composed graph that routers may run, with all it is made of. It never changes. */
export interface Version extends Composed {
  readonly id: number;
  readonly digest: string;
  readonly composedAt: Date;
  readonly subgraphs: readonly PublishedSubgraph[];
}

/** A version was given to an environment. */
export interface Deployment {
  readonly id: number;
  readonly variant: string;
  readonly versionId: number;
  readonly kind: 'publish' | 'promote' | 'rollback';
  /** Who did it. */
  readonly actor: string;
  readonly note: string | null;
  /** What clients found changed: under `graph`, and under each contract's name. */
  readonly changes: { readonly [api: string]: readonly SchemaChange[] };
  readonly deployedAt: Date;
}

type Sql = Pick<Queryable, 'sql'>;

/** Keeps others from changing what an environment runs until the transaction ends. */
export async function lockVariant({ sql }: Tx, variant: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('registry:' || ${variant}, 0))`;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Equal for equal parts, in whatever order. */
export const digestOf = ({ subgraphs, contracts }: Parts): string => {
  const byName = <T extends { name: string }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => (a.name < b.name ? -1 : 1));
  return sha256(
    JSON.stringify([
      byName(subgraphs).map(({ name, sdl, url, events }) => [name, sdl, url, sha256(JSON.stringify(events ?? []))]),
      byName(contracts).map(({ name, description, include, exclude }) => [name, description ?? null, include, exclude]),
    ]),
  );
};

/** The version an environment runs, if it runs one. */
export async function currentVersion({ sql }: Sql, variant: string): Promise<Version | undefined> {
  const [row] = await sql<{ id: number }[]>`
    select d.version_id as id from deployments d where variant = ${variant} order by d.id desc limit 1`;
  return row && (await loadVersion({ sql }, row.id));
}

export async function loadVersion({ sql }: Sql, id: number): Promise<Version | undefined> {
  const [row] = await sql<Pick<Version, 'id' | 'digest' | 'supergraphSdl' | 'apiSdl' | 'composedAt'>[]>`
    select id, digest, supergraph_sdl as "supergraphSdl", api_sdl as "apiSdl", composed_at as "composedAt"
    from versions where id = ${id}`;
  if (!row) return undefined;
  const subgraphs = await sql<(PublishedSubgraph & { files: SdlFile[]; events: EventSchema[] })[]>`
    select s.subgraph as name, s.sdl, m.url, m.files, m.events
    from version_subgraphs m join subgraph_schemas s on s.id = m.schema_id
    where m.version_id = ${id} order by s.subgraph`;
  const contracts = await sql<(Contract & { description: string | null })[]>`
    select contract as name, description, include, exclude, api_sdl as "apiSdl"
    from version_contracts where version_id = ${id} order by contract`;
  return {
    ...row,
    subgraphs: [...subgraphs],
    contracts: contracts.map(({ description, ...contract }) => ({
      ...contract,
      ...(description ? { description } : {}),
    })),
  };
}

/** Saves a composed graph and everything it is made of. */
export async function insertVersion({ sql }: Tx, parts: Parts, composed: Composed): Promise<Version> {
  const { subgraphs } = parts;
  const { supergraphSdl, apiSdl, contracts } = composed;
  const names = subgraphs.map(({ name }) => name);
  const digests = subgraphs.map(({ sdl }) => sha256(sdl));
  // One that is there is held, so that it does not go with the last old version that has it.
  await sql`
    insert into subgraph_schemas (subgraph, digest, sdl)
    select * from unnest(${names}::text[], ${digests}::text[], ${subgraphs.map(({ sdl }) => sdl)}::text[])
    on conflict (subgraph, digest) do update set digest = excluded.digest`;
  const [row] = await sql<Pick<Version, 'id' | 'digest' | 'composedAt'>[]>`
    insert into versions (digest, supergraph_sdl, api_sdl)
    values (${digestOf(parts)}, ${supergraphSdl}, ${apiSdl})
    returning id, digest, composed_at as "composedAt"`;
  await sql`
    insert into version_subgraphs (version_id, subgraph, schema_id, url, files, events)
    select ${row!.id}::bigint, published.name, s.id, published.url, published.files::jsonb, published.events::jsonb
    from unnest(
      ${names}::text[],
      ${digests}::text[],
      ${subgraphs.map(({ url }) => url)}::text[],
      ${subgraphs.map(({ files }) => JSON.stringify(files ?? []))}::text[],
      ${subgraphs.map(({ events }) => JSON.stringify(events ?? []))}::text[]
    ) as published (name, digest, url, files, events)
    join subgraph_schemas s on s.subgraph = published.name and s.digest = published.digest`;
  for (const { name, description, include, exclude, apiSdl: contractSdl } of contracts)
    await sql`
      insert into version_contracts (version_id, contract, description, include, exclude, api_sdl)
      values (${row!.id}, ${name}, ${description ?? null}, ${[...include]}, ${[...exclude]}, ${contractSdl})`;
  return { ...row!, ...composed, subgraphs };
}

/** Gives a version to an environment, and tells its routers once the transaction has ended. */
export async function insertDeployment(
  { sql }: Tx,
  deployment: Omit<Deployment, 'id' | 'deployedAt'>,
): Promise<Deployment> {
  const { variant, versionId, kind, actor, note, changes } = deployment;
  const [row] = await sql<{ id: number; deployedAt: Date }[]>`
    insert into deployments (variant, version_id, kind, actor, note, changes)
    values (${variant}, ${versionId}, ${kind}, ${actor}, ${note}, ${JSON.stringify(changes)}::text::jsonb)
    returning id, deployed_at as "deployedAt"`;
  await sql`select pg_notify(${VERSIONS_CHANNEL}, ${variant})`;
  return { ...deployment, ...row! };
}

/** What an environment ran, the newest first. */
export async function listDeployments(
  { sql }: Sql,
  { variant, first, before }: { variant: string; first: number; before?: number },
): Promise<Deployment[]> {
  return await sql<Deployment[]>`
    select id, variant, version_id as "versionId", kind, actor, note, changes, deployed_at as "deployedAt"
    from deployments where variant = ${variant} and (${before ?? null}::bigint is null or id < ${before ?? null})
    order by id desc limit ${first}`;
}

/** How much of an environment's past can be gone back to. */
export interface Kept {
  /** The versions it ran last, the present one among them; two at least. */
  readonly versions: number;
  /** And those it was given within so many days. */
  readonly days: number;
}

/** Removes versions that an environment ran before those, and what nothing else is made of. @returns how many */
export async function removeVersions({ sql }: Tx, variant: string, { versions, days }: Kept): Promise<number> {
  const { count } = await sql`
    delete from versions using (
      select version_id, max(deployed_at) as given_at, row_number() over (order by max(id) desc) as place
      from deployments where variant = ${variant} group by version_id
    ) ran
    where versions.id = ran.version_id and place > ${Math.max(2, versions)} and given_at < now() - ${days}::int * interval '1 day'
      and not exists (select 1 from deployments d where d.version_id = versions.id and d.variant <> ${variant})`;
  if (count > 0)
    await sql`
      delete from subgraph_schemas s
      where not exists (select 1 from version_subgraphs m where m.schema_id = s.id)`;
  return count;
}

export async function listVariants({ sql }: Sql): Promise<{ name: string; versionId: number; deployedAt: Date }[]> {
  return await sql`
    select distinct on (variant) variant as name, version_id as "versionId", deployed_at as "deployedAt"
    from deployments order by variant, id desc`;
}

export async function listApprovals({ sql }: Sql, variant: string): Promise<Approval[]> {
  return await sql<Approval[]>`
    select code, path, reason, actor, approved_at as at from approvals where variant = ${variant} order by approved_at`;
}

export async function insertApproval(
  { sql }: Sql,
  { variant, code, path, reason, actor }: Omit<Approval, 'at'> & { variant: string },
): Promise<void> {
  await sql`
    insert into approvals (variant, code, path, reason, actor) values (${variant}, ${code}, ${path}, ${reason}, ${actor})
    on conflict (variant, code, path) do update set reason = excluded.reason, actor = excluded.actor, approved_at = now()`;
}
