import { requireUser } from '#kernel/auth/viewer.ts';
import type { MutationResolvers } from '../generated.ts';
import { cancellationAnswer, placementAnswer } from './results.ts';

export const Mutation: MutationResolvers = {
  placeOrder: async (_, { input }, { viewer, placeOrder }) =>
    placementAnswer(await placeOrder.run(requireUser(viewer).id, input)),

  cancelOrder: async (_, { input }, { viewer, cancelOrder, loaders }) => {
    const { id: userId, roles } = requireUser(viewer);
    const cancellation = await cancelOrder({ userId, isStaff: roles.includes('admin') }, input);
    if (cancellation.kind !== 'cancelled') return cancellationAnswer(cancellation);
    return { __typename: 'CancelledOrder', order: (await loaders.order(cancellation.orderId))! };
  },
};
