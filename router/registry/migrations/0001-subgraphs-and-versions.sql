-- Every SDL that was ever published, once: versions share what did not change between them.
create table subgraph_schemas (
  id bigint generated always as identity primary key,
  subgraph text not null,
  digest text not null,
  sdl text not null,
  published_at timestamptz not null default now(),
  unique (subgraph, digest)
);

-- A version is a composed graph. Rows are never changed; the newest is the one routers run.
create table versions (
  id bigint generated always as identity primary key,
  digest text not null,
  supergraph_sdl text not null,
  api_sdl text not null,
  composed_at timestamptz not null default now()
);

-- What a version is made of, and where each subgraph answered then.
create table version_subgraphs (
  version_id bigint not null references versions,
  subgraph text not null,
  schema_id bigint not null references subgraph_schemas,
  url text not null,
  primary key (version_id, subgraph)
);
