import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { follow, startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';
import { orderStatusChanged, shipmentMoved, stockChanged } from '#schema/events.ts';

const TRACK = /* GraphQL */ `
  subscription Track($orderId: ID!, $resumeFrom: String) {
    live: orderStatusChanged(orderId: $orderId, resumeFrom: $resumeFrom) {
      resumeToken
      at
      order { number: id status ...Parcels lines { variant { sku product { title } } } }
    }
  }
  fragment Parcels on Order { shipments { id lastEvent { description } } }
`;

const at = '2026-01-31T12:00:00.000Z';

describe.each(['embedded', 'remote'] as const)('subscriptions over %s subgraphs', (mode) => {
  let router: TestRouter;
  const ann = newId();
  let annsToken: string;

  beforeAll(async () => {
    router = await startTestRouter({ mode, live: true });
    annsToken = await router.mint.authorization(ann);
  });
  afterAll(() => router?.stop());

  const orderOf = (owner: string): string => {
    const orderId = newId();
    router.orders.owners.set(orderId, owner);
    return orderId;
  };
  const move = (orderId: string, status: string, userId = ann) =>
    router.publish(orderStatusChanged, { orderId, userId, status, at });
  const statuses = (answers: { data?: { live: { order: { status: string } } } }[]) =>
    answers.map(({ data }) => data?.live.order.status);

  it('tells the present state at once and then each status, with fields of any subgraph', async () => {
    const orderId = orderOf(ann);
    const client = router.connect(annsToken);
    const { answers } = follow(client, TRACK, { orderId });
    await eventually(() => answers.length === 1);
    await move(orderId, 'PAID');
    await move(orderId, 'SHIPPED');
    await eventually(() => answers.length === 3);
    expect(statuses(answers)).toEqual(['PENDING_PAYMENT', 'PAID', 'SHIPPED']);
    expect(answers[1]).toEqual({
      extensions: { resumeToken: answers[1]?.data.live.resumeToken },
      data: {
        live: {
          resumeToken: expect.any(String),
          at,
          order: {
            number: orderId,
            status: 'PAID',
            shipments: [
              { id: `${orderId}-s1`, lastEvent: { description: `event ${orderId}-s1-e1` } },
              { id: `${orderId}-s2`, lastEvent: { description: `event ${orderId}-s2-e1` } },
            ],
            lines: [{ variant: { sku: 'SKU-p1-a', product: { title: 'Product 1' } } }],
          },
        },
      },
    });
    await client.dispose();
  });

  it('does not tell again what the present state has told, however late the event of it comes', async () => {
    const orderId = orderOf(ann);
    const client = router.connect(annsToken);
    router.orders.status = 'PAID';
    const { answers } = follow(client, TRACK, { orderId });
    await eventually(() => answers.length === 1);
    router.orders.status = 'PENDING_PAYMENT';
    await move(orderId, 'PAID');
    await move(orderId, 'SHIPPED');
    await eventually(() => answers.length === 2);
    expect(statuses(answers)).toEqual(['PAID', 'SHIPPED']);
    await client.dispose();
  });

  it('tells a status that came while the present state was being read', async () => {
    const orderId = orderOf(ann);
    const client = router.connect(annsToken);
    router.orders.history = ['PENDING_PAYMENT', 'PAID'];
    const { answers } = follow(client, TRACK, { orderId });
    await eventually(() => answers.length === 1);
    delete router.orders.history;
    await move(orderId, 'PAID');
    await move(orderId, 'SHIPPED');
    await eventually(() => answers.length === 2);
    expect(statuses(answers)).toEqual(['PAID', 'SHIPPED']);
    await client.dispose();
  });

  it('resumes from a token with all that was missed, without gap or double', async () => {
    const orderId = orderOf(ann);
    const first = router.connect(annsToken);
    const before = follow(first, TRACK, { orderId });
    await eventually(() => before.answers.length === 1);
    await move(orderId, 'PAID');
    await eventually(() => before.answers.length === 2);
    await first.dispose();
    await move(orderId, 'SHIPPED');
    await move(orderOf(ann), 'PAID');
    await move(orderId, 'DELIVERED');

    const resumeFrom = before.answers[1]?.data.live.resumeToken;
    const second = router.connect(annsToken);
    const after = follow(second, TRACK, { orderId, resumeFrom });
    await eventually(() => after.answers.length === 2, { timeoutMs: 20_000 });
    await move(orderId, 'PENDING_PAYMENT');
    await eventually(() => after.answers.length === 3);
    expect(statuses(after.answers)).toEqual(['SHIPPED', 'DELIVERED', 'PENDING_PAYMENT']);
    await second.dispose();
  });

  it('resumes from the token of the present state as well', async () => {
    const orderId = orderOf(ann);
    const first = router.connect(annsToken);
    const before = follow(first, TRACK, { orderId });
    await eventually(() => before.answers.length === 1);
    await first.dispose();
    await move(orderId, 'PAID');
    const second = router.connect(annsToken);
    const after = follow(second, TRACK, { orderId, resumeFrom: before.answers[0]?.data.live.resumeToken });
    await eventually(() => after.answers.length === 1, { timeoutMs: 20_000 });
    expect(statuses(after.answers)).toEqual(['PAID']);
    await second.dispose();
  });

  it('says so when the log no longer has what was missed', async () => {
    const orderId = orderOf(ann);
    const first = router.connect(annsToken);
    const before = follow(first, TRACK, { orderId });
    await eventually(() => before.answers.length === 1);
    await first.dispose();
    const second = router.connect(annsToken);
    // What nobody here has read yet is not missed.
    const meanwhile = follow(second, TRACK, { orderId });
    await eventually(() => meanwhile.answers.length === 1);
    await move(orderId, 'PAID');
    await move(orderId, 'SHIPPED');
    await eventually(() => meanwhile.answers.length === 3);
    await router.forgetEvents(orderStatusChanged);
    const resumeFrom = before.answers[0]?.data.live.resumeToken;
    const errors = await follow(second, TRACK, { orderId, resumeFrom }).ended;
    expect(errors?.[0]?.extensions).toEqual({ code: 'RESUME_EXPIRED', retryable: false });
    await second.dispose();
  });

  it('executes once for all subscribers with equal answers', async () => {
    const orderId = orderOf(ann);
    const clients = await Promise.all(Array.from({ length: 20 }, async () => router.connect(annsToken)));
    const followings = clients.map((client) => follow(client, TRACK, { orderId }));
    await eventually(() => followings.every(({ answers }) => answers.length === 1));
    router.toys.requests.clear();
    await move(orderId, 'PAID');
    await eventually(() => followings.every(({ answers }) => answers.length === 2));
    expect(Object.fromEntries(router.toys.requests)).toEqual({ order: 1, logistics: 1, catalog: 1 });
    await Promise.all(clients.map((client) => client.dispose()));
  });

  it('follows the parcels of an order, one first answer for each', async () => {
    const orderId = orderOf(ann);
    const client = router.connect(annsToken);
    const query = `subscription ($orderId: ID!) {
      shipmentMoved(orderId: $orderId) { at shipment { id status } event { description } } }`;
    const { answers } = follow(client, query, { orderId });
    await eventually(() => answers.length === 2);
    const trackingEventId = newId();
    const shipmentId = newId();
    await router.publish(shipmentMoved, {
      shipmentId,
      orderId,
      userId: ann,
      status: 'IN_TRANSIT',
      trackingEventId,
      at,
    });
    await eventually(() => answers.length === 3);
    expect(answers[2]?.data.shipmentMoved).toEqual({
      at,
      shipment: { id: shipmentId, status: 'IN_TRANSIT' },
      event: { description: `event ${trackingEventId}` },
    });
    await client.dispose();
  });

  it('tells guests of stock', async () => {
    const variantId = newId();
    const client = router.connect();
    const { answers } = follow(
      client,
      'subscription ($id: ID!) { stockChanged(variantId: $id) { available variant { sku } } }',
      {
        id: variantId,
      },
    );
    await eventually(async () => {
      await router.publish(stockChanged, { variantId, available: 3, at });
      return answers.length > 0;
    });
    expect(answers[0]).toMatchObject({
      data: { stockChanged: { available: 3, variant: { sku: `SKU-${variantId}` } } },
    });
    await client.dispose();
  });

  it.each([
    ['an order of somebody else', () => orderOf(newId()), 'NOT_FOUND'],
    ['an order that does not exist', () => newId(), 'NOT_FOUND'],
  ])('refuses %s', async (_what, orderId, code) => {
    const client = router.connect(annsToken);
    const { ended, answers } = follow(client, TRACK, { orderId: orderId() });
    expect((await ended)?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(answers).toEqual([]);
    await client.dispose();
  });

  it.each([
    ['a resume token of its own making', { orderId: 'known', resumeFrom: 'MTox' }, TRACK, 'BAD_USER_INPUT'],
    ['a missing variable', {}, TRACK, 'BAD_USER_INPUT'],
    [
      'a field that does not exist',
      {},
      'subscription { orderStatusChanged(orderId: "1") { nothing } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a document that does not parse', {}, 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    [
      'two fields at once',
      {},
      'subscription { a: stockChanged(variantId: "1") { at } b: stockChanged(variantId: "2") { at } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ])('refuses %s', async (_what, variables, query, code) => {
    const known = orderOf(ann);
    const client = router.connect(annsToken);
    const filled = 'orderId' in variables ? { ...variables, orderId: known } : variables;
    const { ended } = follow(client, query, filled as Record<string, unknown>);
    const errors = await ended;
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(errors?.[0]?.extensions.retryable).toBe(false);
    await client.dispose();
  });

  it('answers queries and mutations on the socket', async () => {
    const client = router.connect(annsToken);
    const { answers, ended } = follow(client, '{ whoAmI }', {});
    await ended;
    expect(answers).toEqual([{ data: { whoAmI: ann } }]);
    await client.dispose();
  });

  it('refuses a forged token and ends the socket when a good one expires', async () => {
    const closed: [number, string][] = [];
    const forged = router.connect(`${annsToken}x`, (code, reason) => closed.push([code, reason]));
    await follow(forged, '{ whoAmI }', {}).ended.catch(() => {});
    await eventually(() => closed.length === 1);
    const short = await router.mint.authorization(ann, ['buyer'], { expiresIn: 3 });
    const client = router.connect(short, (code, reason) => closed.push([code, reason]));
    const { answers } = follow(client, TRACK, { orderId: orderOf(ann) });
    await eventually(() => answers.length === 1);
    await eventually(() => closed.length === 2);
    expect(closed).toEqual([
      [4403, 'UNAUTHENTICATED'],
      [4403, 'Token expired'],
    ]);
  });
});
