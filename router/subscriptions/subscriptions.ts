import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
} from 'graphql';
import type { Viewer } from '#kernel/auth/viewer.ts';
import { Fault } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import { type EventDefinition, fromKafka, streamOf } from '#kernel/messages/event.ts';
import type { Graph } from '#router/gateway/graph.ts';
import type { Limits } from '#router/gateway/limits.ts';
import type { GraphQLFront } from '#router/http/apollo.ts';
import { clientError } from '#router/http/client-error.ts';
import { executions, subscriptions } from '#router/http/metrics.ts';
import { Audience, type Executed, type Sink, Subscriber } from '#router/subscriptions/audience.ts';
import type { Binding, EventPayload, EventSource } from '#router/subscriptions/binding.ts';
import type { EventFeed } from '#router/subscriptions/event-feed.ts';
import type { Hub, TopicMessage } from '#router/subscriptions/hub.ts';
import { coerceArguments } from '#router/subscriptions/planned-subscription.ts';
import type { Replay } from '#router/subscriptions/replay.ts';
import { decodeResumeToken, encodeResumeToken } from '#router/subscriptions/resume-token.ts';
import { Refused, Stage, type SubscriptionRequest } from '#router/subscriptions/stage.ts';

export interface SubscriptionsOptions {
  graph: Graph;
  front: GraphQLFront;
  source: EventSource;
  topicPrefix: string;
  hub: Hub;
  feed: EventFeed;
  replay: Replay;
  limits: Limits;
  log: Logger;
}

/** An audience with what it follows and as whom. */
interface Seat {
  readonly audience: Audience;
  readonly request: SubscriptionRequest;
  readonly unlisten: () => void;
}

/**
 * Federated subscriptions: who may follow what, what a client missed, and one execution per event for all clients whose
 * answers are equal. Knows neither sockets nor HTTP.
 */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #bindings: ReadonlyMap<string, Binding>;
  readonly #definitions: ReadonlyMap<string, ReadonlyMap<string, EventDefinition>>;
  readonly #eventSchema: GraphQLSchema;
  readonly #seats = new Map<string, Seat>();
  #stage: Stage | undefined;

  constructor(options: SubscriptionsOptions) {
    const { bindings, sdl } = options.source;
    this.#options = options;
    this.#bindings = new Map(bindings.map((binding) => [binding.field, binding]));
    this.#definitions = new Map(
      bindings.map(({ field, events }) => [field, new Map(events.map((event) => [event.type, event]))]),
    );
    this.#eventSchema = buildSubgraphSchema([{ typeDefs: parse(sdl) }]);
    options.graph.onGeneration(() => this.#replan());
  }

  /** Whole names of the topics that drive the fields. */
  static topicsOf({ bindings }: EventSource, topicPrefix: string): string[] {
    return [...new Set(bindings.flatMap(({ events }) => events.map((event) => topicPrefix + streamOf(event))))];
  }

  /**
   * Follows one field: first the present state or, with `resumeFrom`, all that was missed; then every event.
   * What cannot be followed ends the sink with coded errors.
   * @returns how to leave; harmless at any time and more than once
   */
  open(request: SubscriptionRequest, viewer: Viewer, sink: Sink): () => void {
    let leave: (() => void) | undefined;
    let left = false;
    const close = (): void => {
      left = true;
      leave?.();
      leave = undefined;
    };
    const guarded: Sink = {
      next: (text) => {
        if (!left) sink.next(text);
      },
      end: (errors) => {
        if (left) return;
        close();
        sink.end(errors);
      },
    };
    this.#follow(request, viewer, guarded).then(
      (leaveAudience) => {
        if (left) leaveAudience();
        else leave = leaveAudience;
      },
      (error: unknown) => guarded.end(this.#shown(error)),
    );
    return close;
  }

  async #follow(request: SubscriptionRequest, viewer: Viewer, sink: Sink): Promise<() => void> {
    const { feed, replay, topicPrefix } = this.#options;
    const planned = this.#current().plan(request);
    const { binding } = planned;
    const args = coerceArguments(this.#current().schema, planned, request.variables ?? {});
    const resumeFrom = typeof args.resumeFrom === 'string' ? decodeResumeToken(args.resumeFrom) : undefined;
    const { key, first, data } = await this.#admit(binding, args, viewer);

    const topic = topicPrefix + streamOf(binding.events[0]!);
    const partition = feed.partitionOf(topic, key);
    if (resumeFrom && resumeFrom.partition !== partition)
      throw new Fault('BAD_USER_INPUT', '"resumeFrom" is not a resume token of this subscription.');
    const subscriber = new Subscriber(sink);
    // Everything from `position` on reaches the subscriber, which holds it back until the past has been sent.
    const position = feed.position(topic, partition);
    subscriber.from = Math.max(position, resumeFrom ? resumeFrom.offset + 1 : 0);
    const leave = this.#join(topic, key, request, viewer, subscriber);
    try {
      if (resumeFrom) {
        const missed = { topic, partition, key, from: resumeFrom.offset + 1, until: position };
        for (const message of await replay.read(missed)) {
          const executed = await this.#answer(message, request, viewer);
          if (executed) sink.next(JSON.stringify(executed.result));
        }
      } else {
        if (binding.knows) subscriber.told = (event) => binding.knows!(data, event);
        const resumeToken = encodeResumeToken({ partition, offset: position - 1 });
        for (const payload of first)
          sink.next(JSON.stringify(await this.#execute({ ...payload, resumeToken }, request, viewer)));
      }
    } catch (error) {
      leave();
      throw error;
    }
    subscriber.release();
    return leave;
  }

  /** Asks the graph, as the subscriber, whether there is something it may follow. */
  async #admit(binding: Binding, args: Record<string, unknown>, viewer: Viewer) {
    const { resumeFrom: _, ...variables } = args;
    const { data, errors } = await this.#options.front.execute({ query: binding.admission, variables }, viewer);
    if (errors?.length)
      throw new Refused(errors.map(({ message, extensions }) => new GraphQLError(message, { extensions })));
    const admitted = binding.admitted(data, new Date());
    if (!admitted) throw new Fault('NOT_FOUND', 'There is nothing of this id that you may follow.');
    return { ...admitted, data };
  }

  /** Puts a subscriber among those with equal answers. @returns how to leave */
  #join(topic: string, key: string, request: SubscriptionRequest, viewer: Viewer, subscriber: Subscriber): () => void {
    const { binding, rest, variablesInAnswer } = this.#current().plan(request);
    const { field } = binding;
    // What the event alone answers is the same for everybody who may see it.
    const scope = rest || binding.mayReceive ? scopeOf(viewer) : '';
    const variables = variablesInAnswer.map((name) => request.variables?.[name]);
    const address = JSON.stringify([topic, key, scope, variables, request.operationName, request.query]);
    const seat = this.#seats.get(address) ?? this.#open(address, topic, key, field, request, viewer);
    seat.audience.subscribers.add(subscriber);
    subscriptions.inc({ field });
    return () => {
      if (!seat.audience.subscribers.delete(subscriber)) return;
      subscriptions.dec({ field });
      if (seat.audience.subscribers.size > 0) return;
      seat.unlisten();
      this.#seats.delete(address);
    };
  }

  #open(
    address: string,
    topic: string,
    key: string,
    field: string,
    request: SubscriptionRequest,
    viewer: Viewer,
  ): Seat {
    const audience = new Audience(field, async (message) => {
      try {
        return await this.#answer(message, request, viewer);
      } catch (error) {
        // The graph changed, and no longer has what is followed; or a bug. Neither ends other subscriptions.
        audience.end(this.#shown(error));
        return undefined;
      }
    });
    const seat = {
      audience,
      request,
      unlisten: this.#options.hub.listen(topic, key, (message) => audience.take(message)),
    };
    this.#seats.set(address, seat);
    return seat;
  }

  /** The answer to one message; undefined when it does not drive the field, or not for this viewer. */
  async #answer(
    { message, partition, offset }: TopicMessage,
    request: SubscriptionRequest,
    viewer: Viewer,
  ): Promise<Executed | undefined> {
    const { binding } = this.#current().plan(request);
    const event = fromKafka(this.#definitions.get(binding.field) ?? new Map(), message);
    if (!event || (binding.mayReceive && !binding.mayReceive(event, viewer))) return undefined;
    executions.inc({ field: binding.field });
    const resumeToken = encodeResumeToken({ partition, offset });
    return { result: await this.#execute({ ...binding.payload(event), resumeToken }, request, viewer), event };
  }

  async #execute(
    payload: EventPayload,
    request: SubscriptionRequest,
    viewer: Viewer,
  ): Promise<FormattedExecutionResult> {
    const stage = this.#current();
    const execution = { planned: stage.plan(request), variables: request.variables ?? {}, viewer };
    const { data, errors, extensions } = await stage.executor.execute(execution, payload);
    return {
      ...(errors ? { errors: errors.map((error) => this.#format(error)) } : {}),
      data: data as FormattedExecutionResult['data'],
      ...(extensions ? { extensions } : {}),
    };
  }

  #current(): Stage {
    this.#stage ??= new Stage({
      generation: this.#options.graph.generation,
      eventSchema: this.#eventSchema,
      dataSources: this.#options.graph.dataSources,
      bindings: this.#bindings,
      limits: this.#options.limits,
    });
    return this.#stage;
  }

  /** A new supergraph ends no subscription but those whose selection it no longer has. */
  #replan(): void {
    this.#stage = undefined;
    for (const { audience, request } of [...this.#seats.values()])
      try {
        this.#current().plan(request);
      } catch (error) {
        audience.end(this.#shown(error));
      }
  }

  #shown(error: unknown): GraphQLFormattedError[] {
    if (error instanceof Refused) return error.errors.map((one) => this.#format(one));
    return [this.#format(error)];
  }

  #format(error: unknown): GraphQLFormattedError {
    const { log } = this.#options;
    if (error instanceof GraphQLError) return clientError(error.toJSON(), error, log);
    return clientError({ message: 'unexpected' }, error, log);
  }
}

/** All of one user's sessions with the same rights get the same answers. */
const scopeOf = (viewer: Viewer): string =>
  viewer.kind === 'user' ? `${viewer.id} ${[...viewer.roles].sort().join(',')}` : viewer.kind;
