-- Versions that ran long ago are removed with all they are made of. That they ran stays told: deployments remember the number.
alter table deployments drop constraint deployments_version_id_fkey;
alter table version_subgraphs
  drop constraint version_subgraphs_version_id_fkey,
  add foreign key (version_id) references versions on delete cascade;
alter table version_contracts
  drop constraint version_contracts_version_id_fkey,
  add foreign key (version_id) references versions on delete cascade;
create index version_subgraphs_by_schema on version_subgraphs (schema_id);
