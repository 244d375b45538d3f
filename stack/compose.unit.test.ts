import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { databaseVariable } from '#kernel/subgraph/host-config.ts';
import { manifest } from '#subgraphs/manifest.ts';
import { composeEnvironment } from './compose-environment.ts';
import { portDefaults } from './ports.ts';
import { schemaOwners } from './product/database.ts';
import type { Secrets } from './secrets.ts';
import { kafkaSettings } from './servers/kafka.ts';
import { postgresSettings } from './servers/postgres.ts';
import { type Installation, settingsOf } from './settings.ts';

interface Service {
  image?: string;
  build?: string;
  profiles?: string[];
  command?: string[];
  environment?: Record<string, string | number>;
  ports?: string[];
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}

const root = join(import.meta.dirname, '..');
const names = manifest.map(({ name }) => name);
const fake = (name: string) => `secret-of-${name}`;
const secrets = new Proxy({} as Secrets, { get: (_, name) => fake(String(name)) });
const installation: Installation = {
  postgresAdminUrl: 'postgres://postgres@postgres:5432/marketplace',
  redisUrl: 'redis://redis',
  kafkaBrokers: 'kafka:9094',
  topicPrefix: '',
  secrets,
  publicUrl: 'http://localhost:4000',
  bankUrl: 'http://bank:4010',
  carrierUrl: 'http://carrier:4020',
};

let text: string;
let services: Record<string, Service>;
let volumes: Record<string, unknown>;
let schemas: string[];
beforeAll(async () => {
  text = await readFile(join(root, 'docker-compose.yml'), 'utf8');
  ({ services, volumes } = parse(text, { merge: true }));
  schemas = (await schemaOwners()).map(({ name }) => name);
});
const service = (name: string): Service => {
  expect(Object.keys(services)).toContain(name);
  return services[name]!;
};
const listensOn = ({ command = [] }: Service) => command[command.indexOf('--port') + 1];

describe('docker-compose.yml', () => {
  it('has the three servers for everybody, each with a health check and a volume', () => {
    for (const name of ['postgres', 'redis', 'kafka']) {
      expect(service(name).profiles).toBeUndefined();
      expect(service(name).healthcheck?.test.length).toBeGreaterThan(1);
      expect(Object.keys(volumes)).toContain(service(name).volumes?.[0]?.split(':')[0]);
    }
  });

  it('has, below the profile product, one container per subgraph of the manifest, and no other', () => {
    const serving = Object.entries(services).filter(([, { command }]) => command?.[1] === 'subgraphs/serve.ts');
    expect(serving.map(([name]) => name).sort()).toEqual([...names].sort());
    for (const [name, { command, profiles }] of serving) {
      expect(command?.[2]).toBe(name);
      expect(profiles).toEqual(['product']);
    }
    for (const name of ['router', 'bank', 'carrier', 'prepare']) expect(service(name).profiles).toEqual(['product']);
  });

  it('runs files that exist', () => {
    const files = Object.values(services).flatMap(({ command }) => (command?.[0] === 'node' ? [command[1]!] : []));
    expect(files.length).toBeGreaterThan(names.length);
    for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
    expect(existsSync(join(root, 'Dockerfile'))).toBe(true);
  });

  it('tells every process where each subgraph listens', () => {
    for (const name of [...names, 'router', 'prepare']) {
      const urls = JSON.parse(String(service(name).environment?.SUBGRAPH_URLS)) as Record<string, string>;
      const expected = names.map((peer) => [peer, `http://${peer}:${listensOn(service(peer))}/graphql`]);
      expect(urls).toEqual(Object.fromEntries(expected));
    }
  });

  it('gives each subgraph with tables its own role on the database, and nobody another one', () => {
    const roles = Object.entries(services).flatMap(([name, { environment = {} }]) =>
      Object.keys(environment)
        .filter((variable) => variable.endsWith('_DATABASE_URL'))
        .map((variable) => `${name} ${variable}`),
    );
    const own = schemas.filter((schema) => schema !== 'registry').map((name) => `${name} ${databaseVariable(name)}`);
    expect(roles.sort()).toEqual(
      [...own, `router ${databaseVariable('registry')}`, `prepare ${databaseVariable('registry')}`].sort(),
    );
  });

  it('sets every variable that npm start sets, and no process one that npm start does not know', () => {
    const known = Object.keys(settingsOf(installation, schemas, {}));
    const processes = [...names, 'router'].map((name) => service(name).environment ?? {});
    const given = new Set(processes.flatMap((environment) => Object.keys(environment)));
    const containersOnly = ['LOG_LEVEL', 'HOST', 'PORT', 'SUBGRAPH_URLS'];
    expect([...given].sort()).toEqual([...known, ...containersOnly].sort());
  });

  it('asks only for secrets that compose:env writes, and for every one of them', () => {
    const asked = new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name));
    expect([...asked].sort()).toEqual(Object.keys(composeEnvironment(secrets, schemas)).sort());
  });

  it('publishes the default ports of npm start, moved by the same variables, on this machine only', () => {
    const expected = Object.entries(portDefaults)
      .filter(([name]) => name !== 'kafkaController')
      .map(([, { variable, port }]) => `127.0.0.1:\${${variable}:-${port}}`);
    const published = Object.values(services).flatMap(({ ports = [] }) => ports);
    expect(published.map((port) => port.slice(0, port.lastIndexOf(':'))).sort()).toEqual(expected.sort());
  });

  it('depends only on services that exist and that can tell when they are ready', () => {
    for (const { depends_on = {} } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(depends_on)) {
        if (condition === 'service_healthy') expect(service(name).healthcheck, name).toBeDefined();
        else expect(service(name)).toBeDefined();
      }
    }
  });

  it('runs PostgreSQL with the settings of the native server', () => {
    const given = service('postgres')
      .command?.slice(1)
      .map((argument) => argument.slice('-c'.length));
    const reachable = ['listen_addresses', 'unix_socket_directories'];
    const native = Object.entries(postgresSettings).filter(([name]) => !reachable.includes(name));
    expect(given?.sort()).toEqual(native.map(([name, value]) => `${name}=${value}`).sort());
  });

  it('runs Kafka with the settings of the native server', () => {
    const environment = service('kafka').environment ?? {};
    for (const [name, value] of Object.entries(kafkaSettings)) {
      const given = String(environment[`KAFKA_${name.toUpperCase().replaceAll('.', '_')}`]);
      expect(given.replace(/^\$\{\w+:-(.*)\}$/, '$1'), name).toBe(String(value));
    }
  });
});
