import { describe, expect, it } from 'vitest';
import { eventually } from '#kernel/testing/eventually.ts';
import { type Answer, Audience, type Overflow, Subscriber } from '#router/subscriptions/audience.ts';
import { Hub, type TopicMessage } from '#router/subscriptions/hub.ts';
import { decodeResumeToken, encodeResumeToken, toldMark } from '#router/subscriptions/resume-token.ts';

const messageAt = (offset: number, key = 'k'): TopicMessage =>
  ({ topic: 't', partition: 0, offset, message: { key: Buffer.from(key), value: null } }) as unknown as TopicMessage;

const answer = (offset: number, text = String(offset), tells?: string): Answer => ({
  text,
  offset,
  tells,
  resumeToken: `after ${offset}`,
});

const listening = (overflow: Overflow = 'latest', room = Number.POSITIVE_INFINITY) => {
  const texts: string[] = [];
  const ends: unknown[] = [];
  const subscriber = new Subscriber(
    { next: ({ text }) => texts.length < room && texts.push(text) > 0, end: (errors) => ends.push(errors) },
    overflow,
  );
  return { subscriber, texts, ends };
};

describe('an audience', () => {
  it('answers events one after the other, once for all', async () => {
    const order: string[] = [];
    const audience = new Audience<number>('f', 'latest', async (offset) => {
      order.push(`start ${offset}`);
      await Promise.resolve();
      order.push(`end ${offset}`);
      return { text: `answer ${offset}`, offset };
    });
    const [one, two] = [listening(), listening()];
    for (const { subscriber } of [one, two]) {
      audience.subscribers.add(subscriber);
      subscriber.release();
    }
    audience.take(1);
    audience.take(2);
    await eventually(() => two.texts.length === 2);
    expect(order).toEqual(['start 1', 'end 1', 'start 2', 'end 2']);
    expect(one.texts).toEqual(['answer 1', 'answer 2']);
  });

  it('keeps the latest thousand when events come faster than answers', async () => {
    const gate = Promise.withResolvers<void>();
    const answered: number[] = [];
    const audience = new Audience<number>('f', 'latest', async (offset) => {
      await gate.promise;
      answered.push(offset);
      return undefined;
    });
    for (let offset = 1; offset <= 2_001; offset += 1) audience.take(offset);
    gate.resolve();
    await eventually(() => answered.at(-1) === 2_001);
    expect(answered).toEqual([1, ...Array.from({ length: 1_000 }, (_, index) => 1_002 + index)]);
  });

  it('ends with a resume token instead, when nothing may be left out', () => {
    const audience = new Audience<number>('f', 'close', () => new Promise(() => {}));
    const { subscriber, ends } = listening('close');
    subscriber.resumeToken = 'after 7';
    audience.subscribers.add(subscriber);
    for (let offset = 0; offset <= 1_001; offset += 1) audience.take(offset);
    expect(ends).toMatchObject([[{ extensions: { code: 'OVERLOADED', retryable: true, resumeToken: 'after 7' } }]]);
  });
});

describe('a subscriber', () => {
  it('holds back what is live until the past is sent, and takes nothing twice', () => {
    const { subscriber, texts } = listening();
    subscriber.from = 5;
    subscriber.deliver(answer(4, 'already replayed'));
    subscriber.deliver(answer(5, 'live 5'));
    expect(texts).toEqual([]);
    subscriber.release();
    subscriber.deliver(answer(6, 'live 6'));
    expect(texts).toEqual(['live 5', 'live 6']);
    expect(subscriber.resumeToken).toBe('after 6');
  });

  it('is not told what the present state, sent first, has told already', () => {
    const { subscriber, texts } = listening();
    subscriber.deliver(answer(1, 'late news', 'PAID'));
    subscriber.told = new Set(['PAID']);
    subscriber.release();
    subscriber.deliver(answer(2, 'late news', 'PAID'));
    subscriber.deliver(answer(3, 'news', 'SHIPPED'));
    expect(texts).toEqual(['news']);
  });

  it('ends with the token of the last answer it took, when it takes no more and nothing may be left out', () => {
    const { subscriber, texts, ends } = listening('close', 1);
    subscriber.release();
    subscriber.deliver(answer(1));
    subscriber.deliver(answer(2));
    expect(texts).toEqual(['1']);
    expect(ends).toMatchObject([[{ extensions: { code: 'OVERLOADED', resumeToken: 'after 1' } }]]);
  });
});

describe('the hub', () => {
  it('gives a message to those who follow its key, until they leave', () => {
    const hub = new Hub();
    const seen: string[] = [];
    const leave = hub.listen('t', 'k', ({ offset }) => seen.push(`a${offset}`));
    hub.listen('t', 'k', ({ offset }) => seen.push(`b${offset}`));
    hub.listen('t', 'other', ({ offset }) => seen.push(`c${offset}`));
    hub.dispatch(messageAt(1));
    leave();
    leave();
    hub.dispatch(messageAt(2));
    hub.dispatch(messageAt(3, 'nobody'));
    expect(seen).toEqual(['a1', 'b1', 'b2']);
    expect(hub.size).toBe(2);
  });
});

describe('a resume token', () => {
  it.each([
    { partition: 0, offset: -1, told: new Set<string>() },
    { partition: 11, offset: 9_007_199_254, told: new Set([toldMark('PAID'), toldMark('SHIPPED')]) },
  ])('is read back as it was written: %j', (position) => {
    expect(decodeResumeToken(encodeResumeToken(position))).toEqual(position);
  });

  it('remembers the latest 32 of many that were told', () => {
    const told = new Set(Array.from({ length: 100 }, (_, index) => toldMark(String(index))));
    const read = decodeResumeToken(encodeResumeToken({ partition: 1, offset: 2, told })).told;
    expect([...read!]).toEqual([...told].slice(-32));
  });

  it.each([
    '',
    'x',
    'MTox',
    Buffer.from('2:0:99999999999999999').toString('base64url'),
    Buffer.from('2:-1:0').toString('base64url'),
    Buffer.from('2:0:1:short').toString('base64url'),
  ])('refuses %j', (token) => {
    expect(() => decodeResumeToken(token)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
