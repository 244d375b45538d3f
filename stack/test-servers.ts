import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ownerOf } from './data-directory.ts';
import { freePorts } from './ports.ts';
import { removeDataDirectory } from './servers/postgres-account.ts';
import { type Servers, startServers } from './servers.ts';

const home = join(import.meta.dirname, '..', '.data-test');

/**
 * Servers for one run of tests: ports nobody uses, a data directory of its own that is removed at the end, so that it
 * runs beside a running product and beside other runs. POSTGRES_URL, REDIS_URL and KAFKA_BROKERS are used when given.
 * Topics have several partitions, as where several processes share them.
 */
export async function startTestServers(log: (line: string) => void = () => {}): Promise<Servers> {
  await removeLeftovers();
  const [dataDir, env] = [join(home, String(process.pid)), { ...process.env, KAFKA_PARTITIONS: '4' }];
  return startServers({ dataDir, ports: await freePorts(), env, temporary: true, log });
}

/** What runs that were killed left behind. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(home).catch(() => [])) {
    const dataDir = join(home, name);
    // A run that is about to take its directory has no lock there yet, but its pid is its name.
    if (!ownerOf(dataDir) && !isAlive(Number(name))) await removeDataDirectory(dataDir);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
