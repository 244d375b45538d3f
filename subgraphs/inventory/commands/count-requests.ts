import { isId } from '#kernel/ids.ts';
import type { Context } from '../context.ts';
import { isRecent } from '../domain/count.ts';
import { MAX_ON_HAND } from '../domain/goods.ts';
import type { DecideCountInput, ReportCountInput } from '../generated.ts';
import type { StoredCount } from '../store/counts.ts';
import {
  askedBy,
  conflict,
  invalid,
  missing,
  readLines,
  refusing,
  requireStaff,
  stockShort,
  tooMany,
  warehouseNamed,
} from './staff-input.ts';

const shown = (count: StoredCount) => ({ __typename: 'StockCount' as const, ...count });

/** Takes a warehouse's own count. */
export function reportCount(context: Context, input: ReportCountInput) {
  const { viewer, counts } = context;
  requireStaff(viewer);
  return refusing(async () => {
    const asked = askedBy(viewer, input.idempotencyKey);
    const complete = input.complete ?? false;
    const lines = readLines(input.lines, { least: 0, most: MAX_ON_HAND, mayBeEmpty: complete });
    const countedAt = input.countedAt ?? undefined;
    if (countedAt && !isRecent(countedAt, new Date()))
      throw invalid('input.countedAt', 'A count is of the last 24 hours.');
    const warehouseId = await warehouseNamed(context, 'input.warehouse', input.warehouse);
    const reported = await counts.report({ warehouseId, lines, complete, countedAt }, asked);
    return 'kind' in reported ? conflict : shown(reported);
  });
}

/** Applies a count's differences, or puts it aside. */
export function decideCount(context: Context, input: DecideCountInput, decision: 'approve' | 'discard') {
  const { viewer, counts } = context;
  requireStaff(viewer);
  return refusing(async () => {
    const asked = askedBy(viewer, input.idempotencyKey);
    const unknown = () => missing(input.stockCountId, 'There is no such count.');
    if (!isId(input.stockCountId)) throw unknown();
    const answer = await counts[decision](input.stockCountId.toLowerCase(), asked);
    switch (answer.kind) {
      case 'DECIDED':
        return shown(answer.count);
      case 'UNKNOWN':
        throw unknown();
      case 'KEY_REUSED':
        return conflict;
      case 'TOO_MANY':
        return tooMany('input.stockCountId');
      case 'SHORT':
        return stockShort('Some is promised to orders: cancel those, or count again.', answer.lines);
      case 'DECIDED_OTHERWISE':
        return {
          __typename: 'CountDecided' as const,
          code: 'COUNT_DECIDED',
          message: 'The count was decided before. Report a new one.',
          status: answer.status,
        };
    }
  });
}
