import type { TestProject } from 'vitest/node';
import type { TestServers } from '#kernel/testing/servers.ts';
import type { Servers } from '#stack/servers.ts';
import { startTestServers } from '#stack/test-servers.ts';

/** Vitest runs this once per project; the projects of a run share one set of servers. */
const shared = globalThis as { testServersOfThisRun?: { users: number; servers: Promise<Servers> } };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.testServersOfThisRun ??= { users: 0, servers: startTestServers() };
  const run = shared.testServersOfThisRun;
  run.users += 1;
  const servers = await run.servers;
  project.provide('servers', {
    postgresAdminUrl: servers.postgresAdminUrl,
    redisUrl: servers.redisUrl,
    kafkaBrokers: servers.kafkaBrokers.join(','),
  } satisfies TestServers);
  return async () => {
    run.users -= 1;
    if (run.users === 0) {
      shared.testServersOfThisRun = undefined;
      await servers.stop();
    }
  };
}
