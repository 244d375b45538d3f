import { z } from 'zod';
import { type EventDefinition, streamOf } from '#kernel/messages/event.ts';

/** A subgraph's published language. */
export interface Publisher {
  readonly name: string;
  readonly events: readonly EventDefinition[];
}

const text = (description: string, more: object = {}) => ({ type: 'string', description, ...more });

/** The CloudEvents attributes of an event, as the Kafka binding's binary mode puts them into headers. */
const headersOf = ({ type, version, key }: EventDefinition) => ({
  type: 'object',
  required: [
    'ce_specversion',
    'ce_id',
    'ce_type',
    'ce_source',
    'ce_subject',
    'ce_time',
    'ce_dataschema',
    'ce_correlationid',
    'content-type',
  ],
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: text('The event’s own id: seen again, it is the same event.', { format: 'uuid' }),
    ce_type: { const: type },
    ce_source: { const: `/${type.slice(0, type.indexOf('.'))}` },
    ce_subject: text(`The payload’s ${key}, as the message’s key.`),
    ce_time: text('When it happened.', { format: 'date-time' }),
    ce_dataschema: { const: `${type}/${version}` },
    ce_correlationid: text('Shared by all events that one request led to.'),
    ce_causationid: text('The event that led to this one.'),
    ce_actor: text('Who acted; absent when the publisher did by itself.'),
    ce_origin: text('From where they acted: personal data, for the audit log alone.'),
    'content-type': { const: 'application/json' },
  },
});

const messageOf = (event: EventDefinition) => {
  // Of `input`: a reader must let pass what it does not know, so that publishers may add fields.
  const { $schema: _dialect, ...payload } = z.toJSONSchema(event.schema, { target: 'draft-7', io: 'input' });
  return {
    name: event.type,
    title: event.type.slice(event.type.indexOf('.') + 1),
    summary: event.description,
    contentType: 'application/json',
    headers: headersOf(event),
    payload,
    bindings: {
      kafka: { key: text(`The payload’s ${event.key}: events of one are in order.`), bindingVersion: '0.5.0' },
    },
  };
};

/** JSON Pointer's own escapes (RFC 6901 §3). */
const pointer = (...parts: string[]): { $ref: string } => ({
  $ref: `#/${parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`,
});

/**
 * All events of the house as one AsyncAPI 3.0 document: a channel per topic, a message per kind of event. The same
 * publishers give the same document, byte for byte.
 */
export function asyncApiOf(publishers: readonly Publisher[], info: { title: string; version: string }): object {
  const byName = [...publishers].sort((a, b) => (a.name < b.name ? -1 : 1)).filter(({ events }) => events.length > 0);
  const events = byName.flatMap((publisher) => publisher.events);
  const streams = byName.map((publisher) => ({
    ...publisher,
    stream: `${publisher.name}.events`,
    kinds: publisher.events.map(({ type }) => type),
  }));
  for (const event of events)
    if (!streams.some(({ stream, kinds }) => stream === streamOf(event) && kinds.includes(event.type)))
      throw new Error(`${event.type} is published by a subgraph of another name`);
  return {
    asyncapi: '3.0.0',
    info: {
      ...info,
      description:
        'What the subgraphs tell each other over Kafka: CloudEvents 1.0 in headers, JSON in values. A topic’s name has the installation’s prefix before it.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      streams.map(({ name, stream, kinds }) => [
        stream,
        {
          address: stream,
          description: `Everything ${name} publishes.`,
          messages: Object.fromEntries(kinds.map((type) => [type, pointer('components', 'messages', type)])),
        },
      ]),
    ),
    operations: Object.fromEntries(
      streams.map(({ name, stream, kinds }) => [
        `${name}.publish`,
        {
          action: 'send',
          channel: pointer('channels', stream),
          summary: `${name} publishes what happened to its own.`,
          messages: kinds.map((type) => pointer('channels', stream, 'messages', type)),
        },
      ]),
    ),
    components: { messages: Object.fromEntries(events.map((event) => [event.type, messageOf(event)])) },
  };
}
