import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { paymentAuthorized } from '#schema/events.ts';
import { type BankAnswer, type BankLine, layBankLine } from './testing/bank-line.ts';
import { roubles, type Stand, startStand } from './testing/stand.ts';

let stand: Stand;
let line: BankLine;
beforeAll(async () => {
  line = await layBankLine(() => stand.bankUrl);
  stand = await startStand({ BANK_URL: line.url, PAYMENT_WATCH_MS: '50' });
});
afterEach(() => line.mend());
afterAll(async () => {
  await stand?.stop();
  line.stop();
});

/** Bends what is said of a payment, also of one in a list. */
const saying = (other: object) =>
  line.bend((answer: BankAnswer) =>
    answer.payments ? { payments: answer.payments.map((one) => ({ ...one, ...other })) } : { ...answer, ...other },
  );

/** Once the bank was asked a few times in vain. */
const askedInVain = (id: string) =>
  eventually(async () => {
    const [row] = await stand.subgraph.db.sql`select attempts from payment where id = ${id}`;
    return row!.attempts >= 3;
  });

const untrue: [string, () => object][] = [
  ['of less money', () => ({ amount: 100 })],
  ['of more money', () => ({ amount: 129_901 })],
  ['of other money', () => ({ currency: 'USD' })],
  ['of somebody else’s payment', () => ({ reference: newId() })],
];

describe('a bank that answers with success, but', () => {
  it.each(untrue)('%s, authorizes nothing until it is asked for the truth', async (_what, other) => {
    const payment = await stand.start('tok_no_callback');
    await stand.press(payment);
    saying(other());
    await askedInVain(payment.id);
    expect(await stand.see(payment.order.orderId)).toMatchObject({ status: 'REQUIRES_ACTION' });
    line.mend();
    await stand.reaches(payment.order.orderId, 'AUTHORIZED');
    const told = () => stand.subgraph.published(paymentAuthorized).filter(({ data }) => data.paymentId === payment.id);
    await eventually(() => told().length === 1);
  });

  it.each([
    ...untrue,
    ['that took more', () => ({ capturedAmount: 129_901 })],
    ['that took nothing', () => ({ capturedAmount: 0 })],
  ] as typeof untrue)('%s, has taken nothing', async (_what, other) => {
    const { id, order } = await stand.start('tok_frictionless');
    saying(other());
    await stand.subgraph.db
      .sql`update payment set wish = 'TAKE', due_at = now(), version = version + 1 where id = ${id}`;
    await askedInVain(id);
    expect(await stand.see(order.orderId)).toMatchObject({ status: 'AUTHORIZED', captured: { amount: '0.00' } });
    line.mend();
    expect(await stand.reaches(order.orderId, 'CAPTURED')).toMatchObject({ captured: { amount: '1299.00' } });
  });

  it.each([...untrue])('%s, has given nothing back', async (_what, other) => {
    const { id, order } = await stand.captured();
    saying(other());
    await stand.ask(`mutation ($input: RefundPaymentInput!) { refundPayment(input: $input) { __typename } }`, {
      input: { paymentId: id, amount: roubles('299.00'), reason: 'damaged', idempotencyKey: newId() },
    });
    await askedInVain(id);
    expect(await stand.see(order.orderId)).toMatchObject({ status: 'CAPTURED', refunds: [{ status: 'PENDING' }] });
    line.mend();
    await stand.reaches(order.orderId, 'PARTIALLY_REFUNDED');
  });
});
