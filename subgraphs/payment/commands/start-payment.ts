import { setTimeout as delay } from 'node:timers/promises';
import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database } from '#kernel/db/database.ts';
import { Fault } from '#kernel/errors.ts';
import { isId, newId } from '#kernel/ids.ts';
import { isCardToken, looksLikeCardNumber } from '#schema/card-token.ts';
import { fromInput, type MoneyInput, sameMoney } from '#schema/money.ts';
import { crashPoint } from '../crash-points.ts';
import { insertPayments, isBeingBegun, loadPayments, type NewPayment, type StoredPayment } from '../store/payments.ts';
import type { BankWorker } from './bank-work.ts';

export interface StartPaymentInput {
  readonly orderId: string;
  readonly userId: string;
  readonly amount: MoneyInput;
  readonly cardToken: string;
  readonly goodsHeldUntil?: Date | null | undefined;
  readonly returnUrl?: string | null | undefined;
}

/**
 * Begins the payment of an order, once per order. The row is there before the bank is asked, so a callback that
 * overtakes the bank's own answer finds it. Who asks again while the bank is being asked, here or in another process, gets
 * the same answer.
 * @returns the payment with the bank's answer, or STARTING when the bank gave none
 * @throws Fault BAD_USER_INPUT for a card number in place of a token, an amount below one unit, or another amount or
 *   buyer than the order's payment was begun with
 */
export type StartPayment = (input: StartPaymentInput) => Promise<StoredPayment>;

export function createStartPayment(options: {
  db: Database;
  worker: BankWorker;
  /** How long this process has to ask the bank before another may, in ms. */
  leaseMs: number;
  /** How long the bank's first answer can take, in ms. */
  answerMs: number;
  /** Where buyers come back to when the order does not say. */
  returnUrl: string;
  /** What the house keeps of a sale, in basis points. */
  feeBps: number;
}): StartPayment {
  const inserts = new Batcher<NewPayment, { payment: StoredPayment; begun: boolean }>({
    name: 'payment.start',
    run: async (batch) => {
      const { byOrder, begun } = await insertPayments(options.db, batch, options.leaseMs);
      return batch.map(({ orderId, id }) => {
        const payment = byOrder.get(orderId)!;
        return { payment, begun: begun.has(orderId) && payment.id === id };
      });
    },
  });
  /** Waits for the bank's answer to whoever began the payment, as long as that can still come. */
  const afterItsBeginner = async ({ id }: StoredPayment): Promise<StoredPayment> => {
    for (let pause = 10; await isBeingBegun(options.db, id, options.answerMs); pause = Math.min(200, pause * 2))
      await delay(pause);
    return (await loadPayments(options.db, { ids: [id] }))[0]!;
  };
  const begin = async (asked: NewPayment): Promise<StoredPayment> => {
    const { payment, begun } = await inserts.submit(asked);
    if (begun) crashPoint('payment.begun-not-asked');
    return begun ? options.worker.work(payment) : afterItsBeginner(payment);
  };
  // A double click while the bank is being asked waits for its answer, which is for both.
  const beginning = new Map<string, Promise<StoredPayment>>();
  return async (input) => {
    const asked = readInput(input, options);
    let answer = beginning.get(asked.orderId);
    if (!answer) {
      answer = begin(asked).finally(() => beginning.delete(asked.orderId));
      beginning.set(asked.orderId, answer);
    }
    const payment = await answer;
    if (payment.userId !== asked.userId || !sameMoney(payment.amount, asked.amount))
      throw new Fault('BAD_USER_INPUT', 'The payment of this order was begun with another amount or buyer.');
    return payment;
  };
}

function readInput(
  { orderId, userId, amount, cardToken, goodsHeldUntil, returnUrl }: StartPaymentInput,
  shop: { returnUrl: string; feeBps: number },
): NewPayment {
  if (!isId(orderId) || !isId(userId)) throw new Fault('BAD_USER_INPUT', 'There is no such order.');
  if (looksLikeCardNumber(cardToken))
    throw new Fault('BAD_USER_INPUT', 'Send the token the bank gave for the card, never the number of a card.');
  if (!isCardToken(cardToken)) throw new Fault('BAD_USER_INPUT', 'The card token has no known form.');
  const money = fromInput(amount);
  if (money.minor <= 0) throw new Fault('BAD_USER_INPUT', 'There is nothing to pay.');
  return {
    id: newId(),
    orderId,
    userId,
    amount: money,
    cardToken,
    goodsHeldUntil: goodsHeldUntil ?? null,
    returnUrl: returnUrl ?? shop.returnUrl,
    feeBps: shop.feeBps,
  };
}
