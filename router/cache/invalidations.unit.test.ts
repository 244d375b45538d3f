import { describe, expect, it } from 'vitest';
import { Invalidations, type Mark } from '#router/cache/invalidations.ts';
import { parseTagFormat } from '#router/cache/tag-format.ts';
import { Hub } from '#router/subscriptions/hub.ts';

const RULE = { topic: 'shop', types: new Set(['shop.Changed']), tags: [parseTagFormat('item-{id}')] };

/** A router that follows one topic, whose messages tests write. */
function listening(next = [0, 0]) {
  const hub = new Hub();
  const kafka = { isSilent: false };
  const invalidations = new Invalidations({ remembered: 100 });
  invalidations.listen({
    topicPrefix: 'p.',
    hub,
    feed: {
      positions: (topic) => (topic === 'p.shop' ? next : undefined),
      get heardUntil() {
        return kafka.isSilent ? performance.now() - 60_000 : performance.now();
      },
    },
  });
  invalidations.follow([RULE]);
  const tell = (partition: number, payload: string, type = 'shop.Changed', topic = 'p.shop'): void => {
    const offset = next[partition]!++;
    const message = { key: Buffer.from('k'), value: Buffer.from(payload), headers: { ce_type: type } };
    hub.dispatch({ topic, partition, offset, message: message as never });
  };
  return { invalidations, tell, kafka, mark: () => invalidations.mark() as Mark };
}

describe('an answer', () => {
  it('ends with the first message after it that names one of its tags', () => {
    const { invalidations, tell, mark } = listening();
    tell(0, '{"id":"a"}');
    const answer = mark();
    expect(invalidations.holds(answer, ['item-a', 'item-b'])).toBe(true);
    tell(0, '{"id":"c"}');
    tell(0, '{"id":"a"}', 'shop.Other');
    tell(0, '{"id":"a"}', 'shop.Changed', 'p.other');
    tell(0, 'not JSON');
    tell(0, '{}');
    expect(invalidations.holds(answer, ['item-a', 'item-b'])).toBe(true);
    tell(1, '{"id":["x","b"]}');
    expect(invalidations.holds(answer, ['item-a', 'item-b'])).toBe(false);
    expect(invalidations.holds(answer, ['item-a'])).toBe(true);
    expect(invalidations.holds(mark(), ['item-b'])).toBe(true);
  });

  it('of another router is judged by where in the topics it began, not by when it is found', () => {
    const here = listening([5, 5]);
    here.mark();
    const at = (positions: number[]) => here.invalidations.holdsAt({ 'p.shop': positions }, ['item-a'], here.mark());
    here.tell(0, '{"id":"a"}');
    here.tell(1, '{"id":"b"}');
    expect(at([5, 5])).toBe(false);
    expect(at([5, 7])).toBe(false);
    expect(at([6, 5])).toBe(true);
    // What it may have missed before it listened, it does not know of.
    expect(at([6, 4])).toBe(false);
    expect(here.invalidations.holdsAt({}, [], here.mark())).toBe(false);
  });

  it('is not begun while a topic is not followed yet', () => {
    const { invalidations, mark } = listening();
    invalidations.follow([RULE, { ...RULE, topic: 'unheard-of' }]);
    expect(mark()).toBeUndefined();
  });

  it('is neither begun nor trusted while Kafka is silent', () => {
    const { invalidations, mark, kafka } = listening();
    const answer = mark();
    kafka.isSilent = true;
    expect(mark()).toBeUndefined();
    expect(invalidations.holds(answer, [])).toBe(false);
    kafka.isSilent = false;
    expect(invalidations.holds(answer, [])).toBe(true);
  });

  it('ends with the rules that it was begun by', () => {
    const { invalidations, mark } = listening();
    const answer = mark();
    invalidations.follow([RULE]);
    expect(invalidations.holds(answer, [])).toBe(false);
    expect(invalidations.holds(mark(), [])).toBe(true);
  });

  it('begun right after a change may still be of before it', () => {
    const { invalidations, tell, mark } = listening();
    tell(0, '{"id":"a"}');
    const answer = mark();
    expect(invalidations.isSettled(answer, ['item-a'])).toBe(false);
    expect(invalidations.isSettled(answer, ['item-b'])).toBe(true);
    expect(invalidations.isSettled({ ...answer, at: answer.at + 60_000 }, ['item-a'])).toBe(true);
  });

  it('ends when more has changed since than is remembered', () => {
    const { invalidations, tell, mark } = listening();
    tell(0, '{"id":"a"}');
    const answer = mark();
    const shared = { 'p.shop': [1, 0] };
    tell(0, '{"id":"a"}');
    tell(1, JSON.stringify({ id: Array.from({ length: 100 }, (_, n) => `${n}`) }));
    expect(invalidations.holds(answer, ['item-a'])).toBe(false);
    expect(invalidations.holdsAt(shared, ['item-a'], mark())).toBe(false);
    expect(invalidations.holds(mark(), ['item-a'])).toBe(true);
  });

  it('lasts for as long as it may where no events are followed', () => {
    const invalidations = new Invalidations();
    invalidations.follow([RULE]);
    const answer = invalidations.mark() as Mark;
    expect(answer.positions).toEqual({});
    expect(invalidations.holds(answer, ['item-a'])).toBe(true);
  });
});
