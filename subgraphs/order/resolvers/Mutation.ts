import { actorOf, requireRole, requireUser, type Viewer } from '#kernel/auth/viewer.ts';
import type { Actor } from '../commands/once-per-key.ts';
import type { DecideReturnInput } from '../commands/return-goods.ts';
import type { Context } from '../context.ts';
import type { MutationResolvers } from '../generated.ts';
import { cancellationRefusal, decisionRefusal, placementAnswer, returnRefusal } from './results.ts';

function askerOf(viewer: Viewer): Actor {
  const { id: userId, roles } = requireUser(viewer);
  return { userId, isStaff: roles.includes('admin'), by: actorOf(viewer) };
}

async function decide({ viewer, decideOnReturn, loaders }: Context, input: DecideReturnInput) {
  requireRole(viewer, 'admin');
  const outcome = await decideOnReturn(askerOf(viewer), input);
  if (outcome.kind !== 'done') return decisionRefusal(outcome);
  return { __typename: 'DecidedReturn' as const, return: (await loaders.return(outcome.id))! };
}

export const Mutation: MutationResolvers = {
  placeOrder: async (_, { input }, { viewer, placeOrder }) =>
    placementAnswer(await placeOrder.run(requireUser(viewer).id, input, actorOf(viewer))),

  cancelOrder: async (_, { input }, { viewer, cancelOrder, loaders }) => {
    const outcome = await cancelOrder(askerOf(viewer), input);
    if (outcome.kind !== 'done') return cancellationRefusal(outcome);
    return { __typename: 'CancelledOrder', order: (await loaders.order(outcome.id))! };
  },

  requestReturn: async (_, { input }, { viewer, requestReturn, loaders }) => {
    const outcome = await requestReturn(askerOf(viewer), input);
    if (outcome.kind !== 'done') return returnRefusal(outcome);
    return { __typename: 'RequestedReturn', return: (await loaders.return(outcome.id))! };
  },

  approveReturn: (_, { input: { returnId, idempotencyKey } }, context) => decide(context, { returnId, idempotencyKey }),
  refuseReturn: (_, { input }, context) => decide(context, input),
};
