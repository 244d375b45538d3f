import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Resource } from '#kernel/lifecycle.ts';
import { lastWords, runTool } from '../native/run-tool.ts';
import { type Ports, portDefaults } from '../ports.ts';
import type { Secrets } from '../secrets.ts';
import { StartError } from '../start-error.ts';

const file = join(import.meta.dirname, '..', '..', 'docker-compose.yml');

/** Where the servers of a data directory run. Decided at its first start, as the data is there from then on. */
export type ServerHome = 'native' | 'compose';

export type ComposeService = 'postgres' | 'redis' | 'kafka';

/**
 * Containers where an engine answers, else this machine.
 * @throws StartError when the data is in containers and no engine answers now
 */
export async function serverHome(dataDir: string, wanted: string | undefined): Promise<ServerHome> {
  const marker = join(dataDir, 'servers');
  const decided = (await readFile(marker, 'utf8').catch(() => '')).trim();
  if (decided === 'native') return 'native';
  const answers = wanted !== 'native' && (await engineAnswers());
  if (decided === 'compose' && !answers) {
    throw new StartError(
      'The data is in containers, and docker compose does not answer.',
      'sudo systemctl start docker',
    );
  }
  if (wanted === 'compose' && !answers) {
    throw new StartError('SERVERS is compose, and docker compose does not answer.', 'SERVERS=native npm start');
  }
  const home = answers ? 'compose' : 'native';
  await writeFile(marker, `${home}\n`);
  return home;
}

/** Some of docker-compose.yml's servers, with this installation's secrets and ports. */
export function composeServers(services: ComposeService[], ports: Ports, secrets: Secrets): Resource {
  const environment = {
    ...process.env,
    POSTGRES_PASSWORD: secrets.postgresPassword,
    REDIS_PASSWORD: secrets.redisPassword,
    ...Object.fromEntries(services.map((name) => [portDefaults[name].variable, String(ports[name])])),
  };
  return {
    name: 'containers',
    async start() {
      try {
        await compose(['up', '--detach', '--wait', ...services], environment);
      } catch (error) {
        throw new StartError(`docker compose: ${lastWords(error)}`, 'SERVERS=native npm start', { cause: error });
      }
    },
    async stop() {
      await compose(['stop', ...services], environment);
    },
  };
}

/** Removes the containers of the servers with their data, if that is where it is. */
export async function removeComposeData(dataDir: string): Promise<void> {
  const home = (await readFile(join(dataDir, 'servers'), 'utf8').catch(() => '')).trim();
  if (home === 'compose') await compose(['down', '--volumes'], process.env);
}

/**
 * The file asks for variables of the product's profile too, which matter for none of the servers.
 * Values it asks for and that are not given are filled in, so that it can be read.
 */
async function compose(args: string[], environment: NodeJS.ProcessEnv): Promise<string> {
  const asked = [...(await readFile(file, 'utf8')).matchAll(/\$\{(\w+):\?/g)].map(([, name]) => [name, 'unused']);
  return runTool('docker', ['compose', '--file', file, ...args], {
    env: { ...Object.fromEntries(asked), ...environment },
  });
}

async function engineAnswers(): Promise<boolean> {
  const asks = [
    ['info', '--format', '{{.ServerVersion}}'],
    ['compose', 'version'],
  ];
  const answers = await Promise.all(asks.map((args) => runTool('docker', args).then(Boolean, () => false)));
  return answers.every(Boolean);
}
