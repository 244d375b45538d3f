import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '#kernel/testing/eventually.ts';
import { type Site, TwoSites } from './namespaces.ts';
import type { Across } from './region.program.ts';
import { RegionUnderTest } from './region-under-test.ts';

export interface RegionsOptions {
  dataDir: string;
  /** A process per subgraph in each region. */
  distributed: boolean;
  say: (line: string) => void;
}

const [KAFKA, INVENTORY] = [9500, 4104];
/** Long enough for every purchase under way, short enough to run out while the regions are apart. In minutes. */
const HOLD_MINUTES = 0.75;

const SETTINGS = {
  SERVERS: 'native',
  DEMO_PRODUCTS: '12',
  ARGON2_MEMORY_KIB: '64',
  ARGON2_ITERATIONS: '1',
  REGION_SECRET: 'between the regions under test',
  RESERVATION_MINUTES: String(HOLD_MINUTES),
  RESERVATION_GRACE_SECONDS: '1',
  ORDER_PAYMENT_GRACE_SECONDS: '1',
  AUTO_WAREHOUSE_MS: '500',
};

const settingsOf = (name: string, site: Site, other: string, otherSite: Site): Record<string, string> => ({
  ...SETTINGS,
  REGION: name,
  REGIONS: JSON.stringify({
    [other]: {
      kafka: `${otherSite.address}:${KAFKA}`,
      subgraphs: { inventory: `http://${otherSite.address}:${INVENTORY}/graphql` },
    },
  }),
  REGION_DOORS: JSON.stringify({ inventory: { host: site.address, port: INVENTORY } }),
  KAFKA_REGION_LISTENER: `${site.address}:${KAFKA}`,
});

/** How long anything may take, in ms: the machine may be busy. */
const PATIENCE = { timeoutMs: 180_000, everyMs: 500 };

/**
 * Two installations as two regions, each with servers of its own in a network namespace of its own. Buyers buy at home and
 * across; packets between the regions vanish for a while and come again; then each region, and the two together, are held
 * against the laws.
 * @returns what is wrong, nothing when all is well
 */
export async function runRegions({ dataDir, distributed, say }: RegionsOptions): Promise<string[]> {
  const sites = await TwoSites.make();
  const [west, east] = [new RegionUnderTest('west', sites.west), new RegionUnderTest('east', sites.east)];
  const wrong: string[] = [];
  const expect = (holds: boolean, sentence: string): void => {
    say(`${holds ? '✔' : '✘'} ${sentence}`);
    if (!holds) wrong.push(sentence);
  };
  const folder = await mkdtemp(join(dataDir, 'catalogue-'));
  try {
    const flags = distributed ? ['--distributed'] : [];
    // One after the other: two at once on a busy machine wait for each other past every patience.
    await west.do('start', join(dataDir, 'west'), settingsOf('west', sites.west, 'east', sites.east), flags);
    await east.do('start', join(dataDir, 'east'), settingsOf('east', sites.east, 'west', sites.west), flags);
    const [ofWest, ofEast, hot, across, left] = (await west.do('makeGoods', 5)) as [
      string,
      string,
      string,
      string,
      string,
    ];
    await west.do('copyOut', folder);
    await east.do('copyIn', folder);
    await west.do('receive', { [ofWest]: 10_000, [across]: 20 });
    await east.do('receive', { [ofEast]: 10_000, [hot]: 30, [left]: 10 });
    for (const [variantId, pieces] of Object.entries({ [ofEast]: 10_000, [hot]: 30, [left]: 10 }))
      await west.do('shows', variantId, pieces);
    for (const [variantId, pieces] of Object.entries({ [ofWest]: 10_000, [across]: 20 }))
      await east.do('shows', variantId, pieces);
    say('two regions are up, each has heard what the other has');

    await Promise.all([
      west.do('crowd', 25, { variantId: hot, pays: true }),
      east.do('crowd', 25, { variantId: hot, pays: true }),
    ]);
    const [fromWest, fromEast] = [await west.do('tally', hot), await east.do('tally', hot)];
    expect(
      fromWest.paid + fromEast.paid === 30 && fromWest.soldOut + fromEast.soldOut === 20,
      `of 30 in the east 50 buyers of both regions paid for exactly 30: west ${fromWest.paid}, east ${fromEast.paid}`,
    );

    await west.do('crowd', 6, { variantId: left, pays: false });
    const shoppers = [
      [west, ofWest, 3],
      [west, ofEast, 2],
      [east, ofEast, 3],
      [east, ofWest, 2],
    ] as const;
    for (const [region, variantId, buyers] of shoppers) await region.do('open', buyers, { variantId, pays: true });
    for (const [region, variantId] of shoppers)
      await eventually(async () => (await region.do('tally', variantId)).paid > 1, PATIENCE);

    await sites.cut();
    say('cut: packets between the regions vanish');
    const before = await Promise.all(shoppers.map(([region, variantId]) => region.do('tally', variantId)));
    const late = await west.do('payLate', left, 3);
    expect(late.length === 3, '3 orders whose goods are beyond the cut are paid at home');
    const waiting = east.do('crowd', 20, { variantId: across, pays: true });
    waiting.catch(() => {});
    await west.do('crowd', 12, { variantId: across, pays: true });
    for (const [index, [region, variantId]] of shoppers.entries())
      await eventually(async () => {
        const now = await region.do('tally', variantId);
        return index % 2 === 0 ? now.paid > before[index]!.paid + 10 : now.unavailable > before[index]!.unavailable + 3;
      }, PATIENCE);
    const during = await Promise.all(shoppers.map(([region, variantId]) => region.do('tally', variantId)));
    const gained = (index: number, what: 'paid' | 'unavailable') => during[index]![what] - before[index]![what];
    expect(
      true,
      `each region went on selling its own: west ${gained(0, 'paid')}, east ${gained(2, 'paid')} orders paid`,
    );
    expect(
      gained(1, 'paid') + gained(3, 'paid') <= 4,
      `who wanted the other's was asked to come again, ${gained(1, 'unavailable') + gained(3, 'unavailable')} times`,
    );
    await eventually(async () => {
      const [{ asked }, { lent }] = [await west.do('across'), await east.do('across')];
      const statusOf = (rows: Across[]) => (orderId: string) => rows.find((row) => row.orderId === orderId)?.status;
      return late.every((id) => statusOf(asked)(id) === 'EXPIRED' && statusOf(lent)(id) === 'EXPIRED');
    }, PATIENCE);
    say('holds across the cut have run out on both sides by themselves, those of paid orders too');

    await eventually(async () => (await east.do('stockOf', left)).reserved === 0, PATIENCE);
    await east.do('crowd', 8, { variantId: left, pays: true });

    await sites.heal();
    say('healed');
    await waiting;
    const outcome = await eventually(async () => {
      const statuses = await west.do('statuses', late);
      return statuses.REFUNDED && !statuses.PAID ? statuses : undefined;
    }, PATIENCE);
    const { onHand } = await east.do('stockOf', left);
    expect(
      outcome.REFUNDED === 1 && onHand === 0,
      `of those 3 the 2 pieces that the east had not sold meanwhile were sold, the third buyer had the money back by itself: ${JSON.stringify(outcome)}`,
    );
    const [atHome, beyond] = [await west.do('tally', across), await east.do('tally', across)];
    expect(
      atHome.paid === 12 && beyond.paid === 8 && beyond.soldOut === 12 && beyond.unavailable > 0,
      `of 20 in the west 12 were sold at home during the cut and 8 to the east after it, asked for again ${beyond.unavailable} times`,
    );
    for (const [index, [region, variantId]] of shoppers.entries())
      await eventually(async () => (await region.do('tally', variantId)).paid > during[index]!.paid + 1, PATIENCE);
    await Promise.all([west.do('close'), east.do('close')]);

    await agree('after the cut');
    const stock = await stocks();
    const again = (await west.do('mirrorAgain')) + (await east.do('mirrorAgain'));
    say(`${again} events came over once more`);
    await agree('after every event came twice');
    expect(
      JSON.stringify(await stocks()) === JSON.stringify(stock),
      'what came twice took effect once: the stock is as it was',
    );

    async function stocks() {
      return Promise.all(
        [hot, across, left, ofWest, ofEast].flatMap((id) => [west.do('stockOf', id), east.do('stockOf', id)]),
      );
    }
    async function bothTell() {
      return Promise.all([west.do('across'), east.do('across')]);
    }
    /** Every law in each region, and both tell the same of every order that has to do with both. */
    async function agree(when: string): Promise<void> {
      for (const region of [west, east]) {
        const verdicts = await region.do('verify', 120_000);
        const broken = verdicts.filter(({ violations }) => violations.length > 0);
        const checked = verdicts.reduce((sum, verdict) => sum + verdict.checked, 0);
        expect(
          broken.length === 0,
          `${when} ${region.name} keeps its ${verdicts.length} laws, ${checked} things looked at`,
        );
        for (const { law, violations } of broken) say(`  ${law}: ${JSON.stringify(violations.slice(0, 3))}`);
        const dead = await region.do('deadLetters');
        expect(dead.length === 0, `${when} ${region.name} has no dead letters`);
        for (const letter of dead) say(`  ${letter}`);
      }
      // A request the cut kept back may arrive after its own release: that hold runs out as every hold does.
      const held = await eventually(async () => {
        const open = (await bothTell()).flatMap(({ asked, lent }) => [...asked, ...lent]);
        return open.every(({ status }) => status !== 'HELD');
      }, PATIENCE).then(
        () => false,
        () => true,
      );
      expect(!held, `${when} nothing is held across any more`);
      const [inWest, inEast] = await bothTell();
      const told = { west: inWest, east: inEast };
      for (const [home, there] of [
        ['west', 'east'],
        ['east', 'west'],
      ] as const) {
        const sold = (rows: Across[]) =>
          rows.filter(({ status }) => status === 'SOLD').map(({ orderId, goods }) => `${orderId}: ${goods}`);
        const [asked, lent] = [sold(told[home].asked), sold(told[there].lent)];
        expect(
          asked.length > 0 && asked.join('\n') === lent.join('\n'),
          `${when} ${home} bought of ${there} what ${there} sold to ${home}: ${asked.length} orders`,
        );
      }
    }
  } finally {
    await sites.heal().catch(() => {});
    await Promise.allSettled([west.end(), east.end()]);
    await sites.remove();
    await rm(folder, { recursive: true, force: true });
  }
  return wrong;
}
