import { setRoles, updateProfile } from '../commands/change-account.ts';
import { addAddress, removeAddress, updateAddress } from '../commands/change-addresses.ts';
import { logOut, logOutEverywhere, refresh } from '../commands/end-sessions.ts';
import { ensureAccount } from '../commands/ensure-account.ts';
import { logIn } from '../commands/log-in.ts';
import { register } from '../commands/register.ts';
import type { MutationResolvers } from '../generated.ts';

export const Mutation: MutationResolvers = {
  register: (_, { input }, context) => register(context, input),
  login: (_, { input }, context) => logIn(context, input),
  refresh: (_, { refreshToken }, context) => refresh(context, refreshToken),
  logout: (_, { refreshToken }, context) => logOut(context, refreshToken),
  logoutEverywhere: (_, _args, context) => logOutEverywhere(context, context.viewer),
  updateProfile: (_, { input }, context) => updateProfile(context, input),
  addAddress: (_, { input }, context) => addAddress(context, input),
  updateAddress: (_, args, context) => updateAddress(context, args),
  removeAddress: (_, { id }, context) => removeAddress(context, id),
  setRoles: (_, args, context) => setRoles(context, args),
  ensureAccount: (_, { input }, context) => ensureAccount(context, input),
};
