import { z } from 'zod';
import { readConfig } from '#kernel/config.ts';
import { readTrustedDocuments } from '#router/documents/trusted-documents.ts';
import { DEFAULT_LIMITS } from '#router/gateway/limits.ts';
import { DEFAULT_OVERLOAD } from '#router/protection/overload.ts';
import type { RouterOptions } from '#router/router.ts';

const amount = z.coerce.number().int().positive().optional();
const megabytes = z.coerce.number().int().nonnegative().optional();

/** What of the environment says how a router protects itself, for `--help`. */
export const PROTECTION_HELP = `
  REDIS_URL              where routers share quotas, persisted queries and cached answers; without it, each keeps its own
  RESPONSE_CACHE_MB      answers that are kept where the graph allows it; 64 by default, 0 for none
  MAX_COST               what an operation may cost by @cost and @listSize; by default ${DEFAULT_LIMITS.cost}
  ANSWER_MS              how long an answer may take; by default ${DEFAULT_LIMITS.answerMs}
  MAX_IN_FLIGHT          GraphQL requests over HTTP that may wait for answers at once; by default ${DEFAULT_OVERLOAD.most}
  OVERLOAD_WAIT_MS       when the event loop stays late, as many are let in as are answered in this time; by default ${DEFAULT_OVERLOAD.waitMs}
  SLOW_MS                from when on an operation is logged with its plan; by default 1000
  QUOTA_PER_USER         cost that a user may spend a minute; not limited by default
  QUOTA_PER_GUEST        the same of all guests of one address
  TRUSTED_DOCUMENTS      documents beside those of the registry: a file of them by id, or a directory of one for each client (web.json)
  TRUSTED_DOCUMENTS_ONLY true to execute nothing else
  TRUSTED_PROXIES        addresses and subnets of proxies whose X-Forwarded-For is believed, comma-separated`;

type Protection = Pick<
  RouterOptions,
  | 'limits'
  | 'overload'
  | 'quotas'
  | 'trustedDocuments'
  | 'trustedOnly'
  | 'trustedProxies'
  | 'redisPrefix'
  | 'slowMs'
  | 'cacheBytes'
>;

/**
 * How a router protects itself, as its environment says.
 * @throws ConfigError that names every variable at fault; Error for documents that cannot be read
 */
export async function protectionFrom(env: Record<string, string | undefined>): Promise<Protection> {
  const settings = readConfig(
    {
      MAX_COST: amount,
      ANSWER_MS: amount,
      MAX_IN_FLIGHT: amount,
      OVERLOAD_WAIT_MS: amount,
      SLOW_MS: amount,
      RESPONSE_CACHE_MB: megabytes,
      QUOTA_PER_USER: amount,
      QUOTA_PER_GUEST: amount,
      TRUSTED_DOCUMENTS: z.string().optional(),
      TRUSTED_DOCUMENTS_ONLY: z.enum(['true', 'false']).default('false'),
      TRUSTED_PROXIES: z.string().default(''),
      TOPIC_PREFIX: z.string().default(''),
    },
    env,
  );
  const { MAX_IN_FLIGHT: most, OVERLOAD_WAIT_MS: waitMs } = settings;
  const { MAX_COST: cost, ANSWER_MS: answerMs, RESPONSE_CACHE_MB: cacheMb, TRUSTED_DOCUMENTS: documents } = settings;
  return {
    limits: { ...(cost ? { cost } : {}), ...(answerMs ? { answerMs } : {}) },
    overload: { ...(most ? { most } : {}), ...(waitMs ? { waitMs } : {}) },
    quotas: { user: settings.QUOTA_PER_USER, guest: settings.QUOTA_PER_GUEST },
    trustedDocuments: documents ? await readTrustedDocuments(documents) : undefined,
    trustedOnly: settings.TRUSTED_DOCUMENTS_ONLY === 'true',
    trustedProxies: settings.TRUSTED_PROXIES.split(',').filter(Boolean),
    slowMs: settings.SLOW_MS,
    cacheBytes: cacheMb === undefined ? undefined : cacheMb * 1024 * 1024,
    redisPrefix: `router:${settings.TOPIC_PREFIX}`,
  };
}
