import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { whyNoNamespaces } from './namespaces.ts';
import { runRegions } from './run-regions.ts';

await new Command('npm run test:regions --')
  .description(
    'Runs two installations as two regions in network namespaces of their own, cuts them apart while buyers buy, joins them again, and holds both against the laws.',
  )
  .option('--distributed', 'one process per subgraph in each region', false)
  .addHelpText(
    'after',
    '\nIt takes root and iproute2. Exit code: 0 all is well, 1 something is wrong, 77 it cannot be run here.',
  )
  .action(async ({ distributed }: { distributed: boolean }) => {
    const why = await whyNoNamespaces();
    if (why) {
      console.log(`Skipped: ${why}`);
      process.exitCode = 77;
      return;
    }
    const dataDir = join(import.meta.dirname, '../../.data-regions');
    await rm(dataDir, { recursive: true, force: true });
    await mkdir(dataDir, { recursive: true });
    const begun = performance.now();
    const wrong = await runRegions({ dataDir, distributed, say: (line) => console.log(`${seconds(begun)} ${line}`) });
    console.log(wrong.length === 0 ? 'All is well.' : `Wrong: ${wrong.length}`);
    process.exitCode = wrong.length === 0 ? 0 : 1;
  })
  .parseAsync();

function seconds(since: number): string {
  return `${((performance.now() - since) / 1_000).toFixed(0).padStart(4)} s`;
}
