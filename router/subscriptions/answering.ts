import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { headerOf } from '#kernel/kafka/record-codec.ts';
import type { Logger } from '#kernel/log.ts';
import { inSpan, SpanKind } from '#kernel/telemetry/tracing.ts';
import type { Graph } from '#router/gateway/graph.ts';
import { JsonText, stringifyResult } from '#router/gateway/json-text.ts';
import type { Limits } from '#router/gateway/limits.ts';
import type { OperationResult } from '#router/gateway/operation-executor.ts';
import type { GraphQLFront } from '#router/http/apollo.ts';
import { clientError } from '#router/http/client-error.ts';
import type { Surface } from '#router/http/graphql-route.ts';
import { executions } from '#router/http/metrics.ts';
import type { Identity } from '#router/identity/token-verifier.ts';
import type { Answer } from '#router/subscriptions/audience.ts';
import { type Arguments, concerns, tells, toldValue } from '#router/subscriptions/binding.ts';
import type { TopicMessage } from '#router/subscriptions/hub.ts';
import type { EventValue, SubscriptionExecution } from '#router/subscriptions/planned-subscription.ts';
import { encodeResumeToken, type Position, toldMark } from '#router/subscriptions/resume-token.ts';
import { Refused, Stage, type SubscriptionRequest } from '#router/subscriptions/stage.ts';

export interface AnsweringOptions {
  graph: Graph;
  front: GraphQLFront;
  limits: Limits;
  log: Logger;
}

/** One request of somebody, with what its root field's arguments come to. */
export interface Following {
  readonly request: SubscriptionRequest;
  readonly args: Arguments;
  readonly identity: Identity;
  /** The contract that is all they see of the graph; undefined for the whole. */
  readonly surface: Surface | undefined;
}

/** Answers subscriptions, one event at a time, on the graph there is: planned, guarded, executed and written out. */
export class Answering {
  readonly #options: AnsweringOptions;
  #stage: Stage | undefined;

  constructor(options: AnsweringOptions) {
    this.#options = options;
  }

  get stage(): Stage {
    this.#stage ??= new Stage(this.#options.graph, this.#options.limits);
    return this.#stage;
  }

  /**
   * Goes over to the newest graph.
   * @returns false when nothing was ever answered
   * @throws Error when it cannot be gone over to; the one before stays
   */
  renew(): boolean {
    if (!this.#stage) return false;
    this.#stage = new Stage(this.#options.graph, this.#options.limits);
    return true;
  }

  /** The plan of what an identity may see of a request; `complete` tells of the rest. */
  plan({ request, identity, surface }: Omit<Following, 'args'>) {
    const { graph, front } = surface ?? this.#options;
    if (surface) this.stage.validateFor(graph.generation.schema, request);
    const { query, complete } = front.guard.admit(request, identity);
    if (query !== undefined) return { planned: this.stage.plan({ ...request, query }), complete };
    const { errors = [] } = complete?.({}) ?? {};
    throw new Refused(errors.map(({ message, path, extensions }) => new GraphQLError(message, { path, extensions })));
  }

  /** The answer to one message; undefined when it does not drive the field, or is not for these subscribers. */
  async toMessage({ message, partition, offset }: TopicMessage, following: Following): Promise<Answer | undefined> {
    const { args, identity } = following;
    const { binding } = this.plan(following).planned;
    if (!binding || !message.value) return undefined;
    if (binding.types && !binding.types.has(headerOf(message, 'ce_type') ?? '')) return undefined;
    const payload = payloadOf(message.value);
    if (payload === undefined || !concerns(binding, payload, args, identity.viewer)) return undefined;
    executions.inc({ field: binding.field });
    const told = tells(binding, payload);
    const parent = headerOf(message, 'traceparent') ?? '';
    const executed = await inSpan(`tell ${binding.field}`, { kind: SpanKind.PRODUCER, parent }, () =>
      this.toValue(toldValue(binding, payload), { partition, offset }, following),
    );
    return { ...executed, tells: told && toldMark(told) };
  }

  /** Answers with a value of the field that stands at a place of its topic. */
  async toValue(value: EventValue, at: Position, following: Following): Promise<Answer> {
    const resumeToken = encodeResumeToken(at);
    const text = await this.#text(following, { resumeToken }, (executor, execution) =>
      executor.executeEvent(execution, { ...value, resumeToken }),
    );
    return { text, offset: at.offset, resumeToken };
  }

  /** Completes what a subgraph's own subscription answered. */
  async toUpstream(own: FormattedExecutionResult, following: Following): Promise<Answer> {
    const { planned } = this.plan(following);
    executions.inc({ field: planned.field.name.value });
    const text = await this.#text(following, undefined, (executor, execution) =>
      executor.execute(execution, async () => own),
    );
    return { text, offset: 0 };
  }

  /** Executes on the graph there is, and writes out what may be seen. */
  async #text(
    following: Following,
    more: object | undefined,
    run: (executor: Stage['executor'], execution: SubscriptionExecution) => Promise<OperationResult>,
  ): Promise<string> {
    const { executor } = this.stage;
    const { planned, complete } = this.plan(following);
    const { request, identity } = following;
    const execution = { planned, variables: request.variables ?? {}, caller: identity };
    const { data, errors, extensions } = await run(executor, execution);
    const result = {
      ...(errors ? { errors: errors.map((error) => this.formatted(error)) } : {}),
      data,
      ...(extensions || more ? { extensions: { ...extensions, ...more } } : {}),
    };
    if (!complete) return stringifyResult(result);
    const plain = data instanceof JsonText ? data.toJSON() : data;
    return JSON.stringify(complete({ ...result, data: plain as Record<string, unknown> | null }));
  }

  /** What a client is told of what went wrong, every reason. */
  refusals(error: unknown): GraphQLFormattedError[] {
    if (error instanceof Refused) return error.errors.map((one) => this.formatted(one));
    return [this.formatted(error)];
  }

  formatted(error: unknown): GraphQLFormattedError {
    const { log } = this.#options;
    if (error instanceof GraphQLError) return clientError(error.toJSON(), error, log);
    return clientError({ message: 'unexpected' }, error, log);
  }
}

/** A message that is not JSON drives nothing. */
function payloadOf(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    return undefined;
  }
}
