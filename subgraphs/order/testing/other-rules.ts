import type { Decision } from '../domain/order-process.ts';

/** Rules that differ from the order process in every case, as a later version may in some. */
export const decide = (): Decision => ({ kind: 'ignored', because: 'ORDER_ENDED' });
