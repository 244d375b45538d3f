import { connect } from 'node:net';
import { StartError } from '../start-error.ts';

/** How long a server of the user's may take to accept a connection, in ms. */
const PATIENCE_MS = 5_000;

/** The variables by which the user names servers of their own, and what they look like. */
const VARIABLES = {
  POSTGRES_URL: { form: /^postgres(ql)?:\/\//, port: 5432, example: 'postgres://postgres@127.0.0.1:5432/postgres' },
  REDIS_URL: { form: /^rediss?:\/\//, port: 6379, example: 'redis://127.0.0.1:6379/0' },
  KAFKA_BROKERS: { form: /^[^:/,\s]+:\d+(,[^:/,\s]+:\d+)*$/, port: 9092, example: '127.0.0.1:9092' },
} as const;

/**
 * Looks for the servers that the user names as their own, before anything of ours is started for nothing.
 * @throws StartError for an address that is none, or where nobody answers
 */
export async function assertGivenServers(env: NodeJS.ProcessEnv): Promise<void> {
  const servers = env.SERVERS || 'native';
  if (servers !== 'native' && servers !== 'compose')
    throw new StartError(`SERVERS is "${servers}", which is neither native nor compose.`, 'SERVERS=native npm start');
  for (const [variable, { form, port, example }] of Object.entries(VARIABLES)) {
    const given = env[variable];
    if (!given) continue;
    const addresses = variable === 'KAFKA_BROKERS' ? given.split(',').map((broker) => `kafka://${broker}`) : [given];
    if (!form.test(given) || !addresses.every((address) => URL.canParse(address)))
      throw new StartError(`${variable} is no address of a server.`, `${variable}=${example} npm start`);
    const hosts = addresses.map((address) => new URL(address)).filter(({ hostname }) => hostname !== '');
    const answers = await Promise.all(hosts.map((host) => answered(host.hostname, Number(host.port || port))));
    // Of brokers one is enough to hear of the others.
    if (hosts.length > 0 && !answers.includes(true))
      throw new StartError(
        `Nobody answers at ${variable}: ${hosts.map(({ hostname, port: at }) => `${hostname}:${at || port}`).join(', ')}.`,
        `unset ${variable} && npm start, to use one that is started for you; or start yours`,
      );
  }
}

function answered(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port, timeout: PATIENCE_MS });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
