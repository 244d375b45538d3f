import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kafkaJars } from '../native/kafka-jars.ts';
import { nativeHome } from '../native/native-home.ts';
import type { Program } from '../native/programs.ts';
import { runTool } from '../native/run-tool.ts';
import { type DaemonSpec, processesOf, startDaemon } from './daemon.ts';

const heap = ['-Xms256m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** The classes Kafka loads, parsed once and mapped from a file at each start: 1.3 s instead of 2.1. */
export interface KafkaRuntime {
  java: Program;
  classpath: string;
  /** Options that use the class archive; none when it could not be made. */
  archive: string[];
}

/** Fetches the jars and makes the class archive, each on the first call on this machine. */
export async function prepareKafkaRuntime(
  java: Program,
  ports: () => Promise<{ kafka: number; kafkaController: number }>,
  log: (line: string) => void,
): Promise<KafkaRuntime> {
  const jars = await kafkaJars(java, log);
  // Named one by one and sorted, as the archive is valid for exactly this class path.
  const files = (await readdir(jars)).filter((file) => file.endsWith('.jar')).sort();
  const classpath = files.map((file) => join(jars, file)).join(':');
  const version = /\(build ([^)]+)\)/.exec(
    await runTool(java.path, ['-version'], { env: { ...process.env, ...java.env } }),
  );
  const archive = `${jars}-${version?.[1] ?? 'java'}.jsa`;
  const runtime = {
    java,
    classpath,
    archive: [`-XX:SharedArchiveFile=${archive}`, '-Xshare:auto', '-Xlog:cds=off', '-Xlog:cds+dynamic=off'],
  };
  if (await stat(archive).catch(() => undefined)) return runtime;
  log('preparing Kafka for quick starts (once)');
  await makeArchive({ ...runtime, archive: [] }, archive, await ports()).catch(() => {
    runtime.archive = [];
  });
  return runtime;
}

/** Writes the settings, makes the storage on the first call, and returns what to run. */
export async function prepareKafka(options: {
  dataDir: string;
  port: number;
  controllerPort: number;
  runtime: KafkaRuntime;
  /** `host:port` at which it also answers other regions; it is told to them as it stands. */
  forRegions?: string | undefined;
  /** Of topics that are not there yet. */
  partitions?: number | undefined;
  /** Given when this run makes the class archive. */
  archiveAtExit?: string;
}): Promise<DaemonSpec> {
  const { dataDir, port, controllerPort, runtime } = options;
  const data = join(dataDir, 'kafka');
  await mkdir(data, { recursive: true, mode: 0o700 });
  const stop = { stateDir: processesOf(dataDir), file: 'kafka', stopSignal: 'SIGTERM', stopWithinMs: 20_000 } as const;
  const config = join(data, 'server.properties');
  await writeFile(config, properties(settings(join(data, 'log'), port, controllerPort, options)));
  const logging = join(data, 'log4j2.properties');
  await writeFile(logging, properties(loggingSettings));
  const java = [...heap, `-Dlog4j2.configurationFile=${logging}`, '-cp', runtime.classpath];
  if (!(await readFile(join(data, 'log/meta.properties'), 'utf8').catch(() => ''))) {
    // One that begins with a dash, every 64th, would be taken for a flag.
    const clusterId = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url').replace(/^-/, 'A');
    const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', config];
    await runTool(runtime.java.path, [...runtime.archive, ...java, ...format], {
      cwd: data,
      env: { ...process.env, ...runtime.java.env },
    });
  }
  const classes = options.archiveAtExit
    ? [`-XX:ArchiveClassesAtExit=${options.archiveAtExit}`, '-Xlog:cds=off', '-Xlog:cds+dynamic=off']
    : runtime.archive;
  return {
    ...stop,
    name: 'Kafka',
    command: runtime.java.path,
    args: [...classes, ...java, 'kafka.Kafka', config],
    env: runtime.java.env,
    readyLine: /Kafka Server started/,
    readyWithinMs: 90_000,
  };
}

async function makeArchive(runtime: KafkaRuntime, archive: string, ports: { kafka: number; kafkaController: number }) {
  const dataDir = join(nativeHome(), `.kafka-archive-${process.pid}`);
  await mkdir(dataDir, { recursive: true });
  try {
    const made = join(dataDir, 'kafka.jsa');
    const broker = await startDaemon(
      await prepareKafka({
        dataDir,
        port: ports.kafka,
        controllerPort: ports.kafkaController,
        runtime,
        archiveAtExit: made,
      }),
    );
    await broker.stop();
    await rename(made, archive);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Sized for a laptop; the same in docker-compose.yml. */
export const kafkaSettings: Record<string, string | number | boolean> = {
  // As many processes of a subgraph can share its events: here runs one of each. Every other partition costs every order
  // (four: a quarter of Kafka's CPU and a tenth of Node's, docs/adr/0023-partitions.md).
  'num.partitions': 1,
  'auto.create.topics.enable': false,
  'offsets.topic.num.partitions': 4,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.num.partitions': 4,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'group.initial.rebalance.delay.ms': 0,
  'group.min.session.timeout.ms': 1000,
  'log.cleaner.dedupe.buffer.size': 16_777_216,
  // A restarted broker is let in after 1.4 s (3.4 s when it was killed) instead of 11.
  'controlled.shutdown.enable': true,
  'broker.session.timeout.ms': 2000,
  'broker.heartbeat.interval.ms': 500,
  // Two cores have no use for the dozens of threads that look for work a few times a second each, and one node need not be told
  // twice a second that its log is alive: a seventh of Kafka's CPU an order.
  'num.io.threads': 2,
  'num.network.threads': 1,
  'background.threads': 2,
  'metadata.max.idle.interval.ms': 10_000,
};

/** One node that is broker and controller. */
function settings(
  logDir: string,
  port: number,
  controllerPort: number,
  { forRegions, partitions }: { forRegions?: string | undefined; partitions?: number | undefined },
): Record<string, string | number | boolean> {
  const clients = [`PLAINTEXT://127.0.0.1:${port}`, ...(forRegions ? [`REGIONS://${forRegions}`] : [])].join();
  return {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `${clients},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': clients,
    'inter.broker.listener.name': 'PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,REGIONS:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': logDir,
    ...kafkaSettings,
    ...(partitions ? { 'num.partitions': partitions } : {}),
  };
}

const loggingSettings = {
  status: 'error',
  'appender.out.type': 'Console',
  'appender.out.name': 'out',
  'appender.out.layout.type': 'PatternLayout',
  'appender.out.layout.pattern': '%d{ISO8601} %p %c{1} %m%n',
  'rootLogger.level': 'warn',
  'rootLogger.appenderRef.out.ref': 'out',
  'logger.server.name': 'kafka.server.KafkaRaftServer',
  'logger.server.level': 'info',
};

function properties(values: Record<string, string | number | boolean>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
