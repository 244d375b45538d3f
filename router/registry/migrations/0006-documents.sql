-- What each version of a client was built with: the documents it may name. A list never changes; it ends when it is revoked.
create table document_lists (
  id bigint generated always as identity primary key,
  variant text not null,
  client text not null,
  client_version text not null,
  -- The slice of the graph that the client is served; null for the whole.
  contract text,
  documents jsonb not null,
  actor text not null,
  published_at timestamptz not null default now(),
  revoked_at timestamptz
);
create unique index document_lists_live on document_lists (variant, client, client_version) where revoked_at is null;
