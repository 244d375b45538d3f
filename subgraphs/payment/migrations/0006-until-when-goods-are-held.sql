-- Until when the order's goods are held, as the order says: before that the bank is asked for a callback that did not come.
-- Null for payments from before it said so.
alter table payment add column goods_held_until timestamptz;
