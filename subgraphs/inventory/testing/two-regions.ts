import { Fault } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Transport } from '#kernel/subgraph/peers.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { testServers } from '#kernel/testing/servers.ts';
import { type InventoryHouse, RECEIVE, startInventory } from './inventory-house.ts';

/** Two inventories that know each other as regions, over real topics; requests go straight, and can be cut. */
export interface TwoRegions {
  readonly west: InventoryHouse;
  readonly east: InventoryHouse;
  /** Whether requests of west reach east, and when not, whether they are lost on the way there or back. */
  link: 'up' | 'down' | 'answers are lost';
  /** A variant that lies in the east only, and of which the west has heard. */
  inTheEast(quantity: number): Promise<string>;
  /** What west notes of an order's goods elsewhere. */
  notedOf(orderId: string): Promise<string | undefined>;
  stop(): Promise<void>;
}

export async function startTwoRegions(settings: Record<string, string> = {}): Promise<TwoRegions> {
  const prefixes = { west: `t${newId().replaceAll('-', '')}.`, east: `t${newId().replaceAll('-', '')}.` };
  const houses: Partial<Record<'west' | 'east', InventoryHouse>> = {};
  const regions: Partial<TwoRegions> = { link: 'up' };
  const start = (here: 'west' | 'east', other: 'west' | 'east'): Promise<InventoryHouse> => {
    const across: Transport = async (request, viewer) => {
      const away = new Fault('UNAVAILABLE', 'The region does not answer.');
      if (regions.link === 'down') throw away;
      const answer = await houses[other]!.subgraph.execute(request, viewer);
      if (regions.link === 'answers are lost') throw away;
      return answer;
    };
    return startInventory(settings, {
      topicPrefix: prefixes[here],
      peers: { [`inventory@${other}`]: across },
      regions: {
        here,
        others: [
          { name: other, kafkaBrokers: testServers().kafkaBrokers, topicPrefix: prefixes[other], subgraphs: {} },
        ],
        secret: newId(),
        doors: {},
        answerMs: 1_000,
      },
    });
  };
  houses.east = await start('east', 'west');
  houses.west = await start('west', 'east');
  const { west, east } = houses as Record<'west' | 'east', InventoryHouse>;
  return Object.assign(regions as Pick<TwoRegions, 'link'>, {
    west,
    east,
    inTheEast: async (quantity: number) => {
      const variantId = newId();
      await east.ask(RECEIVE, { input: [{ variantId, warehouseCode: 'MSK', quantity }], key: newId() });
      await eventually(async () => {
        const [row] = await west.subgraph.db.sql`select from regional_stock where variant_id = ${variantId}`;
        return row !== undefined;
      }, PATIENCE);
      return variantId;
    },
    notedOf: async (orderId: string) => {
      const [row] = await west.subgraph.db.sql<{ status: string }[]>`
        select status from regional_holds where order_id = ${orderId}`;
      return row?.status;
    },
    stop: async () => {
      await west.stop();
      await east.stop();
    },
  });
}

/** A rebalance of the mirrors may come first. */
export const PATIENCE = { timeoutMs: 20_000 };
