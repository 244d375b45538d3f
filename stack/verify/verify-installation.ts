import { openDatabase } from '#kernel/db/database.ts';
import { createKafka } from '#kernel/kafka/client.ts';
import { createLogger } from '#kernel/log.ts';
import { manifest } from '#subgraphs/manifest.ts';
import { type Installation, roleUrl } from '../settings.ts';
import type { Verdict } from './verdict.ts';
import { type VerifyOptions, verify } from './verification.ts';

/** Holds an installation that runs against its laws, each subgraph's rows read as that subgraph's own role. */
export async function verifyInstallation(
  installation: Installation,
  options: Pick<VerifyOptions, 'patienceMs' | 'progress'>,
): Promise<Verdict[]> {
  const definitions = await Promise.all(manifest.map(({ load }) => load()));
  const houses = definitions
    .filter(({ migrations }) => migrations)
    .map((definition) => ({
      definition,
      database: openDatabase(roleUrl(installation, definition.name), { owner: definition.name, max: 2 }),
    }));
  const admin = createKafka(installation.kafkaBrokers, 'verify', createLogger('verify')).admin();
  await admin.connect();
  try {
    return await verify({
      houses: houses.map(({ definition, database: { sql } }) => ({ definition, sql })),
      events: { admin, topicPrefix: installation.topicPrefix },
      ...options,
    });
  } finally {
    await Promise.all([admin.disconnect(), ...houses.map(({ database }) => database.close())]);
  }
}
