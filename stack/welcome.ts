import Table from 'cli-table3';
import colors from 'picocolors';
import { DEMO_ACCOUNTS } from './demo/demo-accounts.ts';
import type { Ports } from './ports.ts';
import type { Servers } from './servers.ts';

export interface Welcome {
  servers: Servers;
  ports: Ports;
  serversOnly: boolean;
  startedInMs: number;
}

/** What is printed when everything is up: where things are, who one can be, and what to try next. */
export function welcome({ servers, ports, serversOnly, startedInMs }: Welcome): string {
  const seconds = (startedInMs / 1000).toFixed(1);
  if (serversOnly) {
    return [
      `export POSTGRES_URL=${servers.postgresAdminUrl}`,
      `export REDIS_URL=${servers.redisUrl}`,
      `export KAFKA_BROKERS=${servers.kafkaBrokers.join(',')}`,
      colors.dim(`up in ${seconds} s; Ctrl-C stops them`),
    ].join('\n');
  }
  const router = `http://localhost:${ports.router}`;
  const table = new Table({ style: { head: [], border: [] } });
  table.push(
    ['graph', `${router}/graphql`],
    ['subscriptions', `${router.replace('http', 'ws')}/graphql`],
    ['playground', `${router}/playground`],
    ['schemas', `${router}/schema`],
    ['sandbox bank', `http://localhost:${ports.bank}`],
    ['sandbox carrier', `http://localhost:${ports.carrier}`],
    ['metrics', `${router}/metrics`],
  );
  const accounts = DEMO_ACCOUNTS.map(({ email }) => email).join(', ');
  return [
    table.toString(),
    `Demo accounts, all with the password ${colors.bold(DEMO_ACCOUNTS[0]!.password)}:\n  ${accounts}`,
    `Up in ${seconds} s. Ctrl-C stops it; the data stays.`,
    `Next, in a second terminal: ${colors.bold('npm run demo')}`,
  ].join('\n');
}
