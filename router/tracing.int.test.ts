import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import { inSpan, startTracing, traceparent, tracing } from '#kernel/telemetry/tracing.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { follow, startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';
import { orderStatusChanged } from '#schema/events.ts';

interface CollectedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: { stringValue?: string } }[];
}

/** What an OTLP collector was sent, as JSON. */
const spans: CollectedSpan[] = [];
const named = (name: string, traceId: string): CollectedSpan | undefined =>
  spans.find((span) => span.name === name && span.traceId === traceId);

describe('traces', () => {
  const collector = Fastify({ bodyLimit: 16 * 1024 * 1024 });
  let stopTracing: () => Promise<void>;
  let router: TestRouter;
  beforeAll(async () => {
    expect(traceparent()).toBeUndefined();
    collector.post('/v1/traces', async (request) => {
      const { resourceSpans } = request.body as { resourceSpans: { scopeSpans: { spans: CollectedSpan[] }[] }[] };
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      return {};
    });
    process.env.OTEL_BSP_SCHEDULE_DELAY = '50';
    const url = await collector.listen({ port: 0 });
    stopTracing = await startTracing('test', { OTEL_EXPORTER_OTLP_ENDPOINT: url });
    router = await startTestRouter({ mode: 'remote', live: true });
  });
  afterAll(async () => {
    await router?.stop();
    await stopTracing?.();
    await collector.close();
    expect(tracing()).toBe(false);
  });

  const trace = () => newId().replaceAll('-', '');
  const started = (traceId: string) => `00-${traceId}-${'1'.repeat(16)}-01`;

  it('lead from the client through the router to a subgraph of another process', async () => {
    const traceId = trace();
    await router.post({ query: 'query Named { product(id: "p1") { title } }' }, { traceparent: started(traceId) });
    await expect.poll(() => named('query Named', traceId)).toBeDefined();
    const [operation, request, subgraph] = ['query Named', 'subgraph catalog', 'graphql catalog'].map((name) =>
      named(name, traceId),
    );
    expect(operation?.parentSpanId).toBe('1'.repeat(16));
    expect(subgraph?.parentSpanId).toBe(request?.spanId);
  });

  it('show statements of a pool and of a transaction, without what they were given', async () => {
    const db = openDatabase(testServers().postgresAdminUrl, { owner: 'public', max: 1 });
    const traceId = trace();
    await inSpan('work', { parent: started(traceId) }, async () => {
      await db.sql`select ${'secret'}::text as x`;
      await db.transaction(async (tx) => void (await tx.sql`select ${'secret'}::text as y`));
    });
    await db.close();
    const statements = () => spans.filter((span) => span.traceId === traceId && span.name === 'sql public');
    await expect.poll(() => statements().length).toBe(2);
    const texts = statements().map(({ attributes }) => attributes.find(({ key }) => key === 'db.query.text')?.value);
    expect(texts).toEqual([{ stringValue: 'select ?::text as x' }, { stringValue: 'select ?::text as y' }]);
  });

  it('go on in events, to what is told to subscribers', async () => {
    const [orderId, userId, traceId] = [newId(), newId(), trace()];
    router.orders.owners.set(orderId, userId);
    const client = router.connect(await router.mint.authorization(userId));
    const query = 'subscription ($id: ID!) { orderStatusChanged(orderId: $id) { order { id owner } } }';
    const { answers, leave } = follow(client, query, { id: orderId });
    await expect.poll(() => answers.length).toBe(1);
    const event = { orderId, userId, status: 'PAID', at: '2026-01-31T12:00:00.000Z' } as const;
    await inSpan('commit', { parent: started(traceId) }, async () => {
      expect(toOutgoing(orderStatusChanged, event).headers.traceparent).toContain(traceId);
      await router.publish(orderStatusChanged, event);
    });
    await expect.poll(() => answers.length).toBe(2);
    await expect.poll(() => named('tell orderStatusChanged', traceId)).toBeDefined();
    await expect.poll(() => named('subgraph order', traceId)).toBeDefined();
    leave();
    await client.dispose();
  });
});
