import { crashPointOf } from '#kernel/crash-points.ts';

/** Where tests end the process, between goods and what is told of them. */
export const INVENTORY_CRASH_POINTS = {
  'inventory.held-not-answered': 'goods are held or let go, who asked for it does not know',
  'inventory.settled-not-committed': 'goods are sold, let go or taken back in a transaction that is still open',
  'inventory.holds-ended-not-committed': 'holds whose time is up are let go in a transaction that is still open',
  'inventory.moved-not-committed': 'what lies in a warehouse is another in a transaction that is still open',
} as const;

export const crashPoint = crashPointOf(INVENTORY_CRASH_POINTS);
