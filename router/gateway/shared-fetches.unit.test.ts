import type { FormattedExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import { mutationEnded, SharedFetches } from '#router/gateway/shared-fetches.ts';

/** A subgraph that answers when it is told to. */
function subgraph() {
  const waiting: ((answer: FormattedExecutionResult) => void)[] = [];
  return {
    waiting,
    ask: () => new Promise<FormattedExecutionResult>((resolve) => waiting.push(resolve)),
  };
}

describe('fetches that are shared', () => {
  it('are sent once for all who ask at the same time, and give each data of its own', async () => {
    const [shared, { ask, waiting }] = [new SharedFetches(), subgraph()];
    const answers = [
      shared.share('guest', 'k', ask),
      shared.share('guest', 'k', ask),
      shared.share('guest', 'k', ask),
      shared.share('guest', 'x', ask),
    ];
    expect(waiting).toHaveLength(2);
    waiting[0]!({ data: { a: { b: 1 } }, errors: [{ message: 'partly' }] });
    waiting[1]!({ data: { x: 1 } });
    const [first, second, third, other] = await Promise.all(answers);
    expect(first).toEqual({ data: { a: { b: 1 } }, errors: [{ message: 'partly' }] });
    expect([second, third]).toEqual([first, first]);
    expect(new Set([first, second, third].map((one) => one!.data!.a)).size).toBe(3);
    expect(other).toEqual({ data: { x: 1 } });
  });

  it('are not joined once they have been answered', async () => {
    const [shared, { ask, waiting }] = [new SharedFetches(), subgraph()];
    const first = shared.share('guest', 'k', ask);
    waiting[0]!({ data: { n: 1 } });
    await first;
    const second = shared.share('guest', 'k', ask);
    waiting[1]!({ data: { n: 2 } });
    expect(await second).toEqual({ data: { n: 2 } });
  });

  it('are not joined by who asks after a mutation has ended', async () => {
    const [shared, { ask, waiting }] = [new SharedFetches(), subgraph()];
    const before = shared.share('guest', 'k', ask);
    mutationEnded();
    const after = shared.share('guest', 'k', ask);
    const joined = shared.share('guest', 'k', ask);
    expect(waiting).toHaveLength(2);
    waiting[0]!({ data: { n: 'before' } });
    waiting[1]!({ data: { n: 'after' } });
    expect(await Promise.all([before, after, joined])).toEqual(
      ['before', 'after', 'after'].map((n) => ({ data: { n } })),
    );
  });

  it('are not joined on behalf of somebody else', async () => {
    const [shared, { ask, waiting }] = [new SharedFetches(), subgraph()];
    const answers = [shared.share('guest', 'k', ask), shared.share('somebody', 'k', ask)];
    waiting[0]!({ data: { n: 1 } });
    waiting[1]!({ data: { n: 2 } });
    expect(await Promise.all(answers)).toEqual([{ data: { n: 1 } }, { data: { n: 2 } }]);
  });

  it('fail for who asked first alone', async () => {
    const [shared, { ask, waiting }] = [new SharedFetches(), subgraph()];
    const answers = [shared.share('guest', 'k', ask), shared.share('guest', 'k', ask)];
    waiting[0]!({ errors: [{ message: 'too late' }] });
    await answers[0];
    waiting[1]!({ data: { n: 1 } });
    expect(await Promise.all(answers)).toEqual([{ errors: [{ message: 'too late' }] }, { data: { n: 1 } }]);
  });
});
