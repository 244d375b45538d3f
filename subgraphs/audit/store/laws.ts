import type { Law } from '#kernel/subgraph/law.ts';

export const auditLaws: readonly Law[] = [
  {
    name: 'audit-chain',
    says: 'every entry of the audit log is there, as it was written, and follows the one before',
    count: 'select seq as checked from head',
    violations: `
      select case when seq = through then seq::text else seq || '–' || through end as subject, 'as it was written' as expected,
        lower(replace(what, '_', ' ')) as found
      from breach order by seq`,
  },
];
