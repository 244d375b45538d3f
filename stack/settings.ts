import { createHmac } from 'node:crypto';
import { databaseVariable } from '#kernel/subgraph/host-config.ts';
import type { Secrets } from './secrets.ts';

/** Where the servers are and what this installation keeps secret: all that settings are derived from. */
export interface Installation {
  /** A database of the product's own, reached as a role that may create roles and schemas. */
  postgresAdminUrl: string;
  redisUrl: string;
  kafkaBrokers: string;
  /** Where Temporal answers, for those who run the order process on it. */
  temporalAddress?: string | undefined;
  topicPrefix: string;
  secrets: Secrets;
  /** How clients and the outside world reach the router. */
  publicUrl: string;
  bankUrl: string;
  carrierUrl: string;
}

/** The password of one schema's role: derived, so that it need not be kept. */
export const rolePassword = (secrets: Pick<Secrets, 'databaseRoleSecret'>, role: string): string =>
  createHmac('sha256', secrets.databaseRoleSecret).update(role).digest('base64url');

/** The installation's database URL for the role of one schema. */
export function roleUrl(installation: Pick<Installation, 'postgresAdminUrl' | 'secrets'>, role: string): string {
  const url = new URL(installation.postgresAdminUrl);
  url.username = role;
  url.password = rolePassword(installation.secrets, role);
  return url.href;
}

/**
 * The environment of every process of the product. What the user has set wins, so each of these can be overridden.
 * @param schemas names of the schemas, each with its own role and URL
 */
export function settingsOf(
  installation: Installation,
  schemas: readonly string[],
  user: Record<string, string | undefined> = process.env,
): Record<string, string | undefined> {
  const { secrets, publicUrl } = installation;
  return {
    NODE_ENV: 'production',
    APOLLO_TELEMETRY_DISABLED: 'true',
    ...Object.fromEntries(schemas.map((schema) => [databaseVariable(schema), roleUrl(installation, schema)])),
    REDIS_URL: installation.redisUrl,
    KAFKA_BROKERS: installation.kafkaBrokers,
    TOPIC_PREFIX: installation.topicPrefix,
    WORKFLOWS: 'embedded',
    TEMPORAL_ADDRESS: installation.temporalAddress,
    VIEWER_SECRET: secrets.viewerSecret,
    JWT_PRIVATE_JWK: secrets.jwtPrivateJwk,
    PUBLIC_URL: publicUrl,
    BANK_URL: installation.bankUrl,
    BANK_API_KEY: secrets.bankApiKey,
    BANK_WEBHOOK_SECRET: secrets.bankWebhookSecret,
    PAYMENT_CALLBACK_URL: `${publicUrl}/payment/callbacks/bank`,
    PAYMENT_RETURN_URL: `${publicUrl}/payment/return`,
    CARRIER_URL: installation.carrierUrl,
    CARRIER_API_KEY: secrets.carrierApiKey,
    CARRIER_WEBHOOK_SECRET: secrets.carrierWebhookSecret,
    WAREHOUSE_WEBHOOK_SECRET: secrets.warehouseWebhookSecret,
    LOGISTICS_CALLBACK_URL: `${publicUrl}/logistics/callbacks/carrier`,
    ...user,
  };
}
