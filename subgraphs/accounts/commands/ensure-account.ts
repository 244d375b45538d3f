import { requireService } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Context } from '../context.ts';
import { type AddressInput, addressOf } from '../domain/address.ts';
import { identifiersOf } from '../domain/identifier.ts';
import { type Invalid, invalid, isInvalid } from '../domain/invalid-input.ts';
import { displayNameOf, passwordFault } from '../domain/profile.ts';
import { fromNames, type RoleName } from '../domain/roles.ts';
import { insertAddress } from '../store/addresses.ts';
import { findUser, type UserRow, updateUser } from '../store/users.ts';
import { createUser } from './register.ts';

export interface WantedAccount {
  email: string;
  password: string;
  displayName?: string | null;
  roles: readonly RoleName[];
  address?: AddressInput | null;
}

/**
 * Makes an account unless it is there, and gives it its roles in any case. For the launcher and its like: the only way to the
 * first admin.
 * @throws Fault FORBIDDEN to clients, BAD_USER_INPUT for what a person would be refused
 */
export async function ensureAccount(context: Context, wanted: WantedAccount): Promise<UserRow> {
  requireService(context.viewer);
  const identifiers = accepted(identifiersOf({ email: wanted.email }));
  const roles = fromNames(wanted.roles);
  if (roles.length === 0) accepted(invalid('input.roles', 'An account has at least one role.'));
  const existing = await findUser(context.db, identifiers);
  if (existing) return (await updateUser(context.db, existing.id, { roles })) ?? existing;
  accepted(passwordFault(wanted.password));
  const address = wanted.address ? accepted(addressOf(wanted.address)) : undefined;
  const displayName = accepted(displayNameOf(wanted.displayName));
  const user = await createUser(context, wanted.password, { ...identifiers, displayName, language: 'RU', roles });
  // Somebody else made it in this moment.
  if (!user) return ensureAccount(context, wanted);
  if (address) await insertAddress(context.db, { ...address, id: newId(), userId: user.id });
  return user;
}

function accepted<T>(value: T | Invalid): T {
  if (isInvalid(value)) throw new Fault('BAD_USER_INPUT', `${value.field}: ${value.message}`);
  return value;
}
