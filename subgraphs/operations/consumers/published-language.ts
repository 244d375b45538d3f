import { type EventDefinition, fromKafka } from '#kernel/messages/event.ts';
import * as published from '#schema/events.ts';

const definitions = new Map(
  Object.values(published)
    .filter((value): value is Extract<typeof value, { schema: unknown }> => 'schema' in value)
    .map((definition) => [definition.type as string, definition as EventDefinition]),
);

/** Why a message does not match the schema its type has today; undefined when it does. */
export function unreadable(message: {
  headers: Readonly<Record<string, string>>;
  payload: string;
}): string | undefined {
  try {
    const event = fromKafka(definitions, { headers: message.headers, value: Buffer.from(message.payload) });
    return event ? undefined : `Nobody publishes ${message.headers.ce_type ?? 'messages without a type'} any more.`;
  } catch (error) {
    return (error as Error).message;
  }
}
