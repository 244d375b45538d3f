import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { balancesOf, entryOf, feeOf, LEDGER_ACCOUNTS, type LedgerAccount } from './ledger.ts';
import { type BankNews, type Payment, type PaymentInput, refundedMinor, returnedMinor, workOf } from './payment.ts';

const STARTING: Payment = {
  id: 'p',
  orderId: 'o',
  userId: 'u',
  amount: { minor: 100, currency: 'RUB' },
  status: 'STARTING',
  wish: 'HOLD',
  held: false,
  captureMinor: null,
  capturedMinor: 0,
  feeBps: 1_250,
  providerId: null,
  redirectUrl: null,
  reason: null,
  cardToken: 'tok',
  refunds: [],
};
const refundOf = (minor: number, status: 'PENDING' | 'SUCCEEDED' | 'REFUSED') => ({
  id: 'r',
  minor,
  status,
  reason: 'damaged',
  automatic: false,
  requestId: null,
});
const known: Payment = { ...STARTING, providerId: 'b', cardToken: null };
const captured: Payment = { ...known, status: 'CAPTURED', wish: 'TAKE', capturedMinor: 100 };

const states = {
  starting: STARTING,
  'starting, cancelled': { ...STARTING, wish: 'GIVE_BACK' },
  waiting: { ...known, status: 'REQUIRES_ACTION', redirectUrl: 'https://bank.example' },
  'waiting, cancelled': { ...known, status: 'REQUIRES_ACTION', wish: 'GIVE_BACK' },
  authorized: { ...known, status: 'AUTHORIZED', held: true },
  'authorized, paid': { ...known, status: 'AUTHORIZED', held: true, wish: 'TAKE' },
  'authorized, cancelled': { ...known, status: 'AUTHORIZED', held: true, wish: 'GIVE_BACK' },
  captured,
  'captured, asked back': { ...captured, refunds: [{ ...refundOf(60, 'PENDING'), requestId: 'q' }] },
  'captured, refunding': { ...captured, refunds: [refundOf(100, 'PENDING')] },
  'refunded in part': { ...captured, status: 'PARTIALLY_REFUNDED', refunds: [refundOf(40, 'SUCCEEDED')] },
  'asked back in part': {
    ...captured,
    status: 'PARTIALLY_REFUNDED',
    refunds: [{ ...refundOf(60, 'SUCCEEDED'), requestId: 'q' }],
  },
  'asked back, refused': { ...captured, refunds: [{ ...refundOf(60, 'REFUSED'), requestId: 'q' }] },
  refunded: { ...captured, status: 'REFUNDED', refunds: [refundOf(100, 'SUCCEEDED')] },
  declined: { ...known, status: 'DECLINED' },
  'declined, held': { ...known, status: 'DECLINED', held: true, wish: 'GIVE_BACK' },
  'declined, unheard': { ...STARTING, status: 'DECLINED', wish: 'GIVE_BACK', cardToken: null },
  'declined, unreachable': {
    ...{ ...STARTING, status: 'DECLINED', wish: 'GIVE_BACK', cardToken: null },
    reason: 'bank_unreachable',
  },
  voided: { ...known, status: 'VOIDED', wish: 'GIVE_BACK' },
  'voided, unheard': { ...STARTING, status: 'VOIDED', wish: 'GIVE_BACK', cardToken: null },
} as const satisfies Record<string, Payment>;

const news = (status: BankNews['status']): PaymentInput => ({
  type: 'bank-told',
  news: { providerId: 'b', status, redirectUrl: status === 'requires_action' ? 'https://bank.example' : null },
});

const inputs = {
  'told requires_action': news('requires_action'),
  'told authorized': news('authorized'),
  'told declined': news('declined'),
  'told captured': news('captured'),
  'told voided': news('voided'),
  'told expired': news('expired'),
  'refused start': { type: 'bank-refused-start', reason: 'unknown_token' },
  'knows nothing': { type: 'bank-knows-nothing' },
  unreachable: { type: 'bank-unreachable' },
  'refused capture': { type: 'bank-refused-capture', reason: 'capture_declined' },
  'refund done': { type: 'bank-refunded', refundId: 'r' },
  'refused refund': { type: 'bank-refused-refund', refundId: 'r', reason: 'too_old' },
  paid: { type: 'order-paid' },
  cancelled: { type: 'order-cancelled' },
  'refund 60': { type: 'refund', minor: 60, reason: 'damaged' },
  'asked back 60': {
    type: 'refund-requested',
    requestId: 'q',
    amount: { minor: 60, currency: 'RUB' },
    reason: 'broken',
  },
  'capture 70': { type: 'capture', minor: 70 },
} as const satisfies Record<string, PaymentInput>;

/** What a decision comes to, in one line: the new status, the events told, and what is to be done at the bank next. */
function outcome(payment: Payment, input: PaymentInput): string {
  const decision = decide(payment, input, 'new');
  if (decision.outcome !== 'changed') return decision.outcome;
  const told = decision.events.map(({ type }) => ` +${type}`).join('');
  const next = workOf(decision.payment)
    .map(({ type }) => ` →${type}`)
    .join('');
  return `${decision.payment.status}${told}${next}`;
}

/** What each input does in each state; one that is not listed does nothing. */
const effects: Record<keyof typeof states, Partial<Record<keyof typeof inputs, string>>> = {
  starting: {
    'told requires_action': 'REQUIRES_ACTION →watch',
    'told authorized': 'AUTHORIZED +authorized',
    'told declined': 'DECLINED +declined',
    'told captured': 'CAPTURED +authorized +captured',
    'told voided': 'DECLINED +declined',
    'told expired': 'DECLINED +declined',
    'refused start': 'DECLINED +declined',
    unreachable: 'DECLINED +declined →watch',
    paid: 'STARTING →start',
    cancelled: 'STARTING →start',
  },
  'starting, cancelled': {
    'told requires_action': 'REQUIRES_ACTION →void',
    'told authorized': 'AUTHORIZED →void',
    'told declined': 'DECLINED +declined',
    'told captured': 'CAPTURED +captured →refund',
    'told voided': 'VOIDED',
    'told expired': 'VOIDED',
    'refused start': 'DECLINED +declined',
    'knows nothing': 'VOIDED',
    unreachable: 'DECLINED +declined →watch',
  },
  waiting: {
    'told authorized': 'AUTHORIZED +authorized',
    'told declined': 'DECLINED +declined',
    'told captured': 'CAPTURED +authorized +captured',
    'told voided': 'DECLINED +declined',
    'told expired': 'DECLINED +declined',
    'knows nothing': 'DECLINED +declined',
    paid: 'REQUIRES_ACTION →watch',
    cancelled: 'REQUIRES_ACTION →void',
  },
  'waiting, cancelled': {
    'told authorized': 'AUTHORIZED →void',
    'told declined': 'DECLINED +declined',
    'told captured': 'CAPTURED +captured →refund',
    'told voided': 'VOIDED',
    'told expired': 'VOIDED',
    'knows nothing': 'DECLINED +declined',
  },
  authorized: {
    'told captured': 'CAPTURED +captured',
    'told voided': 'VOIDED +voided',
    'told expired': 'VOIDED +voided',
    'knows nothing': 'VOIDED +voided',
    'refused capture': 'DECLINED +declined →void',
    paid: 'AUTHORIZED →capture',
    cancelled: 'AUTHORIZED →void',
    'capture 70': 'AUTHORIZED +capture-accepted →capture',
  },
  'authorized, paid': {
    'told captured': 'CAPTURED +captured',
    'told voided': 'VOIDED +voided',
    'told expired': 'VOIDED +voided',
    'knows nothing': 'VOIDED +voided',
    'refused capture': 'DECLINED +declined →void',
    cancelled: 'AUTHORIZED →void',
  },
  'authorized, cancelled': {
    'told captured': 'CAPTURED +captured →refund',
    'told voided': 'VOIDED +voided',
    'told expired': 'VOIDED +voided',
    'knows nothing': 'VOIDED +voided',
  },
  captured: {
    cancelled: 'CAPTURED →refund',
    'refund 60': 'CAPTURED +refund-accepted →refund',
    'asked back 60': 'CAPTURED →refund',
  },
  'captured, asked back': {
    'refund done': 'PARTIALLY_REFUNDED +refunded',
    'refused refund': 'CAPTURED +refund-refused',
    cancelled: 'CAPTURED →refund →refund',
  },
  'captured, refunding': {
    'refund done': 'REFUNDED +refunded',
    'refused refund': 'CAPTURED',
    cancelled: 'CAPTURED →refund',
    'asked back 60': 'CAPTURED +refund-refused →refund',
  },
  'refunded in part': {
    cancelled: 'PARTIALLY_REFUNDED →refund',
    'refund 60': 'PARTIALLY_REFUNDED +refund-accepted →refund',
    'asked back 60': 'PARTIALLY_REFUNDED →refund',
  },
  'asked back in part': {
    cancelled: 'PARTIALLY_REFUNDED →refund',
    'asked back 60': 'PARTIALLY_REFUNDED +refunded',
  },
  'asked back, refused': {
    cancelled: 'CAPTURED →refund',
    'refund 60': 'CAPTURED +refund-accepted →refund',
    'asked back 60': 'CAPTURED +refund-refused',
  },
  refunded: { 'asked back 60': 'REFUNDED +refund-refused' },
  declined: {
    'asked back 60': 'DECLINED +refund-refused',
    'told captured': 'CAPTURED +captured →refund',
  },
  'declined, held': {
    'asked back 60': 'DECLINED +refund-refused →void',
    'told captured': 'CAPTURED +captured →refund',
    'told voided': 'DECLINED +voided',
    'told expired': 'DECLINED +voided',
    'knows nothing': 'DECLINED +voided',
  },
  'declined, unheard': {
    'asked back 60': 'DECLINED +refund-refused',
    'told authorized': 'DECLINED →void',
    'told captured': 'CAPTURED +captured →refund',
  },
  'declined, unreachable': {
    'asked back 60': 'DECLINED +refund-refused →watch',
    'told authorized': 'DECLINED →void',
    'told declined': 'DECLINED',
    'told captured': 'CAPTURED +captured →refund',
    'told voided': 'DECLINED',
    'told expired': 'DECLINED',
    'knows nothing': 'DECLINED',
  },
  voided: {
    'asked back 60': 'VOIDED +refund-refused',
    'told captured': 'CAPTURED +captured →refund',
  },
  'voided, unheard': {
    'asked back 60': 'VOIDED +refund-refused',
    'told authorized': 'VOIDED →void',
    'told captured': 'CAPTURED +captured →refund',
  },
};

const cells = Object.entries(states).flatMap(([state, payment]) =>
  Object.entries(inputs).map(([name, input]) => {
    const listed = effects[state as keyof typeof states][name as keyof typeof inputs];
    const effect = listed ?? (input.type === 'refund' || input.type === 'capture' ? 'refused' : 'ignored');
    return { state, payment, name, input, effect };
  }),
);

describe('a payment', () => {
  it.each(cells)('that is $state, $name: $effect', ({ payment, input, effect }) => {
    expect(outcome(payment, input)).toBe(effect);
  });

  it.each(cells.filter(({ input }) => !['refund', 'refund-requested', 'capture'].includes(input.type)))(
    'that is $state hears the same again, $name, in vain',
    ({ payment, input }) => {
      const first = decide(payment, input, 'new');
      if (first.outcome === 'changed') expect(decide(first.payment, input, 'new').outcome).toBe('ignored');
    },
  );

  it.each([
    ['authorized', 'told authorized', 'KNOWN'],
    ['captured', 'told authorized', 'OLD_NEWS'],
    ['captured', 'told voided', 'CONTRADICTION'],
    ['authorized, cancelled', 'paid', 'ORDER_CANCELLED'],
    ['declined', 'cancelled', 'NOTHING_TO_GIVE_BACK'],
    ['captured', 'refund done', 'UNKNOWN_REFUND'],
    ['captured, asked back', 'asked back 60', 'KNOWN'],
    ['authorized, paid', 'asked back 60', 'NOT_TAKEN_YET'],
  ] as const)('that is %s ignores %s with the reason %s', (state, input, because) => {
    expect(decide(states[state], inputs[input], 'new')).toEqual({ outcome: 'ignored', because });
  });

  it('refuses to refund more than is left, and says how much is', () => {
    const refusal = { type: 'too-large', availableMinor: 60 };
    const asked = { type: 'refund', minor: 61, reason: 'damaged' } as const;
    expect(decide(states['refunded in part'], asked, 'new')).toEqual({ outcome: 'refused', refusal });
  });

  it.each([
    ['more than is left', 'captured', { minor: 101, currency: 'RUB' }, 'more_than_captured'],
    ['more than is left of it', 'refunded in part', { minor: 61, currency: 'RUB' }, 'more_than_captured'],
    ['another currency', 'captured', { minor: 60, currency: 'EUR' }, 'other_currency'],
    ['what was never taken', 'declined', { minor: 60, currency: 'RUB' }, 'nothing_to_refund'],
    ['what is back already', 'refunded', { minor: 60, currency: 'RUB' }, 'nothing_to_refund'],
  ] as const)('of which an order asks back %s says why not', (_what, state, amount, reason) => {
    const asked = { type: 'refund-requested', requestId: 'q', amount, reason: 'broken' } as const;
    const told = { type: 'refund-refused', requestId: 'q', minor: amount.minor, reason };
    expect(decide(states[state], asked, 'new')).toEqual({
      outcome: 'changed',
      payment: states[state],
      events: [told],
    });
  });

  it.each([
    ['authorized', 101, { type: 'too-large', availableMinor: 100 }],
    ['authorized, paid', 70, { type: 'not-possible', status: 'AUTHORIZED' }],
    ['waiting', 70, { type: 'not-possible', status: 'REQUIRES_ACTION' }],
  ] as const)('that is %s refuses to capture %i', (state, minor, refusal) => {
    expect(decide(states[state], { type: 'capture', minor }, 'new')).toEqual({ outcome: 'refused', refusal });
  });

  it('erases the card token with the bank’s first word', () => {
    for (const input of Object.values(inputs)) {
      const decision = decide(STARTING, input, 'new');
      if (decision.outcome === 'changed' && decision.payment.status !== 'STARTING')
        expect(decision.payment.cardToken).toBeNull();
    }
  });

  it('does not repeat a refund of its own that the bank refused: a person must look', () => {
    const refused = { ...refundOf(100, 'REFUSED'), automatic: true };
    const decision = decide({ ...captured, refunds: [refused] }, inputs.cancelled, 'new');
    expect(decision).toMatchObject({ payment: { refunds: [refused] } });
  });
});

type Step =
  | { do: 'press'; action: 'confirm' | 'decline' }
  | { do: 'work'; lost: boolean }
  | { do: 'callback'; nth: number }
  | { do: 'paid' | 'cancelled' | 'expire' | 'give up' }
  | { do: 'refund' | 'ask back' | 'capture'; minor: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('press' as const), action: fc.constantFrom('confirm' as const, 'decline' as const) }),
  fc.record({ do: fc.constant('work' as const), lost: fc.boolean() }),
  fc.record({ do: fc.constant('callback' as const), nth: fc.nat(5) }),
  fc.record({ do: fc.constantFrom('paid' as const, 'cancelled' as const, 'expire' as const, 'give up' as const) }),
  fc.record({
    do: fc.constantFrom('refund' as const, 'ask back' as const, 'capture' as const),
    minor: fc.integer({ min: 1, max: 120 }),
  }),
);

/** An honest bank with one payment, and the payment here, told things in any order, lost, repeated and late. */
function play(steps: readonly Step[]) {
  let payment: Payment = STARTING;
  let bank: BankNews['status'] | undefined;
  let bankTook = 0;
  const ledger = new Map<LedgerAccount, number>(LEDGER_ACCOUNTS.map((account) => [account, 0]));
  const refunds = new Map<string, number>();
  const callbacks: PaymentInput[] = [];
  const events: string[] = [];
  let ids = 0;

  const hear = (input: PaymentInput) => {
    ids += 1;
    const decision = decide(payment, input, `refund ${ids}`);
    if (decision.outcome !== 'changed') return;
    for (const { debit, credit, minor } of entryOf(payment, decision.payment)?.transfers ?? []) {
      expect(minor).toBeGreaterThan(0);
      ledger.set(debit, ledger.get(debit)! + minor);
      ledger.set(credit, ledger.get(credit)! - minor);
    }
    payment = decision.payment;
    expect(Object.fromEntries(ledger)).toEqual(balancesOf(payment));
    events.push(...decision.events.map(({ type }) => type));
    expect(returnedMinor(payment)).toBeLessThanOrEqual(payment.capturedMinor);
    expect(payment.held && payment.capturedMinor > 0).toBe(false);
  };
  const bankSays = (status: BankNews['status']): PaymentInput => ({
    type: 'bank-told',
    news: {
      providerId: 'b',
      status,
      redirectUrl: null,
      ...(status === 'captured' && { captured: { minor: bankTook, currency: 'RUB' } }),
    },
  });
  const become = (status: BankNews['status']) => {
    bank = status;
    callbacks.push(bankSays(status));
  };
  const work = (lost: boolean) => {
    const [next] = workOf(payment);
    if (!next) return;
    let answer: PaymentInput | undefined;
    if (next.type === 'start' && payment.wish !== 'GIVE_BACK') bank ??= 'requires_action';
    if (next.type === 'capture' && bank === 'authorized') {
      bankTook = next.minor;
      become('captured');
    }
    if (next.type === 'void' && (bank === 'authorized' || bank === 'requires_action')) become('voided');
    if (next.type === 'refund') {
      refunds.set(next.refundId, next.minor);
      answer = { type: 'bank-refunded', refundId: next.refundId };
    }
    if (!lost) hear(answer ?? (bank ? bankSays(bank) : { type: 'bank-knows-nothing' }));
  };

  for (const one of steps) {
    if (one.do === 'press' && bank === 'requires_action') become(one.action === 'confirm' ? 'authorized' : 'declined');
    if (one.do === 'expire' && bank === 'authorized') become('expired');
    if (one.do === 'work') work(one.lost);
    if (one.do === 'callback' && callbacks.length > 0) hear(callbacks[one.nth % callbacks.length]!);
    if (one.do === 'give up') hear({ type: 'bank-unreachable' });
    if (one.do === 'paid') hear({ type: 'order-paid' });
    if (one.do === 'cancelled') hear({ type: 'order-cancelled' });
    if (one.do === 'refund') hear({ type: 'refund', minor: one.minor, reason: 'damaged' });
    if (one.do === 'capture') hear({ type: 'capture', minor: one.minor });
    if (one.do === 'ask back')
      hear({
        ...{ type: 'refund-requested', requestId: 'q', reason: 'broken' },
        amount: { minor: one.minor, currency: 'RUB' },
      });
  }
  // In the end everything is delivered and done.
  for (let round = 0; round < 10; round += 1) {
    for (const callback of callbacks) hear(callback);
    work(false);
  }
  const back = [...refunds.values()].reduce((total, minor) => total + minor, 0);
  return { payment, bank, taken: bank === 'captured' ? bankTook - back : 0, events };
}

describe('whatever is lost, repeated, late or crossing', () => {
  it('payment and bank agree in the end, and a cancelled order has cost its buyer nothing', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const { payment, bank, taken, events } = play(steps);
        expect(payment.capturedMinor - refundedMinor(payment)).toBe(taken);
        expect(payment.held).toBe(bank === 'authorized');
        if (payment.wish === 'GIVE_BACK') {
          expect(taken).toBe(0);
          expect(payment.held).toBe(false);
        }
        if (payment.wish === 'TAKE' && bank !== 'requires_action') expect(bank).not.toBe('authorized');
        for (const type of ['authorized', 'declined', 'captured', 'voided'])
          expect(events.filter((one) => one === type).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the ledger', () => {
  it('takes a fee that is rounded once, never falls when more is kept, and never exceeds it', () => {
    const minor = fc.integer({ min: 0, max: 1_000_000_000_000 });
    fc.assert(
      fc.property(minor, fc.integer({ min: 0, max: 10_000 }), (kept, bps) => {
        const exact = BigInt(kept) * BigInt(bps);
        expect(BigInt(feeOf(kept, bps))).toBe((exact + 5_000n) / 10_000n);
        expect(feeOf(kept, bps)).toBeLessThanOrEqual(kept);
        expect([0, 1]).toContain(feeOf(kept + 1, bps) - feeOf(kept, bps));
      }),
    );
  });

  it.each([
    ['starting', 'told authorized', 'AUTHORIZATION', ['AUTHORIZED<BUYERS 100']],
    ['authorized, cancelled', 'told voided', 'VOID', ['BUYERS<AUTHORIZED 100']],
    [
      'authorized, paid',
      'told captured',
      'CAPTURE',
      ['BUYERS<AUTHORIZED 100', 'CAPTURED<OWED_TO_SELLERS 87', 'CAPTURED<FEES 13'],
    ],
    ['starting', 'told captured', 'CAPTURE', ['CAPTURED<OWED_TO_SELLERS 87', 'CAPTURED<FEES 13']],
    ['captured, asked back', 'refund done', 'REFUND', ['OWED_TO_SELLERS<REFUNDED 52', 'FEES<REFUNDED 8']],
  ] as const)('has for one that is %s and %s a %s', (state, input, kind, transfers) => {
    const decision = decide(states[state], inputs[input], 'new');
    const entry = entryOf(states[state], decision.outcome === 'changed' ? decision.payment : states[state]);
    expect(entry?.kind).toBe(kind);
    expect(entry?.refundId).toBe(kind === 'REFUND' ? 'r' : null);
    expect(entry?.transfers.map(({ debit, credit, minor }) => `${debit}<${credit} ${minor}`)).toEqual(transfers);
  });

  it('has no entry for a change without money', () => {
    expect(entryOf(states.authorized, states['authorized, paid'])).toBeUndefined();
  });
});

describe('a capture or a refund of money that was not asked for', () => {
  const wrong = [0, -1, 101].map((minor) => ({ minor, currency: 'RUB' })).concat({ minor: 100, currency: 'USD' });
  it.each(['authorized', 'authorized, paid', 'starting', 'declined'] as const)('is not believed while %s', (state) => {
    for (const captured of wrong) {
      const told: PaymentInput = { type: 'bank-told', news: { providerId: 'b', status: 'captured', captured } };
      expect(decide(states[state], told, 'r')).toEqual({ outcome: 'ignored', because: 'CONTRADICTION' });
    }
  });
  it('is not believed while refunding', () => {
    for (const amount of wrong) {
      const told: PaymentInput = { type: 'bank-refunded', refundId: 'r', amount };
      expect(decide(states['captured, refunding'], told, 'r')).toEqual({
        outcome: 'ignored',
        because: 'CONTRADICTION',
      });
    }
  });
});

describe('what the bank tells of another payment of its own under the same reference', () => {
  const told = Object.values(inputs).flatMap((input) => (input.type === 'bank-told' ? [input] : []));
  it('is not about this one', () => {
    for (const payment of Object.values<Payment>(states).filter(({ providerId }) => providerId !== null))
      for (const { news } of told)
        expect(decide(payment, { type: 'bank-told', news: { ...news, providerId: 'other' } }, 'r')).toEqual({
          outcome: 'ignored',
          because: 'CONTRADICTION',
        });
  });
});

describe('an authorization of another amount than was asked for', () => {
  const told = (minor: number, currency: string): PaymentInput => ({
    type: 'bank-told',
    news: { providerId: 'b', status: 'authorized', authorized: { minor, currency } },
  });
  it.each(['starting', 'waiting', 'declined, unheard'] as const)('is not believed while %s', (state) => {
    for (const input of [told(1, 'RUB'), told(101, 'RUB'), told(100, 'USD')])
      expect(decide(states[state], input, 'r')).toEqual({ outcome: 'ignored', because: 'CONTRADICTION' });
    expect(decide(states[state], told(100, 'RUB'), 'r').outcome).toBe('changed');
  });
});
