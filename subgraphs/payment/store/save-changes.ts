import { columns, NEXT, spliced } from '#kernel/db/columns.ts';
import type { Queryable } from '#kernel/db/database.ts';
import type { OutgoingEvent } from '#kernel/messages/event.ts';
import { intoOutboxOf } from '#kernel/messages/outbox.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { returnedMinor } from '../domain/payment.ts';
import type { StaffRequest, StoredPayment } from './payments.ts';

/** One payment's change, ready to be saved with everything that goes with it. */
export interface Change {
  readonly payment: StoredPayment;
  /** When to act at the bank, in ms from now; null when there is nothing to do. */
  readonly dueInMs: number | null;
  readonly requests: readonly StaffRequest[];
  /** What it means in money. */
  readonly entries: readonly LedgerEntry[];
  readonly events: readonly OutgoingEvent[];
}

/** A provider's event and what came of it. */
export interface NotedEvent {
  readonly id: string;
  readonly paymentId: string;
  readonly kind: string;
  readonly body: unknown;
  readonly outcome: string;
}

/**
 * Saves changes with their ledger entries, refunds, provider events and outgoing events, in one statement and so all or
 * none of each payment. A payment that changed since it was loaded is left alone. What there is nothing of is left out of
 * the statement: the server prepares to write to each table that is named, which costs more than a row.
 * @returns the ids of the payments that were saved
 */
export async function saveChanges(
  db: Queryable,
  changes: readonly Change[],
  noted: readonly NotedEvent[],
): Promise<Set<string>> {
  const { sql } = db;
  if (changes.length === 0) {
    await insertEvents(db, noted);
    return new Set();
  }
  const c = columns(changes.map(changedRow));
  const [refunds, requests] = [changes.flatMap(refundRows), changes.flatMap(requestRows)];
  const transfers = changes.flatMap(transferRows);
  const events = changes.flatMap((change) => change.events);
  const told = changes.flatMap(({ payment, events }) => events.map(() => payment.id));
  const rows = await sql<{ id: string }[]>`
    with change as (
      select * from unnest(
        ${c.id}::text::uuid[], ${c.version}::text::int[], ${c.status}::text::text[], ${c.wish}::text::text[],
        ${c.held}::text::bool[], ${c.captureMinor}::text::bigint[], ${c.capturedMinor}::text::bigint[],
        ${c.returnedMinor}::text::bigint[], ${c.providerId}::text::text[], ${c.redirectUrl}::text::text[],
        ${c.reason}::text::text[], ${c.cardToken}::text::text[], ${c.dueInMs}::text::float8[]
      ) as c(id, version, status, wish, held, capture_minor, captured_minor, returned_minor, provider_id, redirect_url,
        reason, card_token, due_in_ms)
    ), locked as (
      select p.id from payment p join change c on c.id = p.id and c.version = p.version
      order by p.id for no key update of p
    ), saved as (
      update payment p set status = c.status, wish = c.wish, held = c.held, capture_minor = c.capture_minor,
        captured_minor = c.captured_minor, returned_minor = c.returned_minor, provider_id = c.provider_id,
        redirect_url = c.redirect_url, reason = c.reason, card_token = c.card_token, version = p.version + 1,
        attempts = 0, updated_at = now(), due_at = now() + c.due_in_ms * interval '1 ms'
      from change c join locked using (id)
      where p.id = c.id
      returning p.id
    )
    ${refunds.length > 0 ? sql`, refunded as (${insertRefunds(db, refunds)})` : sql``}
    ${requests.length > 0 ? sql`, requested as (${insertRequests(db, requests)})` : sql``}
    ${transfers.length > 0 ? sql`, booked as (${insertTransfers(db, transfers)})` : sql``}
    ${noted.length > 0 ? sql`, noted as (${insertEvents(db, noted, sql`where n.payment_id not in (select id from change) or n.payment_id in (select id from saved)`)})` : sql``}
    ${events.length > 0 ? sql`, told as (${intoOutboxOf(db, events, told, sql`select id from saved`)})` : sql``}
    select id from saved`;
  return new Set(rows.map(({ id }) => id));
}

function insertRefunds({ sql }: Queryable, refunds: ReturnType<typeof refundRows>) {
  const r = columns(refunds);
  return sql`
    insert into refund (id, payment_id, amount_minor, status, reason, automatic, request_id)
    select r.* from unnest(
      ${r.id}::text::uuid[], ${r.paymentId}::text::uuid[], ${r.minor}::text::bigint[], ${r.status}::text::text[],
      ${r.reason}::text::text[], ${r.automatic}::text::bool[], ${r.requestId}::text::uuid[]
    ) as r(id, payment_id, minor, status, reason, automatic, request_id)
    where r.payment_id in (select id from saved)
    on conflict (id) do update set status = excluded.status, reason = excluded.reason`;
}

function insertRequests({ sql }: Queryable, requests: ReturnType<typeof requestRows>) {
  const r = columns(requests);
  return sql`
    insert into staff_request (requested_by, idempotency_key, input_digest, payment_id, refund_id)
    select r.* from unnest(
      ${r.requestedBy}::text::uuid[], ${r.idempotencyKey}::text::text[], ${r.inputDigest}::text::text[],
      ${r.paymentId}::text::uuid[], ${r.refundId}::text::uuid[]
    ) as r(requested_by, idempotency_key, input_digest, payment_id, refund_id)
    where r.payment_id in (select id from saved)`;
}

function insertTransfers({ sql }: Queryable, transfers: ReturnType<typeof transferRows>) {
  const t = columns(transfers);
  return sql`
    insert into ledger_transfer (payment_id, version, line, kind, debit, credit, amount_minor, currency, refund_id)
    select t.* from unnest(
      ${t.paymentId}::text::uuid[], ${t.version}::text::int[], ${t.line}::text::smallint[],
      ${t.kind}::text::ledger_kind[], ${t.debit}::text::ledger_account[], ${t.credit}::text::ledger_account[],
      ${t.minor}::text::bigint[], ${t.currency}::text::text[], ${t.refundId}::text::uuid[]
    ) as t(payment_id, version, line, kind, debit, credit, minor, currency, refund_id)
    where t.payment_id in (select id from saved)`;
}

/** @param where which of `n` are noted; default all */
function insertEvents({ sql }: Queryable, noted: readonly NotedEvent[], where = sql``) {
  const n = columns(noted);
  return sql`
    insert into provider_event (id, payment_id, kind, body, outcome)
    select n.id, n.payment_id, n.kind, n.body::jsonb, n.outcome from unnest(
      ${n.id}::text::text[], ${n.paymentId}::text::uuid[], ${n.kind}::text::text[],
      string_to_array(${spliced(noted.map(({ body }) => JSON.stringify(body)))}, ${NEXT}), ${n.outcome}::text::text[]
    ) as n(id, payment_id, kind, body, outcome)
    ${where}
    order by n.payment_id, n.id
    on conflict (payment_id, id) do nothing`;
}

const changedRow = ({ payment, dueInMs }: Change) => ({ ...payment, returnedMinor: returnedMinor(payment), dueInMs });

const refundRows = ({ payment }: Change) => payment.refunds.map((refund) => ({ ...refund, paymentId: payment.id }));

const requestRows = ({ payment, requests }: Change) =>
  requests.map((request) => ({ ...request, paymentId: payment.id }));

const transferRows = ({ payment, entries }: Change) =>
  entries
    .flatMap(({ kind, refundId, transfers }) => transfers.map((transfer) => ({ ...transfer, kind, refundId })))
    .map((transfer, line) => ({
      ...transfer,
      line,
      paymentId: payment.id,
      version: payment.version + 1,
      currency: payment.amount.currency,
    }));
