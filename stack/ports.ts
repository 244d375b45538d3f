import { createServer } from 'node:net';
import { listenerOf } from './process-identity.ts';
import { StartError } from './start-error.ts';

/** Every port `npm start` opens, all on 127.0.0.1, and the variable that moves it. */
export const portDefaults = {
  router: { variable: 'PORT', port: 4000 },
  bank: { variable: 'BANK_PORT', port: 4010 },
  carrier: { variable: 'CARRIER_PORT', port: 4020 },
  postgres: { variable: 'POSTGRES_PORT', port: 54320 },
  redis: { variable: 'REDIS_PORT', port: 63790 },
  kafka: { variable: 'KAFKA_PORT', port: 9192 },
  kafkaController: { variable: 'KAFKA_CONTROLLER_PORT', port: 9193 },
  temporal: { variable: 'TEMPORAL_PORT', port: 7234 },
} as const;

export type PortName = keyof typeof portDefaults;
export type Ports = Record<PortName, number>;

/** The ports of `npm start`: the defaults, each replaced by its variable where that is set. */
export function portsFromEnvironment(env: NodeJS.ProcessEnv = process.env): Ports {
  return mapPorts((name) => {
    const { variable, port } = portDefaults[name];
    const given = env[variable];
    if (given === undefined || given === '') return port;
    const number = Number(given);
    if (!Number.isInteger(number) || number < 1 || number > 65_535) {
      throw new StartError(`${variable} is "${given}", which is no port.`, `${variable}=${port} npm start`);
    }
    return number;
  });
}

/** Ports nobody listens on now, for runs that must not meet a running product. */
export async function freePorts(): Promise<Ports> {
  const names = Object.keys(portDefaults) as PortName[];
  // All are held open until all are known: the system would hand out the same one twice otherwise.
  const held = await Promise.all(names.map(() => listen(0)));
  const ports = mapPorts((name) => held[names.indexOf(name)]!.port);
  await Promise.all(held.map((each) => each.close()));
  return ports;
}

/** Throws the sentence that names the port, who holds it and the way around. */
export async function assertPortFree(name: PortName, port: number): Promise<void> {
  try {
    await (await listen(port)).close();
  } catch (error) {
    const { variable } = portDefaults[name];
    if ((error as NodeJS.ErrnoException).code === 'EACCES') {
      throw new StartError(
        `Port ${port} may only be opened by root.`,
        `${variable}=${portDefaults[name].port} npm start`,
      );
    }
    const holder = listenerOf(port);
    throw new StartError(
      `Port ${port} is taken${holder ? ` by ${holder.command} (process ${holder.pid})` : ''}.`,
      `${variable}=${port + 1000 <= 65_535 ? port + 1000 : port - 1000} npm start${holder ? `, or stop it: kill ${holder.pid}` : ''}`,
      { cause: error },
    );
  }
}

function mapPorts(value: (name: PortName) => number): Ports {
  const names = Object.keys(portDefaults) as PortName[];
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Ports;
}

function listen(port: number): Promise<{ port: number; close: () => Promise<void> }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const opened = typeof address === 'object' && address ? address.port : port;
      resolve({ port: opened, close: () => new Promise((done) => server.close(() => done())) });
    });
  });
}
