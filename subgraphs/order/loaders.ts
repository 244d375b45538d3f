import { Batcher } from '#kernel/commands/batcher.ts';
import type { Database } from '#kernel/db/database.ts';
import {
  type HistoryEntry,
  historyOfOrders,
  type LineOfOrder,
  linesByIds,
  linesOfOrders,
  type Order,
  ordersByIds,
} from './store/orders.ts';
import { type Return, returnsByIds, returnsOfOrders } from './store/returns.ts';

/**
 * Reads by key, shared by all requests of the process: those that wait at the same time become one SELECT, so that a
 * hundred buyers who poll cost as much as one. Nothing is kept, so what is read is never older than the question.
 */
export interface Loaders {
  order(id: string): Promise<Order | null>;
  line(id: string): Promise<LineOfOrder | null>;
  lines(orderId: string): Promise<LineOfOrder[]>;
  /** Of an order or of a return. */
  history(id: string): Promise<HistoryEntry[]>;
  return(id: string): Promise<Return | null>;
  returns(orderId: string): Promise<Return[]>;
}

export function createLoaders(db: Database): Loaders {
  const one = <T extends { id: string }>(name: string, read: (ids: string[]) => Promise<T[]>) =>
    keyed<T | null>(name, async (ids) => {
      const rows = new Map((await read(ids)).map((row) => [row.id, row]));
      return (id) => rows.get(id) ?? null;
    });
  const many = <T extends { orderId: string }>(name: string, read: (ids: string[]) => Promise<T[]>) =>
    keyed<T[]>(name, async (ids) => {
      const rows = Map.groupBy(await read(ids), ({ orderId }) => orderId);
      return (id) => rows.get(id) ?? [];
    });
  return {
    order: one('order.by-id', (ids) => ordersByIds(db, ids)),
    line: one('order.line-by-id', (ids) => linesByIds(db, ids)),
    lines: many('order.lines', (ids) => linesOfOrders(db, ids)),
    return: one('order.return-by-id', (ids) => returnsByIds(db, ids)),
    returns: many('order.returns', (ids) => returnsOfOrders(db, ids)),
    history: many('order.history', (ids) => historyOfOrders(db, ids)),
  };
}

/** @param read answers a set of ids by a function from id to value; some platforms write ids in capital letters */
function keyed<V>(name: string, read: (keys: string[]) => Promise<(key: string) => V>): (key: string) => Promise<V> {
  const batcher = new Batcher<string, V>({
    name,
    run: async (keys) => {
      const lookUp = await read([...new Set(keys)]);
      return keys.map(lookUp);
    },
  });
  return (key) => batcher.submit(key.toLowerCase());
}
