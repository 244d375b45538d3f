import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What one installation keeps to itself. Made once, kept in the data directory, readable by its owner only. */
export interface Secrets {
  /** Password of PostgreSQL's superuser. */
  postgresPassword: string;
  /** From which the password of each subgraph's database role is derived. */
  databaseRoleSecret: string;
  redisPassword: string;
  /** Signs the viewer that the router passes to subgraphs. */
  viewerSecret: string;
  /** Signs the sandbox bank's callbacks, in the form of Standard Webhooks. */
  bankWebhookSecret: string;
  /** Signs the sandbox carrier's callbacks, in the form of Standard Webhooks. */
  carrierWebhookSecret: string;
  /** Opens the admin endpoints of bank, carrier and registry. */
  adminToken: string;
  /** PKCS#8 PEM of the RSA key that signs access tokens. */
  jwtPrivateKey: string;
}

/** Reads the secrets of this data directory; makes those that are missing. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  const known = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Partial<Secrets>;
  const secrets: Secrets = {
    postgresPassword: known.postgresPassword ?? random(),
    databaseRoleSecret: known.databaseRoleSecret ?? random(),
    redisPassword: known.redisPassword ?? random(),
    viewerSecret: known.viewerSecret ?? random(),
    bankWebhookSecret: known.bankWebhookSecret ?? webhookSecret(),
    carrierWebhookSecret: known.carrierWebhookSecret ?? webhookSecret(),
    adminToken: known.adminToken ?? random(),
    jwtPrivateKey: known.jwtPrivateKey ?? rsaKey(),
  };
  if (JSON.stringify(secrets) !== JSON.stringify(known)) {
    await mkdir(dataDir, { recursive: true });
    await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  return secrets;
}

/** Only letters and digits, `-` and `_`: it stands in URLs as it is. */
function random(): string {
  return randomBytes(24).toString('base64url');
}

function webhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

function rsaKey(): string {
  return generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}
