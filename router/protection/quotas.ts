import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { upTo } from '#kernel/cache/places.ts';
import { Fault } from '#kernel/errors.ts';
import type { Logger } from '#kernel/log.ts';
import type { Identity } from '#router/identity/token-verifier.ts';

/** Cost that may be spent within a minute; a kind without a number is not limited. */
export interface QuotaSettings {
  /** By each address of guests. */
  guest?: number | undefined;
  /** By each user, over all sessions. */
  user?: number | undefined;
}

export interface QuotasOptions {
  settings: QuotaSettings;
  /** Where routers add up what they let through; without it, each counts by itself. */
  redis?: Redis | undefined;
  /** Put before every key. */
  prefix: string;
  log: Logger;
  now?: () => number;
}

const MINUTE_MS = 60_000;

/** How often a router tells the others what it let through, in ms: so long may a quota be exceeded between routers. */
const EXCHANGE_MS = 250;

/** Spenders remembered; who is forgotten is looked up again in Redis. */
const REMEMBERED = 50_000;

/**
 * ARGV: per spender what to add, then how long counters live, in ms. KEYS: per spender this minute's counter and the last.
 * Answers per spender both counters.
 */
const EXCHANGE = `
local out = {}
local ttl = ARGV[#ARGV]
for i = 1, #KEYS, 2 do
  local spent = redis.call('INCRBY', KEYS[i], ARGV[(i + 1) / 2])
  redis.call('PEXPIRE', KEYS[i], ttl)
  out[i] = spent
  out[i + 1] = tonumber(redis.call('GET', KEYS[i + 1]) or '0')
end
return out`;

/** What somebody has spent, as far as this router knows. */
interface Account {
  minute: number;
  /** In this minute, by all routers. */
  spent: number;
  /** In the minute before. */
  spentBefore: number;
  /** In this minute, not yet told to the others. */
  untold: number;
}

/**
 * Limits what each viewer and each API key may spend, by cost and over all routers. A request is decided at once on what
 * this router knows; several times a second routers add up in Redis what they let through, all spenders in one command.
 * The window slides: of the last minute counts the part that is less than 60 s ago. While Redis is away each router goes
 * on by itself.
 */
export class Quotas {
  readonly #options: QuotasOptions;
  readonly #accounts = new LRUCache<string, Account>(upTo(REMEMBERED));
  readonly #changed = new Map<string, Account>();
  readonly #timer: NodeJS.Timeout | undefined;
  #exchanging: Promise<void> | undefined;

  constructor(options: QuotasOptions) {
    this.#options = options;
    if (!options.redis) return;
    this.#timer = setInterval(() => void this.exchange(), EXCHANGE_MS);
    this.#timer.unref();
  }

  /**
   * Takes a request's cost from whoever sends it.
   * @param address where it came from, which is all there is to know of a guest
   * @throws Fault RATE_LIMITED, with `retryAfterMs`; then nothing is taken
   */
  spend({ viewer, apiKey }: Identity, address: string, cost: number): void {
    const { settings } = this.#options;
    if (apiKey) this.#take(`key:${apiKey.partnerId}`, apiKey.quotaPerMinute, cost);
    else if (viewer.kind === 'user') this.#take(`user:${viewer.id}`, settings.user, cost);
    else this.#take(`guest:${address}`, settings.guest, cost);
  }

  #take(spender: string, quota: number | undefined, cost: number): void {
    if (quota === undefined) return;
    const now = this.#options.now?.() ?? Date.now();
    const account = this.#account(spender, Math.floor(now / MINUTE_MS));
    const elapsed = (now % MINUTE_MS) / MINUTE_MS;
    const spent = account.spentBefore * (1 - elapsed) + account.spent;
    if (spent + cost > quota) {
      const retryAfterMs = Math.ceil(waitFor(account, quota - cost, elapsed) * MINUTE_MS);
      throw new Fault('RATE_LIMITED', `The quota of ${quota} a minute is used up; try again later.`, {
        facts: { quota, cost, retryAfterMs },
      });
    }
    account.spent += cost;
    account.untold += cost;
    this.#changed.set(spender, account);
  }

  #account(spender: string, minute: number): Account {
    const account = this.#accounts.get(spender);
    if (account?.minute === minute) return account;
    const spentBefore = account?.minute === minute - 1 ? account.spent : 0;
    const fresh: Account = { minute, spent: 0, spentBefore, untold: 0 };
    this.#accounts.set(spender, fresh);
    return fresh;
  }

  /** Tells the other routers what was spent here, and learns what was spent there. */
  exchange(): Promise<void> {
    this.#exchanging ??= this.#exchange().finally(() => {
      this.#exchanging = undefined;
    });
    return this.#exchanging;
  }

  async #exchange(): Promise<void> {
    const { redis, prefix, log } = this.#options;
    if (redis?.status !== 'ready' || this.#changed.size === 0) return;
    const told = [...this.#changed].map(([spender, account]) => ({ spender, account, amount: account.untold }));
    this.#changed.clear();
    for (const { account, amount } of told) account.untold -= amount;
    const keys = told.flatMap(({ spender, account: { minute } }) => [
      `${prefix}quota:${spender}:${minute}`,
      `${prefix}quota:${spender}:${minute - 1}`,
    ]);
    try {
      const amounts = told.map(({ amount }) => Math.ceil(amount));
      const totals = (await redis.eval(EXCHANGE, keys.length, ...keys, ...amounts, 2 * MINUTE_MS)) as number[];
      for (const [i, { account }] of told.entries()) {
        account.spent = totals[2 * i]! + account.untold;
        account.spentBefore = Math.max(account.spentBefore, totals[2 * i + 1]!);
      }
    } catch (error) {
      log.warn({ err: error }, 'quotas are counted by this router alone');
      for (const { spender, account, amount } of told) {
        account.untold += amount;
        this.#changed.set(spender, account);
      }
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.exchange();
  }
}

/** The part of a minute until no more than `room` is spent; when it never fits, a whole one. */
function waitFor({ spent, spentBefore }: Account, room: number, elapsed: number): number {
  if (room < 0) return 1;
  // In this minute, what was spent before counts less and less.
  if (spent <= room) return 1 - (room - spent) / spentBefore - elapsed;
  // In the next, what is spent now does.
  return 1 - elapsed + (1 - room / spent);
}
