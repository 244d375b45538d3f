import { requireRole, requireUser } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import { isId } from '#kernel/ids.ts';
import type { Context } from '../context.ts';
import { invalid, isInvalid } from '../domain/invalid-input.ts';
import { displayNameOf } from '../domain/profile.ts';
import { notFound } from '../domain/refusals.ts';
import { fromNames, type RoleName } from '../domain/roles.ts';
import { type UserRow, updateUser } from '../store/users.ts';

const asUser = (user: UserRow) => ({ __typename: 'User' as const, ...user });

/** Changes the profile of who asks; what is not sent stays. */
export async function updateProfile(
  { db, viewer }: Context,
  input: { displayName?: string | null; language?: 'RU' | 'EN' | null; marketingConsent?: boolean | null },
) {
  const { id } = requireUser(viewer);
  const displayName = input.displayName === undefined ? undefined : displayNameOf(input.displayName);
  if (isInvalid(displayName)) return displayName;
  const user = await updateUser(db, id, {
    ...(displayName === undefined ? {} : { displayName }),
    ...(input.language ? { language: input.language } : {}),
    ...(typeof input.marketingConsent === 'boolean' ? { marketingConsent: input.marketingConsent } : {}),
  });
  if (user) return asUser(user);
  throw new Fault('UNAUTHENTICATED', 'The account of this session is gone.');
}

/** Says what a user may do; asked by an admin, who cannot lock themselves out. */
export async function setRoles(
  { db, viewer }: Context,
  { userId, roles: names }: { userId: string; roles: readonly RoleName[] },
) {
  requireRole(viewer, 'admin');
  const roles = fromNames(names);
  if (roles.length === 0) return invalid('roles', 'A user has at least one role.');
  if (viewer.kind === 'user' && viewer.id === userId.toLowerCase() && !roles.includes('admin'))
    return invalid('roles', 'Let another admin take this role from you.');
  const user = isId(userId) ? await updateUser(db, userId, { roles }) : undefined;
  return user ? asUser(user) : notFound('user', userId);
}
