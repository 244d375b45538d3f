import { openDatabase } from '#kernel/db/database.ts';
import { createLogger } from '#kernel/log.ts';
import type { Step } from '../commands/advance-orders.ts';
import { temporalRunner } from '../temporal/temporal-runner.ts';

// Runs orders on Temporal in a process of its own, that may be killed; who forked it sends the steps.
const [databaseUrl, options] = process.argv.slice(2) as [string, string];
const db = openDatabase(databaseUrl, { owner: 'order', max: 2 });
const outbox = { announce: async () => {} } as never;
const runner = await temporalRunner({ db, outbox, log: createLogger('runner') }, JSON.parse(options));
process.on('message', (steps) => runner.send(steps as Step[]));
process.on('disconnect', () => process.exit());
process.send!('running');
