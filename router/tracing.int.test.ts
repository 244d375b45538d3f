import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Batcher } from '#kernel/commands/batcher.ts';
import { openDatabase } from '#kernel/db/database.ts';
import { newId } from '#kernel/ids.ts';
import { toOutgoing } from '#kernel/messages/event.ts';
import { inBatchSpan, inSpan, SpanKind, startTracing, traceparent, tracing } from '#kernel/telemetry/tracing.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { follow, startTestRouter, type TestRouter } from '#router/testing/start-test-router.ts';
import { orderStatusChanged } from '#schema/events.ts';

interface CollectedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  links?: { traceId: string; spanId: string }[];
  attributes: { key: string; value: { stringValue?: string } }[];
}

/** What an OTLP collector was sent, as JSON. */
const spans: CollectedSpan[] = [];
const named = (name: string, traceId: string): CollectedSpan | undefined =>
  spans.find((span) => span.name === name && span.traceId === traceId);

/** Spans are sent in a while, and on a busy machine in a longer one. */
const poll = <T>(check: () => T) => expect.poll(check, { timeout: 10_000 });

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
    await poll(() => named('query Named', traceId)).toBeDefined();
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
    await poll(() => statements().length).toBe(2);
    const texts = statements().map(({ attributes }) => attributes.find(({ key }) => key === 'db.query.text')?.value);
    expect(texts).toEqual([{ stringValue: 'select ?::text as x' }, { stringValue: 'select ?::text as y' }]);
  });

  it('go on in what is decided for one alone, and are linked with what is decided for several', async () => {
    const db = openDatabase(testServers().postgresAdminUrl, { owner: 'public', max: 1 });
    const open = Promise.withResolvers<void>();
    const batcher = new Batcher<number, string | undefined>({
      name: 'deciding',
      run: async (commands) => {
        await db.sql`select ${commands.length}::int`;
        await open.promise;
        return commands.map(() => traceparent());
      },
    });
    const asked = [trace(), trace(), trace()];
    const submit = (traceId: string, n: number) =>
      inSpan(`asking ${n}`, { parent: started(traceId) }, () => batcher.submit(n));
    const alone = submit(asked[0]!, 0);
    await poll(() => named('sql public', asked[0]!)).toBeDefined();
    const together = [submit(asked[1]!, 1), submit(asked[2]!, 2), submit(asked[2]!, 3)];
    open.resolve();
    await Promise.all([alone, ...together]);
    expect(await alone).toContain(asked[0]);
    const [carried] = await Promise.all(together);
    const own = carried!.split('-')[1]!;
    expect(asked).not.toContain(own);
    await db.close();
    await poll(() => named('batch deciding', own)).toBeDefined();
    const batch = named('batch deciding', own)!;
    expect(batch.parentSpanId).toBeFalsy();
    expect(named('sql public', own)?.parentSpanId).toBe(batch.spanId);
    const askers = [1, 2, 3].map((n) => named(`asking ${n}`, asked[Math.min(n, 2)]!)!);
    const idsOf = (links: CollectedSpan['links']) => links?.map(({ spanId }) => spanId);
    expect(idsOf(batch.links)?.sort()).toEqual(askers.map(({ spanId }) => spanId).sort());
    for (const asker of askers) expect(idsOf(asker.links)).toEqual([batch.spanId]);
  });

  it('of several events lead to the one batch that a consumer makes of them', async () => {
    const [one, other] = [trace(), trace()];
    const spanOf = (causes: readonly string[]): Promise<string | undefined> =>
      inBatchSpan(
        'consume something',
        () => causes,
        { kind: SpanKind.CONSUMER },
        async () => traceparent(),
      );
    expect(await spanOf([started(one), ''])).toContain(one);
    const carried = await spanOf([started(one), started(other)]);
    const own = carried!.split('-')[1]!;
    await expect
      .poll(() => named('consume something', own)?.links?.map(({ traceId }) => traceId))
      .toEqual([one, other]);
    expect(await spanOf([''])).toBeDefined();
  });

  it('go on in events, to what is told to subscribers', async () => {
    const [orderId, userId, traceId] = [newId(), newId(), trace()];
    router.orders.owners.set(orderId, userId);
    const client = router.connect(await router.mint.authorization(userId));
    const query = 'subscription ($id: ID!) { orderStatusChanged(orderId: $id) { order { id owner } } }';
    const { answers, leave } = follow(client, query, { id: orderId });
    await poll(() => answers.length).toBe(1);
    const event = { orderId, userId, status: 'PAID', at: '2026-01-31T12:00:00.000Z' } as const;
    await inSpan('commit', { parent: started(traceId) }, async () => {
      expect(toOutgoing(orderStatusChanged, event).headers.traceparent).toContain(traceId);
      await router.publish(orderStatusChanged, event);
    });
    await poll(() => answers.length).toBe(2);
    await poll(() => named('tell orderStatusChanged', traceId)).toBeDefined();
    await poll(() => named('subgraph order', traceId)).toBeDefined();
    leave();
    await client.dispose();
  });
});
