import { join } from 'node:path';
import { parallel, type Resource } from '#kernel/lifecycle.ts';
import { houseProgram } from './house-program.ts';
import type { Ports } from './ports.ts';
import type { Secrets } from './secrets.ts';
import type { ServerWatch } from './servers/native-server.ts';

export interface SandboxOptions {
  dataDir: string;
  ports: Pick<Ports, 'bank' | 'carrier'>;
  secrets: Secrets;
  /** How the carrier reaches the product: `PUBLIC_URL` of the settings. */
  publicUrl: string;
  /** The user's environment, whose BANK_… and CARRIER_… reach the programs. */
  env: NodeJS.ProcessEnv;
  watch: ServerWatch;
}

/** The outside world of a product on a laptop: a bank and a carrier, programs of their own that know nothing of the shop. */
export function sandbox(options: SandboxOptions): Resource {
  const { dataDir, ports, secrets, publicUrl, env, watch } = options;
  const bank = houseProgram(
    {
      name: 'The sandbox bank',
      id: 'bank',
      file: 'sandbox/bank/serve.ts',
      ports: { bank: ports.bank },
      env: {
        ...prefixed(env, 'BANK_'),
        NODE_ENV: 'production',
        // Its log tells the launcher that it is ready.
        LOG_LEVEL: 'info',
        BANK_PORT: String(ports.bank),
        BANK_JOURNAL: join(dataDir, 'bank.journal'),
        BANK_API_KEY: secrets.bankApiKey,
        BANK_WEBHOOK_SECRET: secrets.bankWebhookSecret,
      },
    },
    dataDir,
    watch,
  );
  const carrier = houseProgram(
    {
      name: 'The sandbox carrier',
      id: 'carrier',
      file: 'sandbox/carrier/serve.ts',
      ports: { carrier: ports.carrier },
      env: {
        ...prefixed(env, 'CARRIER_'),
        NODE_ENV: 'production',
        LOG_LEVEL: 'info',
        CARRIER_PORT: String(ports.carrier),
        CARRIER_JOURNAL: join(dataDir, 'carrier.journal'),
        CARRIER_API_KEY: secrets.carrierApiKey,
        CARRIER_WEBHOOK_SECRET: secrets.carrierWebhookSecret,
        CARRIER_CALLBACK_URL: `${publicUrl}/logistics/callbacks/carrier`,
      },
    },
    dataDir,
    watch,
  );
  return parallel('sandbox', bank, carrier);
}

const prefixed = (env: NodeJS.ProcessEnv, prefix: string): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith(prefix)));
