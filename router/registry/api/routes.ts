import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorAnswer } from '#kernel/coded-http.ts';
import { FAULTS, Fault, faultIn, isTransient } from '#kernel/errors.ts';
import type { Executor } from '#kernel/graphql/executor.ts';
import type { Logger } from '#kernel/log.ts';
import type { SupergraphVersion } from '#router/gateway/supergraph-source.ts';
import { API_KEY_HEADER } from '#router/identity/api-key.ts';
import type { Callers } from '#router/identity/callers.ts';
import { type Actor, requireScope } from '#router/registry/api/actor.ts';
import { KeyChanges } from '#router/registry/api/key-changes.ts';
import { type Waited, Waiting } from '#router/registry/api/waiting.ts';
import type { DocumentLists } from '#router/registry/documents/document-lists.ts';
import type { KeySource } from '#router/registry/partners/known-keys.ts';
import type { Registry } from '#router/registry/registry.ts';
import type { Version } from '#router/registry/store/versions.ts';

export interface RegistryRoutesOptions {
  api: Executor;
  registry: Registry;
  documents: DocumentLists;
  apiKeys: Pick<KeySource, 'follow'>;
  callers: Callers;
  log: Logger;
}

/** A graph of some hundred subgraphs, with room. */
const BODY_BYTES = 16 * 1024 * 1024;
/** How long a router waits for a new version before it asks again, in ms. */
const LONGEST_WAIT_MS = 30_000;

/**
 * `POST /registry/graphql`, the registry's API, and `GET /registry/variants/<name>/supergraph`, from which routers
 * elsewhere take their graph: with `If-None-Match` the answer waits until there is another one, or half a minute.
 * `…/documents` are the documents that clients may name, in the same way. `GET /registry/keys/changes` tells them of API keys that changed, as server-sent events.
 */
export function registryRoutes(
  app: FastifyInstance,
  { api, registry, documents, apiKeys, callers, log }: RegistryRoutesOptions,
): void {
  const actors = new WeakMap<FastifyRequest, Actor>();
  // Before the body is read: nobody unknown may send megabytes.
  const identify = async (request: FastifyRequest): Promise<void> => {
    const { authorization, [API_KEY_HEADER]: key } = request.headers;
    const { viewer, apiKey } = await callers.identify(authorization, key === undefined ? undefined : String(key));
    if (viewer.kind === 'guest' && !apiKey) throw new Fault('UNAUTHENTICATED', 'The registry wants to know who asks.');
    const isAdmin = viewer.kind === 'user' && viewer.roles.includes('admin');
    actors.set(request, {
      name: viewer.kind === 'user' ? viewer.id : `partner ${apiKey?.partnerId}`,
      scopes: [...(isAdmin ? ['registry:admin'] : []), ...(apiKey?.scopes ?? [])],
    });
  };

  const followed = {
    supergraph: {
      load: async (variant: string) => {
        const version = await registry.current(variant);
        return version && graphOf(version);
      },
      watch: (variant: string, changed: (now: SupergraphVersion) => void, failed: (error: unknown) => void) =>
        registry.watch((version) => changed(graphOf(version)), failed, variant),
    },
    documents: {
      load: (variant: string) => documents.inUse(variant),
      watch: documents.watch.bind(documents),
    },
  };
  const keyChanges = new KeyChanges(apiKeys);
  app.addHook('preClose', async () => keyChanges.stop());

  app.register(async (scope) => {
    scope.setErrorHandler((error, _request, reply) => {
      const { code, message } = asFault(error, log);
      return reply.code(FAULTS[code].http).type('application/json; charset=utf-8').send(errorAnswer(message, code));
    });
    scope.post(
      '/registry/graphql',
      { onRequest: identify, bodyLimit: BODY_BYTES },
      async (request: FastifyRequest, reply: FastifyReply) => {
        const { query, variables, operationName } = (request.body ?? {}) as Record<string, unknown>;
        if (typeof query !== 'string') throw new Fault('BAD_USER_INPUT', 'The body is JSON with a "query".');
        const result = await api(
          {
            query,
            variables: variables as Record<string, unknown>,
            operationName: operationName as string | undefined,
          },
          { actor: actors.get(request) },
        );
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(result));
      },
    );
    const follow = <T extends { readonly id: string }>(what: string, waited: Waited<T>): void => {
      const waiting = new Waiting(waited, log);
      scope.addHook('onClose', () => waiting.stop());
      scope.get<{ Params: { name: string } }>(
        `/registry/variants/:name/${what}`,
        { onRequest: identify },
        async (request, reply) => {
          requireScope(actors.get(request)!, 'registry:read', 'registry:usage');
          const { name } = request.params;
          const seen = /^"(.+)"$/.exec(String(request.headers['if-none-match']))?.[1];
          let now = await waited.load(name);
          if (now && now.id === seen) now = (await waiting.next(name, seen, LONGEST_WAIT_MS)) ?? now;
          if (!now) throw new Fault('NOT_FOUND', `Nothing runs in ${name}.`);
          reply.header('etag', `"${now.id}"`).header('cache-control', 'no-store');
          if (now.id === seen) return reply.code(304).send();
          return reply.type('application/json; charset=utf-8').send(JSON.stringify(now));
        },
      );
    };
    follow('supergraph', followed.supergraph);
    follow('documents', followed.documents);
    scope.get('/registry/keys/changes', { onRequest: identify }, async (request, reply) => {
      requireScope(actors.get(request)!, 'registry:read', 'registry:usage');
      keyChanges.tell(reply);
      return reply;
    });
  });
}

/** What a router needs of a version. */
export const graphOf = ({ id, supergraphSdl, contracts }: Version): SupergraphVersion => ({
  id: String(id),
  supergraphSdl,
  contracts: contracts.map(({ apiSdl: _derived, ...definition }) => definition),
});

function asFault(error: unknown, log: Logger): { code: keyof typeof FAULTS; message: string } {
  const fault = faultIn(error);
  if (fault) return fault;
  const { statusCode, message } = error as { statusCode?: number; message: string };
  if (statusCode === 413) return { code: 'TOO_LARGE', message: 'The request is too large.' };
  if (statusCode && statusCode < 500) return { code: 'BAD_USER_INPUT', message };
  if (isTransient(error)) return { code: 'UNAVAILABLE', message: 'The registry does not answer; try again shortly.' };
  log.error({ err: error }, 'the registry failed unexpectedly');
  return { code: 'INTERNAL', message: 'Something went wrong on our side.' };
}
