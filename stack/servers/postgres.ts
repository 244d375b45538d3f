import { chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PostgresPackage } from '../native/postgres.ts';
import { runTool } from '../native/run-tool.ts';
import { StartError } from '../start-error.ts';
import { type DaemonSpec, processesOf } from './daemon.ts';
import { makeReachableFolder, postgresAccount, reachablePrograms } from './postgres-account.ts';

/** What differs from PostgreSQL's own defaults, and why. */
export const postgresSettings: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  // Durability is not for sale: an acknowledged order survives a power cut.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // Fewer checkpoints under load, at the price of disk: each makes pages be written in full again.
  max_wal_size: '2GB',
  min_wal_size: '256MB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  // Statements here take milliseconds; compiling them takes longer than running them.
  jit: 'off',
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'all',
  log_min_duration_statement: '1000',
  log_line_prefix: '%m [%p] %q%u@%d ',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** Makes the database cluster on the first call, and returns what to run. */
export async function preparePostgres(options: {
  dataDir: string;
  port: number;
  password: string;
  packaged: PostgresPackage;
}): Promise<DaemonSpec> {
  const { dataDir, port, password, packaged } = options;
  const account = await postgresAccount(join(dataDir, 'postgres'));
  const data = await makeReachableFolder(dataDir, account);
  const programs = join(await reachablePrograms(packaged.folder, packaged.version, account), packaged.bin);
  const stop = {
    stateDir: processesOf(dataDir),
    file: 'postgres',
    stopSignal: 'SIGINT',
    stopWithinMs: 15_000,
  } as const;
  if (!(await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => ''))) {
    await initialise(programs, data, password, account);
  }
  return {
    ...stop,
    name: 'PostgreSQL',
    command: join(programs, 'postgres'),
    args: [
      '-D',
      data,
      '-p',
      String(port),
      ...Object.entries(postgresSettings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    account,
    readyLine: /database system is ready to accept connections/,
    readyWithinMs: 60_000,
  };
}

async function initialise(
  programs: string,
  data: string,
  password: string,
  account: { uid: number; gid: number } | undefined,
) {
  // A start that was interrupted left pieces that initdb would refuse to overwrite.
  for (const entry of await readdir(data)) await rm(join(data, entry), { recursive: true, force: true });
  const args = [
    ...['-D', data, '-U', 'postgres', '--encoding=UTF8', '--auth=scram-sha-256', '--no-instructions'],
    // Order by code point, upper and lower case of every alphabet; a query that sorts for people names its collation.
    ...['--locale=C.UTF-8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  ];
  // Not among the arguments, which every user of this machine can read.
  const secretFolder = await mkdtemp('/tmp/marketplace-');
  const passwordFile = join(secretFolder, 'password');
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account) for (const path of [passwordFile, secretFolder]) await chown(path, account.uid, account.gid);
    await runTool(join(programs, 'initdb'), [...args, `--pwfile=${passwordFile}`], {
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
      ...account,
    });
  } catch (error) {
    const output = error instanceof Error && 'output' in error ? String(error.output) : String(error);
    if (/No space left/i.test(output))
      throw new StartError('The database cannot be made: the disk is full.', 'df -h .');
    throw error;
  } finally {
    await rm(secretFolder, { recursive: true, force: true });
  }
}
