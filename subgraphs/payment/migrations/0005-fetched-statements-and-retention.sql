-- A statement that was fetched by itself was imported by nobody.
alter table bank_statement alter column imported_by drop not null;

-- When the bank may be asked for the statement of a day again, should it be missing or not agree: whoever moves that on has
-- the day to itself until then.
create table bank_statement_fetch (
  date date primary key,
  next_at timestamptz not null,
  attempts integer not null,
  -- Why it could not be had the last time; null when it was.
  problem text
);

-- What is old is found by them; unlike a B-tree they cost an insert nothing.
create index provider_event_received_at on provider_event using brin (received_at);
create index staff_request_requested_at on staff_request using brin (requested_at);
