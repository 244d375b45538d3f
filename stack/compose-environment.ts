import type { Secrets } from './secrets.ts';
import { rolePassword } from './settings.ts';

/**
 * The variables docker-compose.yml asks for: this installation's passwords and keys.
 * @param schemas names of the database schemas, each with a role of its own
 */
export function composeEnvironment(secrets: Secrets, schemas: readonly string[]): Record<string, string> {
  const passwords = schemas.map((name) => [`${name.toUpperCase()}_DATABASE_PASSWORD`, rolePassword(secrets, name)]);
  return {
    POSTGRES_PASSWORD: secrets.postgresPassword,
    REDIS_PASSWORD: secrets.redisPassword,
    DATABASE_ROLE_SECRET: secrets.databaseRoleSecret,
    VIEWER_SECRET: secrets.viewerSecret,
    JWT_PRIVATE_JWK: secrets.jwtPrivateJwk,
    BANK_API_KEY: secrets.bankApiKey,
    BANK_WEBHOOK_SECRET: secrets.bankWebhookSecret,
    CARRIER_API_KEY: secrets.carrierApiKey,
    CARRIER_WEBHOOK_SECRET: secrets.carrierWebhookSecret,
    WAREHOUSE_WEBHOOK_SECRET: secrets.warehouseWebhookSecret,
    ...Object.fromEntries(passwords),
  };
}

/** As the text of an `.env` file; single quotes keep JSON as it is. */
export function asEnvFile(variables: Record<string, string>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('');
}
