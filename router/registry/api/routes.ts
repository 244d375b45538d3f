import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FAULTS, Fault, faultIn, isTransient } from '#kernel/errors.ts';
import type { Executor } from '#kernel/graphql/executor.ts';
import type { Logger } from '#kernel/log.ts';
import { errorAnswer } from '#router/http/client-error.ts';
import { API_KEY_HEADER } from '#router/identity/api-key.ts';
import type { Callers } from '#router/identity/callers.ts';
import { type Actor, requireScope } from '#router/registry/api/actor.ts';
import { KeyChanges } from '#router/registry/api/key-changes.ts';
import type { KeySource } from '#router/registry/partners/known-keys.ts';
import type { Registry } from '#router/registry/registry.ts';
import type { Version } from '#router/registry/store/versions.ts';

export interface RegistryRoutesOptions {
  api: Executor;
  registry: Registry;
  apiKeys: Pick<KeySource, 'follow'>;
  callers: Callers;
  log: Logger;
}

/** A graph of some hundred subgraphs, with room. */
const BODY_BYTES = 16 * 1024 * 1024;
/** How long a router waits for a new version before it asks again, in ms. */
const LONGEST_WAIT_MS = 30_000;
/** Routers that may wait at once; more are answered at once and come back. */
const MAX_WAITING = 1_000;

/**
 * `POST /registry/graphql`, the registry's API, and `GET /registry/variants/<name>/supergraph`, from which routers
 * elsewhere take their graph: with `If-None-Match` the answer waits until there is another one, or half a minute.
 * `GET /registry/keys/changes` tells them of API keys that changed, as server-sent events.
 */
export function registryRoutes(
  app: FastifyInstance,
  { api, registry, apiKeys, callers, log }: RegistryRoutesOptions,
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

  const waiting = new Waiting(registry, log);
  app.addHook('onClose', () => waiting.stop());
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
    scope.get<{ Params: { name: string } }>(
      '/registry/variants/:name/supergraph',
      { onRequest: identify },
      async (request, reply) => {
        requireScope(actors.get(request)!, 'registry:read', 'registry:usage');
        const { name } = request.params;
        const seen = /^"(.+)"$/.exec(String(request.headers['if-none-match']))?.[1];
        let version = await registry.current(name);
        if (version && String(version.id) === seen)
          version = (await waiting.next(name, version.id, LONGEST_WAIT_MS)) ?? version;
        if (!version) throw new Fault('NOT_FOUND', `Nothing runs in ${name}.`);
        reply.header('etag', `"${version.id}"`).header('cache-control', 'no-store');
        if (String(version.id) === seen) return reply.code(304).send();
        return reply.type('application/json; charset=utf-8').send(JSON.stringify(graphOf(version)));
      },
    );
    scope.get('/registry/keys/changes', { onRequest: identify }, async (request, reply) => {
      requireScope(actors.get(request)!, 'registry:read', 'registry:usage');
      keyChanges.tell(reply);
      return reply;
    });
  });
}

/** What a router needs of a version. */
export const graphOf = ({ id, supergraphSdl, contracts }: Version) => ({
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

interface Waiter {
  /** The version it has. */
  readonly seen: number;
  tell(version: Version | undefined): void;
}

/** Routers that wait for the next version of an environment; one listener per environment. */
class Waiting {
  readonly #registry: Registry;
  readonly #log: Logger;
  readonly #waiters = new Map<string, Set<Waiter>>();
  readonly #watched = new Map<string, Promise<() => Promise<void>>>();
  #count = 0;

  constructor(registry: Registry, log: Logger) {
    this.#registry = registry;
    this.#log = log;
  }

  /** @returns another version than the one that was seen, or undefined when there is none within the time */
  next(variant: string, seen: number, ms: number): Promise<Version | undefined> {
    if (this.#count >= MAX_WAITING) return Promise.resolve(undefined);
    const { promise, resolve } = Promise.withResolvers<Version | undefined>();
    const waiters = this.#waiters.get(variant) ?? new Set();
    this.#waiters.set(variant, waiters);
    const timer = setTimeout(() => waiter.tell(undefined), ms);
    const waiter: Waiter = {
      seen,
      tell: (version) => {
        clearTimeout(timer);
        if (waiters.delete(waiter)) this.#count -= 1;
        resolve(version);
      },
    };
    waiters.add(waiter);
    this.#count += 1;
    this.#watch(variant);
    // What came between the look that found nothing new and now.
    this.#registry.current(variant).then(
      (version) => this.#tell(variant, version),
      () => {},
    );
    return promise;
  }

  #tell(variant: string, version: Version | undefined): void {
    for (const waiter of [...(this.#waiters.get(variant) ?? [])]) if (version?.id !== waiter.seen) waiter.tell(version);
  }

  #watch(variant: string): void {
    if (this.#watched.has(variant)) return;
    const failed = (error: unknown): void => {
      this.#log.warn({ err: error }, 'the registry does not answer');
      this.#tell(variant, undefined);
    };
    const watched = this.#registry.watch((version) => this.#tell(variant, version), failed, variant);
    watched.catch((error: unknown) => {
      this.#watched.delete(variant);
      failed(error);
    });
    this.#watched.set(variant, watched);
  }

  async stop(): Promise<void> {
    for (const variant of this.#waiters.keys()) this.#tell(variant, undefined);
    await Promise.allSettled([...this.#watched.values()].map(async (watched) => (await watched)()));
  }
}
