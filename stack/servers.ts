import { readdir } from 'node:fs/promises';
import { parallel, type Resource, resource } from '#kernel/lifecycle.ts';
import { takeDataDirectory } from './data-directory.ts';
import { postgresPackage } from './native/postgres.ts';
import { java, redisServer } from './native/programs.ts';
import { temporal, temporalSdk } from './native/temporal.ts';
import { freePorts, type Ports } from './ports.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { type ComposeService, composeServers, serverHome } from './servers/compose.ts';
import { processesOf, stopStaleDaemon } from './servers/daemon.ts';
import { prepareKafka, prepareKafkaRuntime } from './servers/kafka.ts';
import { nativeServer, type ServerWatch } from './servers/native-server.ts';
import { preparePostgres } from './servers/postgres.ts';
import { removeDataDirectory } from './servers/postgres-account.ts';
import { prepareRedis } from './servers/redis.ts';
import { prepareTemporal } from './servers/temporal.ts';
import { StartError } from './start-error.ts';

export interface ServersOptions {
  /** Holds everything the servers write. One run uses it at a time. */
  dataDir: string;
  ports: Ports;
  /**
   * POSTGRES_URL, REDIS_URL and KAFKA_BROKERS name servers of the user's own, which are then used as they are; with
   * WORKFLOWS=temporal there is one more, TEMPORAL_ADDRESS.
   */
  env?: NodeJS.ProcessEnv;
  /** Told about long steps, one sentence each. */
  log?: (line: string) => void;
  /** Told about servers that end by themselves. */
  watch?: ServerWatch;
  /** Use containers where an engine answers: `npm start` does, tests do not. SERVERS=native or =compose decides otherwise. */
  containers?: boolean;
  /** Remove the data directory after stopping: for tests. */
  temporary?: boolean;
}

/** The servers, ready. */
export interface Servers {
  /** Of a role that may create roles and databases. */
  postgresAdminUrl: string;
  redisUrl: string;
  kafkaBrokers: string[];
  /** Where Temporal answers; absent when no order is run by it. */
  temporalAddress: string | undefined;
  secrets: Secrets;
  stop(): Promise<void>;
}

/** Starts PostgreSQL, Redis and Kafka, all at once. When one fails, the others are stopped again and its failure is thrown. */
export async function startServers(options: ServersOptions): Promise<Servers> {
  const { dataDir, ports, env = process.env, temporary = false } = options;
  const giveBack = takeDataDirectory(dataDir);
  const release = async () => {
    giveBack();
    if (temporary) await removeDataDirectory(dataDir);
  };
  try {
    await stopStaleServers(dataDir);
    const secrets = await loadSecrets(dataDir);
    const wanted = (['postgres', 'redis', 'kafka'] as const).filter((name) => !env[givenBy[name]]);
    const inContainers =
      options.containers && wanted.length > 0 && (await serverHome(dataDir, env.SERVERS)) === 'compose';
    const base = inContainers
      ? [composeServers(wanted, ports, secrets)]
      : wanted.map((name) => nativeServersByName[name](options, secrets));
    const servers = parallel('servers', ...base, ...temporalServers(options, env));
    await servers.start();
    return {
      postgresAdminUrl:
        env.POSTGRES_URL || `postgres://postgres:${secrets.postgresPassword}@127.0.0.1:${ports.postgres}/postgres`,
      redisUrl: env.REDIS_URL || `redis://:${secrets.redisPassword}@127.0.0.1:${ports.redis}/0`,
      temporalAddress: env.WORKFLOWS === 'temporal' ? env.TEMPORAL_ADDRESS || `127.0.0.1:${ports.temporal}` : undefined,
      kafkaBrokers: env.KAFKA_BROKERS ? env.KAFKA_BROKERS.split(',') : [`127.0.0.1:${ports.kafka}`],
      secrets,
      stop: () => servers.stop().finally(release),
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Temporal's development server, and the packages to speak to it, for those who want it. */
function temporalServers(
  { dataDir, ports, watch = silent, log = () => {} }: ServersOptions,
  env: NodeJS.ProcessEnv,
): Resource[] {
  if (env.WORKFLOWS !== 'temporal') return [];
  const sdk = resource('Temporal SDK', async () => {
    await temporalSdk(log);
    return () => {};
  });
  if (env.TEMPORAL_ADDRESS) return [sdk];
  const prepare = async () => prepareTemporal({ dataDir, port: ports.temporal, program: await temporal(log) });
  return [sdk, nativeServer('Temporal', { temporal: ports.temporal }, prepare, watch)];
}

/** Ends what a run that was killed left behind on this data directory. */
export async function stopStaleServers(dataDir: string): Promise<void> {
  const stateDir = processesOf(dataDir);
  const files = (await readdir(stateDir).catch(() => [])).filter((file) => file.endsWith('.pid'));
  await Promise.all(
    files.map((file) =>
      stopStaleDaemon({ stateDir, file: file.slice(0, -'.pid'.length), stopSignal: 'SIGINT', stopWithinMs: 10_000 }),
    ),
  );
}

/** The variables by which the user names servers of their own. */
const givenBy = { postgres: 'POSTGRES_URL', redis: 'REDIS_URL', kafka: 'KAFKA_BROKERS' } as const;

/** @throws StartError for what is no number of partitions */
function partitionsIn({ KAFKA_PARTITIONS: given }: NodeJS.ProcessEnv): number | undefined {
  if (!given) return undefined;
  if (/^[1-9]\d{0,2}$/.test(given)) return Number(given);
  throw new StartError(
    `KAFKA_PARTITIONS is "${given}", which is no number from 1 to 999.`,
    'KAFKA_PARTITIONS=4 npm start',
  );
}

const silent: ServerWatch = { restarted() {}, lost() {} };

/** How each runs as a program of this machine. */
const nativeServersByName: Record<ComposeService, (options: ServersOptions, secrets: Secrets) => Resource> = {
  postgres({ dataDir, ports: { postgres: port }, watch = silent, log = () => {} }, secrets) {
    const prepare = async () => {
      const packaged = await postgresPackage(log);
      return preparePostgres({ dataDir, port, password: secrets.postgresPassword, packaged });
    };
    return nativeServer('PostgreSQL', { postgres: port }, prepare, watch);
  },
  redis({ dataDir, ports: { redis }, watch = silent, log = () => {} }, secrets) {
    const prepare = async () =>
      prepareRedis({ dataDir, port: redis, password: secrets.redisPassword, program: await redisServer(log) });
    return nativeServer('Redis', { redis }, prepare, watch);
  },
  kafka({ dataDir, ports: { kafka, kafkaController }, env = process.env, watch = silent, log = () => {} }) {
    const prepare = async () => {
      const partitions = partitionsIn(env);
      const runtime = await prepareKafkaRuntime(await java(log), freePorts, log);
      const forRegions = env.KAFKA_REGION_LISTENER;
      return prepareKafka({ dataDir, port: kafka, controllerPort: kafkaController, runtime, forRegions, partitions });
    };
    return nativeServer('Kafka', { kafka, kafkaController }, prepare, watch);
  },
};
