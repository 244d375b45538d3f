import { rmSync } from 'node:fs';
import { access, lstat, mkdir, mkdtemp, readdir, readlink, rename, rm, symlink, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { StartError } from '../start-error.ts';
import { nativeHome } from './native-home.ts';
import { lastWords, runTool } from './run-tool.ts';

/**
 * Debian packages without being root: apt with state and cache of its own resolves and downloads what is not installed,
 * dpkg unpacks it into a folder of this user. Nothing on the machine changes. The same way serves root, so there is
 * one mechanism to test.
 */
export async function unpackDebianPackages(
  name: string,
  packages: string[],
  log: (line: string) => void,
): Promise<UnpackedPackages> {
  const home = nativeHome();
  const root = join(home, 'debian', name);
  if (await exists(root)) return { root, env: await libraryEnvironment(root) };

  log(`downloading ${packages.join(', ')} (Debian packages, once)`);
  await mkdir(join(home, 'debian'), { recursive: true });
  const work = await mkdtemp(join(home, 'debian', `.${name}-`));
  try {
    const archives = await download(work, packages);
    const tree = join(work, 'tree');
    await mkdir(tree);
    for (const archive of archives) await runTool('dpkg', ['-x', archive, tree]);
    await mendAbsoluteLinks(tree);
    // A second start may have been quicker; its tree is as good as ours.
    await rename(tree, root).catch(async (error) => {
      if (!(await exists(root))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return { root, env: await libraryEnvironment(root) };
}

export interface UnpackedPackages {
  /** The folder that stands for `/`. */
  root: string;
  /** What a program from there needs to find its libraries. */
  env: { LD_LIBRARY_PATH: string };
}

async function download(work: string, packages: string[]): Promise<string[]> {
  const cache = join(work, 'cache');
  await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const byHand = `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`;
  try {
    const options = [...(await packageLists(env)), '-o', `Dir::Cache=${cache}`];
    const install = ['install', '-y', '--download-only', '--no-install-recommends', ...packages];
    await runTool('apt-get', [...options, ...install], { env });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new StartError(
        `${packages[0]} is not on this machine, and neither is apt-get, which would fetch it.`,
        `install ${packages[0]} with this system's package manager and start again`,
        { cause: error },
      );
    }
    throw new StartError(`${packages[0]} could not be downloaded: ${lastWords(error)}`, byHand, { cause: error });
  }
  const archives = join(cache, 'archives');
  const debs = (await readdir(archives)).filter((file) => file.endsWith('.deb')).map((file) => join(archives, file));
  // Installed on the system, and yet the program was not on PATH: there is nothing left to download.
  if (debs.length === 0) throw new StartError(`${packages[0]} is installed, but its program is not found.`, byHand);
  return debs;
}

let lists: Promise<string[]> | undefined;

/** apt's options to use a state of this process's own, with fresh package lists, fetched once however many ask. */
function packageLists(env: NodeJS.ProcessEnv): Promise<string[]> {
  lists ??= (async () => {
    const state = await mkdtemp(join(tmpdir(), 'marketplace-apt-'));
    process.once('exit', () => rmSync(state, { recursive: true, force: true }));
    await mkdir(join(state, 'lists', 'partial'), { recursive: true });
    await mkdir(join(state, 'cache', 'archives', 'partial'), { recursive: true });
    // What is installed need not be downloaded; to try a bare machine, nothing counts as installed.
    const installed = ignoreInstalled() ? '/dev/null' : '/var/lib/dpkg/status';
    const options = [
      ...['-o', `Dir::State=${state}`, '-o', `Dir::State::status=${installed}`],
      ...['-o', 'Debug::NoLocking=1', '-o', 'APT::Sandbox::User=', '-o', 'Acquire::Languages=none'],
    ];
    await runTool('apt-get', [...options, '-o', `Dir::Cache=${join(state, 'cache')}`, 'update'], { env });
    // Without a network apt warns, and ends well.
    if (!(await readdir(join(state, 'lists'))).some((file) => /_Packages(\.|$)/.test(file))) {
      throw new Error('the package lists cannot be fetched; is there a network?');
    }
    return options;
  })();
  return lists;
}

/** Links such as `conf -> /etc/java-17` point to the system's root; those whose target was unpacked here are turned to it. */
async function mendAbsoluteLinks(tree: string): Promise<void> {
  for (const entry of await readdir(tree, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) continue;
    const link = join(entry.parentPath, entry.name);
    const target = await readlink(link);
    if (!isAbsolute(target) || !(await exists(join(tree, target)))) continue;
    await unlink(link);
    await symlink(relative(dirname(link), join(tree, target)), link);
  }
}

/** The folders where the system's linker would look, and those beside them that packages name by their absolute path. */
async function libraryEnvironment(root: string): Promise<{ LD_LIBRARY_PATH: string }> {
  const main = join(root, 'usr/lib/x86_64-linux-gnu');
  const entries = await readdir(main, { withFileTypes: true }).catch(() => []);
  const inside = entries.filter((entry) => entry.isDirectory()).map((entry) => join(main, entry.name));
  const holdsLibraries = async (folder: string) => (await readdir(folder)).some((file) => /\.so(\.|$)/.test(file));
  const kept = await Promise.all(inside.map(async (folder) => ((await holdsLibraries(folder)) ? [folder] : [])));
  const others = ['lib/x86_64-linux-gnu', 'usr/lib', 'lib'].map((path) => join(root, path));
  const inherited = process.env.LD_LIBRARY_PATH;
  return { LD_LIBRARY_PATH: [main, ...kept.flat(), ...others, ...(inherited ? [inherited] : [])].join(':') };
}

/** Lets a person try, on a machine that has everything, what happens on one that has nothing. */
export const ignoreInstalled = () => Boolean(process.env.MARKETPLACE_IGNORE_INSTALLED);

const exists = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Whether this program is there and may be run. */
export const isProgram = (path: string) =>
  access(path, 1).then(
    () => true,
    () => false,
  );
