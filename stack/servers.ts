import { readdir } from 'node:fs/promises';
import { parallel, type Resource } from '#kernel/lifecycle.ts';
import { takeDataDirectory } from './data-directory.ts';
import { java, redisServer } from './native/programs.ts';
import { freePorts, type Ports } from './ports.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { processesOf, stopStaleDaemon } from './servers/daemon.ts';
import { prepareKafka, prepareKafkaRuntime } from './servers/kafka.ts';
import { nativeServer, type ServerWatch } from './servers/native-server.ts';
import { preparePostgres } from './servers/postgres.ts';
import { removeDataDirectory } from './servers/postgres-account.ts';
import { prepareRedis } from './servers/redis.ts';

export interface ServersOptions {
  /** Holds everything the servers write. One run uses it at a time. */
  dataDir: string;
  ports: Ports;
  /** POSTGRES_URL, REDIS_URL and KAFKA_BROKERS name servers of the user's own, which are then used as they are. */
  env?: NodeJS.ProcessEnv;
  /** Told about long steps, one sentence each. */
  log?: (line: string) => void;
  /** Told about servers that end by themselves. */
  watch?: ServerWatch;
  /** Remove the data directory after stopping: for tests. */
  temporary?: boolean;
}

/** The three servers, ready. */
export interface Servers {
  /** Of a role that may create roles and databases. */
  postgresAdminUrl: string;
  redisUrl: string;
  kafkaBrokers: string[];
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
    const servers = parallel('servers', ...nativeServers(options, secrets, env));
    await servers.start();
    return {
      postgresAdminUrl:
        env.POSTGRES_URL || `postgres://postgres:${secrets.postgresPassword}@127.0.0.1:${ports.postgres}/postgres`,
      redisUrl: env.REDIS_URL || `redis://:${secrets.redisPassword}@127.0.0.1:${ports.redis}/0`,
      kafkaBrokers: env.KAFKA_BROKERS ? env.KAFKA_BROKERS.split(',') : [`127.0.0.1:${ports.kafka}`],
      secrets,
      stop: () => servers.stop().finally(release),
    };
  } catch (error) {
    await release();
    throw error;
  }
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

/** Those that the user did not bring along, as programs of this machine. */
function nativeServers(options: ServersOptions, secrets: Secrets, env: NodeJS.ProcessEnv): Resource[] {
  const { dataDir, log = () => {}, watch = { restarted() {}, lost() {} } } = options;
  const { postgres, redis, kafka, kafkaController } = options.ports;
  const servers: Resource[] = [];
  if (!env.POSTGRES_URL) {
    const prepare = () => preparePostgres({ dataDir, port: postgres, password: secrets.postgresPassword });
    servers.push(nativeServer('PostgreSQL', { postgres }, prepare, watch));
  }
  if (!env.REDIS_URL) {
    const prepare = async () =>
      prepareRedis({ dataDir, port: redis, password: secrets.redisPassword, program: await redisServer(log) });
    servers.push(nativeServer('Redis', { redis }, prepare, watch));
  }
  if (!env.KAFKA_BROKERS) {
    const prepare = async () => {
      const runtime = await prepareKafkaRuntime(await java(log), freePorts, log);
      return prepareKafka({ dataDir, port: kafka, controllerPort: kafkaController, runtime });
    };
    servers.push(nativeServer('Kafka', { kafka, kafkaController }, prepare, watch));
  }
  return servers;
}
