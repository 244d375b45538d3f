import { type FormattedExecutionResult, GraphQLError } from 'graphql';
import { Fault } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import type { Graph } from '#router/gateway/graph.ts';
import type { Limits } from '#router/gateway/limits.ts';
import type { GraphQLFront } from '#router/http/apollo.ts';
import type { Surface } from '#router/http/graphql-route.ts';
import { subscriptions } from '#router/http/metrics.ts';
import type { Identity } from '#router/identity/token-verifier.ts';
import { Answering, type Following } from '#router/subscriptions/answering.ts';
import { Audience, type Sink, Subscriber } from '#router/subscriptions/audience.ts';
import { type Arguments, type Binding, keyOf, presentState, toldBy } from '#router/subscriptions/binding.ts';
import type { EventFeed } from '#router/subscriptions/event-feed.ts';
import type { Hub, TopicMessage } from '#router/subscriptions/hub.ts';
import { coerceArguments } from '#router/subscriptions/planned-subscription.ts';
import type { Replay } from '#router/subscriptions/replay.ts';
import { decodeResumeToken, encodeResumeToken, toldMark } from '#router/subscriptions/resume-token.ts';
import { endedByGraph, Refused, type SubscriptionRequest } from '#router/subscriptions/stage.ts';
import type { Upstreams } from '#router/subscriptions/upstreams.ts';

export interface SubscriptionsOptions {
  graph: Graph;
  front: GraphQLFront;
  /** How topics are followed; without it no field is driven by events. */
  events?: { topicPrefix: string; hub: Hub; feed: EventFeed; replay: Replay };
  upstreams: Upstreams;
  limits: Limits;
  log: Logger;
}

/** A client's hold on its subscription. */
export interface Followed {
  /** With it the subscription can be resumed where it is now; undefined while there is nothing to resume. */
  readonly resumeToken: string | undefined;
  /** Harmless at any time and more than once. */
  leave(): void;
}

/** An audience with what drives it. */
interface Seat extends Following {
  // biome-ignore lint/suspicious/noExplicitAny: of whatever drives it.
  readonly audience: Audience<any>;
  /** Where its messages come from. */
  source: string;
  leaveSource: () => void;
}

/**
 * Federated subscriptions: who may follow what, what a client missed, and one execution per event for all clients whose
 * answers are equal. Knows neither sockets nor HTTP.
 */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #seats = new Map<string, Seat>();
  readonly #answering: Answering;

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
    this.#answering = new Answering(options);
    options.graph.onGeneration(() => void this.#replan());
  }

  /** Resolves when every topic the graph binds fields to is followed. */
  async start(): Promise<void> {
    await this.#followTopics();
  }

  async stop(): Promise<void> {
    this.#options.upstreams.stop();
    await this.#options.events?.feed.stop();
  }

  async #followTopics(): Promise<void> {
    const { events, graph } = this.#options;
    const bound = [...this.#answering.stage.bindings.values()].map(({ topic }) => topic);
    const followed = [...bound, ...(graph.generation.cacheRules?.topics ?? [])];
    await events?.feed.follow(followed.map((topic) => `${events.topicPrefix}${topic}`));
  }

  /**
   * Follows one field: first the present state or, with a resume token, all that was missed; then every event.
   * What cannot be followed ends the sink with coded errors.
   */
  open(request: SubscriptionRequest, identity: Identity, sink: Sink, surface?: Surface): Followed {
    let leave: (() => void) | undefined;
    let left = false;
    let subscriber: Subscriber | undefined;
    const close = (): void => {
      left = true;
      leave?.();
      leave = undefined;
    };
    const guarded: Sink = {
      next: (answer, overflow) => left || sink.next(answer, overflow),
      end: (errors) => {
        if (left) return;
        close();
        sink.end(errors);
      },
    };
    const asked = { request, identity, surface };
    this.#follow(asked, guarded, (one) => {
      subscriber = one;
    }).then(
      (leaveAudience) => {
        if (left) leaveAudience();
        else leave = leaveAudience;
      },
      (error: unknown) => guarded.end(this.#answering.refusals(error)),
    );
    return {
      get resumeToken() {
        return subscriber?.resumeToken;
      },
      leave: close,
    };
  }

  async #follow(
    asked: Omit<Following, 'args'>,
    sink: Sink,
    tell: (subscriber: Subscriber) => void,
  ): Promise<() => void> {
    const { planned } = this.#answering.plan(asked);
    const args = coerceArguments(this.#answering.stage.schema, planned, asked.request.variables ?? {});
    const following = { ...asked, args };
    const { binding } = planned;
    const subscriber = new Subscriber(sink, binding?.overflow ?? 'latest');
    tell(subscriber);
    if (binding) return this.#followTopic(binding, following, subscriber);
    const leave = this.#join(following, subscriber);
    subscriber.release();
    return leave;
  }

  async #followTopic(binding: Binding, following: Following, subscriber: Subscriber): Promise<() => void> {
    const { request, args } = following;
    const { topic, key, feed, replay } = this.#place(binding, args);
    const partition = feed.partitionOf(topic, key);
    const token = request.resumeFrom ?? args.resumeFrom;
    const resume = typeof token === 'string' ? decodeResumeToken(token) : undefined;
    if (resume && resume.partition !== partition)
      throw new Fault('BAD_USER_INPUT', '"resumeFrom" is not a resume token of this subscription.');
    // Everything from `position` on reaches the subscriber, which holds it back until the past has been sent. It joins
    // before the present state is asked for, so what happens meanwhile is in the one or comes after it, or both.
    const position = feed.position(topic, partition);
    subscriber.from = Math.max(position, resume ? resume.offset + 1 : 0);
    const leave = this.#join(following, subscriber);
    try {
      const data = await this.#admit(binding, following);
      if (resume) {
        subscriber.told = resume.told ?? new Set();
        subscriber.resumeToken = String(token);
        const missed = { topic, partition, key, from: resume.offset + 1, until: position };
        for (const message of await replay.read(missed)) {
          const answer = await this.#answering.toMessage(message, following);
          if (answer && !(answer.tells && subscriber.told.has(answer.tells))) subscriber.send(answer);
        }
      } else {
        subscriber.told = new Set([...toldBy(binding, data)].map(toldMark));
        const at = { partition, offset: position - 1, told: subscriber.told };
        subscriber.resumeToken = encodeResumeToken(at);
        for (const value of presentState(binding, data))
          subscriber.send(await this.#answering.toValue(value, at, following));
      }
    } catch (error) {
      leave();
      throw error;
    }
    subscriber.release();
    return leave;
  }

  /** What a binding follows for these arguments. */
  #place(binding: Binding, args: Arguments) {
    const { events } = this.#options;
    const topic = `${events?.topicPrefix}${binding.topic}`;
    if (!events?.feed.follows(topic))
      throw new Fault('UNAVAILABLE', 'Events cannot be followed now; try again shortly.');
    const key = keyOf(binding, args);
    if (key === undefined) throw new Fault('BAD_USER_INPUT', `"${binding.field}" needs what its events are found by.`);
    return { ...events, topic, key };
  }

  /** Asks the graph, as the subscriber, whether there is something it may follow. @returns how that stands now */
  async #admit({ admission }: Binding, { args, identity }: Following): Promise<unknown> {
    if (!admission) return undefined;
    const { resumeFrom: _, ...variables } = args;
    const { data, errors } = await this.#options.front.execute({ query: admission.query, variables }, identity);
    if (errors?.length)
      throw new Refused(errors.map(({ message, extensions }) => new GraphQLError(message, { extensions })));
    if (Object.values(data ?? {})[0] === null || !data)
      throw new Fault('NOT_FOUND', 'There is nothing of this id that you may follow.');
    return data;
  }

  /** Puts a subscriber among those with equal answers. @returns how to leave */
  #join(following: Following, subscriber: Subscriber): () => void {
    const { request, args, identity, surface } = following;
    const { binding, field, rest, variablesInAnswer } = this.#answering.plan(following).planned;
    // What the event alone answers is the same for everybody who may see it.
    const scope = !binding || rest || binding.owner ? scopeOf(identity) : rightsOf(identity);
    const { resumeFrom: _, ...chosen } = args;
    const variables = variablesInAnswer.map((name) => request.variables?.[name]);
    const address = JSON.stringify([surface?.name, chosen, scope, variables, request.operationName, request.query]);
    const seat = this.#seats.get(address) ?? this.#open(address, field.name.value, following, subscriber.overflow);
    seat.audience.subscribers.add(subscriber);
    subscriptions.inc({ field: seat.audience.field });
    return () => {
      if (!seat.audience.subscribers.delete(subscriber)) return;
      subscriptions.dec({ field: seat.audience.field });
      if (seat.audience.subscribers.size > 0) return;
      seat.leaveSource();
      this.#seats.delete(address);
    };
  }

  #open(address: string, field: string, following: Following, overflow: Subscriber['overflow']): Seat {
    const audience = new Audience<TopicMessage | FormattedExecutionResult>(field, overflow, async (event) => {
      try {
        if ('topic' in event) return await this.#answering.toMessage(event, following);
        return await this.#answering.toUpstream(event, following);
      } catch (error) {
        // The graph changed, and no longer has what is followed; or a bug. Neither ends other subscriptions.
        audience.end(this.#answering.refusals(endedByGraph(error)));
        return undefined;
      }
    });
    const seat: Seat = { ...following, audience, source: '', leaveSource: () => {} };
    this.#attach(seat);
    this.#seats.set(address, seat);
    return seat;
  }

  /** Connects an audience with what drives it on this graph; what drove it before stays when it is the same. */
  #attach(seat: Seat): void {
    const { audience, args, request, identity } = seat;
    const { binding, primary } = this.#answering.plan(seat).planned;
    const place = binding && this.#place(binding, args);
    const source = place ? `${place.topic}\n${place.key}` : `${primary.serviceName}\n${primary.operation}`;
    if (source === seat.source) return;
    seat.leaveSource();
    seat.source = source;
    seat.leaveSource = place
      ? place.hub.listen(place.topic, place.key, (message) => audience.take(message))
      : this.#options.upstreams.follow(primary, request.variables ?? {}, identity, {
          next: (result) => audience.take(result),
          end: (errors) => {
            if (errors.length === 0) audience.finish();
            else
              audience.finish(
                errors.map(({ message, extensions }) =>
                  this.#answering.formatted(new GraphQLError(message, { extensions })),
                ),
              );
          },
        });
  }

  /** A new supergraph ends no subscription but those whose selection it no longer has. */
  async #replan(): Promise<void> {
    const { log } = this.#options;
    try {
      if (!this.#answering.renew()) return;
      await this.#followTopics();
    } catch (error) {
      log.error({ err: error }, 'the subscriptions of a new graph cannot be followed');
    }
    for (const seat of [...this.#seats.values()])
      try {
        this.#attach(seat);
      } catch (error) {
        seat.audience.end(this.#answering.refusals(endedByGraph(error)));
      }
  }
}

/** What decides which fields somebody may see. */
const rightsOf = ({ viewer, scopes }: Identity): string =>
  JSON.stringify([viewer.kind, viewer.kind === 'user' ? [...viewer.roles].sort() : [], [...scopes].sort()]);

/** All of one user's sessions with the same rights get the same answers, where subgraphs are told the same. */
const scopeOf = (identity: Identity): string =>
  (identity.viewer.kind === 'user' ? identity.viewer.id : '') + rightsOf(identity) + (identity.forwarded?.key ?? '');
