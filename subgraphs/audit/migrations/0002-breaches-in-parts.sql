-- What is wrong with the entries after one and through another. A log of any length is looked through in parts, so that none
-- needs more memory than another, and whoever asks can tell how far it is.
create function breaches(after bigint, through bigint) returns table (seq bigint, "through" bigint, what text)
language sql stable as $$
  with part as materialized (
    (select e.* from entry e where e.seq <= $1 order by e.seq desc limit 1)
    union all
    (select e.* from entry e where e.seq > $1 and e.seq <= $2)
  ), linked as (
    select p.seq, p.hash, coalesce(lag(p.seq) over w, 0) as before,
      sha256(coalesce(lag(p.hash) over w, sha256('the beginning'))
        || convert_to(sealed(row(p.seq, p.event_id, p.at, p.action, p.subject, p.actor, p.origin, p.correlation,
          p.causation, p.data, p.hash)::entry), 'UTF8')) as expected
    from part p window w as (order by p.seq)
  ), wrong as (
    select seq, before, hash <> expected as changed from linked
    where seq > $1 and (before <> seq - 1 or hash <> expected)
  )
  select seq, seq, 'CHANGED' from wrong where before = seq - 1
  union all
  select before + 1, seq - 1, 'MISSING' from wrong where before < seq - 1
  union all
  select named.first, named.last, 'ORIGIN_CHANGED'
  from (
    select origin, min(seq) as first, max(seq) as last from part where seq > $1 and origin is not null group by origin
  ) as named
  join origin o on o.digest = named.origin
  where o.digest <> sha256(o.salt || convert_to(o.actor || chr(31) || o.origin, 'UTF8'))
  union all
  select p.seq, p.seq, 'ORIGIN_MISSING' from part p
  where p.seq > $1 and p.origin is not null
    and not exists (select from origin o where o.digest = p.origin)
    and not exists (
      select from entry erased
      where erased.subject = case when p.actor ~ '^user:[0-9a-f-]{36}$' then substr(p.actor, 6)::uuid end
        and erased.action = 'audit.OriginsErased' and erased.seq > p.seq)
$$;

-- What is wrong with the end of the log.
create view breach_of_end as
with last as (
  select coalesce(max(seq), 0) as seq from entry
)
select last.seq + 1 as seq, head.seq as through, 'MISSING' as what from head, last where head.seq > last.seq
union all
select head.seq + 1, last.seq, 'ADDED' from head, last where head.seq < last.seq
union all
select head.seq, head.seq, 'CHANGED' from head join entry using (seq) where head.hash <> entry.hash;

-- Everything that is wrong with the log.
create or replace view breach as
select found.seq, found.through, found.what
from generate_series(0, (select coalesce(max(seq), 0) from entry), 5000) as part(after),
  lateral breaches(part.after, part.after + 5000) as found
union all
select seq, through, what from breach_of_end;
grant select on breach_of_end to audit;
