import { decideCount, reportCount } from '../commands/count-requests.ts';
import { dispatchTransfer, expectDelivery, receiveInbound } from '../commands/inbound-requests.ts';
import { holdFor, releaseFor } from '../commands/peer-requests.ts';
import { adjustStock, receiveStock, upsertWarehouse } from '../commands/staff-requests.ts';
import type { MutationResolvers } from '../generated.ts';

export const Mutation: MutationResolvers = {
  upsertWarehouse: (_, { input }, context) => upsertWarehouse(context, input),
  receiveStock: (_, { input, idempotencyKey }, context) => receiveStock(context, input, idempotencyKey),
  adjustStock: (_, { input }, context) => adjustStock(context, input),
  expectDelivery: (_, { input }, context) => expectDelivery(context, input),
  dispatchTransfer: (_, { input }, context) => dispatchTransfer(context, input),
  receiveInbound: (_, { input }, context) => receiveInbound(context, input),
  reportCount: (_, { input }, context) => reportCount(context, input),
  approveCount: (_, { input }, context) => decideCount(context, input, 'approve'),
  discardCount: (_, { input }, context) => decideCount(context, input, 'discard'),
  reserveStock: (_, { input }, context) => holdFor(context, input),
  releaseStock: (_, { orderId }, context) => releaseFor(context, orderId),
};
