/**
 * What a deployment runs before its processes start: makes the database, roles and tables, and publishes the schemas.
 * Safe to run again, and while older processes still serve.
 *
 * Settings: POSTGRES_URL (a role that may create roles and databases), DATABASE_ROLE_SECRET (from which the roles'
 * passwords are derived), REGISTRY_DATABASE_URL, SUBGRAPH_URLS.
 */
import { z } from 'zod';
import { readConfig } from '#kernel/config.ts';
import { createLogger } from '#kernel/log.ts';
import { prepareDatabase } from './database.ts';
import { publishManifest } from './publish.ts';

const settings = readConfig({
  POSTGRES_URL: z.url(),
  DATABASE_ROLE_SECRET: z.string().min(16),
  REGISTRY_DATABASE_URL: z.url(),
  SUBGRAPH_URLS: z.string().transform((text) => z.record(z.string(), z.url()).parse(JSON.parse(text))),
});
const log = createLogger('prepare');
await prepareDatabase(settings.POSTGRES_URL, { databaseRoleSecret: settings.DATABASE_ROLE_SECRET }, (line) =>
  log.info(line),
);
const version = await publishManifest(
  settings.REGISTRY_DATABASE_URL,
  (name) => settings.SUBGRAPH_URLS[name] ?? `http://${name}.internal/graphql`,
);
log.info({ version: version.id }, 'the graph is published');
