import { describe, expect, it } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { type Answer, Door } from '#router/http/door.ts';

const answer = (body: string): Answer => ({ status: 200, contentType: 'application/json', body: Buffer.from(body) });

describe('the door', () => {
  it('lets equal work be done once for all who ask while it is under way', async () => {
    const door = new Door();
    const working = Promise.withResolvers<Answer>();
    let started = 0;
    const work = (): Promise<Answer> => {
      started += 1;
      return working.promise;
    };
    const answers = [
      door.share('k', 'somebody', 1, work),
      door.share('k', 'somebody', 1, work),
      door.share('other', 'somebody', 1, work),
      door.share('k', 'else', 1, work),
    ];
    await eventually(() => started === 3);
    answers.push(door.share('k', 'somebody', 1, work));
    working.resolve(answer('x'));
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 5 }, () => answer('x')));
    expect(door.join('k', () => 'somebody')).toBeUndefined();
    await door.share('k', 'somebody', 1, work);
    expect(started).toBe(4);
  });

  it('does not let newcomers join what began before a mutation ended', async () => {
    const door = new Door();
    const before = Promise.withResolvers<Answer>();
    const first = door.share('k', 'somebody', 1, () => before.promise);
    door.mutationEnded();
    const second = door.share('k', 'somebody', 1, async () => answer('after'));
    const third = door.share('k', 'somebody', 1, async () => answer('not run'));
    before.resolve(answer('before'));
    expect(await Promise.all([first, second, third])).toEqual([answer('before'), answer('after'), answer('after')]);
  });

  it('lets requests of one moment meet even when the work waits for nothing', async () => {
    const door = new Door();
    let done = 0;
    const ask = (): Promise<Answer> =>
      door.share('k', 'somebody', 1, async () => {
        done += 1;
        return answer(String(done));
      });
    const answers = await Promise.all([ask(), Promise.resolve().then(ask), Promise.resolve().then(ask)]);
    expect(answers).toEqual([answer('1'), answer('1'), answer('1')]);
  });

  it('shares a failure with those who joined it, and with nobody later', async () => {
    const door = new Door();
    const failing = [
      door.share('k', 'somebody', 1, () => Promise.reject(new Error('no'))),
      door.share('k', 'somebody', 1, async () => answer('unused')),
    ];
    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await door.share('k', 'somebody', 1, async () => answer('yes'))).toEqual(answer('yes'));
  });
});
