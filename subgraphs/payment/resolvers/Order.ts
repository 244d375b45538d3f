import { mayRead } from '#kernel/auth/viewer.ts';
import type { OrderResolvers } from '../generated.ts';

export const Order: OrderResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  payment: async ({ id }, _arguments, { payments, viewer }) => {
    const payment = await payments.byOrder(id);
    return payment && mayRead(viewer, payment.userId) ? payment : null;
  },
};
