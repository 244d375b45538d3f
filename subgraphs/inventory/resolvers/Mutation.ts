import { holdFor, releaseFor } from '../commands/peer-requests.ts';
import { adjustStock, receiveStock, upsertWarehouse } from '../commands/staff-requests.ts';
import type { MutationResolvers } from '../generated.ts';

export const Mutation: MutationResolvers = {
  upsertWarehouse: (_, { input }, context) => upsertWarehouse(context, input),
  receiveStock: (_, { input, idempotencyKey }, context) => receiveStock(context, input, idempotencyKey),
  adjustStock: (_, { input }, context) => adjustStock(context, input),
  reserveStock: (_, { input }, context) => holdFor(context, input),
  releaseStock: (_, { orderId }, context) => releaseFor(context, orderId),
};
