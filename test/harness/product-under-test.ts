import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '#kernel/testing/eventually.ts';
import { freePorts, type PortName, type Ports, portDefaults } from '#stack/ports.ts';
import { isRunning, type ProcessIdentity, readIdentity } from '#stack/process-identity.ts';
import type { Secrets } from '#stack/secrets.ts';

const ROOT = join(import.meta.dirname, '../..');

export interface ProductUnderTestOptions {
  /** Where this copy keeps its data. */
  dataDir: string;
  /** Where it listens; else wherever nobody does. */
  ports?: Ports;
  /** Flags of `npm start`. */
  flags?: readonly string[];
  env?: Record<string, string>;
  /** Whether its output goes to the terminal; else it is kept for the error of a failed start. */
  verbose?: boolean;
}

/** The product as a user starts it, by the launcher, with ports and data of its own. */
export class ProductUnderTest {
  readonly ports: Ports;
  /** From the command to the first answered query, in ms. */
  readonly startedInMs: number;
  readonly #child: ChildProcess;
  readonly #dataDir: string;

  private constructor(ports: Ports, dataDir: string, child: ChildProcess, startedInMs: number) {
    this.ports = ports;
    this.startedInMs = startedInMs;
    this.#child = child;
    this.#dataDir = dataDir;
  }

  /** Runs `npm start` and waits until everything it says it starts is up. */
  static async start({
    dataDir,
    ports: wanted,
    flags = [],
    env = {},
    verbose = false,
  }: ProductUnderTestOptions): Promise<ProductUnderTest> {
    const ports = wanted ?? (await freePorts());
    const portVariables = Object.fromEntries(
      (Object.keys(ports) as PortName[]).map((name) => [portDefaults[name].variable, String(ports[name])]),
    );
    // Its own servers, also where this run was given some.
    const { POSTGRES_URL: _p, REDIS_URL: _r, KAFKA_BROKERS: _k, ...inherited } = process.env;
    const began = performance.now();
    const child = spawn(process.execPath, ['stack/start.mjs', 'stack/launch.ts', '--data', dataDir, ...flags], {
      cwd: ROOT,
      env: { ...inherited, LOG_LEVEL: 'warn', ...portVariables, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        if (verbose) process.stderr.write(chunk);
        output = (output + chunk.toString()).slice(-20_000);
      });
    let ended: number | null | undefined;
    child.once('exit', (code) => {
      ended = code;
    });
    let answeredAt: number | undefined;
    while (!output.includes('npm run demo')) {
      if (ended !== undefined) throw new Error(`the product ended with ${ended} before it was up:\n${output}`);
      answeredAt ??= await answers(ports.router);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return new ProductUnderTest(ports, dataDir, child, (answeredAt ?? performance.now()) - began);
  }

  get url(): string {
    return `http://127.0.0.1:${this.ports.router}`;
  }

  get bankUrl(): string {
    return `http://127.0.0.1:${this.ports.bank}`;
  }

  get carrierUrl(): string {
    return `http://127.0.0.1:${this.ports.carrier}`;
  }

  /** PostgreSQL as a role that may do everything. */
  get postgresAdminUrl(): string {
    return `postgres://postgres:${this.secrets().postgresPassword}@127.0.0.1:${this.ports.postgres}/postgres`;
  }

  /** What this copy keeps to itself, for tests that forge or inspect. */
  secrets(): Secrets {
    return JSON.parse(readFileSync(join(this.#dataDir, 'secrets.json'), 'utf8')) as Secrets;
  }

  /** Where each process of the house listens, by name: the router, the sandboxes and, distributed, every subgraph. */
  addresses(): Record<string, string> {
    const folder = join(this.#dataDir, 'processes');
    const told = readdirSync(folder)
      .filter((file) => file.endsWith('.log'))
      .flatMap((file) => {
        const lines = readFileSync(join(folder, file), 'utf8').split('\n');
        const line = lines.findLast((text) => text.startsWith('{') && text.includes('"msg":"listening"'));
        return line ? [[file.slice(0, -4), (JSON.parse(line) as { url: string }).url] as const] : [];
      });
    return { ...Object.fromEntries(told), router: this.url };
  }

  /** The process of each part, by name; `node` is the launcher, and with it the embedded product. */
  processes(): Record<string, number> {
    const programs = this.#identities().map(([name, { pid }]) => [name, pid]);
    const { pid } = JSON.parse(readFileSync(join(this.#dataDir, 'owner.json'), 'utf8')) as { pid: number };
    return { ...Object.fromEntries(programs), node: pid };
  }

  /** Ctrl-C, until nothing runs on its data: what takes long to stop, the launcher leaves to the kernel. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGINT');
    await ended;
    await eventually(() => this.#identities().every(([, identity]) => !isRunning(identity)), { timeoutMs: 60_000 });
  }

  /** Of all programs that were started on its data and not seen to end. */
  #identities(): [name: string, identity: ProcessIdentity][] {
    const folder = join(this.#dataDir, 'processes');
    return readdirSync(folder)
      .filter((file) => file.endsWith('.pid'))
      .flatMap((file) => {
        const identity = readIdentity(join(folder, file));
        // Gone since the folder was read.
        return identity ? [[file.slice(0, -4), identity]] : [];
      });
  }
}

/** The moment the graph answered, or undefined while it does not. */
async function answers(port: number): Promise<number | undefined> {
  const request = fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ categories { id } }"}',
  });
  return request.then(
    ({ ok }) => (ok ? performance.now() : undefined),
    () => undefined,
  );
}
