import { createHash } from 'node:crypto';
import { getOperationAST } from 'graphql';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { upTo } from '#kernel/cache/places.ts';
import type { Logger } from '#kernel/log.ts';
import { cacheHeaders, cacheWish, NOT_CACHED } from '#router/cache/cache-headers.ts';
import type { CachePolicy } from '#router/cache/cache-policy.ts';
import { HeardCaching } from '#router/cache/heard-caching.ts';
import type { Invalidations, Mark } from '#router/cache/invalidations.ts';
import { type SharedAnswer, SharedAnswers } from '#router/cache/shared-answers.ts';
import type { Generation } from '#router/gateway/graph.ts';
import type { KnownRequest } from '#router/http/apollo.ts';
import type { Answer } from '#router/http/door.ts';
import type { Surface } from '#router/http/graphql-route.ts';
import type { KnownOperation } from '#router/http/known-operations.ts';
import { cacheReads } from '#router/http/metrics.ts';
import type { Identity } from '#router/identity/token-verifier.ts';

export interface ResponseCacheOptions {
  invalidations: Invalidations;
  /** Where routers share answers; without it, each keeps its own. */
  redis?: Redis | undefined;
  /** Put before every key in Redis. */
  prefix: string;
  /** Bytes of answers kept in this process; with 0 none is kept anywhere. */
  maxBytes: number;
  log: Logger;
}

/** Largest answer that is kept, in bytes, and most tags that it may have. */
const LARGEST = { bytes: 1024 * 1024, tags: 2_000 };
/** What an answer costs besides its body and tags, in bytes. */
const OVERHEAD = 512;
/** Sessions whose last mutation is remembered. */
const MAX_WRITERS = 20_000;

interface Held {
  readonly body: Buffer;
  readonly tags: readonly string[];
  readonly mark: Pick<Mark, 'sequence'>;
  /** When its execution began, in ms since 1970, and for how many seconds it may be told since. */
  readonly startedAt: number;
  readonly maxAge: number;
}

/** Also of one that does not say how long, as earlier versions shared them. */
const hasEnded = ({ startedAt, maxAge }: Held): boolean => !(Date.now() < startedAt + maxAge * 1000);

/** Who asks what of which graph. */
export interface CacheQuestion {
  readonly surface: Surface;
  /** Undefined for what has to be looked at by the GraphQL server first. */
  readonly known: KnownRequest | undefined;
  readonly identity: Identity;
  /** The request's header `Cache-Control`. */
  readonly wish: string | undefined;
}

/** A known request of whose answers some may be kept. */
interface Cacheable extends KnownRequest {
  readonly key: string;
  readonly policy: CachePolicy;
  readonly identity: Identity;
  /** Whether an earlier answer will do. */
  readonly mayRead: boolean;
}

/** An answer's place in the cache. */
export interface CacheSlot {
  /** The answer, when this process has it. */
  held(): Answer | undefined;
  /** The answer of whoever has it, else that of an execution, which is then kept when it may be. */
  answer(execute: (heard: HeardCaching) => Promise<Answer>): Promise<Answer>;
}

/**
 * Whole answers, kept for as long as `@cacheControl` says and no message has made them out of date, in this process and,
 * those of everybody, in Redis. One execution serves all who ask at the same time.
 */
export class ResponseCache {
  readonly #options: ResponseCacheOptions;
  readonly #held: LRUCache<string, Held>;
  readonly #shared: SharedAnswers | undefined;
  readonly #underWay = new Map<string, { readonly startedAt: number; readonly answer: Promise<Answer> }>();
  /** By session: when its last mutation ended. */
  readonly #wroteAt = new LRUCache<string, number>(upTo(MAX_WRITERS));

  constructor(options: ResponseCacheOptions) {
    this.#options = options;
    this.#held = new LRUCache({ maxSize: Math.max(1, options.maxBytes) });
    this.#shared = options.redis && new SharedAnswers(options.redis, options.prefix, options.log);
  }

  /** @returns undefined for what is just to be executed */
  slot(question: CacheQuestion): CacheSlot | undefined {
    const { generation } = question.surface.graph;
    if (!generation.cacheRules || this.#options.maxBytes === 0) return undefined;
    const { known, identity } = question;
    const answered: CacheSlot['answer'] = async (execute) => {
      const heard = new HeardCaching();
      const answer = await execute(heard);
      const stated = answer.operation && !answer.failedWith && policyOfKnown(generation, answer.operation);
      if (!stated) return answer;
      const policy = heard.restrict(stated);
      if (!policy) return { ...answer, headers: NOT_CACHED };
      const isPersonal = policy.scope !== stated.scope;
      return { ...answer, policy, isPersonal, headers: cacheHeaders(policy, !isSomebody(identity)) };
    };
    if (!known) return { held: () => undefined, answer: answered };
    const policy = policyOfKnown(generation, known.operation);
    if (!policy) return undefined;
    const wish = cacheWish(question.wish);
    // Guests are many; nobody knows which of them asks.
    if (wish === 'no-store' || (policy.scope === 'PRIVATE' && !isSomebody(identity)))
      return { held: () => undefined, answer: answered };
    const asked = { ...known, key: keyOf(question, known, policy), policy, identity, mayRead: wish !== 'no-cache' };
    return {
      held: () => (asked.mayRead ? this.#peek(asked) : undefined),
      answer: (execute) => this.#answer(asked, () => answered(execute)),
    };
  }

  /** To be called before a mutation's answer is sent: from now on its session is told nothing older. */
  wrote(identity: Identity): void {
    if (isSomebody(identity)) this.#wroteAt.set(identity.scope, Date.now());
  }

  #peek(asked: Cacheable): Answer | undefined {
    const { key, identity } = asked;
    const held = this.#held.get(key);
    if (!held) return undefined;
    if (hasEnded(held) || !this.#options.invalidations.holds(held.mark, held.tags)) {
      this.#held.delete(key);
      return undefined;
    }
    if (held.startedAt <= this.#writtenBy(identity)) return undefined;
    cacheReads.inc({ found: 'process' });
    return answerOf(held, asked);
  }

  #writtenBy({ scope }: Identity): number {
    return this.#wroteAt.get(scope) ?? 0;
  }

  #answer(asked: Cacheable, execute: () => Promise<Answer>): Promise<Answer> {
    const { identity, mayRead } = asked;
    // Errors have a form of their own for each content type.
    const key = `${asked.answeredAs}\n${asked.key}`;
    const joined = mayRead ? this.#underWay.get(key) : undefined;
    if (joined && joined.startedAt > this.#writtenBy(identity))
      return joined.answer.then((answer) =>
        answer.isPersonal ? execute() : { ...answer, from: answer.from ?? 'shared' },
      );
    const startedAt = Date.now();
    const flight = { startedAt, answer: this.#fetch(asked, startedAt, execute) };
    this.#underWay.set(key, flight);
    const landed = (): void => {
      if (this.#underWay.get(key) === flight) this.#underWay.delete(key);
    };
    flight.answer.then(landed, landed);
    return flight.answer;
  }

  async #fetch(asked: Cacheable, startedAt: number, execute: () => Promise<Answer>): Promise<Answer> {
    const { key, mayRead } = asked;
    const mark = this.#options.invalidations.mark();
    const shared = asked.policy.scope === 'PUBLIC' ? this.#shared : undefined;
    const id = createHash('sha256').update(key).digest('base64url');
    const found = mark && mayRead && (await this.#found(await shared?.find(id), asked, mark));
    if (found) return found;
    const answer = await execute();
    cacheReads.inc({ found: 'none' });
    const { body, policy } = answer;
    const tags = answer.tags && [...answer.tags];
    if (!mark || !tags || !policy || !this.#mayKeep(answer, tags, mark)) return answer;
    const { maxAge } = policy;
    const held = { body, tags, mark, startedAt, maxAge };
    this.#keep(key, held);
    shared?.store(id, { body, tags, startedAt, maxAge, positions: mark.positions });
    return answer;
  }

  #found(found: SharedAnswer | undefined, asked: Cacheable, mark: Mark): Answer | undefined {
    if (!found) return undefined;
    const { body, tags, startedAt, positions } = found;
    const held = { body, tags, mark, startedAt, maxAge: Math.min(found.maxAge, asked.policy.maxAge) };
    if (hasEnded(held) || startedAt <= this.#writtenBy(asked.identity)) return undefined;
    if (!this.#options.invalidations.holdsAt(positions, tags, mark)) return undefined;
    this.#keep(asked.key, held);
    cacheReads.inc({ found: 'redis' });
    return answerOf(held, asked);
  }

  #mayKeep({ body, isPersonal }: Answer, tags: readonly string[], mark: Mark): boolean {
    const { invalidations } = this.#options;
    if (isPersonal || body.length > LARGEST.bytes || tags.length > LARGEST.tags) return false;
    return invalidations.isSettled(mark, tags) && invalidations.holds(mark, tags);
  }

  #keep(key: string, held: Held): void {
    const tagged = held.tags.reduce((sum, tag) => sum + tag.length + 16, 0);
    this.#held.set(key, held, { size: OVERHEAD + key.length + held.body.length + tagged });
  }
}

/** How answers to an operation may be cached: a look-up. */
const policyOfKnown = (
  { cacheRules, schema }: Generation,
  { document, kind, name }: KnownOperation,
): CachePolicy | undefined =>
  kind === 'query' ? cacheRules?.policyOf(schema, document, name === 'anonymous' ? undefined : name) : undefined;

/** All that can change an answer; a contract's slice of the graph is a graph of its own. */
function keyOf(
  { surface, identity }: CacheQuestion,
  { operation, request }: KnownRequest,
  policy: CachePolicy,
): string {
  const asked = getOperationAST(operation.document, request.operationName);
  const names = (asked?.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const given = names.filter((name) => Object.hasOwn(request.variables, name));
  return [
    surface.graph.generation.id,
    policy.scope === 'PRIVATE' ? `private ${identity.scope}` : `public ${rightsOf(identity)}`,
    identity.forwarded?.key,
    operation.queryHash,
    request.operationName ?? '',
    JSON.stringify(Object.fromEntries(given.map((name) => [name, request.variables[name]]))),
  ].join('\n');
}

const answerOf = (
  { body, startedAt, maxAge }: Held,
  { answeredAs, operation, policy: { scope }, identity }: Cacheable,
): Answer => ({
  status: 200,
  contentType: answeredAs,
  body,
  operation,
  from: 'cached',
  policy: { maxAge, scope },
  headers: cacheHeaders({ maxAge, scope }, !isSomebody(identity), Date.now() - startedAt),
});

/** Whether the router, or subgraphs by what they are told, may know who asks. */
const isSomebody = ({ viewer, apiKey, forwarded }: Identity): boolean =>
  viewer.kind !== 'guest' || apiKey !== undefined || forwarded?.claim !== undefined;

const rights = new WeakMap<Identity, string>();

/** Equal for all whom subgraphs and the router's own rules allow the same. */
function rightsOf(identity: Identity): string {
  let known = rights.get(identity);
  if (known === undefined) {
    const { viewer, scopes } = identity;
    const roles = viewer.kind === 'user' ? viewer.roles : [];
    known = JSON.stringify([viewer.kind, [...roles].sort(), [...scopes].sort()]);
    rights.set(identity, known);
  }
  return known;
}
