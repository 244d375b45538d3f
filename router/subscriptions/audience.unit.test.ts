import { describe, expect, it } from 'vitest';
import type { ReceivedEvent } from '#kernel/messages/event.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { Audience, Subscriber } from '#router/subscriptions/audience.ts';
import { Hub, type TopicMessage } from '#router/subscriptions/hub.ts';
import { decodeResumeToken, encodeResumeToken } from '#router/subscriptions/resume-token.ts';

const messageAt = (offset: number, key = 'k'): TopicMessage =>
  ({ topic: 't', partition: 0, offset, message: { key: Buffer.from(key), value: null } }) as unknown as TopicMessage;

const eventOf = (status: string): ReceivedEvent => ({ data: { status } }) as unknown as ReceivedEvent;

const listening = (): { subscriber: Subscriber; texts: string[] } => {
  const texts: string[] = [];
  return { subscriber: new Subscriber({ next: (text) => texts.push(text), end: () => texts.push('end') }), texts };
};

describe('an audience', () => {
  it('answers events one after the other, once for all', async () => {
    const order: string[] = [];
    const audience = new Audience('f', async ({ offset }) => {
      order.push(`start ${offset}`);
      await Promise.resolve();
      order.push(`end ${offset}`);
      return { result: { data: { offset } }, event: eventOf('PAID') };
    });
    const [one, two] = [listening(), listening()];
    for (const { subscriber } of [one, two]) {
      audience.subscribers.add(subscriber);
      subscriber.release();
    }
    audience.take(messageAt(1));
    audience.take(messageAt(2));
    await eventually(() => two.texts.length === 2);
    expect(order).toEqual(['start 1', 'end 1', 'start 2', 'end 2']);
    expect(one.texts).toEqual(['{"data":{"offset":1}}', '{"data":{"offset":2}}']);
  });

  it('drops the oldest of what waits when events come faster than answers', async () => {
    const gate = Promise.withResolvers<void>();
    const answered: number[] = [];
    const audience = new Audience('f', async ({ offset }) => {
      await gate.promise;
      answered.push(offset);
      return undefined;
    });
    for (let offset = 0; offset <= 200; offset += 1) audience.take(messageAt(offset));
    gate.resolve();
    await eventually(() => answered.at(-1) === 200);
    expect(answered).toEqual([0, ...Array.from({ length: 100 }, (_, index) => 101 + index)]);
  });
});

describe('a subscriber', () => {
  it('holds back what is live until the past is sent, and takes nothing twice', () => {
    const { subscriber, texts } = listening();
    subscriber.from = 5;
    subscriber.deliver(4, { text: 'already replayed', event: eventOf('PAID') });
    subscriber.deliver(5, { text: 'live 5', event: eventOf('SHIPPED') });
    expect(texts).toEqual([]);
    subscriber.release();
    subscriber.deliver(6, { text: 'live 6', event: eventOf('DELIVERED') });
    expect(texts).toEqual(['live 5', 'live 6']);
  });

  it('is not told what the present state, sent first, has told already', () => {
    const { subscriber, texts } = listening();
    subscriber.deliver(1, { text: 'late news', event: eventOf('PAID') });
    subscriber.told = ({ data }) => (data as { status: string }).status === 'PAID';
    subscriber.release();
    subscriber.deliver(2, { text: 'late news', event: eventOf('PAID') });
    subscriber.deliver(3, { text: 'news', event: eventOf('SHIPPED') });
    expect(texts).toEqual(['news']);
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
  it('is read back as it was written, the place before the first message included', () => {
    for (const position of [
      { partition: 0, offset: -1 },
      { partition: 11, offset: 9_007_199_254 },
    ])
      expect(decodeResumeToken(encodeResumeToken(position))).toEqual(position);
  });

  it.each([
    '',
    'x',
    'MTox',
    Buffer.from('1:0:99999999999999999').toString('base64url'),
    Buffer.from('1:-1:0').toString('base64url'),
  ])('refuses %j', (token) => {
    expect(() => decodeResumeToken(token)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
