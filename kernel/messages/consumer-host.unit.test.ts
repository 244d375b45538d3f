import type { Kafka } from 'kafkajs';
import { expect, it } from 'vitest';
import type { Publisher } from '#kernel/kafka/publisher.ts';
import { createLogger } from '#kernel/log.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { ConsumerHost } from './consumer-host.ts';

it('joins its group anew when kafkajs has given up, and not when that tries again by itself', async () => {
  const crashes: ((restart: boolean) => void)[] = [];
  const kafka = {
    consumer: () => ({
      events: { CRASH: 'crash', GROUP_JOIN: 'join' },
      on: (event: string, listener: (event: object) => void) => {
        if (event === 'crash') crashes.push((restart) => listener({ payload: { restart, error: new Error('gone') } }));
      },
      connect: async () => {},
      subscribe: async () => {},
      run: async () => {},
      stop: async () => {},
      disconnect: async () => {},
    }),
  };
  const host = new ConsumerHost({
    ...{ owner: 'toy', topicPrefix: '', db: undefined, log: createLogger('test') },
    kafka: kafka as unknown as Kafka,
    publisher: {} as Publisher,
    consumers: [
      { name: 'test', topics: ['toy.events'], inbox: false, read: () => undefined, handle: async () => undefined },
    ],
  });
  host.start();
  await eventually(() => crashes.length === 1);
  crashes[0]!(true);
  crashes[0]!(false);
  await eventually(() => crashes.length === 2);
  // Of a consumer that was replaced.
  crashes[0]!(false);
  crashes[1]!(false);
  await eventually(() => crashes.length === 3);
  await host.stop();
  crashes[2]!(false);
  await new Promise(setImmediate);
  expect(crashes).toHaveLength(3);
});
