import type { Queryable, Tx } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import type { SlotState, Window } from '../domain/slots.ts';

export interface StoredSlot extends SlotState {
  readonly area: string;
  readonly endsAt: Date;
}

export interface Area {
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly utcOffsetMinutes: number;
}

export const allAreas = ({ sql }: Queryable): Promise<Area[]> => sql<Area[]>`
  select code, name_ru as "nameRu", name_en as "nameEn", latitude, longitude, utc_offset_minutes as "utcOffsetMinutes"
  from delivery_areas`;

/** Makes the slots that are not there yet. */
export async function ensureSlots(
  { sql }: Queryable,
  slots: readonly (Window & { area: string; capacity: number })[],
): Promise<void> {
  const rows = slots.map((slot) => ({ id: newId(), ...slot }));
  await sql`
    insert into delivery_slots (id, area, starts_at, ends_at, capacity)
    select id, area, "startsAt", "endsAt", capacity
    from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as s(id uuid, area text, "startsAt" timestamptz, "endsAt" timestamptz, capacity integer)
    order by area, "startsAt" on conflict do nothing`;
}

/** The slots of a town in a span of time, by its name in Russian or English in any case, or its code. */
export const slotsOf = ({ sql }: Queryable, city: string, from: Date, to: Date): Promise<StoredSlot[]> =>
  sql<StoredSlot[]>`
    select s.id, s.area, s.starts_at as "startsAt", s.ends_at as "endsAt", s.capacity, s.booked
    from delivery_slots s join delivery_areas a on a.code = s.area
    where ${city.trim().toLowerCase()} in (lower(a.name_ru), lower(a.name_en), lower(a.code))
      and s.starts_at >= ${from} and s.starts_at < ${to}
    order by s.starts_at`;

export const slotsByIds = ({ sql }: Queryable, ids: readonly string[]): Promise<StoredSlot[]> => sql<StoredSlot[]>`
  select id, area, starts_at as "startsAt", ends_at as "endsAt", capacity, booked
  from delivery_slots where id = any(${ids as string[]}::uuid[])`;

/** Locks the orders' bookings, then the slots they have or want, each in order of key. */
export async function lockSlots(
  { sql }: Tx,
  orderIds: readonly string[],
  slotIds: readonly string[],
): Promise<{ slots: SlotState[]; bookings: Map<string, string>; now: Date }> {
  const bookings = await sql<{ order_id: string; slot_id: string }[]>`
    select order_id, slot_id from slot_bookings where order_id = any(${orderIds as string[]}::uuid[])
    order by order_id for update`;
  const wanted = [...new Set([...slotIds, ...bookings.map(({ slot_id }) => slot_id)])];
  const slots = await sql<(SlotState & { now: Date })[]>`
    select id, starts_at as "startsAt", capacity, booked, now() as now from delivery_slots
    where id = any(${wanted}::uuid[]) order by id for no key update`;
  return {
    slots,
    bookings: new Map(bookings.map(({ order_id, slot_id }) => [order_id, slot_id])),
    now: slots[0]?.now ?? new Date(),
  };
}

/** Keeps what a batch decided, in one statement; a booking made elsewhere meanwhile is a key violation. */
export async function saveSlots(
  { sql }: Tx,
  bookings: readonly { orderId: string; slotId: string | null; isNew: boolean }[],
  slots: readonly { id: string; change: number }[],
): Promise<void> {
  if (bookings.length === 0) return;
  const made = bookings.filter(({ slotId, isNew }) => slotId !== null && isNew);
  const moved = bookings.filter(({ slotId, isNew }) => slotId !== null && !isNew);
  const gone = bookings.filter(({ slotId }) => slotId === null);
  await sql`
    with made as (
      insert into slot_bookings (order_id, slot_id)
      select * from unnest(${made.map(({ orderId }) => orderId)}::uuid[], ${made.map(({ slotId }) => slotId)}::uuid[])
    ), moved as (
      update slot_bookings b set slot_id = m.slot_id, booked_at = now()
      from unnest(${moved.map(({ orderId }) => orderId)}::uuid[], ${moved.map(({ slotId }) => slotId)}::uuid[])
        as m(order_id, slot_id)
      where b.order_id = m.order_id
    ), gone as (
      delete from slot_bookings where order_id = any(${gone.map(({ orderId }) => orderId)}::uuid[])
    )
    update delivery_slots s set booked = s.booked + c.change
    from unnest(${slots.map(({ id }) => id)}::uuid[], ${slots.map(({ change }) => change)}::int[]) as c(id, change)
    where s.id = c.id`;
}
