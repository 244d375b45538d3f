import { takeDataDirectory } from './data-directory.ts';
import { java, redisServer } from './native/programs.ts';
import { assertPortFree, freePorts, type PortName, type Ports } from './ports.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { type Daemon, type DaemonSpec, startDaemon } from './servers/daemon.ts';
import { prepareKafka, prepareKafkaRuntime } from './servers/kafka.ts';
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
  const { dataDir, ports, env = process.env, log = () => {}, temporary = false } = options;
  const giveBack = takeDataDirectory(dataDir);
  const running: Daemon[] = [];
  const stop = async () => {
    await Promise.all(running.splice(0).map((daemon) => daemon.stop()));
    giveBack();
    if (temporary) await removeDataDirectory(dataDir);
  };
  const start = async (names: PortName[], prepare: () => Promise<DaemonSpec>) => {
    const spec = await prepare();
    for (const name of names) await assertPortFree(name, ports[name]);
    running.push(await startDaemon(spec));
  };
  try {
    const secrets = await loadSecrets(dataDir);
    const { postgresPassword, redisPassword } = secrets;
    const starts: Promise<void>[] = [];
    if (!env.POSTGRES_URL) {
      starts.push(
        start(['postgres'], () => preparePostgres({ dataDir, port: ports.postgres, password: postgresPassword })),
      );
    }
    if (!env.REDIS_URL) {
      starts.push(
        start(['redis'], async () =>
          prepareRedis({ dataDir, port: ports.redis, password: redisPassword, program: await redisServer(log) }),
        ),
      );
    }
    if (!env.KAFKA_BROKERS) {
      starts.push(
        start(['kafka', 'kafkaController'], async () => {
          const runtime = await prepareKafkaRuntime(await java(log), freePorts, log);
          return prepareKafka({ dataDir, port: ports.kafka, controllerPort: ports.kafkaController, runtime });
        }),
      );
    }
    const failed = (await Promise.allSettled(starts)).find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return {
      postgresAdminUrl:
        env.POSTGRES_URL ?? `postgres://postgres:${postgresPassword}@127.0.0.1:${ports.postgres}/postgres`,
      redisUrl: env.REDIS_URL ?? `redis://:${redisPassword}@127.0.0.1:${ports.redis}/0`,
      kafkaBrokers: env.KAFKA_BROKERS?.split(',') ?? [`127.0.0.1:${ports.kafka}`],
      secrets,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
