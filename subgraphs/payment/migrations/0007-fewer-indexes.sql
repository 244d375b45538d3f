-- The provider's events are noted by the statement that has read their payment, which is never deleted: to check that it is
-- there costs a statement and a lock per event. `npm run verify` looks for events without a payment. They are asked for by
-- their payment, and an event tells of one: one index instead of two.
alter table provider_event
  drop constraint provider_event_payment_id_fkey,
  drop constraint provider_event_pkey,
  add primary key (payment_id, id);
drop index provider_event_payment_id;
