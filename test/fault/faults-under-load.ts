import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { everyFault, fewFaults } from './faults.ts';
import { runFaults } from './run-faults.ts';

interface Flags {
  orders: string;
  buyers: string;
  short: boolean;
  only?: string;
}

await new Command('npm run test:fault --')
  .description(
    'Kills, freezes and restarts every process of a distributed product, and lets its bank and carrier misbehave, while orders are placed; then holds it against its laws.',
  )
  .option('--orders <number>', 'orders that must be acknowledged at least', '2000')
  .option('--buyers <number>', 'buyers at once', '16')
  .option('--short', 'the most telling faults only', false)
  .option('--only <text>', 'only faults whose name has this in it')
  .action(async (flags: Flags) => {
    // What kafkajs has to say of a broker that has just begun is nobody's concern here.
    process.env.LOG_LEVEL ??= 'warn';
    const dataDir = join(import.meta.dirname, '../../.data-fault');
    await rm(dataDir, { recursive: true, force: true });
    const faults = (flags.short ? fewFaults() : everyFault()).filter(({ name }) => name.includes(flags.only ?? ''));
    const result = await runFaults({
      dataDir,
      faults,
      orders: Number(flags.orders),
      buyers: Number(flags.buyers),
      everyMs: 3_000,
      say: console.log,
    });
    const { broken, missing, stranded, chargedTwice, sentTwice, deadLetters, verdicts, recovery, retries } = result;
    // Each of these is empty when all is well.
    const wrong = {
      broken,
      missing,
      stranded,
      unpaid: result.orders.filter(({ status }) => status === 'PENDING_PAYMENT').map(({ orderId }) => orderId),
      chargedTwice,
      sentTwice,
      laws: verdicts.filter(({ violations }) => violations.length > 0),
      deadLetters,
      unrecovered: recovery.filter(({ ms }) => !Number.isFinite(ms)).map(({ fault }) => fault),
    };
    const slowest = recovery.toSorted((a, b) => b.ms - a.ms).slice(0, 3);
    console.log(
      JSON.stringify({ orders: result.orders.length, retries, faults: recovery.length, slowest, wrong }, null, 2),
    );
    process.exitCode = Object.values(wrong).every(({ length }) => length === 0) ? 0 : 1;
  })
  .parseAsync();
