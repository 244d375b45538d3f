import { newId } from '#kernel/ids.ts';
import type { KafkaMessage } from '#kernel/kafka/client.ts';
import { PoisonMessage } from '#kernel/messages/event.ts';

/** The topic, without an installation's prefix, of what one consumer could not process. */
export const deadLetterTopic = (consumer: string): string => `${consumer}.dlq`;

/** The header of a message that is sent again to one consumer, `<subgraph>.<consumer>`; all others pass it over. */
export const REPLAY_TO = 'ce_replayto';

/** A message that a consumer could not process, as its dead letter topic has it. */
export interface DeadLetter {
  /** Of this burial; the same message buried again has another. */
  readonly id: string;
  /** `<subgraph>.<consumer>`. */
  readonly consumer: string;
  /** Where the message was, without an installation's prefix. */
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** The message as it was. */
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
  /** Why, with the error's stack, after how many tries, and when. */
  readonly cause: string;
  readonly stack: string;
  readonly attempts: number;
  readonly at: Date;
}

/** The message of a dead letter topic: the message as it was first, and what happened to it in `dlq_*` headers. */
export function toDeadLetter(
  message: KafkaMessage,
  from: { consumer: string; topic: string; partition: number },
  error: unknown,
  attempts: number,
) {
  // Whoever reads dead letters is not whom the message was sent to again.
  const { [REPLAY_TO]: _replayed, ...headers } = message.headers ?? {};
  return {
    key: message.key,
    value: message.value,
    headers: {
      ...headers,
      dlq_id: newId(),
      dlq_consumer: from.consumer,
      dlq_topic: from.topic,
      dlq_partition: String(from.partition),
      dlq_offset: message.offset,
      dlq_cause: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      dlq_stack: error instanceof Error ? (error.stack ?? '') : '',
      dlq_attempts: String(attempts),
      dlq_at: new Date().toISOString(),
    },
  };
}

/** @throws PoisonMessage for a message that no consumer of the house buried */
export function readDeadLetter({ key, value, headers = {} }: KafkaMessage): DeadLetter {
  const all = Object.entries(headers).map(([name, text]) => [name, String(text)] as const);
  const told = Object.fromEntries(all.filter(([name]) => name.startsWith('dlq_')));
  if (!told.dlq_id || !told.dlq_consumer || !told.dlq_topic) throw new PoisonMessage('this is no dead letter');
  return {
    id: told.dlq_id,
    consumer: told.dlq_consumer,
    topic: told.dlq_topic,
    partition: Number(told.dlq_partition),
    offset: told.dlq_offset ?? '',
    key: String(key ?? ''),
    headers: Object.fromEntries(all.filter(([name]) => !name.startsWith('dlq_'))),
    payload: String(value ?? ''),
    cause: told.dlq_cause ?? '',
    stack: told.dlq_stack ?? '',
    attempts: Number(told.dlq_attempts),
    at: new Date(told.dlq_at ?? Number.NaN),
  };
}
