import { crashPointOf } from '#kernel/crash-points.ts';

/** Where tests end the process, between two steps of an order. */
export const ORDER_CRASH_POINTS = {
  'order.key-claimed-not-begun': 'the checkout’s key is claimed, nobody has been asked for anything',
  'order.cart-closed-not-held': 'the cart is closed, no goods are held',
  'order.goods-held-not-saved': 'goods and delivery slot are taken for an order that is nowhere',
  'order.saved-not-paid': 'the order stands, its payment has not been asked for',
  'order.payment-begun-not-answered': 'order and payment stand, the buyer knows of neither',
  'order.refused-not-let-go': 'the checkout is refused, its cart is closed and its key claimed',
  'order.let-go-not-released': 'the checkout is refused, its cart is open and its key claimed',
  'order.command-not-committed': 'a command of a key has taken effect in a transaction that is still open',
  'order.command-not-answered': 'a command of a key is committed, who asked for it does not know',
  'order.advanced-not-announced': 'orders have advanced by a batch of events that will come again',
  'order.signalled-not-resolved': 'Temporal has heard of events that will come again',
  'order.workflow-decided-not-saved': 'an order’s workflow has decided, nothing of it is on record',
  'order.workflow-saved-not-answered': 'what an order’s workflow has decided is on record, Temporal does not know',
  'order.deadlines-met-not-committed': 'orders whose time ran out have ended in a transaction that is still open',
  'order.return-deadlines-met-not-committed':
    'returns whose time ran out have ended in a transaction that is still open',
  'order.returns-advanced-not-committed': 'returns have advanced in a transaction that is still open',
} as const;

export const crashPoint = crashPointOf(ORDER_CRASH_POINTS);
