-- Headers are read whole and by nobody but the relay: kept as they came, they are not taken apart when an event is written
-- and not put together again when it is published. A process of before this, whose values are jsonb, may still write.
alter table outbox alter column headers type json;
