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
    'Kills, freezes and restarts every process of a distributed product, and lets its bank misbehave, while orders are placed; then holds it against its laws.',
  )
  .option('--orders <number>', 'orders that must be acknowledged at least', '2000')
  .option('--buyers <number>', 'buyers at once', '16')
  .option('--short', 'the most telling faults only', false)
  .option('--only <text>', 'only faults whose name has this in it')
  .action(async (flags: Flags) => {
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
    const broken = result.verdicts.filter(({ violations }) => violations.length > 0);
    console.log(
      JSON.stringify({ orders: result.orders.length, retries: result.retries, broken: result.broken }, null, 2),
    );
    console.log(
      JSON.stringify(
        { missing: result.missing, chargedTwice: result.chargedTwice, deadLetters: result.deadLetters, laws: broken },
        null,
        2,
      ),
    );
    const unpaid = result.orders.filter(({ status }) => status === 'PENDING_PAYMENT').map(({ orderId }) => orderId);
    const unrecovered = result.recovery.filter(({ ms }) => !Number.isFinite(ms)).map(({ fault }) => fault);
    console.log(JSON.stringify({ unpaid, unrecovered }, null, 2));
    const lists = [result.broken, result.missing, result.chargedTwice, broken, unpaid, unrecovered];
    const faulty = lists.reduce((sum, { length }) => sum + length, 0);
    process.exitCode = faulty + Object.keys(result.deadLetters).length === 0 ? 0 : 1;
  })
  .parseAsync();
