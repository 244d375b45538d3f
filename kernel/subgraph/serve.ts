import type { FastifyInstance } from 'fastify';
import { VIEWER_HEADER, verifyViewer } from '#kernel/auth/viewer.ts';
import { codedHttpServer, stopServing } from '#kernel/coded-http.ts';
import type { GraphQLRequest } from '#kernel/graphql/executor.ts';
import { callFrom, TIME_LEFT_HEADER, within } from '#kernel/subgraph/call.ts';
import type { RunningSubgraph } from '#kernel/subgraph/host.ts';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { inSpan, SpanKind } from '#kernel/telemetry/tracing.ts';

/** Health and metrics, the same on every process: `/health/live`, `/health/ready`, `/metrics`. */
export function observabilityRoutes(app: FastifyInstance, ready: () => Promise<void>): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    try {
      await ready();
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'not ready' });
    }
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
}

/** Mounts a subgraph's own HTTP routes below `/<name>`. */
export async function mountRoutes(app: FastifyInstance, subgraph: RunningSubgraph): Promise<void> {
  await app.register(async (scope) => subgraph.parts.routes?.(scope), { prefix: `/${subgraph.name}` });
}

/**
 * Serves one subgraph over HTTP: `POST /graphql` for the router and peers only (signed viewer), its routes, health and
 * metrics.
 * @returns the URL it listens on
 */
export async function serveSubgraph(
  subgraph: RunningSubgraph,
  options: { host: string; port: number; viewerSecret: string },
): Promise<{ url: string; stop(): Promise<void> }> {
  const app = codedHttpServer({ bodyLimit: 4 * 1024 * 1024 }, subgraph.log);
  app.post('/graphql', async (request) => {
    const viewer = verifyViewer(request.headers[VIEWER_HEADER] as string | undefined, options.viewerSecret);
    const call = callFrom(request.headers[TIME_LEFT_HEADER]);
    const parent = request.headers.traceparent as string | undefined;
    const execute = () =>
      inSpan(`graphql ${subgraph.name}`, { kind: SpanKind.SERVER, parent }, () =>
        subgraph.execute(request.body as GraphQLRequest, viewer),
      );
    return call ? within(call, execute) : execute();
  });
  observabilityRoutes(app, subgraph.ready);
  await mountRoutes(app, subgraph);
  const url = await app.listen({ host: options.host, port: options.port });
  return { url, stop: () => stopServing(app) };
}
