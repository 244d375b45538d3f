import type { Database } from '#kernel/db/database.ts';

/** What a member of staff asked for with a key, and the refund it made, if it was one; undefined for a new key. */
export async function findStaffRequest(
  db: Database,
  requestedBy: string,
  key: string,
): Promise<{ refundId: string | null; paymentId: string; inputDigest: string } | undefined> {
  const [row] = await db.sql<{ refundId: string | null; paymentId: string; inputDigest: string }[]>`
    select refund_id as "refundId", payment_id as "paymentId", input_digest as "inputDigest" from staff_request
    where requested_by = ${requestedBy}::uuid and idempotency_key = ${key}`;
  return row;
}
