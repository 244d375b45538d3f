import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';
import { unpackDebianPackages } from './debian-packages.ts';
import { findProgram } from './find-program.ts';

/** A program ready to be run: its path and what must be in its environment. */
export interface Program {
  path: string;
  env: Record<string, string>;
}

type Log = (line: string) => void;

/** Redis 7 or later: the one on PATH, else Debian's, unpacked for this user. */
export async function redisServer(log: Log): Promise<Program> {
  const installed = await findProgram(
    'redis-server',
    '--version',
    (version) => Number(/v=(\d+)/.exec(version)?.[1]) >= 7,
  );
  if (installed) return { path: installed, env: {} };
  const { root, env } = await unpackDebianPackages('redis', ['redis-server'], log);
  return { path: join(root, 'usr/bin/redis-server'), env };
}

/** Prometheus and its `promtool`, which judge what this product has for them. Only tests run them. */
export async function prometheus(log: Log): Promise<{ server: Program; tool: Program }> {
  const installed = await findProgram('prometheus', '--version', (version) => /version [23]\./.test(version));
  if (installed) return { server: { path: installed, env: {} }, tool: { path: 'promtool', env: {} } };
  const { root, env } = await unpackDebianPackages('prometheus', ['prometheus'], log);
  const program = (name: string): Program => ({ path: join(root, 'usr/bin', name), env });
  return { server: program('prometheus'), tool: program('promtool') };
}

/** Java 17 or later, which Kafka 4 needs. */
export async function java(log: Log): Promise<Program> {
  const installed = await findProgram('java', '-version', (version) => javaMajor(version) >= 17);
  if (installed) return { path: installed, env: {} };
  const { root, env } = await unpackDebianPackages('java', ['default-jre-headless'], log);
  const home = await javaHome(root);
  return { path: join(home, 'bin/java'), env: { ...env, JAVA_HOME: home } };
}

/** Maven, to fetch Kafka's jars. Needs a Java of its own accord, which the caller passes in `JAVA_HOME`. */
export async function maven(log: Log): Promise<Program> {
  const installed = await findProgram('mvn', '--version', (version) =>
    /Apache Maven 3\.|Apache Maven 4\./.test(version),
  );
  if (installed) return { path: installed, env: {} };
  const { root, env } = await unpackDebianPackages('maven', ['maven'], log);
  return { path: join(root, 'usr/share/maven/bin/mvn'), env };
}

function javaMajor(version: string): number {
  return Number(/version "(\d+)/.exec(version)?.[1] ?? 0);
}

async function javaHome(root: string): Promise<string> {
  const folder = join(root, 'usr/lib/jvm');
  const homes = await readdir(folder).catch(() => []);
  const home = homes.find((name) => /^java-\d+-openjdk-/.test(name));
  // What counts as installed was not downloaded.
  if (!home)
    throw new StartError(
      'Java is installed, but its program is not found.',
      `rm -r ${root} && sudo apt-get install --reinstall -y openjdk-17-jre-headless`,
    );
  return join(folder, home);
}
