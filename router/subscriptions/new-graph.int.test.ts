import { expect, it } from 'vitest';
import { z } from 'zod';
import { newId } from '#kernel/ids.ts';
import { defineEvent } from '#kernel/messages/event.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import type { SupergraphVersion } from '#router/gateway/supergraph-source.ts';
import { compose } from '#router/registry/compose.ts';
import { routerOfTest } from '#router/testing/router-of-test.ts';
import { follow, startTestRouter } from '#router/testing/start-test-router.ts';
import { orderStatusChanged } from '#schema/events.ts';

const SOCKETS = 20;
const EACH = 50;
const VERSIONS = 5;
const TRACK = 'subscription ($id: ID!) { orderStatusChanged(orderId: $id) { order { id status lines { quantity } } } }';

const bellRung = defineEvent({
  type: 'bells.BellRung',
  key: 'bell',
  description: 'A bell of a tower that was not there before.',
  schema: z.object({ bell: z.string(), loudness: z.int() }),
});

/** The toys' order subgraph as it grows: a field more each time, in the end one that follows a topic of its own. */
const grown = (sdl: string, version: number): string =>
  `${sdl.replace('owner: String!', `owner: String! note${version}: String`)}
   extend type Subscription {
     rung(bell: String!): Rung @event(topic: "bells.events", key: "{bell}", select: "loudness")
   }
   type Rung { loudness: Int! }`;

it('new graphs end none of a thousand live subscriptions, and none misses an event', async () => {
  let tell: ((version: SupergraphVersion) => void) | undefined;
  let first = '';
  const router = await startTestRouter({
    live: true,
    supergraph: {
      load: async () => ({ id: '0', supergraphSdl: first }),
      watch: async (changed) => {
        tell = changed;
        return async () => {};
      },
    },
    onToys: ({ supergraphSdl }) => {
      first = supergraphSdl;
    },
  });
  const { published } = router.toys;
  const versions = Array.from({ length: VERSIONS }, (_, version) => {
    const composition = compose(
      published.map((one) => (one.name === 'order' ? { ...one, sdl: grown(one.sdl, version) } : one)),
    );
    if (composition.errors) throw new Error(JSON.stringify(composition.errors));
    return composition.supergraphSdl;
  });
  const ann = newId();
  const authorization = await router.mint.authorization(ann);
  const clients = Array.from({ length: SOCKETS }, () => router.connect(authorization));
  const orders = Array.from({ length: SOCKETS * EACH }, () => newId());
  for (const id of orders) router.orders.owners.set(id, ann);
  const ended: string[] = [];
  const followings = orders.map((id, index) => {
    const following = follow(clients[index % SOCKETS]!, TRACK, { id });
    following.ended.then(
      (errors) => ended.push(JSON.stringify(errors)),
      (error) => ended.push(String(error)),
    );
    return following;
  });
  await eventually(() => followings.every(({ answers }) => answers.length === 1), { timeoutMs: 60_000 });

  const statuses = ['PAID', 'SHIPPED', 'DELIVERED'];
  const at = new Date().toISOString();
  const moving = (async () => {
    for (const status of statuses)
      for (let begun = 0; begun < orders.length; begun += 100)
        await router.publish(
          orderStatusChanged,
          ...orders.slice(begun, begun + 100).map((orderId) => ({ orderId, userId: ann, status, at })),
        );
  })();
  for (const [version, supergraphSdl] of versions.entries()) {
    tell!({ id: `${version + 1}`, supergraphSdl });
    await eventually(async () => {
      const { data } = await router.ask('{ __type(name: "Order") { fields { name } } }');
      return data.__type.fields.some(({ name }: { name: string }) => name === `note${version}`);
    });
  }
  await moving;
  await eventually(() => followings.every(({ answers }) => answers.length === 4), { timeoutMs: 60_000 });
  expect(ended).toEqual([]);
  for (const { answers } of followings)
    expect(answers.map(({ data }) => data.orderStatusChanged.order.status)).toEqual(['PENDING_PAYMENT', ...statuses]);

  const rung = follow(clients[0]!, 'subscription { rung(bell: "great") { loudness } }', {});
  await eventually(async () => {
    await router.publish(bellRung, { bell: 'great', loudness: 9 });
    return rung.answers.length > 0;
  });
  expect(rung.answers[0]?.data).toEqual({ rung: { loudness: 9 } });
  await Promise.all(clients.map((client) => client.dispose()));
  await router.stop();
});

it('a new graph takes the place of the old one between requests, and ends only subscriptions whose selection is gone', async () => {
  const plain = await routerOfTest();
  const { published } = plain.toys;
  const [before, after] = [
    published,
    published.map((one) =>
      one.name === 'order' ? { ...one, sdl: one.sdl.replace('owner: String!', 'ownerName: String') } : one,
    ),
  ].map((subgraphs) => {
    const composition = compose(subgraphs);
    if (composition.errors) throw new Error(JSON.stringify(composition.errors));
    return composition.supergraphSdl;
  });
  let tell: ((version: SupergraphVersion) => void) | undefined;
  const router = await routerOfTest({
    live: true,
    supergraph: {
      load: async () => ({ id: '1', supergraphSdl: before! }),
      watch: async (changed) => {
        tell = changed;
        return async () => {};
      },
    },
  });
  const ann = newId();
  const orderId = newId();
  router.orders.owners.set(orderId, ann);
  const client = router.connect(await router.mint.authorization(ann));
  const subscription = (field: string) =>
    `subscription ($id: ID!) { orderStatusChanged(orderId: $id) { order { status ${field} } } }`;
  const staying = follow(client, subscription('id'), { id: orderId });
  const ending = follow(client, subscription('owner'), { id: orderId });
  await eventually(() => staying.answers.length === 1 && ending.answers.length === 1);

  tell?.({ id: '2', supergraphSdl: 'this is not a graph' });
  tell?.({ id: '3', supergraphSdl: after! });
  const errors = await ending.ended;
  expect(errors?.[0]?.extensions).toEqual({ code: 'SCHEMA_CHANGED', retryable: false, field: 'Order.owner' });
  await router.publish(orderStatusChanged, { orderId, userId: ann, status: 'PAID', at: '2026-01-31T12:00:00.000Z' });
  await eventually(() => staying.answers.length === 2);
  expect(staying.answers[1]?.data.orderStatusChanged.order).toEqual({ status: 'PAID', id: orderId });
  expect((await router.ask('{ order(id: "1") { owner } }')).errors?.[0]?.extensions.code).toBe(
    'GRAPHQL_VALIDATION_FAILED',
  );
  await client.dispose();
});
