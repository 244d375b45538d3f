import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';

/** A plan with other fetches in place of its own. A subscription's first one must stay one. */
export function mapFetches(plan: QueryPlan, change: (fetch: FetchNode) => PlanNode): QueryPlan {
  const { node } = plan;
  if (!node) return plan;
  if (node.kind !== 'Subscription') return { ...plan, node: mapped(node, change) };
  const { rest } = node;
  const primary = change(node.primary) as FetchNode;
  return { ...plan, node: { ...node, primary, ...(rest ? { rest: mapped(rest, change) } : {}) } };
}

function mapped(node: PlanNode, change: (fetch: FetchNode) => PlanNode): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((one) => mapped(one, change)) };
    case 'Flatten':
      return { ...node, node: mapped(node.node, change) };
    case 'Condition': {
      const { ifClause, elseClause, ...condition } = node;
      return {
        ...condition,
        ...(ifClause ? { ifClause: mapped(ifClause, change) } : {}),
        ...(elseClause ? { elseClause: mapped(elseClause, change) } : {}),
      };
    }
    case 'Fetch':
      return change(node);
    default:
      return node;
  }
}
