import { isId } from '#kernel/ids.ts';
import type { KafkaMessage } from '#kernel/kafka/client.ts';
import { headerOf } from '#kernel/kafka/record-codec.ts';
import type { ConsumerDefinition, Received } from '#kernel/messages/consumer.ts';
import { PoisonMessage } from '#kernel/messages/event.ts';
import type { Record, Told } from '../commands/record.ts';
import { withoutPersonalData } from '../domain/personal-data.ts';

/** Whose every event is an action to be kept: orders, payments, stock, parcels, dead letters. */
export const AUDITED = ['order', 'payment', 'inventory', 'logistics', 'operations'] as const;

/** How long Kafka gathers: large batches, since nobody waits for the log. In ms. */
const GATHER_MS = 500;

/** Entries of one transaction at most. */
const AT_ONCE = 5_000;

/**
 * Takes every event of the audited subgraphs into the log, as published: what its schema does not know is kept too. The
 * log itself tells which events it has, so there is no inbox beside it.
 */
export const actionConsumer = (record: Record): ConsumerDefinition<Received & Told> => ({
  name: 'actions',
  topics: AUDITED.map((name) => `${name}.events`),
  inbox: false,
  gatherMs: GATHER_MS,
  atOnce: AT_ONCE,
  read: actionOf,
  handle: (_tx, actions) => record(actions),
});

/** Control characters set the parts of an entry apart (store/log.ts, domain/chain.ts); nothing that is kept may have any. */
const plain = (text: string): string => (CONTROL.test(text) ? text.replaceAll(/\p{Cc}/gu, ' ') : text);
const CONTROL = /\p{Cc}/u;

const idOrNull = (text: string): string | null => (isId(text) ? text.toLowerCase() : null);

/** @throws PoisonMessage for a message that has no id, type or time, or is no JSON where it has to be read */
function actionOf(message: KafkaMessage): Received & Told {
  const header = (name: string): string => headerOf(message, name) ?? '';
  const [eventId, subject] = [idOrNull(header('ce_id')), idOrNull(header('ce_subject'))];
  const [type, at] = [header('ce_type'), new Date(header('ce_time'))];
  if (!eventId || !subject || !type || Number.isNaN(at.getTime()))
    throw new PoisonMessage(`an event of type "${type}" lacks its id, subject or time`);
  const payload = String(message.value ?? '');
  // JSON has them as escapes only.
  if (payload === '' || payload.includes('\u001e') || payload.includes('\u001f'))
    throw new PoisonMessage(`${type}: the payload is not JSON`);
  try {
    return {
      id: eventId,
      eventId,
      at,
      action: plain(type),
      subject,
      actor: plain(header('ce_actor')) || `service:${type.slice(0, type.indexOf('.'))}`,
      origin: plain(header('ce_origin')) || undefined,
      correlation: idOrNull(header('ce_correlationid')),
      causation: idOrNull(header('ce_causationid')),
      data: withoutPersonalData(type, payload),
    };
  } catch (cause) {
    throw new PoisonMessage(`${type}: the payload is not JSON`, { cause });
  }
}
