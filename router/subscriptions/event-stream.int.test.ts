import { createClient } from 'graphql-sse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { type GraphQLAnswer, startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';
import { orderStatusChanged } from '#schema/events.ts';

const TRACK = 'subscription ($id: ID!) { orderStatusChanged(orderId: $id) { at order { id status } } }';
const at = '2026-01-31T12:00:00.000Z';

describe('server-sent events', () => {
  let router: TestRouter;
  const ann = newId();
  const orderId = newId();

  beforeAll(async () => {
    router = await startTestRouter({ live: true });
    router.orders.owners.set(orderId, ann);
  });
  afterAll(() => router?.stop());

  const stream = (query: string, variables: Record<string, unknown>, authorization?: string) => {
    const answers: GraphQLAnswer[] = [];
    const completed = Promise.withResolvers<void>();
    const client = createClient({
      url: `${router.url}/graphql`,
      retryAttempts: 0,
      headers: authorization ? { authorization } : {},
    });
    const leave = client.subscribe(
      { query, variables },
      {
        next: (answer) => answers.push(answer as GraphQLAnswer),
        error: (error) => completed.reject(error),
        complete: () => completed.resolve(),
      },
    );
    completed.promise.catch(() => {});
    return { answers, completed: completed.promise, leave };
  };

  it('carry a subscription, the present state first', async () => {
    const { answers, leave } = stream(TRACK, { id: orderId }, await router.mint.authorization(ann));
    await eventually(() => answers.length === 1);
    await router.publish(orderStatusChanged, { orderId, userId: ann, status: 'SHIPPED', at });
    await eventually(() => answers.length === 2);
    expect(answers[1]).toMatchObject({
      data: { orderStatusChanged: { at, order: { id: orderId, status: 'SHIPPED' } } },
    });
    leave();
    await eventually(async () => {
      const metrics = await (await fetch(`${router.url}/metrics`)).text();
      return /^router_subscriptions\{field="orderStatusChanged"\} 0$/m.test(metrics);
    });
  });

  it('end with a coded error what may not be followed', async () => {
    const { answers, completed } = stream(TRACK, { id: orderId }, await router.mint.authorization(newId()));
    await completed;
    expect(answers.map(({ errors }) => errors?.map(({ extensions }) => extensions.code))).toEqual([['NOT_FOUND']]);
  });

  it('carry queries as well', async () => {
    const { answers, completed } = stream('{ whoAmI }', {});
    await completed;
    expect(answers).toEqual([{ data: { whoAmI: 'guest' } }]);
  });

  it('end when the token does', async () => {
    const short = await router.mint.authorization(ann, ['buyer'], { expiresIn: 2 });
    const { answers, completed } = stream(TRACK, { id: orderId }, short);
    await completed;
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual([undefined, 'UNAUTHENTICATED']);
  });

  it('refuse a forged token before anything is streamed', async () => {
    const response = await fetch(`${router.url}/graphql`, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json', authorization: 'Bearer a.b.c' },
      body: JSON.stringify({ query: TRACK }),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});
