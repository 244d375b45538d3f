/** `npm run compose:env`: writes `.env` for docker-compose.yml from this checkout's secrets, which it makes when missing. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asEnvFile, composeEnvironment } from './compose-environment.ts';
import { schemaOwners } from './product/database.ts';
import { loadSecrets } from './secrets.ts';

const root = join(import.meta.dirname, '..');
const secrets = await loadSecrets(process.env.DATA_DIR ?? join(root, '.data'));
const schemas = (await schemaOwners()).map(({ name }) => name);
await writeFile(join(root, '.env'), asEnvFile(composeEnvironment(secrets, schemas)), { mode: 0o600 });
console.log('Wrote .env. Next: docker compose --profile product up --build');
