import {
  type DocumentNode,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  print,
  specifiedRules,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { Fault } from '#kernel/errors.ts';
import { withoutDefer } from '#router/documents/defer.ts';
import type { Generation, Graph } from '#router/gateway/graph.ts';
import { type Limits, limitsRule } from '#router/gateway/limits.ts';
import { RequestRefusal } from '#router/http/request-refusal.ts';
import type { Identity } from '#router/identity/token-verifier.ts';
import { AuthorizationRules, type Right } from '#router/protection/authorization-rules.ts';
import { authorize, type RefusedPath } from '#router/protection/authorize.ts';
import { type CostOf, Costs } from '#router/protection/cost.ts';
import { restore } from '#router/protection/restore.ts';

/** A request before anything is known of it. */
export interface GuardedRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

/** What may be done about a request. */
export interface Admission {
  /** What may be executed of it; undefined when nothing is left. */
  readonly query: string | undefined;
  /** What it costs at most. */
  readonly cost: number;
  /** Whether its document is valid on this graph. */
  readonly valid: boolean;
  /** Tells what was taken out, in the form the client asked for. Absent when nothing was. */
  readonly complete?: (result: Partial<FormattedExecutionResult>) => FormattedExecutionResult;
}

/** One operation as one kind of viewer may execute it. */
interface Cut {
  readonly query: string | undefined;
  readonly errors: readonly GraphQLFormattedError[];
}

interface Guarded {
  /** What is executed when nothing is taken out; undefined for the text as it came. */
  readonly query: string | undefined;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly cost: CostOf;
  /** Whether it asks for nothing that anybody may not see. */
  readonly open: boolean;
  /** By the rights that viewers have. */
  readonly cuts: Map<string, Cut>;
}

/** What is read of a generation once. */
interface Rules {
  readonly generation: Generation;
  readonly authorization: AuthorizationRules;
  readonly costs: Costs;
  /** By text, then by name: a text is hashed once for each request. */
  readonly guarded: LRUCache<string, Map<string | undefined, Guarded>>;
  readonly classes: WeakMap<Identity, string>;
}

/** Most operations remembered, and most characters of their texts. */
const REMEMBERED = { max: 5_000, maxSize: 16 * 1024 * 1024 };
/** Kinds of viewers remembered for one operation. */
const MAX_CUTS = 64;

const UNAUTHORIZED = 'Unauthorized field or type';

/**
 * What stands between a request and the planner: takes out what the viewer may not see and knows what the rest costs. An
 * operation is read once; after that a request costs a look-up, and the arithmetic of its variables.
 */
export class OperationGuard {
  readonly #graph: Graph;
  readonly #limits: Limits;
  #rules: Rules | undefined;

  constructor(graph: Graph, limits: Limits) {
    this.#graph = graph;
    this.#limits = limits;
  }

  /**
   * A request that is wrong in itself is let through as it is, to be told so by whoever executes it.
   * @throws Fault TOO_LARGE for an operation that costs too much; RequestRefusal for one that cannot be judged
   */
  admit(request: GuardedRequest, identity: Identity): Admission {
    const rules = this.#current();
    const guarded = this.#guarded(rules, request);
    if (!guarded) return { query: request.query, cost: 1, valid: false };
    const cost = Math.max(1, guarded.cost(request.variables ?? {}));
    const { cost: max } = this.#limits;
    if (cost > max)
      throw new Fault('TOO_LARGE', `The operation may cost ${cost}, above the limit of ${max}.`, {
        facts: { limit: 'cost', max, cost },
      });
    const whole = { query: guarded.query ?? request.query, cost, valid: true };
    if (guarded.open) return whole;
    const { query, errors } = this.#cut(rules, guarded, identity);
    if (errors.length === 0) return whole;
    const { schema } = rules.generation;
    return {
      query,
      cost,
      valid: true,
      complete: (result) =>
        // Without data nothing was executed for a reason of its own, unless nothing was left to execute.
        query !== undefined && !('data' in result)
          ? result
          : {
              ...result,
              errors: [...(result.errors ?? []), ...errors],
              data: restore(schema, guarded.document, request, result.data),
            },
    };
  }

  #current(): Rules {
    const { generation } = this.#graph;
    if (this.#rules?.generation === generation) return this.#rules;
    const { schema } = generation.planner.supergraph;
    this.#rules = {
      generation,
      authorization: new AuthorizationRules(schema),
      costs: new Costs(schema),
      guarded: new LRUCache(REMEMBERED),
      classes: new WeakMap(),
    };
    return this.#rules;
  }

  #guarded(rules: Rules, { query, operationName }: GuardedRequest): Guarded | undefined {
    const ofText = rules.guarded.get(query);
    const known = ofText?.get(operationName);
    if (known) return known;
    let asked: DocumentNode;
    try {
      asked = parse(query, { maxTokens: this.#limits.tokens, noLocation: true });
    } catch {
      return undefined;
    }
    const document = withoutDefer(asked);
    const { schema } = rules.generation;
    const operation = getOperationAST(document, operationName);
    if (!operation) return undefined;
    if (!isValid(schema, document, this.#limits)) return undefined;
    const nothing = authorize({ schema, rules: rules.authorization }, document, operation, () => false);
    const guarded: Guarded = {
      query: document === asked ? undefined : print(document),
      document,
      operation,
      cost: rules.costs.of(document, operation),
      open: nothing.refused.length === 0,
      cuts: new Map(),
    };
    if (ofText) ofText.set(operationName, guarded);
    else rules.guarded.set(query, new Map([[operationName, guarded]]), { size: query.length });
    return guarded;
  }

  #cut({ generation, authorization, classes }: Rules, { document, operation, cuts }: Guarded, identity: Identity): Cut {
    let viewerClass = classes.get(identity);
    if (viewerClass === undefined) {
      viewerClass = [...authorization.rights].filter((right) => hasRight(identity, right)).join('\n');
      classes.set(identity, viewerClass);
    }
    const known = cuts.get(viewerClass);
    if (known) return known;
    const rules = { schema: generation.schema, rules: authorization };
    const { document: left, refused } = authorize(rules, document, operation, (right) => hasRight(identity, right));
    const cut = { query: left && print(left), errors: refused.map(unauthorized) };
    if (cuts.size >= MAX_CUTS) cuts.clear();
    cuts.set(viewerClass, cut);
    return cut;
  }
}

/** @throws RequestRefusal for what graphql-js fails to judge: a subscription's `@include` by a variable there is not */
function isValid(schema: GraphQLSchema, document: DocumentNode, limits: Limits): boolean {
  try {
    return validate(schema, document, [...specifiedRules, limitsRule(limits)], { maxErrors: 1 }).length === 0;
  } catch (error) {
    if (error instanceof GraphQLError) throw new RequestRefusal(400, 'GRAPHQL_VALIDATION_FAILED', error.message);
    throw error;
  }
}

/** `policy:role:<role>` is had by users with that role; other policies by nobody. */
function hasRight({ viewer, scopes }: Identity, right: Right): boolean {
  if (right === 'authenticated') return viewer.kind === 'user';
  if (right.startsWith('scope:')) return scopes.includes(right.slice('scope:'.length));
  return viewer.kind === 'user' && viewer.roles.some((role) => right === `policy:role:${role}`);
}

const unauthorized = (path: RefusedPath): GraphQLFormattedError => ({
  message: UNAUTHORIZED,
  path,
  extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', retryable: false },
});
