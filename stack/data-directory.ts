import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '#kernel/make-folder.ts';
import { identify, isRunning, type ProcessIdentity, readIdentity } from './process-identity.ts';
import { processesOf } from './servers/daemon.ts';
import { asStartError, StartError } from './start-error.ts';

const lockName = 'owner.json';

/** The process that uses this data directory now, if any. */
export function ownerOf(dataDir: string): ProcessIdentity | undefined {
  const owner = readIdentity(join(dataDir, lockName));
  return owner && isRunning(owner) ? owner : undefined;
}

/** Refuses when the data directory is in use, before anything else finds its ports taken. */
export function assertNotRunning(dataDir: string): void {
  const owner = ownerOf(dataDir);
  if (owner) throw taken(dataDir, owner);
}

/**
 * Makes the data directory ours for as long as this process runs, or refuses: two sets of servers on the same files
 * would ruin them. A lock left by a process that is gone does not count. Returns how to give it back.
 */
export function takeDataDirectory(dataDir: string): () => void {
  const lock = join(dataDir, lockName);
  const self = identify(process.pid);
  if (!self) throw new Error('this process is not in /proc');
  try {
    makeFolder(resolve(processesOf(dataDir)), 0o700);
    assertNotRunning(dataDir);
    rmSync(lock, { force: true });
    // Exclusive: of two that start in the same instant one fails here.
    writeFileSync(lock, JSON.stringify(self), { flag: 'wx' });
  } catch (error) {
    const owner = (error as NodeJS.ErrnoException).code === 'EEXIST' ? ownerOf(dataDir) : undefined;
    throw owner ? taken(dataDir, owner) : asStartError(error, resolve(dataDir));
  }
  return () => {
    if (readIdentity(lock)?.startedAt === self.startedAt) rmSync(lock, { force: true });
  };
}

function taken(dataDir: string, owner: ProcessIdentity): StartError {
  return new StartError(
    `It is running already (process ${owner.pid}), with its data in ${resolve(dataDir)}.`,
    `use that one, or stop it first: kill ${owner.pid}`,
  );
}
