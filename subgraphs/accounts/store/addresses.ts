import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database, Queryable } from '#kernel/db/database.ts';
import { type AddressFacts, MOST_ADDRESSES } from '../domain/address.ts';

export interface AddressRow extends AddressFacts {
  readonly id: string;
  readonly userId: string;
}

const columns = (sql: Queryable['sql']) => sql`
  id, user_id as "userId", recipient, phone, country, region, city, street, postal_code as "postalCode", latitude, longitude`;

/** Reads addresses by id; requests that come together share one statement. */
export const addressesById = ({ sql }: Database): Batcher<string, AddressRow | undefined> =>
  new Batcher({
    name: 'accounts.addresses',
    run: async (ids) => {
      const rows = await sql<AddressRow[]>`
        select ${columns(sql)} from addresses where id = any(${[...new Set(ids)]}::uuid[])`;
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id.toLowerCase()));
    },
  });

/** A user's addresses, oldest first. */
export const addressesOf = ({ sql }: Queryable, userId: string): Promise<AddressRow[]> =>
  sql<AddressRow[]>`select ${columns(sql)} from addresses where user_id = ${userId} order by id`;

/** @returns false when the user has as many as may be; parallel additions queue up at the user's row */
export async function insertAddress({ sql }: Queryable, address: AddressRow): Promise<boolean> {
  const { id, userId, recipient, phone, country, region, city, street, postalCode, latitude, longitude } = address;
  const rows = await sql`
    with room as (
      update users set addresses = addresses + 1 where id = ${userId} and addresses < ${MOST_ADDRESSES} returning id
    )
    insert into addresses (id, user_id, recipient, phone, country, region, city, street, postal_code, latitude, longitude)
    select ${id}::uuid, room.id, ${recipient}, ${phone}, ${country}, ${region}, ${city}, ${street}, ${postalCode},
      ${latitude}::float8, ${longitude}::float8
    from room returning id`;
  return rows.length > 0;
}

/** @returns false when the user has no such address */
export async function replaceAddress({ sql }: Queryable, address: AddressRow): Promise<boolean> {
  const { id, userId, recipient, phone, country, region, city, street, postalCode, latitude, longitude } = address;
  const rows = await sql`
    update addresses set recipient = ${recipient}, phone = ${phone}, country = ${country}, region = ${region},
      city = ${city}, street = ${street}, postal_code = ${postalCode}, latitude = ${latitude}, longitude = ${longitude}
    where id = ${id} and user_id = ${userId} returning id`;
  return rows.length > 0;
}

/** @returns false when the user has no such address */
export async function deleteAddress({ sql }: Queryable, userId: string, id: string): Promise<boolean> {
  const rows = await sql`
    with gone as (delete from addresses where id = ${id} and user_id = ${userId} returning user_id)
    update users set addresses = addresses - 1 from gone where users.id = gone.user_id returning users.id`;
  return rows.length > 0;
}
