import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';
import { orderStatusChanged } from '#schema/events.ts';

const TRACK = 'subscription ($id: ID!) { orderStatusChanged(orderId: $id) { order { status } } }';
const at = '2026-01-31T12:00:00.000Z';
const ann = newId();

interface Message {
  type: string;
  id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for.
  payload?: any;
}

/** A socket by hand, to say what no client says. */
class Raw {
  readonly socket: WebSocket;
  readonly received: Message[] = [];
  closed: { code: number; reason: string } | undefined;

  constructor(url: string) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    this.socket.on('message', (data) => this.received.push(JSON.parse(String(data))));
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
    });
    this.socket.on('error', () => {});
  }

  async open(authorization?: string, more: object = {}): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    this.send({ type: 'connection_init', payload: { ...(authorization ? { authorization } : {}), ...more } });
    await this.hears('connection_ack');
    return this;
  }

  send(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  follow(orderId: string, more: object = {}): void {
    this.send({ id: '1', type: 'subscribe', payload: { query: TRACK, variables: { id: orderId }, ...more } });
  }

  hears(type: string): Promise<Message> {
    return eventually(() => this.received.find((message) => message.type === type));
  }

  get statuses(): string[] {
    return this.received
      .filter(({ type }) => type === 'next')
      .map(({ payload }) => payload.data.orderStatusChanged.order.status);
  }
}

describe('a client socket', () => {
  let router: TestRouter;
  let orderId: string;
  let raw: Raw;

  beforeAll(async () => {
    router = await startTestRouter({ live: true, limits: { requestMs: 1_000 } });
  });
  afterAll(() => router?.stop());
  beforeEach(async () => {
    orderId = newId();
    router.orders.owners.set(orderId, ann);
    raw = new Raw(router.url);
    await once(raw.socket, 'open');
    return () => raw.socket.terminate();
  });

  const move = (status: string) => router.publish(orderStatusChanged, { orderId, userId: ann, status, at });

  it.each([
    ['what is not JSON', ['{'], 4400],
    ['a message of no type', [{}], 4400],
    ['a message of a type there is not', [{ type: 'hello' }], 4400],
    ['a subscription without an id', [{ type: 'subscribe', payload: { query: TRACK } }], 4400],
    ['a subscription before who it is', [{ type: 'subscribe', id: '1', payload: { query: TRACK } }], 4401],
    ['two initialisations', [{ type: 'connection_init' }, { type: 'connection_init' }], 4429],
    ['a flood of initialisations', Array.from({ length: 1_000 }, () => ({ type: 'connection_init' })), 4429],
    ['a flood of pings', Array.from({ length: 1_000 }, () => ({ type: 'ping' })), 4429],
    ['a forged token', [{ type: 'connection_init', payload: { authorization: 'Bearer a.b.c' } }], 4403],
  ])('that sends %s is closed with its code', async (_what, messages, code) => {
    for (const message of messages) raw.send(message);
    expect((await eventually(() => raw.closed)).code).toBe(code);
  });

  it('that says nothing is closed when its time is over', async () => {
    expect((await eventually(() => raw.closed)).code).toBe(4408);
  });

  it('that uses an id twice is closed with its code', async () => {
    await raw.open(await router.mint.authorization(ann));
    raw.follow(orderId);
    raw.follow(orderId);
    expect((await eventually(() => raw.closed)).code).toBe(4409);
  });

  it('may have a hundred operations open and no more', async () => {
    await raw.open(await router.mint.authorization(ann));
    for (let id = 0; id <= 100; id += 1)
      raw.send({ id: `${id}`, type: 'subscribe', payload: { query: TRACK, variables: { id: orderId } } });
    const error = await raw.hears('error');
    expect(error).toMatchObject({
      id: '100',
      payload: [{ extensions: { code: 'TOO_LARGE', limit: 'subscriptions' } }],
    });
    raw.send({ id: '7', type: 'complete' });
    raw.send({ id: 'again', type: 'subscribe', payload: { query: TRACK, variables: { id: orderId } } });
    await eventually(() => raw.received.some(({ type, id }) => type === 'next' && id === 'again'));
  });

  it('echoes a ping', async () => {
    raw.send({ type: 'ping', payload: { n: 1 } });
    expect(await raw.hears('pong')).toEqual({ type: 'pong', payload: { n: 1 } });
  });

  it('lives on with the token it is renewed with', async () => {
    await raw.open(await router.mint.authorization(ann, ['buyer'], { expiresIn: 3 }));
    raw.follow(orderId);
    await raw.hears('next');
    const renewed = await router.mint.authorization(ann, ['buyer'], { expiresIn: 5 });
    raw.send({ type: 'ping', payload: { authorization: renewed } });
    const until = Date.parse((await raw.hears('pong')).payload.expiresAt);
    const closed = await eventually(() => raw.closed, { timeoutMs: 10_000 });
    expect(closed).toEqual({ code: 4403, reason: 'Token expired' });
    expect(Date.now()).toBeGreaterThanOrEqual(until);
  });

  it.each([
    ['another user', newId(), ['buyer']],
    ['other rights', ann, ['buyer', 'admin']],
  ])('is closed when it is renewed for %s', async (_what, user, roles) => {
    await raw.open(await router.mint.authorization(ann));
    raw.send({ type: 'ping', payload: { authorization: await router.mint.authorization(user, roles) } });
    expect((await eventually(() => raw.closed)).code).toBe(4403);
  });

  it.each([
    ['connection_init', (token: string) => [{ resume: { '1': token } }, {}]],
    ['the extensions of the operation', (token: string) => [{}, { extensions: { resumeFrom: token } }]],
  ])('goes on without gap or double after the token it brings in %s', async (_where, bring) => {
    const authorization = await router.mint.authorization(ann);
    await raw.open(authorization);
    raw.follow(orderId);
    await move('PAID');
    await eventually(() => raw.statuses.length === 2);
    const { resumeToken } = raw.received.at(-1)?.payload.extensions ?? {};
    raw.socket.terminate();
    await move('SHIPPED');
    await move('DELIVERED');
    const [init, operation] = bring(resumeToken);
    const again = await new Raw(router.url).open(authorization, init);
    again.follow(orderId, operation);
    await eventually(() => again.statuses.length === 2, { timeoutMs: 20_000 });
    expect([...raw.statuses, ...again.statuses]).toEqual(['PENDING_PAYMENT', 'PAID', 'SHIPPED', 'DELIVERED']);
    again.socket.terminate();
  });

  it('is told by a router that goes away how to go on elsewhere', async () => {
    const leaving = await startTestRouter({ live: true });
    leaving.orders.owners.set(orderId, ann);
    const authorization = await leaving.mint.authorization(ann);
    const guest = await new Raw(leaving.url).open(authorization);
    guest.follow(orderId);
    const { payload } = await guest.hears('next');
    await leaving.stop();
    expect(await guest.hears('ping')).toEqual({
      type: 'ping',
      payload: { draining: true, resume: { '1': payload.extensions.resumeToken } },
    });
    expect(await eventually(() => guest.closed)).toEqual({ code: 1001, reason: 'Going away' });
  });
});
