import type { SubgraphRuntime } from '#kernel/subgraph/define.ts';
import { afterChange, openChange, record } from '../commands/process-changes.ts';
import { crashPoint } from '../crash-points.ts';
import type { Decision } from '../domain/order-process.ts';
import { loadProcesses, saveProcesses } from '../store/processes.ts';
import type { Activities } from './order-workflow.ts';
import { orderOf, stateOf } from './payload.ts';
import { activityInfo } from './sdk/activity.ts';

const decisionOf = (decision: Decision): Decision =>
  decision.kind === 'moved' ? { ...decision, state: stateOf(decision.state) } : decision;

/** What workflows have done: the same rows, history and events as the embedded runner writes, under the same version. */
export const activitiesOf = ({ db, outbox }: Pick<SubgraphRuntime, 'db' | 'outbox'>): Activities => {
  const load: Activities['load'] = async (orderId) => (await loadProcesses(db, [orderId]))[0] ?? null;
  const save: Activities['save'] = async (carried, decided) => {
    const { attempt } = activityInfo();
    const failed = attempt > 1 ? { times: attempt - 1, error: 'ACTIVITY_FAILED' } : undefined;
    const change = openChange(orderOf(carried)!);
    for (const { event, cause, decision, at } of decided)
      record(change, { event, cause, failed }, decisionOf(decision), { now: new Date(at), overtaken: 0 });
    // A change is held against its version; before something is ignored on a memory, one looks.
    if (!change.state && (await load(carried.id))?.version !== carried.version) return null;
    crashPoint('order.workflow-decided-not-saved');
    const outdated = await saveProcesses(db, [change]);
    if (outdated.size > 0) return null;
    crashPoint('order.workflow-saved-not-answered');
    if (change.events.length > 0) await outbox.announce(db).catch(() => {});
    return change.state ? afterChange(change) : change.order;
  };
  return { load, save };
};
