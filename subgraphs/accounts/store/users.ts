import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database, Queryable } from '#kernel/db/database.ts';
import type { Identifiers } from '../domain/identifier.ts';
import type { Role } from '../domain/roles.ts';

/** Somebody with an account. */
export interface UserRow extends Identifiers {
  readonly id: string;
  readonly passwordHash: string;
  readonly roles: readonly Role[];
  readonly displayName: string | null;
  readonly language: 'RU' | 'EN';
  readonly marketingConsent: boolean;
  readonly registeredAt: Date;
}

export type NewUser = Omit<UserRow, 'marketingConsent' | 'registeredAt'>;

const columns = (sql: Queryable['sql']) => sql`
  id, email, phone, password_hash as "passwordHash", roles, display_name as "displayName", language,
  marketing_consent as "marketingConsent", registered_at as "registeredAt"`;

/** Reads users by id; requests that come together share one statement. */
export const usersById = ({ sql }: Database): Batcher<string, UserRow | undefined> =>
  new Batcher({
    name: 'accounts.users',
    run: async (ids) => {
      const rows = await sql<UserRow[]>`select ${columns(sql)} from users where id = any(${[...new Set(ids)]}::uuid[])`;
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id.toLowerCase()));
    },
  });

/** The account with this e-mail, or else with this phone. */
export async function findUser({ sql }: Queryable, { email, phone }: Identifiers): Promise<UserRow | undefined> {
  const [row] = await sql<UserRow[]>`
    select ${columns(sql)} from users where email = ${email} or phone = ${phone} order by email = ${email} desc nulls last limit 1`;
  return row;
}

/** @returns undefined when the e-mail or the phone is somebody's already */
export async function insertUser({ sql }: Queryable, user: NewUser): Promise<UserRow | undefined> {
  const [row] = await sql<UserRow[]>`
    insert into users (id, email, phone, password_hash, roles, display_name, language)
    values (${user.id}, ${user.email}, ${user.phone}, ${user.passwordHash}, ${user.roles as Role[]}::text[],
      ${user.displayName}, ${user.language})
    on conflict do nothing returning ${columns(sql)}`;
  return row;
}

/** Changes what is given; undefined for an unknown id. */
export async function updateUser(
  { sql }: Queryable,
  id: string,
  changes: Partial<Pick<UserRow, 'displayName' | 'language' | 'marketingConsent' | 'roles'>>,
): Promise<UserRow | undefined> {
  const { displayName, language, marketingConsent, roles } = changes;
  const [row] = await sql<UserRow[]>`
    update users set
      display_name = case when ${displayName !== undefined} then ${displayName ?? null}::text else display_name end,
      language = coalesce(${language ?? null}::text, language),
      marketing_consent = coalesce(${marketingConsent ?? null}::boolean, marketing_consent),
      roles = coalesce(${(roles as Role[]) ?? null}::text[], roles)
    where id = ${id} returning ${columns(sql)}`;
  return row;
}
