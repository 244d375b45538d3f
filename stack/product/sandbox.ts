import type { Ports } from '../ports.ts';
import type { Installation } from '../settings.ts';
import type { Program } from './programs.ts';

/** The outside world of a laptop: bank and carrier, programs of their own that know nothing of the shop. */
export function sandboxPrograms(
  { secrets, publicUrl }: Installation,
  ports: Pick<Ports, 'bank' | 'carrier'>,
  user: Record<string, string | undefined>,
): Program[] {
  // Their log tells the launcher that they are ready.
  const log = { LOG_LEVEL: 'info' };
  return [
    {
      name: 'The sandbox bank',
      file: 'bank',
      script: 'sandbox/bank/serve.ts',
      env: {
        ...prefixed(user, 'BANK_'),
        ...log,
        BANK_PORT: String(ports.bank),
        BANK_API_KEY: secrets.bankApiKey,
        BANK_WEBHOOK_SECRET: secrets.bankWebhookSecret,
      },
    },
    {
      name: 'The sandbox carrier',
      file: 'carrier',
      script: 'sandbox/carrier/serve.ts',
      env: {
        ...prefixed(user, 'CARRIER_'),
        ...log,
        CARRIER_PORT: String(ports.carrier),
        CARRIER_API_KEY: secrets.carrierApiKey,
        CARRIER_WEBHOOK_SECRET: secrets.carrierWebhookSecret,
        CARRIER_CALLBACK_URL: `${publicUrl}/logistics/callbacks/carrier`,
      },
    },
  ];
}

const prefixed = (env: Record<string, string | undefined>, prefix: string): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => name.startsWith(prefix)));
