import { createHash } from 'node:crypto';
import { chown, cp, mkdir, readFile, readlink, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** The account PostgreSQL runs under when we are root, which it refuses to be. */
export interface Account {
  uid: number;
  gid: number;
}

/**
 * Where root keeps what another account must reach when the checkout lies in a folder closed to others, as /root is.
 * The data directory then holds a link to it.
 */
const openHome = '/var/lib/marketplace';

/** Undefined: as ourselves. Else the owner of the data that is there, or the system's `postgres`, or `nobody`. */
export async function postgresAccount(dataFolder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(join(dataFolder, 'PG_VERSION')).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await accountNamed('postgres')) ?? (await accountNamed('nobody')) ?? { uid: 65_534, gid: 65_534 };
}

/** Makes the folder of the database below `dataDir`, owned by and reachable for the account, and returns its real path. */
export async function makeReachableFolder(dataDir: string, account: Account | undefined): Promise<string> {
  const folder = join(resolve(dataDir), 'postgres');
  const moved = await readlink(folder).catch(() => undefined);
  if (moved) {
    await mkdir(moved, { recursive: true, mode: 0o700 });
    if (account) await chown(moved, account.uid, account.gid);
    return moved;
  }
  await mkdir(resolve(dataDir), { recursive: true });
  if (account && !(await reachable(resolve(dataDir), account))) {
    const place = join(openHome, `data-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
    await mkdir(place, { recursive: true });
    await chown(place, account.uid, account.gid);
    await symlink(place, folder);
    return place;
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account) await chown(folder, account.uid, account.gid);
  return folder;
}

/** The programs' folder itself, or a copy the account can reach, made once per version. */
export async function reachablePrograms(
  folder: string,
  version: string,
  account: Account | undefined,
): Promise<string> {
  if (!account || (await reachable(folder, account))) return folder;
  const copy = join(openHome, `postgresql-${version}`);
  if (await stat(copy).catch(() => undefined)) return copy;
  await mkdir(openHome, { recursive: true });
  const half = `${copy}.${process.pid}`;
  await cp(folder, half, { recursive: true, verbatimSymlinks: true });
  await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }));
  return copy;
}

/** Removes a data directory with everything it links to. */
export async function removeDataDirectory(dataDir: string): Promise<void> {
  const moved = await readlink(join(dataDir, 'postgres')).catch(() => undefined);
  if (moved && dirname(moved) === openHome && basename(moved).startsWith('data-')) {
    await rm(moved, { recursive: true, force: true });
  }
  await rm(dataDir, { recursive: true, force: true });
}

async function reachable(path: string, account: Account): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function accountNamed(name: string): Promise<Account | undefined> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([account]) => account === name);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : undefined;
}
