-- Slots that are over are forgotten with their bookings.
create index delivery_slots_ended on delivery_slots (ends_at);
create index slot_bookings_of_slot on slot_bookings (slot_id);
