-- What was done, by whom, in the order in which it became known here. Each row's hash covers the row and the hash of the
-- row before it, so a row that is changed or taken out shows.
create table entry (
  seq bigint primary key,
  event_id uuid not null unique,
  at timestamptz(3) not null,
  action text not null,
  subject uuid not null,
  actor text not null,
  origin bytea,
  correlation uuid,
  causation uuid,
  data text not null,
  hash bytea not null
);
create index entry_subject on entry (subject, seq);
create index entry_at on entry using brin (at);

-- The end of the chain: one row, locked by whoever adds to it.
create table head (
  only_one boolean primary key default true check (only_one),
  seq bigint not null,
  hash bytea not null
);
insert into head (seq, hash) values (0, sha256('the beginning'));

-- From where people acted: personal data. An entry names a row by a salted digest of it, so the row can be erased, and
-- the chain still holds.
create table origin (
  digest bytea primary key,
  salt bytea not null,
  actor text not null,
  origin text not null
);
create index origin_actor on origin (actor);

-- The subgraph's own role adds and reads. It cannot change an entry, take one out, or alter what a place of origin says.
revoke update, delete, truncate on entry from audit;
revoke insert, delete, truncate on head from audit;
revoke update, truncate on origin from audit;

-- What an entry's hash covers besides the hash before it; domain/chain.ts writes the same.
create function sealed(e entry) returns text stable language sql as $$
  select concat_ws(chr(31), e.seq, e.event_id,
    to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.action, e.subject, e.actor,
    coalesce(encode(e.origin, 'hex'), ''), coalesce(e.correlation::text, ''), coalesce(e.causation::text, ''), e.data)
$$;

-- Everything that is wrong with the log: which rows, and what. Empty when nothing is.
create view breach as
with linked as (
  select e.seq, e.hash, coalesce(lag(e.seq) over w, 0) as before,
    sha256(coalesce(lag(e.hash) over w, sha256('the beginning')) || convert_to(sealed(e), 'UTF8')) as expected
  from entry e window w as (order by e.seq)
), last as (
  select coalesce(max(seq), 0) as seq from entry
)
select seq, seq as through, 'CHANGED' as what from linked where before = seq - 1 and hash <> expected
union all
select before + 1, seq - 1, 'MISSING' from linked where before < seq - 1
union all
select last.seq + 1, head.seq, 'MISSING' from head, last where head.seq > last.seq
union all
select head.seq + 1, last.seq, 'ADDED' from head, last where head.seq < last.seq
union all
select head.seq, head.seq, 'CHANGED' from head join entry using (seq) where head.hash <> entry.hash
union all
select min(e.seq), max(e.seq), 'ORIGIN_CHANGED' from origin o join entry e on e.origin = o.digest
where o.digest <> sha256(o.salt || convert_to(o.actor || chr(31) || o.origin, 'UTF8')) group by o.digest
union all
select e.seq, e.seq, 'ORIGIN_MISSING' from entry e
where e.origin is not null
  and not exists (select from origin o where o.digest = e.origin)
  and not exists (
    select from entry erased
    where erased.subject::text = split_part(e.actor, ':', 2) and erased.action = 'audit.OriginsErased' and erased.seq > e.seq);
grant select on breach to audit;
