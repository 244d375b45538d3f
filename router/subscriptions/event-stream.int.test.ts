import { createHash } from 'node:crypto';
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

  it('are opened by GET for a document that is named and not sent', async () => {
    const query = '{ whoAmI }';
    const hash = createHash('sha256').update(query).digest('hex');
    const extensions = { persistedQuery: { version: 1, sha256Hash: hash } };
    await router.post({ query, extensions });
    const named = new URLSearchParams({ extensions: JSON.stringify(extensions) });
    const response = await fetch(`${router.url}/graphql?${named}`, { headers: { accept: 'text/event-stream' } });
    expect(await response.text()).toContain('data: {"data":{"whoAmI":"guest"}}');
  });

  it('end when the token does', async () => {
    const short = await router.mint.authorization(ann, ['buyer'], { expiresIn: 3 });
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

  it('end with a coded error what is not to be run', async () => {
    const { answers, completed } = stream('{ nothing }', {});
    await completed;
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });
});

/** Reads a stream as it comes. */
async function listen(router: TestRouter, headers: Record<string, string>, body: object) {
  const controller = new AbortController();
  const response = await fetch(`${router.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: controller.signal,
  });
  const heard = { response, text: '', ended: false, leave: () => controller.abort() };
  const decoder = new TextDecoder();
  void (async () => {
    for await (const chunk of response.body!) heard.text += decoder.decode(chunk as Uint8Array, { stream: true });
    heard.ended = true;
  })().catch(() => {});
  return heard;
}

/** Parts of a multipart body that are whole, read as a client does: what stands before a boundary. */
const partsOf = (text: string): { payload?: GraphQLAnswer | null; errors?: GraphQLAnswer['errors'] }[] =>
  text
    .split('\r\n--graphql')
    .slice(1, -1)
    .map((part) => JSON.parse(part.slice(part.indexOf('\r\n\r\n'))));

const MULTIPART = 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json';

describe.each([
  ['server-sent events', 'text/event-stream', 'last-event-id'],
  ['server-sent events', 'text/event-stream', 'extensions'],
  ['multipart HTTP', MULTIPART, 'x-resume-from'],
  ['multipart HTTP', MULTIPART, 'extensions'],
])('%s', (_name, accept, where) => {
  it(`go on without gap or double after the token a client brings in ${where}`, async () => {
    const router = await startTestRouter({ live: true });
    const [ann, orderId] = [newId(), newId()];
    router.orders.owners.set(orderId, ann);
    const headers = { accept, authorization: await router.mint.authorization(ann) };
    const operation = { query: TRACK, variables: { id: orderId } };
    const move = (status: string) => router.publish(orderStatusChanged, { orderId, userId: ann, status, at });
    const statuses = (text: string) => [...text.matchAll(/"status":"(\w+)"/g)].map(([, status]) => status);

    const before = await listen(router, headers, operation);
    await eventually(() => statuses(before.text).length === 1);
    await move('PAID');
    await eventually(() => statuses(before.text).length === 2);
    before.leave();
    await move('SHIPPED');
    await move('DELIVERED');
    const token = /.*"resumeToken":"([^"]+)"/s.exec(before.text)![1]!;
    if (accept === 'text/event-stream') expect(before.text).toContain(`id: ${token}\n`);
    const after = await listen(
      router,
      where === 'extensions' ? headers : { ...headers, [where]: token },
      where === 'extensions' ? { ...operation, extensions: { resumeFrom: token } } : operation,
    );
    await eventually(() => statuses(after.text).length === 2, { timeoutMs: 20_000 });
    expect([...statuses(before.text), ...statuses(after.text)]).toEqual([
      'PENDING_PAYMENT',
      'PAID',
      'SHIPPED',
      'DELIVERED',
    ]);
    await router.stop();
    await eventually(() => after.ended);
    // Whoever is told so connects again: an event source by itself, when nothing says that all is complete.
    if (accept === MULTIPART)
      expect(partsOf(after.text).at(-1)).toMatchObject({
        payload: null,
        errors: [{ extensions: { code: 'UNAVAILABLE', retryable: true, resumeToken: expect.any(String) } }],
      });
    else expect(after.text).not.toContain('event: complete');
  });
});

describe('multipart HTTP', () => {
  let router: TestRouter;
  const ann = newId();

  beforeAll(async () => {
    router = await startTestRouter({ live: true });
  });
  afterAll(() => router?.stop());

  it('carries answers as payloads of parts, and what may not be followed as the stream’s own errors', async () => {
    const orderId = newId();
    router.orders.owners.set(orderId, ann);
    const authorization = await router.mint.authorization(ann);
    const operation = { query: TRACK, variables: { id: orderId } };
    const owner = await listen(router, { accept: MULTIPART, authorization }, operation);
    expect(owner.response.headers.get('content-type')).toBe('multipart/mixed;boundary="graphql";subscriptionSpec=1.0');
    await eventually(() => partsOf(owner.text).length === 1);
    expect(partsOf(owner.text)).toMatchObject([
      { payload: { data: { orderStatusChanged: { order: { id: orderId, status: 'PENDING_PAYMENT' } } } } },
    ]);
    owner.leave();
    const stranger = await listen(router, { accept: MULTIPART }, operation);
    await eventually(() => stranger.ended);
    expect(partsOf(stranger.text)).toMatchObject([{ payload: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] }]);
    expect(stranger.text.endsWith('--graphql--\r\n')).toBe(true);
  });

  it('ends when the token does', async () => {
    const authorization = await router.mint.authorization(ann, ['buyer'], { expiresIn: 3 });
    const operation = { query: 'subscription { stockChanged(variantId: "1") { at } }' };
    const heard = await listen(router, { accept: MULTIPART, authorization }, operation);
    await eventually(() => heard.ended);
    expect(partsOf(heard.text)).toMatchObject([
      { payload: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
    ]);
  });

  it('is only for subscriptions: other answers are JSON as ever', async () => {
    const response = await router.post({ query: '{ whoAmI }' }, { accept: MULTIPART });
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual({ data: { whoAmI: 'guest' } });
  });
});
