import { resolve } from 'node:path';
import { resource, sequence } from '#kernel/lifecycle.ts';
import { assertNotRunning } from './data-directory.ts';
import { complain, dataDirectory, houseCommand } from './house-command.ts';
import { assertPortFree, portDefaults, portsFromEnvironment } from './ports.ts';
import { createProgress } from './progress.ts';
import { assertGivenServers } from './servers/given-servers.ts';
import { type Servers, startServers } from './servers.ts';
import { StartError } from './start-error.ts';
import { welcome } from './welcome.ts';

const started = performance.now();

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug', 'trace'];

interface Flags {
  data: string;
  distributed: boolean;
  serversOnly: boolean;
}

const variables = [
  ...Object.entries(portDefaults).map(([name, { variable, port }]) => [variable, `port of ${name} (${port})`]),
  ['POSTGRES_URL', 'a PostgreSQL of yours, as a role that may create roles and databases'],
  ['REDIS_URL', 'a Redis of yours'],
  ['KAFKA_BROKERS', 'Kafka brokers of yours, host:port,host:port'],
  ['KAFKA_PARTITIONS', 'how many processes of a subgraph can share the events of a new topic (1)'],
  ['WORKFLOWS', 'temporal, to run the order process on it instead of in the tables'],
  ['TEMPORAL_ADDRESS', 'a Temporal of yours, host:port'],
  ['SERVERS', 'native or compose, instead of compose where an engine answers'],
  ['PUBLIC_URL', 'how clients reach the router (http://localhost:PORT)'],
  ['LOG_LEVEL', 'trace, debug, info, warn (default), error or silent'],
  ['MARKETPLACE_NATIVE', 'where programs that are not installed are unpacked (~/.cache/marketplace)'],
] as [string, string][];

const program = houseCommand('npm start')
  .description('Starts PostgreSQL, Redis, Kafka and the whole marketplace on this machine.')
  .option('--distributed', 'one process per subgraph instead of all in one', false)
  .option('--servers-only', 'start PostgreSQL, Redis and Kafka, and print how to reach them', false)
  .option('--data <folder>', 'where the data is kept', dataDirectory)
  .addHelpText(
    'after',
    () => `\nEnvironment:\n${variables.map(([name, text]) => `  ${name.padEnd(24)}${text}`).join('\n')}`,
  )
  .action(launch);

await program.parseAsync();

async function launch(flags: Flags): Promise<void> {
  const { distributed, serversOnly } = flags;
  const dataDir = resolve(flags.data);
  const progress = createProgress();
  process.env.LOG_LEVEL ||= 'warn';
  let ending = false;

  const end = async (code: number) => {
    if (ending) return;
    ending = true;
    const slow = setTimeout(() => progress.say('still stopping; Ctrl-C once more ends it at once'), 5_000);
    // What does not stop is left to the kernel, which ends the servers with this process; their data is safe with them.
    const late = setTimeout(() => process.exit(code), 20_000);
    await house.stop().catch((error: unknown) => complain(error, dataDir));
    clearTimeout(slow);
    clearTimeout(late);
    process.exit(code);
  };
  const fail = (error: unknown) => {
    if (ending) return;
    process.stderr.write('\n');
    complain(error, dataDir);
    void end(1);
  };
  const watch = {
    restarted: (name: string, lastWords: string) =>
      progress.say(`${name} ended by itself and runs again. Its last words: ${lastWords.split('\n').at(-1)}`),
    lost: fail,
  };

  // Read from disk and compiled while the servers start.
  const loading = serversOnly ? undefined : import('./product.ts');
  loading?.catch(() => {});

  let servers: Servers;
  const house = sequence(
    'marketplace',
    resource('servers', async () => {
      const ports = portsFromEnvironment();
      assertLogLevel(process.env.LOG_LEVEL!);
      assertNotRunning(dataDir);
      await assertGivenServers(process.env);
      if (!serversOnly)
        for (const name of ['router', 'bank', 'carrier'] as const) await assertPortFree(name, ports[name]);
      servers = await progress.during('PostgreSQL, Redis and Kafka', () =>
        startServers({ dataDir, ports, log: progress.say, watch, containers: true }),
      );
      return () => servers.stop();
    }),
    resource('product', async () => {
      if (serversOnly) return () => {};
      const { product } = await loading!;
      const options = {
        servers,
        dataDir,
        ports: portsFromEnvironment(),
        distributed,
        env: process.env,
        progress,
        watch,
      };
      const running = product(options);
      await progress.during('subgraphs, router, bank and carrier', () => running.start());
      return () => running.stop();
    }),
  );

  let interruptedAt = 0;
  const interrupt = () => {
    // npm passes on the Ctrl-C that the terminal has sent us already.
    if (interruptedAt && Date.now() - interruptedAt > 700) process.exit(130);
    if (interruptedAt) return;
    interruptedAt = Date.now();
    progress.say('stopping; the data stays');
    void end(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  process.on('disconnect', interrupt);
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  // Servers of somebody else's, or in containers, are nothing Node would wait for.
  setInterval(() => {}, 2 ** 30);
  try {
    await house.start();
    if (ending) return;
    console.log(
      welcome({
        servers: servers!,
        ports: portsFromEnvironment(),
        serversOnly,
        startedInMs: performance.now() - started,
      }),
    );
  } catch (error) {
    fail(error);
  }
}

function assertLogLevel(level: string): void {
  if (LOG_LEVELS.includes(level)) return;
  throw new StartError(
    `LOG_LEVEL is "${level}", which is none of ${LOG_LEVELS.join(', ')}.`,
    'LOG_LEVEL=warn npm start',
  );
}
