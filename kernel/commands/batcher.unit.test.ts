import { describe, expect, it } from 'vitest';
import { Batcher } from '#kernel/commands/batcher.ts';
import { Fault } from '#kernel/errors.ts';
import { within } from '#kernel/subgraph/call.ts';

describe('a batcher', () => {
  it('takes all that arrived while the last batch ran as the next batch, in order of arrival', async () => {
    const batches: number[][] = [];
    const gate = Promise.withResolvers<void>();
    const batcher = new Batcher<number, number>({
      name: 'test',
      run: async (batch) => {
        batches.push(batch);
        if (batches.length === 1) await gate.promise;
        return batch.map((n) => n * 2);
      },
    });
    const first = batcher.submit(1);
    await expect.poll(() => batches.length).toBe(1);
    const rest = [2, 3, 4].map((n) => batcher.submit(n));
    gate.resolve();
    expect(await Promise.all([first, ...rest])).toEqual([2, 4, 6, 8]);
    expect(batches).toEqual([[1], [2, 3, 4]]);
  });

  it('waits for more while several requests share its batches, and for nobody when one is alone', async () => {
    const batches: number[][] = [];
    const batcher = new Batcher<number, number>({
      name: 'test',
      run: async (batch) => {
        batches.push(batch);
        return batch;
      },
    });
    const request = (...commands: number[]) =>
      within({ deadlineAt: Date.now() + 60_000 }, () => Promise.all(commands.map((n) => batcher.submit(n))));
    const turn = () => new Promise((resolve) => setImmediate(resolve));

    // Alone: what comes a turn later is too late.
    const alone = request(1, 2);
    await turn();
    await Promise.all([alone, request(3)]);
    expect(batches).toEqual([[1, 2], [3]]);

    // In company: it is awaited, and the next request once more.
    batches.length = 0;
    const together = [request(4), request(5)];
    await turn();
    await Promise.all([...together, request(6)]);
    expect(batches).toEqual([[4, 5, 6]]);
    const next = request(7);
    await turn();
    await Promise.all([next, request(8)]);
    expect(batches).toEqual([
      [4, 5, 6],
      [7, 8],
    ]);
  });

  it('never runs two batches at a time', async () => {
    let running = 0;
    let most = 0;
    const batcher = new Batcher<number, number>({
      name: 'test',
      maxBatch: 3,
      run: async (batch) => {
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        running -= 1;
        return batch;
      },
    });
    await Promise.all(Array.from({ length: 20 }, (_, n) => batcher.submit(n)));
    expect(most).toBe(1);
  });

  it('decides a crowd beside a batch that says it may, and nobody else', async () => {
    const batches: number[] = [];
    const gate = Promise.withResolvers<void>();
    const batcher = new Batcher<number, number>({
      name: 'test',
      run: async (batch, goOn) => {
        batches.push(batch.length);
        if (batches.length === 1) {
          goOn();
          await gate.promise;
        }
        return batch;
      },
    });
    const first = batcher.submit(0);
    await expect.poll(() => batches).toEqual([1]);
    const few = Array.from({ length: 99 }, (_, n) => batcher.submit(n));
    await new Promise((resolve) => setImmediate(resolve));
    expect(batches).toEqual([1]);
    expect(await batcher.submit(99)).toBe(99);
    expect(batches).toEqual([1, 100]);
    gate.resolve();
    await Promise.all([first, ...few]);
  });

  it('lets a poison command fail alone', async () => {
    const batcher = new Batcher<number, number>({
      name: 'test',
      run: async (batch) => {
        if (batch.includes(13)) throw new Error('poison');
        return batch;
      },
    });
    const results = await Promise.allSettled([1, 13, 2].map((n) => batcher.submit(n)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails a batch at once, and tries nothing one by one, when a server is away', async () => {
    let runs = 0;
    const batcher = new Batcher<number, number>({
      name: 'test',
      run: async () => {
        runs += 1;
        throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
      },
    });
    const results = await Promise.allSettled([1, 2, 3].map((n) => batcher.submit(n)));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(runs).toBe(1);
  });

  it('refuses more commands than may wait', async () => {
    const batcher = new Batcher<number, number>({ name: 'test', maxWaiting: 2, run: async (batch) => batch });
    const results = await Promise.allSettled([1, 2, 3].map((n) => batcher.submit(n)));
    expect(results[2]).toMatchObject({ status: 'rejected', reason: expect.any(Fault) });
    expect(results.slice(0, 2).every(({ status }) => status === 'fulfilled')).toBe(true);
  });

  it('treats a wrong number of answers as a failure of the batch', async () => {
    const batcher = new Batcher<number, number>({ name: 'test', run: async () => [] });
    await expect(batcher.submit(1)).rejects.toThrow('0 answers for 1 commands');
  });
});
