-- An environment, such as production, runs the version it was last given. A rollback is a deployment as well, so what
-- ran when can always be told.
create table deployments (
  id bigint generated always as identity primary key,
  variant text not null,
  version_id bigint not null references versions,
  kind text not null check (kind in ('publish', 'promote', 'rollback')),
  actor text not null,
  note text,
  -- What changed for clients: of the whole graph under '', of each contract under its name.
  changes jsonb not null default '{}',
  deployed_at timestamptz not null default now()
);
create index deployments_by_variant on deployments (variant, id desc);
create index deployments_by_version on deployments (version_id);
insert into deployments (variant, version_id, kind, actor, deployed_at)
select 'production', id, 'publish', 'unknown', composed_at from versions order by id;

-- Slices of a version, by tag.
create table version_contracts (
  version_id bigint not null references versions,
  contract text not null,
  description text,
  include text[] not null,
  exclude text[] not null,
  api_sdl text not null,
  primary key (version_id, contract)
);

-- Which files an SDL was put together from, and the JSON Schemas of the events its subgraph publishes.
alter table version_subgraphs
  add column files jsonb not null default '[]',
  add column events jsonb not null default '[]';

-- Breaks that somebody has agreed to.
create table approvals (
  variant text not null,
  code text not null,
  path text not null,
  reason text not null,
  actor text not null,
  approved_at timestamptz not null default now(),
  primary key (variant, code, path)
);
