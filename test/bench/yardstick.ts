import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { postgresPackage } from '#stack/native/postgres.ts';

const run = promisify(execFile);

/**
 * What this machine can do today: TPC-B-like transactions a second of PostgreSQL's own benchmark, 16 clients, scale 20, on
 * the very server the product uses. Figures are given as ratios to it, since machines differ and are noisy.
 */
export class Yardstick {
  readonly #url: string;
  readonly #program: string;

  private constructor(url: string, program: string) {
    this.#url = url;
    this.#program = program;
  }

  /** Makes the benchmark's own database and tables. */
  static async prepare(postgresAdminUrl: string): Promise<Yardstick> {
    const admin = postgres(postgresAdminUrl, { max: 1, onnotice: () => {} });
    await admin.unsafe('drop database if exists yardstick');
    await admin.unsafe('create database yardstick');
    await admin.end();
    const url = new URL(postgresAdminUrl);
    url.pathname = '/yardstick';
    const { folder, bin } = await postgresPackage(() => {});
    const yardstick = new Yardstick(url.href, join(folder, bin, 'pgbench'));
    await yardstick.#pgbench('-i', '-q', '-s', '20');
    // It cleans up after itself; done by PostgreSQL a minute later, that would be counted as the product's cost.
    const tables = postgres(url.href, { max: 1 });
    for (const table of ['accounts', 'branches', 'history', 'tellers'])
      await tables.unsafe(`alter table pgbench_${table} set (autovacuum_enabled = false)`);
    await tables.end();
    return yardstick;
  }

  /** @returns transactions a second over so many seconds */
  async measure(seconds: number): Promise<number> {
    const output = await this.#pgbench('-c', '16', '-j', '2', '-T', String(seconds));
    const tps = /tps = ([\d.]+)/.exec(output)?.[1];
    if (!tps) throw new Error(`pgbench said no rate: ${output}`);
    return Number(tps);
  }

  async #pgbench(...args: string[]): Promise<string> {
    const { stdout } = await run(this.#program, [...args, this.#url]);
    return stdout;
  }
}
