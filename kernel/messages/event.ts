import { z } from 'zod';
import { newId } from '#kernel/ids.ts';
import { headerOf } from '#kernel/kafka/record-codec.ts';
import { type QuickCheck, quickCheck } from '#kernel/messages/quick-check.ts';
import { REGION_HEADER } from '#kernel/regions.ts';
import { traceparent } from '#kernel/telemetry/tracing.ts';

/**
 * One kind of event in a subgraph's published language. `type` is `<subgraph>.<PastTense>`, `key` names the payload
 * field that holds the aggregate's id: events of one aggregate stay ordered.
 */
export interface EventDefinition<T extends string = string, S extends z.ZodObject = z.ZodObject> {
  readonly type: T;
  /** Raised when a payload changes in a way an old reader would misread. */
  readonly version: number;
  readonly key: string;
  readonly description: string;
  readonly schema: S;
  /** Spares the schema what is plainly right. */
  readonly isPlain: QuickCheck;
}

export type PayloadOf<E extends EventDefinition> = z.infer<E['schema']>;

/** An event as its consumers see it, CloudEvents 1.0 attributes beside the payload. */
export interface ReceivedEvent<E extends EventDefinition = EventDefinition> {
  readonly type: E['type'];
  readonly id: string;
  readonly time: Date;
  readonly correlationId: string;
  /** The region it happened in, when that is another one. */
  readonly region?: string;
  readonly data: PayloadOf<E>;
}

/** Distributes a union of definitions over {@link ReceivedEvent}, so that `switch (event.type)` narrows `data`. */
export type ReceivedFrom<E extends EventDefinition> = E extends EventDefinition ? ReceivedEvent<E> : never;

/** An event on its way out, ready for the outbox. */
export interface OutgoingEvent {
  readonly topic: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly payload: string;
}

export function defineEvent<const T extends `${string}.${string}`, S extends z.ZodObject>(definition: {
  type: T;
  version?: number;
  key: keyof z.infer<S> & string;
  description: string;
  schema: S;
}): EventDefinition<T, S> {
  return { version: 1, isPlain: quickCheck(definition.schema), ...definition };
}

/** The Kafka topic, without an installation's prefix, of every event a subgraph publishes. */
export const streamOf = (definition: EventDefinition | string): string => {
  const type = typeof definition === 'string' ? definition : definition.type;
  return `${type.slice(0, type.indexOf('.'))}.events`;
};

/** What led to an event. */
export interface EventCause {
  /** One id that follows a matter, such as an order, through the house; the event's own when absent. */
  readonly correlationId?: string;
  /** The event or request right before it. */
  readonly id?: string;
  readonly time?: Date;
  /** Who acted, as `actorOf` names a viewer; absent when a subgraph acts by itself. */
  readonly actor?: string;
  /** From where the actor's request came, as `originOf` tells it. Personal data: for the audit log, never for a payload. */
  readonly origin?: string;
}

/** Most characters of a payload: what a broker takes of a message by default is 1 MB, and characters have up to 3 bytes. */
const MOST_CHARACTERS = 300_000;

/**
 * Makes an event of a payload, checked against its definition.
 * Attributes travel in headers (CloudEvents Kafka binding 1.0.2 §3.2, binary mode); the value is the JSON payload.
 * @param cause the event or request that led to this one, and who acted
 * @throws ZodError when the payload does not match, Error when it is larger than any broker takes: a bug of the publisher
 */
export function toOutgoing<E extends EventDefinition>(
  definition: E,
  payload: PayloadOf<E>,
  cause: EventCause = {},
): OutgoingEvent {
  const data: Record<string, unknown> = definition.isPlain(payload) ? payload : definition.schema.parse(payload);
  const json = JSON.stringify(data);
  // In the outbox nothing could ever get past it.
  if (json.length > MOST_CHARACTERS) throw new Error(`${definition.type}: a payload of ${json.length} characters`);
  const id = newId();
  const trace = traceparent();
  return {
    topic: streamOf(definition),
    key: String(data[definition.key]),
    headers: {
      ce_specversion: '1.0',
      ce_id: id,
      ce_type: definition.type,
      ce_source: `/${definition.type.slice(0, definition.type.indexOf('.'))}`,
      ce_subject: String(data[definition.key]),
      ce_time: (cause.time ?? new Date()).toISOString(),
      ce_dataschema: `${definition.type}/${definition.version}`,
      ce_correlationid: cause.correlationId ?? id,
      ...(cause.id ? { ce_causationid: cause.id } : {}),
      ...(cause.actor ? { ce_actor: cause.actor } : {}),
      ...(cause.origin ? { ce_origin: cause.origin } : {}),
      ...(trace ? { traceparent: trace } : {}),
      'content-type': 'application/json',
    },
    payload: json,
  };
}

/** A message that can never be processed as it is: unreadable, of an unknown shape, or one its handler always refuses. */
export class PoisonMessage extends Error {
  override name = 'PoisonMessage';
}

/**
 * Reads a Kafka message back. Unknown fields are kept out, so a publisher may add some at any time.
 * @returns undefined for a type that is not among `definitions`
 * @throws PoisonMessage when it is one of them and does not match its schema
 */
export function fromKafka<E extends EventDefinition>(
  definitions: ReadonlyMap<string, E>,
  message: { headers?: Record<string, unknown>; value: Buffer | null },
): ReceivedFrom<E> | undefined {
  const header = (name: string): string => headerOf(message, name) ?? '';
  const definition = definitions.get(header('ce_type'));
  const value = definition && message.value;
  if (!value) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(value.toString('utf8'));
  } catch (cause) {
    throw new PoisonMessage(`${definition.type}: the payload is not JSON`, { cause });
  }
  const region = header(REGION_HEADER);
  return {
    type: definition.type,
    id: header('ce_id'),
    time: new Date(header('ce_time')),
    correlationId: header('ce_correlationid'),
    ...(region ? { region } : {}),
    data: payloadIn(definition, json),
  } as ReceivedFrom<E>;
}

function payloadIn(definition: EventDefinition, json: unknown): unknown {
  if (definition.isPlain(json)) return json;
  const { error, data } = definition.schema.safeParse(json);
  if (error) throw new PoisonMessage(`${definition.type}: ${z.prettifyError(error)}`, { cause: error });
  return data;
}
