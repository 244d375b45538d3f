import { mayRead, type Viewer } from '#kernel/auth/viewer.ts';
import { isId } from '#kernel/ids.ts';
import type { Context } from '../context.ts';
import { isCancellable, isReturnable } from '../domain/order-status.ts';
import type { OrderProcessResolvers, OrderProcessStepResolvers, OrderResolvers, OrderStatus } from '../generated.ts';
import type { Order as StoredOrder } from '../store/orders.ts';

/** An order, if there is one and the viewer may see it. */
export async function visibleOrder(id: string, { loaders, viewer }: Context): Promise<StoredOrder | null> {
  const order = await loaders.order(id);
  return order && mayRead(viewer, order.userId) ? order : null;
}

export const isStaff = (viewer: Viewer): boolean =>
  viewer.kind === 'service' || (viewer.kind === 'user' && viewer.roles.includes('admin'));

export const Order: OrderResolvers = {
  __resolveReference: ({ id }, context) => (isId(id) ? visibleOrder(id, context) : null),
  buyer: ({ userId }) => ({ id: userId }),
  holdExpiresAt: ({ status, holdExpiresAt }) => (status === 'PENDING_PAYMENT' ? holdExpiresAt : null),
  total: ({ totalMinor, currency }) => ({ minor: totalMinor, currency }),
  lines: ({ id }, _, { loaders }) => loaders.lines(id),
  deliveryAddress: ({ address }) => address,
  cancellable: ({ status, cancelReason }) => isCancellable(status) && cancelReason === null,
  returnable: (order, _, { clock }) => isReturnable(order, clock()),
  history: async ({ id }, _, { loaders }) => (await loaders.history(id)).filter(({ status }) => status !== null),
  returns: ({ id }, _, { loaders }) => loaders.returns(id),
  process: ({ id, status, hold, money, deadline }, _, { viewer }) =>
    isStaff(viewer) ? { id, state: `${status}, goods ${hold}, money ${money}`, deadline } : null,
};

export const OrderStatusEntry = { status: ({ status }: { status: string | null }) => status as OrderStatus };

export const OrderProcess: OrderProcessResolvers = {
  history: ({ id }, _, { loaders }) => loaders.history(id),
};

export const OrderProcessStep: OrderProcessStepResolvers = {};
