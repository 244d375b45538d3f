import { describe, expect, it } from 'vitest';
import { Fault } from '#kernel/errors.ts';
import type { KafkaMessage } from '#kernel/kafka/client.ts';
import type { Publisher, TopicMessages } from '#kernel/kafka/publisher.ts';
import { createLogger } from '#kernel/log.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { REPLAY_TO, readDeadLetter } from './dead-letter.ts';
import { PoisonMessage } from './event.ts';
import { Lane } from './lane.ts';
import { PartitionProgress } from './partition-progress.ts';

/** `a1` is the first event of the aggregate a. */
const message = (name: string, offset: number, headers = {}): KafkaMessage => ({
  key: Buffer.from(name[0]!),
  value: Buffer.from(name),
  timestamp: '0',
  attributes: 0,
  offset: String(offset),
  headers,
});

/** A lane whose handler is scripted, and what came of each event, in order. */
function lane(
  fails: (name: string, batch: readonly string[]) => unknown,
  attempts = 3,
  before: (batch: readonly string[]) => Promise<void> | undefined = () => undefined,
) {
  const effects: string[] = [];
  const batches: string[][] = [];
  const dead: TopicMessages[] = [];
  const stopping = new AbortController();
  const progress = new PartitionProgress('toy.events', 0);
  const publisher = { publish: async (topics: TopicMessages[]) => void dead.push(...topics) };
  const subject = new Lane(
    {
      name: 'test',
      topics: ['toy.events'],
      inbox: false,
      read: ({ value }) => {
        const id = String(value);
        if (id.endsWith('?')) throw new PoisonMessage('unreadable');
        return id.endsWith('-') ? undefined : { id };
      },
      handle: async (_tx, events) => {
        const names = events.map(({ id }) => id);
        batches.push(names);
        await before(names);
        for (const name of names) {
          const error = fails(name, names);
          if (error) throw error;
        }
        effects.push(...names);
      },
    },
    {
      owner: 'toy',
      publisher: publisher as unknown as Publisher,
      db: undefined,
      topicPrefix: 'x.',
      log: createLogger('test'),
      attempts,
    },
    stopping.signal,
  );
  let next = 0;
  return {
    effects,
    batches,
    dead: () => dead.map(({ topic, messages: [one] }) => ({ topic, letter: readDeadLetter(one as KafkaMessage) })),
    progress,
    lane: subject,
    stop: async () => {
      stopping.abort();
      await subject.stop();
    },
    take: (...names: (string | KafkaMessage)[]) => {
      const messages = names.map((name) => (typeof name === 'string' ? message(name, next++) : name));
      const settled = progress.begin(
        messages.map(({ offset }) => offset),
        1,
        String(next),
      );
      return subject.take({ topic: 'toy.events', partition: 0 }, messages, settled);
    },
  };
}

const away = () => new Fault('UNAVAILABLE', 'a peer is away');

describe('a lane', () => {
  it('handles what arrives together in one go, in order', async () => {
    const { take, effects, batches, progress } = lane(() => undefined);
    await Promise.all([take('a1', 'b1'), take('x-', 'a2')]);
    expect(effects).toEqual(['a1', 'b1', 'a2']);
    expect(batches).toHaveLength(1);
    expect(progress.offset).toBe(4);
  });

  it('lets all others pass while an aggregate’s event is tried again, and its later ones wait behind it', async () => {
    let isAway = true;
    const { take, effects, dead, progress } = lane((name) => (name === 'a1' && isAway ? away() : undefined));
    await take('b1', 'a1', 'c1', 'a2', 'b2');
    await take('a3', 'd1');
    expect(effects).toEqual(['b1', 'c1', 'b2', 'd1']);
    // A successor would have to begin with the one that is not settled.
    expect(progress.offset).toBe(1);
    expect(progress.lag).toBe(6);
    isAway = false;
    await eventually(() => expect(effects.slice(4)).toEqual(['a1', 'a2', 'a3']));
    expect(progress.offset).toBe(7);
    expect(dead()).toEqual([]);
  });

  it('is not held up by a retry that takes its time', async () => {
    const retried = Promise.withResolvers<void>();
    let alone = 0;
    const { take, effects, progress } = lane(
      (name) => (name === 'a1' && alone < 2 ? away() : undefined),
      3,
      (batch) => {
        if (batch.join() === 'a1') alone += 1;
        return batch.join() === 'a1' && alone === 2 ? retried.promise : undefined;
      },
    );
    await take('a1', 'b1');
    await eventually(() => alone === 2);
    await take('a2', 'c1');
    expect(effects).toEqual(['b1', 'c1']);
    retried.resolve();
    await eventually(() => expect(progress.offset).toBe(4));
    expect(effects).toEqual(['b1', 'c1', 'a1', 'a2']);
  });

  it('buries what fails by itself after some tries, with its cause, and goes on with those behind it', async () => {
    let tries = 0;
    const { take, effects, dead, progress } = lane((name, batch) => {
      if (name !== 'a2') return undefined;
      if (batch.length === 1) tries += 1;
      return new TypeError('cannot be');
    });
    await take('a1', 'a2', 'a3', 'b1');
    await eventually(() => expect(progress.offset).toBe(4));
    expect(effects).toEqual(['a1', 'b1', 'a3']);
    expect(tries).toBe(3);
    const [buried] = dead();
    expect(dead()).toHaveLength(1);
    expect(buried!.topic).toBe('x.toy.test.dlq');
    expect(buried!.letter).toMatchObject({
      consumer: 'toy.test',
      topic: 'toy.events',
      offset: '1',
      payload: 'a2',
      cause: 'TypeError: cannot be',
      attempts: 3,
    });
    expect(buried!.letter.stack).toContain('lane.unit.test.ts');
  });

  it('buries what can never be read at once', async () => {
    const { take, effects, dead, progress } = lane(() => undefined);
    await take('a1', 'a?', 'a2');
    expect(effects).toEqual(['a1', 'a2']);
    expect(dead().map(({ letter }) => [letter.payload, letter.attempts])).toEqual([['a?', 1]]);
    expect(progress.offset).toBe(3);
  });

  it('never gives up what fails in passing, and holds everything while everybody fails', async () => {
    let isAway = true;
    const names = Array.from({ length: 60 }, (_, index) => String.fromCharCode(0x400 + index));
    const { take, effects, batches, dead } = lane(() => (isAway ? away() : undefined), 1);
    const taken = take(...names.map((name) => `${name}1`), ...names.map((name) => `${name}2`));
    await eventually(() => batches.length > 15);
    isAway = false;
    await taken;
    await eventually(() => expect(effects).toHaveLength(120));
    for (const name of names) expect(effects.indexOf(`${name}1`)).toBeLessThan(effects.indexOf(`${name}2`));
    expect(dead()).toEqual([]);
  });

  it('takes a message that is sent again only when it is sent to it', async () => {
    const { take, effects, progress } = lane(() => undefined);
    await take(message('a1', 0, { [REPLAY_TO]: Buffer.from('toy.other') }));
    await take(message('a1', 1, { [REPLAY_TO]: Buffer.from('toy.test') }));
    expect(effects).toEqual(['a1']);
    expect(progress.offset).toBe(2);
  });

  it('leaves to its successor what is not settled when it stops', async () => {
    const { take, stop, progress, dead } = lane(() => new TypeError('cannot be'), 50);
    const taken = take('a1', 'a2');
    await stop();
    await taken;
    expect(progress.offset).toBe(0);
    expect(dead()).toEqual([]);
  });
});

describe('the progress of a partition', () => {
  it('is the first message that some consumer is not through with', () => {
    const progress = new PartitionProgress('t', 0);
    const [first, second, third] = progress.begin(['5', '6', '9'], 2, '10');
    second!();
    second!();
    third!();
    third!();
    first!();
    expect(progress.moved()).toBe(false);
    expect(progress.offset).toBe(5);
    first!();
    expect(progress.moved()).toBe(true);
    expect(progress.offset).toBe(10);
    expect(progress.lag).toBe(0);
  });

  it('begins anew where Kafka does', () => {
    const progress = new PartitionProgress('t', 0);
    const [stuck] = progress.begin(['5', '6'], 1, '7');
    const [again, next] = progress.begin(['5', '6'], 1, '7');
    stuck!();
    expect(progress.offset).toBe(5);
    again!();
    next!();
    expect(progress.offset).toBe(7);
  });

  it('has no room for more while thousands wait behind one that is not settled', async () => {
    const progress = new PartitionProgress('t', 0);
    const offsets = Array.from({ length: 6_000 }, (_, offset) => String(offset));
    const [stuck, ...others] = progress.begin(offsets, 1, '6000');
    for (const settle of others) settle();
    let hasRoom = false;
    const waiting = progress.room(new AbortController().signal).then(() => {
      hasRoom = true;
    });
    await new Promise(setImmediate);
    expect(hasRoom).toBe(false);
    stuck!();
    await waiting;
    await progress.room(new AbortController().signal);
  });
});
