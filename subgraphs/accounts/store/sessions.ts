import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import { type RedisScript, redisScript } from '#kernel/cache/redis-script.ts';
import type { Clock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { digestOf, newSalt, newSecret, type RefreshToken, successorOf } from '../credentials/refresh-token.ts';

/** Most sessions of one user; one more ends the one that was not used for longest. */
const MOST_SESSIONS = 50;
/** How many used refresh tokens a session remembers, each by 43 characters, to know one when it comes again. */
const REMEMBERED_TOKENS = 100;
const DIGEST_LENGTH = 43;

export interface SessionOptions {
  /** How long a session lasts after its last refresh, in ms. */
  lifeMs: number;
  /** How long after its use a refresh token still gets the successor it got, in ms. */
  graceMs: number;
}

/** What became of a refresh token: its successor, or that it ended its session, or that it means nothing (any more). */
export type Rotation =
  | { readonly kind: 'rotated'; readonly token: RefreshToken }
  | { readonly kind: 'reused' | 'unknown' };

const lua = (name: string): string => readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8');

/**
 * Sessions in Redis. A session is a family of refresh tokens of which one, the latest, works; only digests are stored. All keys
 * of a user are in one slot, each method is one atomic script.
 */
export class Sessions {
  readonly #options: SessionOptions;
  readonly #clock: Clock;
  readonly #run: Record<'create' | 'rotate' | 'end' | 'endAll', RedisScript>;

  constructor(redis: Redis, clock: Clock, options: SessionOptions) {
    this.#options = options;
    this.#clock = clock;
    const script = (name: string, keys: number): RedisScript => redisScript(redis, `accounts:${name}`, keys, lua(name));
    this.#run = {
      create: script('create', 2),
      rotate: script('rotate', 2),
      end: script('end', 2),
      endAll: script('end-all', 1),
    };
  }

  /** Begins a session of a user, who has proved who they are. */
  async create(userId: string): Promise<RefreshToken & { expiresAt: Date }> {
    const token = { userId, sessionId: newId(), secret: newSecret() };
    const now = this.#clock().getTime();
    const { lifeMs } = this.#options;
    const { session, sessions, prefix } = keysOf(token);
    const digest = digestOf(token.secret);
    await this.#run.create(session, sessions, now, lifeMs, token.sessionId, digest, MOST_SESSIONS, prefix);
    return { ...token, expiresAt: this.endOf() };
  }

  /** When a session that is used now ends. */
  endOf(): Date {
    return new Date(this.#clock().getTime() + this.#options.lifeMs);
  }

  /**
   * Swaps a refresh token for its successor. Requests with the same token within the grace get the same successor; later the
   * token is a copy in wrong hands, and the session ends.
   */
  async rotate(presented: RefreshToken): Promise<Rotation> {
    const salt = newSalt();
    const { lifeMs, graceMs } = this.#options;
    const { session, sessions } = keysOf(presented);
    const [kind, used] = (await this.#run.rotate(
      session,
      sessions,
      this.#clock().getTime(),
      lifeMs,
      presented.sessionId,
      digestOf(presented.secret),
      digestOf(successorOf(presented.secret, salt)),
      salt,
      graceMs,
      REMEMBERED_TOKENS * DIGEST_LENGTH,
    )) as ['rotated' | 'reused' | 'unknown', string?];
    if (kind !== 'rotated') return { kind };
    return { kind, token: { ...presented, secret: successorOf(presented.secret, used!) } };
  }

  /**
   * Ends a session.
   * @param secret of one of its refresh tokens, when that is all the proof there is
   * @returns whether there was one
   */
  async end({ userId, sessionId, secret }: Omit<RefreshToken, 'secret'> & { secret?: Buffer }): Promise<boolean> {
    const { session, sessions } = keysOf({ userId, sessionId });
    return (await this.#run.end(session, sessions, sessionId, secret ? digestOf(secret) : '')) === 1;
  }

  /** Ends every session of a user; returns how many there were. */
  async endAll(userId: string): Promise<number> {
    const { sessions, prefix } = keysOf({ userId, sessionId: '' });
    return (await this.#run.endAll(sessions, prefix)) as number;
  }
}

/** The keys of one user share a slot, so that the scripts work on a cluster too. */
function keysOf({ userId, sessionId }: { userId: string; sessionId: string }) {
  const prefix = `accounts:{${userId}}:session:`;
  return { session: prefix + sessionId, sessions: `accounts:{${userId}}:sessions`, prefix };
}
