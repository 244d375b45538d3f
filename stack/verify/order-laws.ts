/** How many of each variant, by its id. */
type Lines = Readonly<Record<string, number>> | null;

/** What subgraphs say of one order; absent where one does not know it. */
export interface OrderTestimonies {
  readonly order?: { status: string; money: string; totalMinor: number; currency: string; lines: Lines };
  readonly payment?: {
    status: string;
    amountMinor: number;
    currency: string;
    held: boolean;
    capturedMinor: number;
    returnedMinor: number;
  };
  readonly inventory?: { status: string; expiresAt: string; lines: Lines };
  readonly logistics?: { cancelled: boolean; lines: Lines; steps: readonly string[] | null };
}

/** What they say of one return. */
export interface ReturnTestimonies {
  readonly order?: { status: string; refundMinor: number | null; currency: string };
  readonly payment?: { status: string; amountMinor: number };
}

/** A law between subgraphs, of one thing that several of them know of. */
export interface SharedLaw<T> {
  readonly name: string;
  readonly says: string;
  /** Whether the law is about this thing at all. */
  applies(said: T): boolean;
  /** What is and what should be, or undefined when the law is kept. */
  breach(said: T, now: Date): { expected: string; found: string } | undefined;
}

/** Statuses of orders whose goods were sold and whose money was taken. */
const SOLD = ['PAID', 'PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY', 'DELIVERED'];
const OVER = ['CANCELLED', 'REFUNDED'];

const breach = (kept: boolean, expected: string, found: string) => (kept ? undefined : { expected, found });
const text = (lines: Lines | undefined): string =>
  Object.entries(lines ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([variant, quantity]) => `${quantity} × ${variant}`)
    .join(', ') || 'nothing';
const isSold = ({ order }: OrderTestimonies): boolean => SOLD.includes(order?.status ?? '');

/** An expired hold is let go by a sweep; this is how late it may be, in ms. */
const SWEEP_MS = 120_000;

export const orderLaws: readonly SharedLaw<OrderTestimonies>[] = [
  {
    name: 'a paid order has its money',
    says: 'Each order that is paid has a payment of its total, taken from the buyer.',
    applies: isSold,
    breach: ({ order, payment }) =>
      breach(
        payment !== undefined &&
          payment.capturedMinor > 0 &&
          payment.amountMinor === order!.totalMinor &&
          payment.currency === order!.currency,
        `captured, of ${order!.totalMinor} ${order!.currency}`,
        payment
          ? `${payment.status}, captured ${payment.capturedMinor} of ${payment.amountMinor} ${payment.currency}`
          : 'no payment',
      ),
  },
  {
    name: 'money is kept for goods only',
    says: 'Nothing is held or kept of a buyer whose order does not exist or came to nothing.',
    applies: ({ payment }) => payment !== undefined && (payment.held || payment.capturedMinor > 0),
    breach: ({ order, payment }) => {
      const { held, capturedMinor, returnedMinor } = payment!;
      const kept = held || capturedMinor > returnedMinor;
      return breach(
        !kept || (order !== undefined && !OVER.includes(order.status)),
        `nothing kept for an order that is ${order?.status ?? 'not there'}`,
        held ? 'held' : `kept ${capturedMinor - returnedMinor}`,
      );
    },
  },
  {
    name: 'what is paid for is sold, and nothing else',
    says: 'Inventory has sold exactly the lines of each paid order, and of no order that came to nothing.',
    applies: ({ order, inventory }) => isSold({ order } as OrderTestimonies) || inventory?.status === 'SOLD',
    breach: (said) => {
      const { order, inventory } = said;
      const found = inventory ? `${inventory.status}: ${text(inventory.lines)}` : 'nothing sold';
      if (isSold(said))
        return breach(
          inventory?.status === 'SOLD' && text(inventory.lines) === text(order!.lines),
          `SOLD: ${text(order!.lines)}`,
          found,
        );
      const sentOrReturned = order?.status === 'RETURNED' || order?.status === 'REFUNDED';
      return breach(sentOrReturned, `nothing sold to an order that is ${order?.status ?? 'not there'}`, found);
    },
  },
  {
    name: 'goods are held for who may still pay',
    says: 'What inventory holds, it holds for an order that waits for its money, or for a checkout under way.',
    applies: ({ inventory }) => inventory?.status === 'HELD',
    breach: ({ order, inventory }, now) => {
      const waits = order === undefined || order.status === 'PENDING_PAYMENT';
      const inTime = now.getTime() < Date.parse(inventory!.expiresAt) + SWEEP_MS;
      return breach(
        waits && inTime,
        'held no longer',
        `held until ${inventory!.expiresAt} for an order that is ${order?.status ?? 'not there'}`,
      );
    },
  },
  {
    name: 'what is paid for is sent once',
    says: 'Shipments of each paid order have its lines, all of them and each once; other orders have none under way.',
    applies: (said) => isSold(said) || said.logistics?.lines != null,
    breach: (said) => {
      const { order, logistics } = said;
      const found = logistics ? `sent: ${text(logistics.lines)}` : 'nothing sent';
      if (isSold(said))
        return breach(text(logistics?.lines) === text(order!.lines), `sent: ${text(order!.lines)}`, found);
      const wasSent = order?.status === 'RETURNED' || order?.status === 'REFUNDED';
      return breach(wasSent, `nothing sent for an order that is ${order?.status ?? 'not there'}`, found);
    },
  },
  {
    name: 'a payment has its order',
    says: 'No payment and no delivery is of an order that does not exist.',
    applies: ({ payment, logistics }) => payment !== undefined || logistics !== undefined,
    breach: ({ order, payment }) => breach(order !== undefined, 'an order', payment ? 'a payment' : 'a delivery'),
  },
];

export const returnLaws: readonly SharedLaw<ReturnTestimonies>[] = [
  {
    name: 'a return is refunded once, as was decided',
    says: 'What was decided to go back for returned goods went back, and nothing else did.',
    applies: ({ order, payment }) => order?.status === 'REFUNDED' || payment !== undefined,
    breach: ({ order, payment }) =>
      breach(
        order !== undefined &&
          order.refundMinor === payment?.amountMinor &&
          (order.status !== 'REFUNDED' || payment?.status === 'SUCCEEDED'),
        `${order?.refundMinor ?? 'no'} refund`,
        payment ? `${payment.status}: ${payment.amountMinor}` : 'no refund',
      ),
  },
];
