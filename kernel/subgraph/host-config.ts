import { z } from 'zod';
import { ConfigError, readConfig } from '#kernel/config.ts';
import type { Logger } from '#kernel/log.ts';
import { regionsFrom } from '#kernel/regions.ts';
import type { HostOptions } from '#kernel/subgraph/host.ts';

const urlsByName = z
  .string()
  .default('{}')
  .transform((text, context): Record<string, string> => {
    try {
      return z.record(z.string(), z.url()).parse(JSON.parse(text));
    } catch {
      context.addIssue('must be JSON of names and URLs, such as {"order":"http://localhost:4105/graphql"}');
      return z.NEVER;
    }
  });

/** The variable that holds the database URL of one subgraph, its role and password in it: `ORDER_DATABASE_URL`. */
export const databaseVariable = (subgraph: string): string => `${subgraph.toUpperCase()}_DATABASE_URL`;

/**
 * What a host of subgraphs needs of its environment, the same embedded and in a process of one subgraph:
 * REDIS_URL, KAFKA_BROKERS, TOPIC_PREFIX, VIEWER_SECRET, SUBGRAPH_URLS (those that run elsewhere), POOL_SIZE and, for each
 * subgraph with tables, `<NAME>_DATABASE_URL`; and what {@link regionsFrom} reads.
 * @throws ConfigError that names every variable at fault
 */
export function hostOptionsFrom(
  env: Record<string, string | undefined>,
  shared: HostOptions['shared'],
  log: Logger,
): HostOptions {
  const settings = readConfig(
    {
      REDIS_URL: z.string(),
      KAFKA_BROKERS: z.string(),
      TOPIC_PREFIX: z.string().default(''),
      VIEWER_SECRET: z.string().min(16),
      SUBGRAPH_URLS: urlsByName,
      POOL_SIZE: z.coerce.number().int().min(1).max(100).default(6),
    },
    env,
  );
  return {
    shared,
    env,
    log,
    redisUrl: settings.REDIS_URL,
    kafkaBrokers: settings.KAFKA_BROKERS,
    topicPrefix: settings.TOPIC_PREFIX,
    viewerSecret: settings.VIEWER_SECRET,
    peerUrls: settings.SUBGRAPH_URLS,
    poolSize: settings.POOL_SIZE,
    regions: regionsFrom(env),
    databaseUrl: (subgraph) => {
      const url = env[databaseVariable(subgraph)];
      if (url) return url;
      throw new ConfigError(`${databaseVariable(subgraph)} is missing: the URL of the database of ${subgraph}`);
    },
  };
}
