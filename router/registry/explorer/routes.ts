import { readFileSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '#kernel/log.ts';
import { type ApiSchema, schemaOf } from '#router/registry/checks/schema-changes.ts';
import { exampleOperations } from '#router/registry/explorer/example-operations.ts';
import { type Html, html } from '#router/registry/explorer/html.ts';
import { deprecationsPage, overviewPage, searchPage, typePage } from '#router/registry/explorer/schema-pages.ts';
import {
  changelogFeed,
  changelogPage,
  indexPage,
  operationsPage,
  page,
  WHOLE,
} from '#router/registry/explorer/site-pages.ts';
import type { Registry } from '#router/registry/registry.ts';
import type { Version } from '#router/registry/store/versions.ts';

export interface ExplorerOptions {
  registry: Registry;
  variant: string;
  /** Whether the whole graph is shown beside its contracts. */
  whole: boolean;
  log: Logger;
}

const asset = (name: string): string => readFileSync(new URL(`./web/${name}`, import.meta.url), 'utf8');
const ASSETS = {
  'explorer.css': { type: 'text/css; charset=utf-8', text: asset('explorer.css') },
  'explorer.js': { type: 'text/javascript; charset=utf-8', text: asset('explorer.js') },
};

/** Pages load from and talk to this address and nobody else. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** How long a page may be behind, in ms: a flood of readers is one question to the registry. */
const FRESH_MS = 2_000;
const CHANGELOG = 50;

/**
 * The schema explorer at `/schema`: every contract, searchable, with deprecations, changelog, feed, SDL and examples that
 * run. Made on the server; nothing of it is asked of another host.
 */
export function explorerRoutes(app: FastifyInstance, { registry, variant, whole, log }: ExplorerOptions): void {
  let newest: { version: Version | undefined; at: number } | undefined;
  const current = async (): Promise<Version | undefined> => {
    if (newest && performance.now() - newest.at < FRESH_MS) return newest.version;
    try {
      const version = await registry.current(variant);
      // The same version stays the same object: its schemas are built once.
      newest = { version: version?.id === newest?.version?.id ? newest?.version : version, at: performance.now() };
    } catch (error) {
      if (!newest) throw error;
      log.warn({ err: error }, 'the registry does not answer; its pages are what they were');
      newest.at = performance.now();
    }
    return newest?.version;
  };
  const apiOf = async (name: string): Promise<ApiSchema | undefined> => {
    const version = await current();
    if (name === WHOLE) return whole ? version : undefined;
    return version?.contracts.find((contract) => contract.name === name);
  };
  const send = (reply: FastifyReply, text: string, type = 'text/html; charset=utf-8'): FastifyReply =>
    reply
      .type(type)
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'no-referrer')
      .header('cache-control', 'no-cache')
      .send(text);

  type Params = { api: string; type?: string; file?: string };
  type Request = FastifyRequest<{ Params: Params; Querystring: { q?: string | string[] } }>;
  const route = (
    path: string,
    title: string,
    make: (api: ApiSchema, request: Request) => Html | undefined | Promise<Html>,
  ): void => {
    app.get<{ Params: Params; Querystring: { q?: string } }>(`/schema/:api${path}`, async (request, reply) => {
      const { api } = request.params;
      const found = await apiOf(api);
      const body = found && (await make(found, request));
      if (!body) return reply.callNotFound();
      return send(reply, page({ api, title: `${title}: ${api}`, query: queryOf(request), body }));
    });
  };
  const base = ({ params }: Request): string => `/schema/${params.api}`;
  const queryOf = ({ query }: Request): string => (typeof query.q === 'string' ? query.q.slice(0, 200).trim() : '');

  app.get('/schema', async (_request, reply) => {
    const version = await current();
    return send(reply, page({ title: 'Schemas', body: indexPage(version?.contracts ?? [], whole) }));
  });
  app.get<{ Params: Params }>('/schema/assets/:file', (request, reply) => {
    const file = ASSETS[request.params.file as keyof typeof ASSETS];
    return file && Object.hasOwn(ASSETS, request.params.file ?? '')
      ? send(reply, file.text, file.type)
      : reply.callNotFound();
  });
  route('', 'Schema', (api, request) => {
    const query = queryOf(request);
    const schema = schemaOf(api);
    return query
      ? searchPage(base(request), schema, query)
      : html`<h1>Schema</h1>${overviewPage(base(request), schema)}`;
  });
  route('/types/:type', 'Type', (api, request) => {
    const type = schemaOf(api).getType(request.params.type ?? '');
    return type && typePage(base(request), schemaOf(api), type);
  });
  route('/deprecations', 'Deprecations', (api, request) => deprecationsPage(base(request), schemaOf(api)));
  route('/operations', 'Examples', async (api, { params }) =>
    operationsPage(params.api, await exampleOperations(schemaOf(api))),
  );
  route('/changelog', 'Changelog', async (_api, { params }) =>
    changelogPage(params.api, await registry.history(variant, { first: CHANGELOG })),
  );
  app.get<{ Params: Params }>('/schema/:api/changelog.atom', async (request, reply) => {
    const { api } = request.params;
    if (!(await apiOf(api))) return reply.callNotFound();
    const origin = `${request.protocol}://${request.host}`;
    const feed = changelogFeed(origin, api, await registry.history(variant, { first: CHANGELOG }));
    return send(reply, feed, 'application/atom+xml; charset=utf-8');
  });
  app.get<{ Params: Params }>('/schema/:api/schema.graphql', async (request, reply) => {
    const api = await apiOf(request.params.api);
    return api ? send(reply, api.apiSdl, 'text/plain; charset=utf-8') : reply.callNotFound();
  });
}
