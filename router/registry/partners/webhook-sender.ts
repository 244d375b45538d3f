import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Webhook as Signer } from 'standardwebhooks';
import { Agent, type Dispatcher, request } from 'undici';
import type { Logger } from '#kernel/log.ts';
import { startJob } from '#kernel/subgraph/jobs.ts';
import type { DueDelivery, Webhooks } from '#router/registry/partners/webhooks.ts';

export interface WebhookSenderOptions {
  webhooks: Webhooks;
  log: Logger;
  /** Whether addresses of this machine and of private networks may be told; a laptop's partner lives there. */
  allowPrivate?: boolean;
  everyMs?: number;
  /** Waits between tries, in ms; after the last one it is given up. */
  retriesMs?: readonly number[];
}

/** Standard Webhooks' suggestion: within seconds at first, for a day in all. */
const RETRIES_MS = [5_000, 30_000, 120_000, 600_000, 3_600_000, 21_600_000, 64_800_000];
const AT_ONCE = 16;
const TIMEOUT_MS = 10_000;

/** Addresses that lead into the house of whoever runs this. */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv6');

/** Whether an IP address is of a private network, or of this machine. */
export const isPrivate = (address: string): boolean => PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Whether a partner may be told at an address. */
export function mayBeTold(text: string, allowPrivate: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  if (username || password) return false;
  if (allowPrivate && protocol === 'http:') return true;
  if (protocol !== 'https:') return false;
  const address = hostname.replace(/^\[|\]$/g, '');
  return allowPrivate || isIP(address) === 0 || !isPrivate(address);
}

/** Resolves names, and refuses those that lead inside: also when a name that was good leads elsewhere by now. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const inside = addresses.find(({ address }) => isPrivate(address));
    if (inside) return callback(new Error(`${hostname} leads to a private address`), []);
    const [first] = addresses;
    if (options.all || !first) return callback(null, addresses);
    callback(null, first.address, first.family);
  });
};

/**
 * Sends what is due, signed as Standard Webhooks says: at least once, again and again until the receiver answers 2xx or
 * the tries are used up. Any number of processes may send: what one has taken, the others leave.
 * @returns how to stop
 */
export function startWebhookSender(options: WebhookSenderOptions): { stop(): Promise<void> } {
  const { webhooks, log, allowPrivate = false, everyMs = 2_000, retriesMs = RETRIES_MS } = options;
  const dispatcher = new Agent({ connect: allowPrivate ? {} : { lookup: publicLookup }, connections: 4 });
  const deliver = async (due: DueDelivery): Promise<void> => {
    const result = mayBeTold(due.url, allowPrivate)
      ? await send(due, dispatcher)
      : { error: 'the address may not be told' };
    const wait = result.error === undefined ? undefined : retriesMs[due.attempts - 1];
    await webhooks.note(due.id, { ...result, retryInMs: wait && Math.round(wait * (0.9 + Math.random() * 0.2)) });
  };
  const job = startJob(
    {
      name: 'webhooks',
      everyMs,
      run: async () => {
        for (;;) {
          const due = await webhooks.claim(AT_ONCE, TIMEOUT_MS * 3);
          await Promise.all(due.map(deliver));
          if (due.length < AT_ONCE) return;
        }
      },
    },
    log,
  );
  return {
    stop: async () => {
      await job.stop();
      await dispatcher.close();
    },
  };
}

async function send(due: DueDelivery, dispatcher: Dispatcher): Promise<{ status?: number; error?: string }> {
  const at = new Date();
  try {
    const { statusCode, body } = await request(due.url, {
      dispatcher,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': due.id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Signer(due.secret).sign(due.id, at, due.payload),
      },
      body: due.payload,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await body.dump();
    if (statusCode >= 200 && statusCode < 300) return { status: statusCode };
    return { status: statusCode, error: `answered ${statusCode}` };
  } catch (error) {
    return { error: (error as Error).message.slice(0, 300) };
  }
}
