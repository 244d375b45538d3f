import { mayRead } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import type { Context } from '../context.ts';
import type { ReturnStatus } from '../domain/return-process.ts';
import type { ReturnLineResolvers, ReturnResolvers } from '../generated.ts';
import type { Return as StoredReturn } from '../store/returns.ts';
import { isStaff } from './Order.ts';

/** A return, if there is one and the viewer may see it. */
export async function visibleReturn(id: string, { loaders, viewer }: Context): Promise<StoredReturn | null> {
  const found = await loaders.return(id);
  return found && mayRead(viewer, found.userId) ? found : null;
}

export const Return: ReturnResolvers = {
  __resolveReference: ({ id }, context) => (isId(id) ? visibleReturn(id, context) : null),
  order: async ({ orderId }, _, { loaders }) => (await loaders.order(orderId))!,
  photoKeys: ({ photoKeys }) => [...photoKeys],
  lines: ({ lines }) => [...lines],
  refund: ({ refundMinor, currency }) => (refundMinor === null ? null : { minor: refundMinor, currency }),
  history: async ({ id }, _, { loaders }) => (await loaders.history(id)).filter(({ status }) => status !== null),
  process: ({ id, status, deadline }, _, { viewer }) => (isStaff(viewer) ? { id, state: status, deadline } : null),
};

export const ReturnLine: ReturnLineResolvers = {
  orderLine: async ({ orderLineId }, _, { loaders }) => (await loaders.line(orderLineId))!,
};

export const ReturnStatusEntry = { status: ({ status }: { status: string | null }) => status as ReturnStatus };
