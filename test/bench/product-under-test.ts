import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts, type PortName, type Ports, portDefaults } from '#stack/ports.ts';

const ROOT = join(import.meta.dirname, '../..');
const DATA = join(ROOT, '.data-bench');

/** The product as a user starts it, with its own ports and data directory. */
export class ProductUnderTest {
  readonly ports: Ports;
  readonly #child: ChildProcess;
  /** From the command to the first answered query, in ms. */
  readonly startedInMs: number;

  private constructor(ports: Ports, child: ChildProcess, startedInMs: number) {
    this.ports = ports;
    this.#child = child;
    this.startedInMs = startedInMs;
  }

  /** Runs `npm start` and waits for the first answer of the graph. */
  static async start(env: Record<string, string> = {}): Promise<ProductUnderTest> {
    const ports = await freePorts();
    const portVariables = Object.fromEntries(
      (Object.keys(ports) as PortName[]).map((name) => [portDefaults[name].variable, String(ports[name])]),
    );
    const began = performance.now();
    const child = spawn(process.execPath, ['stack/start.mjs', 'stack/launch.ts', '--data', DATA], {
      cwd: ROOT,
      env: { ...process.env, LOG_LEVEL: 'warn', ...portVariables, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    let ended = false;
    child.once('exit', () => {
      ended = true;
    });
    const url = `http://127.0.0.1:${ports.router}`;
    for (;;) {
      if (ended) throw new Error('the product ended before it answered');
      const answered = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ categories { id } }"}',
      }).then(
        ({ ok }) => ok,
        () => false,
      );
      if (answered) return new ProductUnderTest(ports, child, performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  get url(): string {
    return `http://127.0.0.1:${this.ports.router}`;
  }

  get bankUrl(): string {
    return `http://127.0.0.1:${this.ports.bank}`;
  }

  /** PostgreSQL as a role that may do everything. */
  get postgresAdminUrl(): string {
    const { postgresPassword } = JSON.parse(readFileSync(join(DATA, 'secrets.json'), 'utf8'));
    return `postgres://postgres:${postgresPassword}@127.0.0.1:${this.ports.postgres}/postgres`;
  }

  /** The process of each part, by name. */
  processes(): Record<string, number> {
    const folder = join(DATA, 'processes');
    const programs = readdirSync(folder)
      .filter((file) => file.endsWith('.pid'))
      .map((file) => [file.slice(0, -4), JSON.parse(readFileSync(join(folder, file), 'utf8')).pid as number]);
    const { pid } = JSON.parse(readFileSync(join(DATA, 'owner.json'), 'utf8')) as { pid: number };
    return { ...Object.fromEntries(programs), node: pid };
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await ended;
  }
}
