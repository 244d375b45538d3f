import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { metrics } from '#kernel/telemetry/metrics.ts';
import { eventually } from '#kernel/testing/eventually.ts';
import { prometheus } from '#stack/native/programs.ts';
import { manifest } from '#subgraphs/manifest.ts';
import '#kernel/subgraph/host.ts';
import '#router/router.ts';

const here = import.meta.dirname;

interface Query {
  readonly where: string;
  readonly expr: string;
}

async function queries(): Promise<Query[]> {
  const found: Query[] = [];
  for (const file of await readdir(join(here, 'dashboards'))) {
    const { panels } = JSON.parse(await readFile(join(here, 'dashboards', file), 'utf8')) as {
      panels: { title: string; targets: { expr: string }[] }[];
    };
    for (const { title, targets } of panels)
      found.push(...targets.map(({ expr }) => ({ where: `${file}: ${title}`, expr })));
  }
  const { groups } = parse(await readFile(join(here, 'alerts.yml'), 'utf8')) as {
    groups: { rules: { alert: string; expr: string }[] }[];
  };
  for (const { rules } of groups) found.push(...rules.map(({ alert, expr }) => ({ where: alert, expr })));
  // What Grafana puts in place of its variable.
  return found.map(({ where, expr }) => ({ where, expr: expr.replaceAll('$__rate_interval', '1m') }));
}

const KEYWORDS = new Set(['by', 'without', 'on', 'and', 'or', 'unless', 'bool', 'offset', 'le']);

/** Names of the series an expression reads. */
function seriesOf(expr: string): string[] {
  const bare = expr.replaceAll(/\{[^}]*\}|\[[^\]]*\]|\b(by|without|on)\s*\([^)]*\)/g, ' ');
  return [...bare.matchAll(/[a-zA-Z_:][\w:]*(?!\w|\s*\()/g)]
    .map(([name]) => name)
    .filter((name) => !KEYWORDS.has(name));
}

const all = await queries();

describe('dashboards and alerts, in the eyes of a real Prometheus', () => {
  const target = Fastify();
  let folder: string;
  let server: ChildProcess;
  let promtool: Awaited<ReturnType<typeof prometheus>>['tool'];
  let url: string;
  /** Labels by metric, of what the product registers. */
  const labelsOf = new Map<string, readonly string[]>();

  const ask = async (path: string): Promise<{ status: string; data: never; error?: string }> =>
    (await (await fetch(url + path)).json()) as never;

  beforeAll(async () => {
    await Promise.all(manifest.map(({ load }) => load()));
    for (const metric of metrics.getMetricsAsArray() as unknown as { name: string; labelNames?: string[] }[])
      labelsOf.set(metric.name, metric.labelNames ?? []);
    target.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));
    const { host } = new URL(await target.listen({ port: 0, host: '127.0.0.1' }));
    folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
    const config = {
      scrape_configs: [{ job_name: 'all', scrape_interval: '1s', static_configs: [{ targets: [host] }] }],
    };
    await writeFile(join(folder, 'prometheus.json'), JSON.stringify(config));
    const programs = await prometheus(() => {});
    promtool = programs.tool;
    server = spawn(
      programs.server.path,
      [
        `--config.file=${join(folder, 'prometheus.json')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        '--web.listen-address=127.0.0.1:0',
      ],
      { env: { ...process.env, ...programs.server.env }, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    url = await new Promise((resolve, reject) => {
      let said = '';
      server.once('exit', () => reject(new Error(`Prometheus ended: ${said}`)));
      server.stderr!.on('data', (data) => {
        said += String(data);
        const address = /Listening on.* address=([\d.:]+)/.exec(said)?.[1];
        if (address) resolve(`http://${address}`);
      });
    });
    const scraped = async () => (await fetch(`${url}/api/v1/query?query=nodejs_version_info`)).text();
    await eventually(async () => (await scraped()).includes('"version"'));
  }, 240_000);
  afterAll(async () => {
    if (server?.exitCode === null) {
      server.kill();
      await once(server, 'exit');
    }
    await target.close();
    if (folder) await rm(folder, { recursive: true });
  });

  it.each(all.map(({ where, expr }) => [where, expr]))('%s', async (_where, expr) => {
    const { status, error } = await ask(`/api/v1/query?query=${encodeURIComponent(expr)}`);
    expect({ status, error }).toEqual({ status: 'success', error: undefined });
    const known = (name: string): readonly string[] | undefined =>
      labelsOf.get(name) ?? labelsOf.get(name.replace(/_(bucket|sum|count)$/, ''));
    const series = seriesOf(expr);
    expect(series.filter((name) => !known(name) && !name.startsWith('nodejs_'))).toEqual([]);
    const labels = new Set(['le', ...series.flatMap((name) => known(name) ?? [])]);
    const grouped = [...expr.matchAll(/\bby\s*\(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/,\s*/));
    const chosen = [...expr.matchAll(/(\w+)\s*[!=]~?"/g)].map(([, name = '']) => name);
    expect([...grouped, ...chosen].filter((name) => !labels.has(name))).toEqual([]);
  });

  it('reads the rules and the configuration as they are', async () => {
    const check = (...args: string[]) =>
      promisify(execFile)(promtool.path, ['check', ...args], { env: { ...process.env, ...promtool.env } });
    expect((await check('rules', join(here, 'alerts.yml'))).stdout).toContain('SUCCESS');
    expect((await check('config', join(here, 'prometheus.yml'))).stdout).toContain('SUCCESS');
  });
});
