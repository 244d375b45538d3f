import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import colors from 'picocolors';
import { prepareTestPrograms } from './native/prepare.ts';
import { temporalSdk } from './native/temporal.ts';
import { createProgress } from './progress.ts';
import { StartError } from './start-error.ts';
import { emptyTally, type Tally, tallyLine, tallyOf } from './test-tally.ts';

const root = join(import.meta.dirname, '..');
/** What Vitest is called with; `--no-tests` alone ends after the checks. */
const filters = process.argv.slice(2);
const testing = !filters.includes('--no-tests');

const bin = (name: string) => join(root, 'node_modules/.bin', name);

/** What is checked before the tests, each counted as one of them. */
const checks: { name: string; command: [string, ...string[]]; mend: string }[] = [
  {
    name: 'formatted and linted',
    command: [bin('biome'), 'check', '--error-on-warnings'],
    mend: 'npx biome check --write',
  },
  { name: 'types', command: [bin('tsc'), '--noEmit', '-p', '.'], mend: 'see above' },
  {
    name: 'generated code is up to date',
    command: [process.execPath, 'schema/generation/generate.ts', '--check'],
    mend: 'npm run codegen',
  },
];

const tally = emptyTally();
try {
  const { say } = createProgress();
  await (testing ? prepareTestPrograms(process.env, say) : temporalSdk(say));
  for (const check of checks) add(await runCheck(check));
  if (testing) add(await runVitest());
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n  → ${error.mend}\n`);
  tally.failed += 1;
}
console.log(tallyLine(tally));
process.exitCode = tally.failed > 0 ? 1 : 0;

async function runCheck({ name, command, mend }: (typeof checks)[number]): Promise<Tally> {
  const [program, ...args] = command;
  const { code, output } = await run(program, args, 'keep');
  if (code === 0) {
    console.log(`${colors.green('✓')} ${name}`);
    return { ...emptyTally(), passed: 1 };
  }
  console.log(`${output}\n${colors.red('✗')} ${name} → ${mend}`);
  return { ...emptyTally(), failed: 1 };
}

/** Runs the tests and counts them from Vitest's own report. */
async function runVitest(): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'marketplace-report-'));
  const report = join(folder, 'vitest.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code } = await run(bin('vitest'), ['run', ...reporters, ...filters], 'show');
    return tallyOf(await readFile(report, 'utf8').catch(() => undefined), code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function add(more: Tally): void {
  tally.passed += more.passed;
  tally.failed += more.failed;
  tally.skipped += more.skipped;
}

function run(program: string, args: string[], mode: 'show' | 'keep'): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: mode === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output: output.trim() }));
    // Ctrl-C reaches the child from the terminal; a signal to this process alone does not.
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => child.kill(signal));
  });
}
