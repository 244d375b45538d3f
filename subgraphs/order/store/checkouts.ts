import { Batcher } from '#kernel/commands/batcher.ts';
import { columns } from '#kernel/db/columns.ts';
import type { Database } from '#kernel/db/database.ts';

/** How long a runner may be silent before another request with the same key takes over. */
const LEASE_SECONDS = 10;

/**
 * Until when a checkout is taken up under its old order id. The cart keeps the lines of a checkout for 60 s, so within
 * that time a resumed one buys exactly what was held; later the cart may be another, and so is the order.
 */
const RESUME_SECONDS = 50;

/** Somebody's wish to place an order under a key. */
export interface ClaimRequest {
  readonly userId: string;
  readonly key: string;
  /** A digest of the input: the same key with another one is a conflict. */
  readonly inputHash: string;
  readonly cartId: string;
  /** The id the order gets when this request is the first with its key. */
  readonly orderId: string;
  /** A fresh id of this very run. */
  readonly runner: string;
}

/** What a run owns: the right to place this order, for as long as nobody took it over. */
export interface Claim {
  readonly userId: string;
  readonly key: string;
  readonly runner: string;
  readonly orderId: string;
  /** An earlier attempt's order id, whose hold and slot nobody will use. */
  readonly abandonedOrderId: string | null;
  /** Whether an earlier run, which failed, may have held goods for the order. */
  readonly resumed: boolean;
}

export type ClaimAnswer =
  | { readonly kind: 'granted'; readonly claim: Claim }
  | { readonly kind: 'placed'; readonly orderId: string }
  | { readonly kind: 'running' }
  | { readonly kind: 'conflict' };

/** An attempt nobody came back to. */
export interface AbandonedCheckout extends Claim {
  readonly cartId: string;
}

interface ClaimRow {
  n: number;
  orderId: string | null;
  abandonedOrderId: string | null;
  resumed: boolean | null;
  knownHash: string | null;
  knownOrderId: string | null;
  placed: boolean | null;
  running: boolean | null;
}

/** Idempotency keys of checkouts: who runs, what came of it. */
export class Checkouts {
  readonly #db: Database;
  readonly #claims: Batcher<ClaimRequest, ClaimAnswer>;

  constructor(db: Database) {
    this.#db = db;
    this.#claims = new Batcher({ name: 'order.claim', run: (batch) => this.#claimAll(batch) });
  }

  /**
   * Claims a key. Of requests at the same time one is granted it, the others are told that it runs, whatever their input: a
   * refusal will free the key, and a retry that its sender gave up on must not deny it to the request that came after.
   */
  claim(request: ClaimRequest): Promise<ClaimAnswer> {
    return this.#claims.submit(request);
  }

  /** Gives a key up after a refusal, so that it may be used again with any input. False when it was taken over. */
  async release({ userId, key, runner }: Claim): Promise<boolean> {
    const rows = await this.#db.sql`
      delete from checkouts where user_id = ${userId} and key = ${key} and runner = ${runner} and placed_at is null
      returning 1`;
    return rows.length > 0;
  }

  /** Lets the next request with the key take over at once: this run failed. */
  async yield({ userId, key, runner }: Claim): Promise<void> {
    await this.#db.sql`
      update checkouts set lease_until = '-infinity'
      where user_id = ${userId} and key = ${key} and runner = ${runner} and placed_at is null`;
  }

  /**
   * Takes over checkouts nobody came back to, to clear them away; each goes to one caller only.
   * @param runner a fresh id of the caller's run
   * @param afterSeconds how long ago they must have begun
   */
  async takeAbandoned(runner: string, afterSeconds: number, limit: number): Promise<AbandonedCheckout[]> {
    return this.#db.sql<AbandonedCheckout[]>`
      update checkouts set runner = ${runner}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS * 6})
      where (user_id, key) in (
        select user_id, key from checkouts
        where placed_at is null and begun_at < now() - make_interval(secs => ${afterSeconds}) and lease_until < now()
        order by begun_at limit ${limit} for update skip locked)
      returning user_id as "userId", key, runner, order_id as "orderId", abandoned_order_id as "abandonedOrderId",
        cart_id as "cartId", true as resumed`;
  }

  async #claimAll(batch: ClaimRequest[]): Promise<ClaimAnswer[]> {
    // One insert cannot meet a key twice: the first of equal requests goes to the database, the others ask again.
    const seen = new Set<string>();
    const asked = batch
      .map((request, index) => ({ ...request, index }))
      .filter(({ userId, key }) => {
        const id = `${userId} ${key}`;
        return !seen.has(id) && seen.add(id);
      });
    // In key order, so that two processes with the same keys never wait for each other. The outer select sees the table
    // as it was before the insert: a row it does not see and was not granted has just been claimed elsewhere. A row that was
    // just inserted has nobody's xmax.
    const a = columns(asked);
    const rows = await this.#db.sql<ClaimRow[]>`
      with asked as (
        select * from unnest(
          ${a.index}::text::int[], ${a.userId}::text::uuid[], ${a.key}::text::text[], ${a.inputHash}::text::text[],
          ${a.orderId}::text::uuid[], ${a.cartId}::text::uuid[], ${a.runner}::text::uuid[]) as a(n, user_id, key, input_hash, order_id, cart_id, runner)
      ), granted as (
        insert into checkouts as c (user_id, key, input_hash, order_id, cart_id, runner, lease_until)
        select user_id, key, input_hash, order_id, cart_id, runner, now() + make_interval(secs => ${LEASE_SECONDS})
        from asked order by user_id, key
        on conflict (user_id, key) do update set
          runner = excluded.runner,
          lease_until = excluded.lease_until,
          order_id = case when c.begun_at < now() - make_interval(secs => ${RESUME_SECONDS})
            then excluded.order_id else c.order_id end,
          abandoned_order_id = case when c.begun_at < now() - make_interval(secs => ${RESUME_SECONDS})
            then c.order_id else c.abandoned_order_id end,
          begun_at = case when c.begun_at < now() - make_interval(secs => ${RESUME_SECONDS})
            then now() else c.begun_at end
        where c.placed_at is null and c.lease_until < now() and c.input_hash = excluded.input_hash
        returning user_id, key, order_id, abandoned_order_id, xmax::text <> '0' as resumed
      )
      select a.n, g.order_id as "orderId", g.abandoned_order_id as "abandonedOrderId", g.resumed,
        known.input_hash as "knownHash", known.order_id as "knownOrderId", known.placed_at is not null as placed,
        known.lease_until >= now() as running
      from asked a
      left join granted g using (user_id, key)
      left join checkouts known using (user_id, key)`;
    const answers = new Map(rows.map((row) => [row.n, answer(batch[row.n]!, row)]));
    return batch.map((_, index) => answers.get(index) ?? { kind: 'running' });
  }
}

function answer({ userId, key, runner, inputHash }: ClaimRequest, row: ClaimRow): ClaimAnswer {
  if (row.orderId !== null)
    return {
      kind: 'granted',
      claim: {
        userId,
        key,
        runner,
        orderId: row.orderId,
        abandonedOrderId: row.abandonedOrderId,
        resumed: row.resumed!,
      },
    };
  if (row.knownHash === null || (row.running && !row.placed)) return { kind: 'running' };
  if (row.knownHash !== inputHash) return { kind: 'conflict' };
  return row.placed ? { kind: 'placed', orderId: row.knownOrderId! } : { kind: 'running' };
}
