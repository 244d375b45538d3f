import { mayRead } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import { toName } from '../domain/roles.ts';
import type { UserResolvers } from '../generated.ts';
import { addressesOf } from '../store/addresses.ts';

/** Others see that somebody exists and the name they chose; everything else is the user's own. */
export const User: UserResolvers = {
  __resolveReference: async ({ id }, { users }) => (isId(id) ? ((await users.submit(id)) ?? null) : null),
  email: ({ id, email }, _, { viewer }) => (mayRead(viewer, id) ? email : null),
  phone: ({ id, phone }, _, { viewer }) => (mayRead(viewer, id) ? phone : null),
  roles: ({ id, roles }, _, { viewer }) => (mayRead(viewer, id) ? roles.map(toName) : null),
  language: ({ id, language }, _, { viewer }) => (mayRead(viewer, id) ? language : null),
  marketingConsent: ({ id, marketingConsent }, _, { viewer }) => (mayRead(viewer, id) ? marketingConsent : null),
  registeredAt: ({ id, registeredAt }, _, { viewer }) => (mayRead(viewer, id) ? registeredAt : null),
  addresses: ({ id }, _, { viewer, db }) => (mayRead(viewer, id) ? addressesOf(db, id) : []),
};
