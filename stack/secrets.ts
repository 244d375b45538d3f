import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asStartError, StartError } from './start-error.ts';

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
  /** With which warehouses sign the counts they report, in the form of Standard Webhooks. */
  warehouseWebhookSecret: string;
  /** Opens the admin endpoints of bank, carrier and registry. */
  adminToken: string;
  /** With which the payment subgraph calls the sandbox bank. */
  bankApiKey: string;
  /** With which the logistics subgraph calls the sandbox carrier. */
  carrierApiKey: string;
  /** JWK (RFC 8037, Ed25519) of the key that signs access tokens, as JSON. */
  jwtPrivateJwk: string;
}

/** Reads the secrets of this data directory; makes those that are missing. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const file = join(dataDir, 'secrets.json');
  const known = await readKnown(dataDir, file);
  const secrets: Secrets = {
    postgresPassword: known.postgresPassword ?? random(),
    databaseRoleSecret: known.databaseRoleSecret ?? random(),
    redisPassword: known.redisPassword ?? random(),
    viewerSecret: known.viewerSecret ?? random(),
    bankWebhookSecret: known.bankWebhookSecret ?? webhookSecret(),
    carrierWebhookSecret: known.carrierWebhookSecret ?? webhookSecret(),
    warehouseWebhookSecret: known.warehouseWebhookSecret ?? webhookSecret(),
    adminToken: known.adminToken ?? random(),
    bankApiKey: known.bankApiKey ?? random(),
    carrierApiKey: known.carrierApiKey ?? random(),
    jwtPrivateJwk: known.jwtPrivateJwk ?? signingKey(),
  };
  if (JSON.stringify(secrets) !== JSON.stringify(known)) {
    await mkdir(dataDir, { recursive: true });
    await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  return secrets;
}

async function readKnown(dataDir: string, file: string): Promise<Partial<Secrets>> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    // Only a missing file means new secrets: others would lock the data that is there.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    if (error instanceof SyntaxError) {
      throw new StartError(`${file} is damaged.`, 'npm run reset', { cause: error });
    }
    throw asStartError(error, dataDir);
  }
}

/** Only letters and digits, `-` and `_`: it stands in URLs as it is. */
function random(): string {
  return randomBytes(24).toString('base64url');
}

function webhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

function signingKey(): string {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return JSON.stringify({ ...jwk, alg: 'EdDSA', use: 'sig', kid: random().slice(0, 12) });
}
