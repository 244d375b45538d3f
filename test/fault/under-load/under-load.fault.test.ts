import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeDataDirectory } from '#stack/servers/postgres-account.ts';
import { fewFaults } from '../faults.ts';
import { type FaultsResult, runFaults } from '../run-faults.ts';

/** As small as the e2e stories have it. */
const SMALL = { DEMO_PRODUCTS: '120', ARGON2_MEMORY_KIB: '64', ARGON2_ITERATIONS: '1' };

describe('while one thing after the other is killed, frozen or lies, and clocks are minutes apart', () => {
  let result: FaultsResult;
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'marketplace-faults-'));
    result = await runFaults({
      dataDir,
      faults: fewFaults(),
      orders: 100,
      buyers: 8,
      everyMs: 1_000,
      env: SMALL,
      say: (line) => process.stdout.write(`${line}\n`),
    });
  }, 1_200_000);
  afterAll(() => removeDataDirectory(dataDir));

  test('buyers who ask again get what they asked for', () => {
    expect(result.broken).toEqual([]);
    expect(result.orders.length).toBeGreaterThanOrEqual(100);
    expect(result.retries).toBeGreaterThan(0);
  });

  test('the product sells again after each', () => {
    expect(result.recovery.filter(({ ms }) => !Number.isFinite(ms))).toEqual([]);
  });

  test('no order that was acknowledged is missing, and every buyer who paid has bought', () => {
    expect(result.missing).toEqual([]);
    expect(result.orders.filter(({ status }) => status === 'PENDING_PAYMENT')).toEqual([]);
  });

  test('every parcel arrives, also where nobody told', () => {
    expect(result.stranded).toEqual([]);
  });

  test('nobody is charged twice, and nothing is sent twice', () => {
    expect(result.chargedTwice).toEqual([]);
    expect(result.sentTwice).toEqual([]);
  });

  test('all laws hold, with every event delivered a second time', () => {
    expect(result.verdicts.filter(({ violations }) => violations.length > 0)).toEqual([]);
  });

  test('no event is dead', () => {
    expect(result.deadLetters).toEqual([]);
  });
});
