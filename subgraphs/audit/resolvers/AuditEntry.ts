import type { AuditEntryResolvers } from '../generated.ts';

export const AuditEntry: AuditEntryResolvers = {
  correlationId: ({ correlation }) => correlation,
  causationId: ({ causation }) => causation,
  after: ({ data }) => data,
  hash: ({ hash }) => hash.toString('hex'),
};
