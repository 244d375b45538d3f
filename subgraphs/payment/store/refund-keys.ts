import type { Database } from '#kernel/db/database.ts';

/** The refund that a member of staff asked for with a key; undefined for a new key. */
export async function findRefundByKey(
  db: Database,
  requestedBy: string,
  key: string,
): Promise<{ refundId: string; paymentId: string; inputDigest: string } | undefined> {
  const [row] = await db.sql<{ refundId: string; paymentId: string; inputDigest: string }[]>`
    select id as "refundId", payment_id as "paymentId", input_digest as "inputDigest" from refund
    where requested_by = ${requestedBy}::uuid and idempotency_key = ${key}`;
  return row;
}
