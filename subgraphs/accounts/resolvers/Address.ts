import { mayRead } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import type { AddressResolvers } from '../generated.ts';

/** An address is shown to its owner, and to peers on the owner's behalf: no order goes to somebody else's address. */
export const Address: AddressResolvers = {
  __resolveReference: async ({ id }, { addresses, viewer }) => {
    const address = isId(id) ? await addresses.submit(id) : undefined;
    if (!address) return null;
    const shown = viewer.kind === 'service' ? viewer.onBehalfOf === address.userId : mayRead(viewer, address.userId);
    return shown ? address : null;
  },
};
